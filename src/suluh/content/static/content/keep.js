// A draft that saves itself (`data-task` with `data-kept` fields): sent as one types; without signal it waits on this device and goes out when signal is back.
const WAIT = 1_500;
const AGAIN = 6_000;
const PATIENCE = 15_000;

function watch(form) {
  const fields = [...form.querySelectorAll("[data-kept]")];
  if (!fields.length) return;
  const said = form.querySelector("[data-task-saved]");
  const counter = form.querySelector("[data-task-words]");
  // A device may have several people: what one of them wrote is never another's.
  const key = `suluh:tugas:${document.documentElement.dataset.person || ""}:${form.dataset.save}`;
  let timer = 0;
  let sending = false;
  let changed = false;
  let isStale = false;
  let pressed = null;

  const say = (text) => (said.textContent = text);
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const typed = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const isSame = (texts) => fields.every((field) => texts[field.name] === field.value);
  const keep = (texts, sent = false) => {
    try {
      if (texts === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ texts, stamp: form.elements.cap.value, sent }));
    } catch {
      // A full or closed store: the page itself still holds the text.
    }
  };
  const count = () => {
    if (counter) counter.textContent = (fields[0].value.match(/[\p{L}\p{N}_]+/gu) || []).length;
  };

  const send = async () => {
    clearTimeout(timer);
    if (sending || !changed || isStale) return;
    sending = true;
    const texts = typed();
    const body = new URLSearchParams({ ...texts, cap: form.elements.cap.value });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const reply = await fetch(form.dataset.save, { method: "POST", body, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (reply.status === 409) {
        isStale = true;
        say(form.dataset.saidStale);
      } else if (reply.ok) {
        form.elements.cap.value = (await reply.json()).cap;
        if (isSame(texts)) {
          changed = false;
          keep(null);
        }
        say(`${form.dataset.saidSaved} ${clock()}`);
      } else if (reply.type === "opaqueredirect" || reply.status === 403) say(form.dataset.saidSignedOut);
      else throw new Error(String(reply.status));
    } catch {
      say(form.dataset.saidWaiting);
    }
    sending = false;
    if (pressed) form.requestSubmit(pressed);
    else if (changed && !isStale) timer = setTimeout(send, AGAIN);
  };

  const note = () => {
    changed = true;
    keep(typed());
    count();
    clearTimeout(timer);
    timer = setTimeout(send, WAIT);
  };

  // What waited on this device from before: brought back, with the counter it was typed against. What
  // left with the whole form has arrived where the counter went on; else the line broke under it.
  try {
    const before = JSON.parse(localStorage.getItem(key));
    if (before?.sent && before.stamp !== form.elements.cap.value) keep(null);
    else if (before?.texts && !isSame(before.texts)) {
      for (const field of fields) field.value = before.texts[field.name] ?? field.value;
      form.elements.cap.value = before.stamp;
      changed = true;
      send();
    }
  } catch {
    keep(null);
  }
  for (const field of fields) field.addEventListener("input", note);
  addEventListener("online", send);
  addEventListener("pagehide", () => changed && !isStale && keep(typed()));
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      say(form.dataset.saidWaiting);
      return;
    }
    clearTimeout(timer);
    // What is on its way moves the counter on; with the old one the whole form would look like another's.
    if (sending) {
      event.preventDefault();
      pressed = event.submitter || form.querySelector("button");
      return;
    }
    pressed = null;
    if (changed) keep(typed(), true);
    changed = false;
  });
  count();
}

function start() {
  for (const form of document.querySelectorAll("[data-task]:not([data-watched])")) {
    form.dataset.watched = "1";
    watch(form);
  }
}

start();
document.addEventListener("htmx:after:swap", start);
