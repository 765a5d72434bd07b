// The form saves while one types; a file that has been saved is not sent again.
document.addEventListener("htmx:after:swap", () => {
  const field = document.querySelector('#tulis input[type="file"][name="file"]');
  if (field?.value && !document.querySelector("#keadaan .bad-ink")) field.value = "";
});
