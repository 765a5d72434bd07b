// The player's keys, the size of its text, and the private note. The page does all of it without this.
// A note that the server has not acknowledged waits on this device and goes out when the line is back.
const PAUSE = 900;
const AGAIN = 15_000;
const SIZES = ["", "text-large", "text-huge"];
const $ = (what, from = document) => from.querySelector(what);

const storage = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // Closed storage: the note goes out while the page is open.
    }
  },
};

function watchNote(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "1";
  const field = form.elements.catatan;
  const base = form.elements.dasar;
  const said = $("[data-note-said]", form);
  const key = `suluh:catatan:${document.documentElement.dataset.person || ""}:${form.action}`;
  let timer = 0;
  let busy = false;
  let leaving = false;
  const say = (text, isWaiting = false) => {
    said.textContent = text;
    said.classList.toggle("is-waiting", isWaiting);
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };
  const accept = (sent, kept) => {
    base.value = kept;
    if (field.value !== sent) return later(PAUSE);
    if (kept !== sent) field.value = kept;
    // The page that comes may have been read before this was kept: it compares, and forgets.
    if (!leaving) storage.set(key, null);
    say(`${form.dataset.saidSaved} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`);
  };
  async function send() {
    if (busy || field.value === base.value) return;
    busy = true;
    const sent = field.value;
    const body = new URLSearchParams(new FormData(form));
    body.set("quiet", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
      busy = false;
      if (answer.ok) accept(sent, await answer.text());
      else if (answer.type === "opaqueredirect" || answer.status === 403) say(form.dataset.saidSignedOut, true);
      else throw new Error(String(answer.status));
    } catch {
      busy = false;
      say(form.dataset.saidWaiting, true);
      later(AGAIN);
    }
  }
  field.addEventListener("input", () => {
    storage.set(key, JSON.stringify({ text: field.value, base: base.value }));
    say("");
    later(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  addEventListener("online", send);
  addEventListener("beforeunload", () => {
    leaving = true;
  });
  const waiting = JSON.parse(storage.get(key) || "null");
  if (waiting && waiting.text !== field.value) {
    field.value = waiting.text;
    base.value = waiting.base;
    form.closest("details").open = true;
    send();
  } else if (waiting) storage.set(key, null);
}

function resize(size) {
  document.body.classList.remove(...SIZES.filter(Boolean));
  if (size) document.body.classList.add(size);
  for (const button of document.querySelectorAll("[data-size]")) {
    button.setAttribute("aria-pressed", String(button.dataset.size === size));
    if (button.dataset.size === size) remember(button);
  }
}

function remember(button) {
  const body = new URLSearchParams(new FormData(button.form));
  body.set(button.name, button.value);
  fetch(button.form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" }).catch(() => {});
}

function step(by) {
  const now = SIZES.findIndex((size) => size && document.body.classList.contains(size));
  resize(SIZES[Math.min(Math.max(Math.max(now, 0) + by, 0), SIZES.length - 1)]);
}

function open(details, focus) {
  details.open = true;
  details.scrollIntoView({ block: "nearest" });
  (focus || $("summary", details)).focus();
}

const KEYS = {
  n: () => $("[data-key=n]")?.click(),
  p: () => $("[data-key=p]")?.click(),
  b: () => $("[data-key=b]")?.click(),
  c: () => open($("#catatan"), $("#catatan-isi")),
  d: () => open($("#daftar-isi"), $("#daftar-isi [aria-current]") || $("#daftar-isi a")),
  "+": () => step(1),
  "-": () => step(-1),
  "?": () => {
    $("#daftar-isi").open = true;
    open($("#pintasan"));
  },
};
const OFF = "suluh:tanpa-pintasan";

document.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  const isTyping = event.target.closest("input, textarea, select, video, audio, [contenteditable], [role=slider]");
  if (!act || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
  if (storage.get(OFF) && event.key !== "?") return;
  event.preventDefault();
  act();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-size]");
  if (!button) return;
  event.preventDefault();
  resize(button.dataset.size);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-on]")) storage.set(OFF, event.target.checked ? null : "1");
});

// A lesson that finishes itself is drawn anew: who is writing a note meanwhile goes on in the same field.
let held = null;

function hold() {
  const note = $("#catatan");
  held = note && { note, action: $("[data-note]", note).action, focus: note.contains(document.activeElement) && document.activeElement };
}

function giveBack() {
  const fresh = $("#catatan");
  if (held && fresh && fresh !== held.note && $("[data-note]", fresh).action === held.action) {
    fresh.replaceWith(held.note);
    if (held.focus) held.focus.focus({ preventScroll: true });
  }
  held = null;
}

document.addEventListener("htmx:before:swap", hold);

function start() {
  giveBack();
  const form = $("[data-note]");
  if (form) watchNote(form);
  const keys = $("[data-keys-on]");
  if (keys) keys.checked = !storage.get(OFF);
}

start();
document.addEventListener("htmx:after:swap", start);
