// Writing: buttons that put marks around the chosen words of a text field. The field works without.
const MARKS = [
  ["H2", "## ", ""], ["H3", "### ", ""], ["B", "**", "**"], ["I", "*", "*"], ["•", "- ", ""], ["1.", "1. ", ""], ["a.", "a. ", ""], ["❝", "> ", ""], ["↗", "[", "](https://)"], ["▸", "+++ …\n", "\n+++"],
];
const nth = (before, place) => (before === "a. " ? `${String.fromCharCode(97 + (place % 26))}. ` : before);
const WORDS = {
  id: ["Judul", "Anak judul", "Tebal", "Miring", "Daftar", "Daftar bernomor", "Daftar berhuruf", "Hal penting", "Tautan", "Lipatan"],
  en: ["Heading", "Subheading", "Bold", "Italic", "List", "Numbered list", "Lettered list", "Important", "Link", "Fold"],
};
const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.id;

function mark(field, before, after) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const isLine = !after;
  const from = isLine ? value.lastIndexOf("\n", start - 1) + 1 : start;
  const text = isLine ? value.slice(from, end).split("\n").map((line, number) => nth(before, number) + line).join("\n") : before + chosen + after;
  field.focus();
  field.setRangeText(text, from, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const field of document.querySelectorAll("textarea[data-rich]")) {
  const bar = document.createElement("div");
  bar.className = "chips";
  bar.setAttribute("role", "toolbar");
  MARKS.forEach(([sign, before, after], place) => {
    if (field.dataset.rich === "short" && sign.startsWith("H")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "round", textContent: sign, title: words[place] });
    button.setAttribute("aria-label", `${sign} ${words[place]}`);
    button.addEventListener("click", () => mark(field, before, after));
    bar.append(button);
  });
  field.before(bar);
}

// A picture goes to the server by itself, and its mark to where one was writing.
const at = {};
for (const field of document.querySelectorAll("textarea[data-rich]")) {
  field.addEventListener("blur", () => (at[field.name] = field.selectionEnd));
}

function place(field, sign) {
  const where = at[field.name] ?? field.value.length;
  const before = field.value.slice(0, where).trimEnd();
  const after = field.value.slice(where).trimStart();
  field.value = `${before ? `${before}\n\n` : ""}${sign}\n${after ? `\n${after}` : ""}`;
  field.focus();
  field.selectionStart = field.selectionEnd = (before ? before.length + 2 : 0) + sign.length + 1;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function sendPicture(box, button) {
  const status = box.querySelector("[role=status]");
  const [file, words] = [box.querySelector("[type=file]"), box.querySelector("input:not([type=file])")];
  const body = new FormData();
  if (file.files[0]) body.append("gambar-berkas", file.files[0]);
  body.append("gambar-keterangan", words.value);
  button.disabled = true;
  status.textContent = box.dataset.waits;
  try {
    const token = document.querySelector("#tulis [name=csrfmiddlewaretoken]").value;
    const answer = await fetch(box.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": token } });
    const { mark: sign, problem } = await answer.json();
    status.textContent = problem || box.dataset.done;
    status.classList.toggle("bad-ink", Boolean(problem));
    if (sign) {
      file.value = words.value = "";
      place(document.querySelector(`textarea[name="${box.dataset.picture}"]`), sign);
    }
  } catch {
    status.textContent = box.dataset.failed;
  }
  button.disabled = false;
}

for (const box of document.querySelectorAll("[data-picture]")) {
  const button = box.querySelector("button");
  // Alone, so that saving while one types neither sends the file nor counts it as writing.
  for (const field of box.querySelectorAll("[name]")) field.removeAttribute("name");
  box.addEventListener("input", (event) => event.stopPropagation());
  box.addEventListener("change", (event) => event.stopPropagation());
  button.type = "button";
  button.addEventListener("click", () => sendPicture(box, button));
}

// What was typed waits on this device until the server says that it is saved; on a bad line it goes out
// again by itself, and comes back when the page is opened anew.
const AGAIN = 10_000;
const writing = document.getElementById("tulis");
const SKIPPED = new Set(["hidden", "file", "submit", "button"]);
const key = `suluh:tulisan:${document.documentElement.dataset.person || ""}:${location.pathname}`;
let timer = 0;
let lastSeen = writing?.elements.dilihat.value;
const SAID = { ...document.querySelector("#keadaan .saved")?.dataset };

const seen = () => writing.elements.dilihat.value;
const said = () => document.querySelector("#keadaan .saved");
const fields = () => [...writing.elements].filter((field) => field.name && !SKIPPED.has(field.type));
const store = (value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Closed storage: what was typed is in the page alone.
  }
};
const recall = () => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
const values = () => fields().map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? field.checked : field.value]);

const keep = (sent = false) => store(JSON.stringify({ values: values(), seen: seen(), sent }));

function tell(name) {
  const place = said();
  if (place) place.textContent = place.dataset[name];
}

function again() {
  clearTimeout(timer);
  timer = setTimeout(() => writing.dispatchEvent(new Event("change", { bubbles: true })), AGAIN);
}

function failed(name) {
  tell(name);
  again();
}

// What was sent and came back changed has arrived. What another window changed meanwhile is not written
// over: with the old moment the server asks first.
function restore() {
  const kept = recall();
  if (!kept || JSON.stringify(kept.values) === JSON.stringify(values()) || (kept.sent && kept.seen !== seen())) {
    store(null);
    return;
  }
  fields().forEach((field, place) => {
    const [name, value] = kept.values[place] || [];
    if (name !== field.name) return;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
  });
  writing.elements.dilihat.value = kept.seen;
  tell("saidRestored");
  writing.dispatchEvent(new Event("change", { bubbles: true }));
}

// Signed out meanwhile, the answer is no state of the activity: the place is made anew.
function stay() {
  const state = Object.assign(document.createElement("section"), { id: "keadaan" });
  const place = Object.assign(document.createElement("p"), { className: "saved" });
  Object.assign(place.dataset, SAID);
  state.append(place);
  const moment = Object.assign(document.createElement("input"), { type: "hidden", name: "dilihat", value: lastSeen });
  moment.setAttribute("form", "tulis");
  state.append(moment);
  document.querySelector(".beside").replaceChildren(state);
  failed("saidSignedOut");
}

if (writing) {
  writing.addEventListener("input", () => keep());
  writing.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(true);
  });
  document.addEventListener("htmx:error", () => failed("saidWaiting"));
  document.addEventListener("htmx:response:error", () => failed("saidWaiting"));
  addEventListener("online", () => recall() && writing.dispatchEvent(new Event("change", { bubbles: true })));
  // What saved itself is no longer at risk.
  document.addEventListener("htmx:after:swap", () => {
    if (!document.getElementById("keadaan")) stay();
    if (!document.querySelector("#keadaan [data-saved]")) return;
    lastSeen = seen();
    clearTimeout(timer);
    store(null);
    delete writing.dataset.changed;
  });
  restore();
}
