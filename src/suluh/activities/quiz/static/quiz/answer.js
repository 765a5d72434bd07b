// A running test: each answer goes out as it is given. Without signal it waits on this device, with its
// age and not with a time of day (this device's clock may be wrong), and goes out when signal is back.
const WAIT = 400;
const AGAIN = 4_000;

function watch(form) {
  const key = `suluh:tes:${form.dataset.quiz}`;
  const said = form.querySelector("[data-quiz-saved]");
  let sending = false;
  let timer = 0;
  let isClosed = false;

  const say = (text, waiting = false) => {
    said.textContent = text;
    said.classList.toggle("is-waiting", waiting);
  };
  const time = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };
  const keep = (waiting) => {
    try {
      if (Object.keys(waiting).length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
    } catch {
      memory = waiting;
    }
  };
  let memory = null;
  const waiting = () => memory || kept();

  const answerOf = (place) => new FormData(form).getAll(`q${place}`).map(String);

  const send = async () => {
    clearTimeout(timer);
    const batch = waiting();
    if (sending || isClosed || !Object.keys(batch).length) return;
    sending = true;
    const now = Date.now();
    const answers = {};
    for (const [place, { a, at }] of Object.entries(batch)) answers[place] = { a, u: Math.max(0, now - at) };
    const body = new URLSearchParams({ jawaban: JSON.stringify(answers) });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const reply = await fetch(form.dataset.save, { method: "POST", body, credentials: "same-origin", redirect: "error" });
      if (reply.status === 409) {
        isClosed = true;
        say(form.dataset.saidClosed, true);
      } else if (reply.ok) {
        const rest = waiting();
        for (const [place, { at }] of Object.entries(batch)) if (rest[place]?.at === at) delete rest[place];
        keep(rest);
        say(`${form.dataset.saidSaved} ${time()}`);
      } else throw new Error(String(reply.status));
    } catch {
      say(form.dataset.saidWaiting, true);
    }
    sending = false;
    if (!isClosed && Object.keys(waiting()).length) timer = setTimeout(send, AGAIN);
  };

  const note = (event) => {
    const ask = event.target.closest("[data-place]");
    if (!ask) return;
    const { place } = ask.dataset;
    keep({ ...waiting(), [place]: { a: answerOf(place), at: Date.now() } });
    clearTimeout(timer);
    timer = setTimeout(send, event.type === "change" ? 0 : WAIT);
  };

  // What still waits from before the page was closed is shown again, and goes out.
  for (const [place, { a }] of Object.entries(waiting())) {
    const fields = [...form.querySelectorAll(`[name="q${place}"]`)];
    fields.forEach((field, index) => {
      if (field.type === "radio" || field.type === "checkbox") field.checked = a.includes(field.value);
      else field.value = a[index] ?? "";
    });
  }
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  addEventListener("online", send);
  send();
  clock(form, () => send().then(() => form.requestSubmit(form.querySelector("[value=yakin]") || hand(form))));
  if ("stepwise" in form.dataset) step(form);

  // The form itself carries every answer: what was handed in waits no longer.
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      say(form.dataset.saidWaiting, true);
    } else if (event.submitter?.value === "yakin") keep({});
  });
}

function hand(form) {
  const button = document.createElement("button");
  button.name = "aksi";
  button.value = "yakin";
  button.hidden = true;
  form.append(button);
  return button;
}

function clock(form, end) {
  const place = form.querySelector("[data-clock]");
  if (!place) return;
  const until = performance.now() + Number(form.dataset.left) * 1000;
  const timer = setInterval(() => {
    const left = Math.max(0, Math.round((until - performance.now()) / 1000));
    place.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(timer);
    if (form.querySelector(".quiz-ask")) end();
  }, 1000);
}

// One question at a time: the links to questions keep working, and nothing is taken from the form.
function step(form) {
  const asks = [...form.querySelectorAll(".quiz-ask")];
  const bar = document.createElement("nav");
  bar.className = "chips";
  const show = (index) => {
    asks.forEach((ask, place) => (ask.hidden = place !== index));
    [...bar.children].forEach((chip, place) => chip.toggleAttribute("aria-current", place === index));
  };
  asks.forEach((ask, index) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.textContent = String(index + 1);
    chip.addEventListener("click", () => show(index));
    bar.append(chip);
  });
  asks[0]?.before(bar);
  addEventListener("hashchange", () => {
    const index = asks.findIndex((ask) => `#${ask.id}` === location.hash);
    if (index >= 0) show(index);
  });
  if (asks.length) show(0);
}

function start() {
  const form = document.querySelector("[data-quiz]:not([data-watched])");
  if (!form) return;
  form.dataset.watched = "1";
  watch(form);
}

start();
document.addEventListener("htmx:after:swap", start);
