// The form saves while one types; a file that has been saved is not sent again. Only the very file that went
// out with an answered request is cleared: one chosen while that request was on its way has still to go.
const sent = new WeakMap();
const chosen = () => document.querySelector('#tulis input[type="file"][name="file"]');

document.addEventListener("htmx:before:request", ({ detail }) => {
  const file = chosen()?.files[0];
  if (file) sent.set(detail.ctx, file);
});
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const field = chosen();
  const file = sent.get(detail.ctx);
  if (file && field?.files[0] === file && !document.querySelector("#keadaan .bad-ink")) field.value = "";
});
