// The draft of an assignment: sent as one types; without signal it waits on this device and goes out when signal is back.
const WAIT = 1_500;
const AGAIN = 6_000;

function watch(form) {
  const field = form.elements.isi;
  if (!field) return;
  const said = form.querySelector("[data-task-saved]");
  const counter = form.querySelector("[data-task-words]");
  const key = `suluh:tugas:${form.dataset.save}`;
  let timer = 0;
  let sending = false;
  let changed = false;
  let isStale = false;

  const say = (text) => (said.textContent = text);
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const keep = (text, sent = false) => {
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ text, stamp: form.elements.cap.value, sent }));
    } catch {
      // A full or closed store: the page itself still holds the text.
    }
  };
  const count = () => {
    if (counter) counter.textContent = (field.value.match(/[\p{L}\p{N}_]+/gu) || []).length;
  };

  const send = async () => {
    clearTimeout(timer);
    if (sending || !changed || isStale) return;
    sending = true;
    const text = field.value;
    const body = new URLSearchParams({ isi: text, cap: form.elements.cap.value });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const reply = await fetch(form.dataset.save, { method: "POST", body, credentials: "same-origin", redirect: "error" });
      if (reply.status === 409) {
        isStale = true;
        say(form.dataset.saidStale);
      } else if (reply.ok) {
        form.elements.cap.value = (await reply.json()).cap;
        if (field.value === text) {
          changed = false;
          keep(null);
        }
        say(`${form.dataset.saidSaved} ${clock()}`);
      } else throw new Error(String(reply.status));
    } catch {
      say(form.dataset.saidWaiting);
    }
    sending = false;
    if (changed && !isStale) timer = setTimeout(send, AGAIN);
  };

  const note = () => {
    changed = true;
    keep(field.value);
    count();
    clearTimeout(timer);
    timer = setTimeout(send, WAIT);
  };

  // What waited on this device from before: brought back, with the counter it was typed against.
  try {
    const before = JSON.parse(localStorage.getItem(key));
    if (before?.sent) keep(null);
    else if (before && before.text !== field.value) {
      field.value = before.text;
      form.elements.cap.value = before.stamp;
      changed = true;
      send();
    }
  } catch {
    keep(null);
  }
  field.addEventListener("input", note);
  addEventListener("online", send);
  addEventListener("pagehide", () => changed && !isStale && keep(field.value));
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      say(form.dataset.saidWaiting);
      return;
    }
    clearTimeout(timer);
    if (changed) keep(field.value, true);
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
