// Marks save themselves cell by cell; Enter and the arrows walk through the table.

const form = () => document.querySelector("form[data-marks]");
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";
const told = () => document.querySelector("[data-told]");

async function save(field) {
  const before = field.previousElementSibling;
  if (before.value === field.value) return;
  const body = new URLSearchParams({ [before.name]: before.value, [field.name]: field.value });
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch" };
  const place = told();
  try {
    const answer = await fetch(location.href, { method: "POST", body, headers, credentials: "same-origin" });
    const said = await answer.json();
    field.classList.toggle("is-bad", !answer.ok);
    place.textContent = answer.ok ? `${place.dataset.savedWord} ${new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" })}` : said.error;
    if (answer.ok) before.value = field.value;
    else if ("now" in said) before.value = said.now;
    delete field.dataset.unsent;
    field.classList.toggle("is-done", answer.ok && field.value !== "");
  } catch {
    field.classList.add("is-bad");
    field.dataset.unsent = "1";
    place.textContent = place.dataset.failedWord;
  }
}

function walk(field, down, right) {
  const row = field.closest("tr");
  const cells = [...row.querySelectorAll(".mark")];
  const at = cells.indexOf(field);
  const line = down > 0 ? row.nextElementSibling : down < 0 ? row.previousElementSibling : row;
  const next = line && [...line.querySelectorAll(".mark")][at + right];
  if (next) {
    next.focus();
    next.select();
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.(".mark")) save(event.target);
});
// What could not be sent goes out when the line is back, and is not left behind unseen.
const unsent = () => [...document.querySelectorAll(".mark[data-unsent]")];
addEventListener("online", async () => {
  for (const field of unsent()) await save(field);
});
addEventListener("beforeunload", (event) => {
  if (unsent().length) event.preventDefault();
});
document.addEventListener("submit", (event) => {
  if (event.target === form()) for (const field of unsent()) delete field.dataset.unsent;
});
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches?.(".mark") || !form()) return;
  if (event.key === "Enter" && field.classList.contains("is-bad")) save(field);
  const atEnd = field.selectionStart === field.value.length;
  const atStart = field.selectionEnd === 0;
  const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
  const steps = { Enter: [1, 0], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  if (atEnd || whole) steps.ArrowRight = [0, 1];
  if (atStart || whole) steps.ArrowLeft = [0, -1];
  if (!steps[event.key]) return;
  event.preventDefault();
  walk(field, ...steps[event.key]);
});
