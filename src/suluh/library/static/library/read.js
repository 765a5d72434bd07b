// Reading a document: the server is told now and then that this page lies open. Only its own clock
// counts; a page that lay hidden begins anew. Arrow keys turn, the next page's picture is fetched early.
const EVERY = 30_000;
let watching = null;

function tell(form, extra = {}) {
  if (form.elements.place) form.elements.place.value = placeOf(form);
  const body = new URLSearchParams(new FormData(form));
  body.set("go", body.get("page"));
  body.set("quiet", "1");
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  fetch(form.action, { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => {});
}

// How far down a long chapter the reader is, in thousandths; kept where the form has a field for it.
function placeOf(form) {
  const page = form.querySelector(".document-page").getBoundingClientRect();
  return Math.round(Math.min(Math.max(-page.top / Math.max(page.height, 1), 0), 1) * 1000);
}

function start() {
  const form = document.querySelector("[data-document]");
  if (!form || form === watching) return;
  watching = form;
  const place = form.elements.place;
  if (place?.value > 5) {
    const page = form.querySelector(".document-page").getBoundingClientRect();
    window.scrollTo({ top: window.scrollY + page.top + (page.height * place.value) / 1000 });
  }
  if (place) tell(form, { afresh: "1" });
  document.querySelector("[data-jump]")?.addEventListener("change", (event) => event.target.form.requestSubmit());
  const next = form.dataset.next;
  const connection = navigator.connection ?? {};
  if (next && !connection.saveData && !/2g/.test(connection.effectiveType ?? "")) {
    setTimeout(() => {
      if (watching === form) new Image().src = next;
    }, 2_000);
  }
}

setInterval(() => {
  if (watching?.isConnected && !document.hidden && !("done" in watching.dataset)) tell(watching);
}, EVERY);
document.addEventListener("visibilitychange", () => {
  if (watching?.isConnected && !("done" in watching.dataset)) tell(watching, document.hidden ? {} : { afresh: "1" });
});
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, summary")) return;
  const name = { ArrowRight: "[data-on]", ArrowLeft: "[data-back]" }[event.key];
  if (name) watching?.querySelector(`${name}:not([disabled])`)?.click();
});
start();
document.addEventListener("htmx:after:swap", start);
