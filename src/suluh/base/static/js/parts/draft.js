// <form data-draft="key">: keeps what was typed on this device; <form data-guard> warns before it is lost.
import { all, clock, on, ready, root, say, words } from "./dom.js";
import { forget, keep, recall } from "./queue.js";

const timers = new WeakMap();
const SKIPPED = new Set(["password", "file", "hidden", "submit", "button"]);

const fields = (form) => [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type));
// A device may have several people: what one of them typed is never shown to another.
const keyOf = (form) => `draft:${root.dataset.person || ""}:${form.dataset.draft}`;
const LEFT = "suluh:left";
const REFUSED = ".error-summary, .error";
const ticks = (field) => field.type === "checkbox" || field.type === "radio";

function written(form) {
  return fields(form)
    .filter((field) => !ticks(field) || field.checked)
    .map((field) => [field.name, field.value]);
}

function restore(form, values) {
  for (const field of fields(form)) {
    const mine = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (ticks(field)) field.checked = mine.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = mine.includes(option.value);
    else if (mine.length) field.value = mine[0];
  }
}

on("input", "form[data-draft]", (event, form) => {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => {
    if (keep(keyOf(form), { values: written(form) })) say(form, `${words.saved} ${clock()}`);
  }, 600));
});

// What saves itself (content/keep.js) is not lost.
on("input", "form[data-guard]", (event, form) => {
  if (!event.target.closest("[data-kept]")) form.dataset.changed = "1";
});

on("submit", "form[data-draft], form[data-guard]", (event, form) => {
  clearTimeout(timers.get(form));
  delete form.dataset.changed;
  if (!form.dataset.draft) return;
  keep(keyOf(form), { values: written(form), sent: true });
  if (!event.defaultPrevented && !form.matches("[data-hx-post], [data-retry]")) leave(keyOf(form));
});

// Where the form left with the page, the next page tells whether it arrived: the answer to a form that
// was taken leads on (a redirect); after a broken line one comes back by another way.
function leave(key) {
  try {
    sessionStorage.setItem(LEFT, key);
  } catch {
    // Closed storage: then nothing was kept either.
  }
}

function hasArrived() {
  const [way] = performance.getEntriesByType("navigation");
  if (location.pathname.startsWith("/masuk/")) return false; // signed out meanwhile: not taken
  return !way || way.redirectCount > 0 || Boolean(document.querySelector(REFUSED));
}

function settle() {
  let key = null;
  try {
    key = sessionStorage.getItem(LEFT);
    sessionStorage.removeItem(LEFT);
  } catch {
    return;
  }
  const draft = key && !hasArrived() && recall(key);
  if (draft) keep(key, { values: draft.values });
}

settle();

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-changed]")) event.preventDefault();
});

// A draft that was sent and came back without errors has arrived; one that did not go is brought back.
ready((page) => {
  for (const form of all("form[data-draft]:not([data-drafted])", page)) {
    form.dataset.drafted = "1";
    const key = keyOf(form);
    const draft = recall(key);
    if (!draft) continue;
    const refused = form.querySelector(REFUSED);
    if (draft.sent) {
      if (!refused) forget(key);
    } else {
      restore(form, draft.values);
      say(form, words.restored);
    }
  }
});
