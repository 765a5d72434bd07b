// A running test: each answer goes out as it is given. Without network it waits on this device, with its
// age and not with a time of day (this device's clock may be wrong), and goes out when the network is
// back. The countdown is the server's: every answer of the server says how much time is left.
const PATIENCE = 15_000;
const TYPING = 600;
const LONGEST = 20_000;
const WARN_AT = [5, 1];
const find = (form, name) => form.querySelector(`[${name}]`);

// Answers that the server has not acknowledged, by place; where storage is closed, in memory alone.
function keeper(key) {
  let memory = null;
  const all = () => {
    if (memory) return memory;
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };
  const write = (waiting) => {
    try {
      if (Object.keys(waiting).length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
      memory = null;
    } catch {
      memory = waiting;
    }
  };
  return {
    all,
    count: () => Object.keys(all()).length,
    put: (place, answer) => write({ ...all(), [place]: { a: answer, at: Date.now() } }),
    // What was answered again while it was on its way goes on waiting.
    drop(sent) {
      const rest = all();
      const gone = Object.keys(sent).filter((place) => rest[place]?.at === sent[place].at);
      for (const place of gone) delete rest[place];
      write(rest);
      return gone;
    },
    clear: () => write({}),
  };
}

// The server's clock: told by the page and by every answer. Neither a wrong clock of this device nor its
// sleep disturbs it; it says when something was sent, however long that is on its way. What it is told is
// as old as the reply was on its way: the latest time counts, or what is answered would look older than
// what was answered before.
function serverClock(told) {
  let [base, steady, wall] = [Number(told), performance.now(), Date.now()];
  const now = () => Math.round(base + Math.max(performance.now() - steady, Date.now() - wall));
  const set = (heard) => {
    if (heard > now()) [base, steady, wall] = [heard, performance.now(), Date.now()];
  };
  return { set, now };
}

function watch(form) {
  const server = serverClock(form.dataset.now);
  const store = keeper(`suluh:tes:${form.dataset.quiz}`);
  const said = find(form, "data-quiz-saved");
  const asks = [...form.querySelectorAll(".quiz-ask")];
  const marker = (place) => form.elements[`w${place}`];
  const answerOf = (place) => new FormData(form).getAll(`q${place}`).map(String);
  const acknowledged = new Map(); // what the server has, by place: leaving a field answers nothing anew
  let busy = null;
  let timer = 0;
  let failures = 0;
  let isOver = false;
  let handIn = null;

  const say = (text, isWaiting = false) => {
    said.textContent = text;
    said.classList.toggle("is-waiting", isWaiting);
  };
  const sayWaiting = () => {
    const count = store.count();
    const words = form.dataset.saidWaiting;
    say(handIn ? form.dataset.saidHeld : count ? words.replace("#", count) : words.split(",")[0], true);
  };

  const over = () => {
    isOver = true;
    const note = find(form, "data-quiz-over").content.cloneNode(true);
    const lost = note.querySelector("[data-lost]");
    const count = store.count();
    if (count) {
      lost.textContent = lost.textContent.replace("#", count);
      lost.hidden = false;
    }
    store.clear();
    for (const part of form.querySelectorAll(".quiz-bar p:not(.saved), .quiz-ask, .quiz-map, .form-foot, .notice")) part.remove();
    form.append(note);
    say("");
    form.querySelector(".notice").focus();
  };

  const out = () => {
    say(`${form.dataset.saidOut.replace("#", store.count())} `, true);
    said.append(find(form, "data-quiz-out").content.cloneNode(true));
  };

  const taken = (sent, { pada, sisa, kini }) => {
    failures = 0;
    server.set(kini);
    for (const place of store.drop(sent)) {
      marker(place).value = "-";
      acknowledged.set(place, JSON.stringify(sent[place].a));
    }
    if (Object.keys(sent).length) say(`${form.dataset.saidSaved} ${pada}`);
    if (store.count()) plan(0);
    if (sisa !== null) clock?.set(sisa);
  };

  const post = async (sent) => {
    const now = Date.now();
    const answers = {};
    for (const [place, { a, at }] of Object.entries(sent)) answers[place] = { a, u: Math.max(0, now - at) };
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    const body = new URLSearchParams({ jawaban: JSON.stringify(answers), kirim: server.now() });
    body.set("csrfmiddlewaretoken", token || form.elements.csrfmiddlewaretoken.value);
    return fetch(form.dataset.save, { method: "POST", body, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  };

  // True where the server has everything now.
  const deliver = async () => {
    const sent = store.all();
    try {
      const reply = await post(sent);
      if (reply.type === "opaqueredirect") out();
      else if (reply.status === 409) over();
      else if (reply.ok) {
        taken(sent, await reply.json());
        return true;
      } else throw new Error(String(reply.status));
    } catch {
      failures += 1;
      sayWaiting();
      plan(Math.min(LONGEST, 1000 * 2 ** failures) * (0.5 + Math.random()));
    }
    return false;
  };
  const send = () => {
    clearTimeout(timer);
    if (isOver) return Promise.resolve(false);
    busy ||= deliver().finally(() => (busy = null));
    return busy.then((done) => (done && handIn ? submit() : done));
  };
  const plan = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };

  // The whole form goes only where the server was just heard, so that no answer ends on an error page.
  const submit = () => {
    const button = handIn;
    handIn = null;
    if (store.count()) {
      handIn = button;
      return send();
    }
    form.dataset.ready = "1";
    for (const ask of asks) ask.disabled = true; // the server has them all
    form.requestSubmit(button);
    return true;
  };
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  form.addEventListener("submit", (event) => {
    if (form.dataset.ready) return;
    event.preventDefault();
    handIn = event.submitter;
    send();
  });

  const end = async () => {
    if (!asks.length) return;
    await new Promise((wake) => setTimeout(wake, Math.random() * 2000));
    if (!(await send()) || isOver || !clock.isUp()) return;
    const button = find(form, "data-hand-in").appendChild(document.createElement("button"));
    Object.assign(button, { name: "aksi", value: "habis", hidden: true });
    form.dataset.ready = "1";
    form.requestSubmit(button);
  };
  const clock = "left" in form.dataset ? counting(form, end) : null;
  const tally = tallying(form, asks, answerOf);

  const note = (event) => {
    const { place } = event.target.closest("[data-place]")?.dataset || {};
    if (!place || isOver) return;
    const given = answerOf(place);
    if (acknowledged.get(place) === JSON.stringify(given) && !(place in store.all())) return;
    handIn = null;
    store.put(place, given);
    marker(place).value = "";
    tally();
    if (failures) sayWaiting();
    if (event.type === "change") send();
    else if (!failures) plan(TYPING);
  };

  restore(form, store.all());
  tally();
  form.addEventListener("input", ranking);
  spotting(form);
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  addEventListener("online", send);
  addEventListener("offline", sayWaiting);
  document.addEventListener("visibilitychange", () => document.hidden || (form.isConnected && send()));
  if (asks.length && store.count()) send();
  if ("stepwise" in form.dataset && asks.length) stepping(form, asks);
}

// What still waits from before the page was closed is shown again.
function restore(form, waiting) {
  for (const [place, { a }] of Object.entries(waiting)) {
    form.querySelectorAll(`[name="q${place}"]`).forEach((field, index) => {
      if (field.type === "radio" || field.type === "checkbox") field.checked = a.includes(field.value);
      else field.value = a[index] ?? "";
    });
    const marker = form.elements[`w${place}`];
    if (marker) marker.value = "";
  }
}

// A picture to tap: the point is what the two numbers below it say; arrows move it, with Shift further.
function spotting(form) {
  for (const place of form.querySelectorAll("[data-spot]")) {
    const [x, y] = place.closest(".quiz-ask").querySelectorAll(".quiz-point input");
    const pin = place.querySelector(".quiz-pin");
    const show = () => {
      pin.hidden = x.value === "" || y.value === "";
      Object.assign(pin.style, { left: `${x.value}%`, top: `${y.value}%` });
    };
    const put = (across, down) => {
      const part = (value) => String(Math.round(Math.min(100, Math.max(0, value)) * 10) / 10);
      [x.value, y.value] = [part(across), part(down)];
      y.dispatchEvent(new Event("change", { bubbles: true }));
    };
    place.tabIndex = 0;
    place.dataset.ready = "1";
    place.addEventListener("click", (event) => {
      const frame = place.querySelector("img").getBoundingClientRect();
      put(((event.clientX - frame.left) / frame.width) * 100, ((event.clientY - frame.top) / frame.height) * 100);
    });
    place.addEventListener("keydown", (event) => {
      const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || [];
      if (dx === undefined) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 : 1;
      put(Number(x.value || 50) + dx * far, Number(y.value || 50) + dy * far);
    });
    for (const name of ["input", "change"]) place.closest(".quiz-ask").addEventListener(name, show);
    show();
  }
}

// In an ordering each number is used once: the step that had it takes the number that became free.
function ranking({ target }) {
  const others = target.closest("[data-ranks]")?.querySelectorAll("select") || [];
  const before = target.dataset.was ?? [...(target.options || [])].find((each) => each.defaultSelected)?.value ?? "";
  for (const other of others) {
    if (other === target || !target.value || other.value !== target.value) continue;
    other.value = other.dataset.was = before;
  }
  if (others.length) target.dataset.was = target.value;
}

// How many are answered, in words and in the list of questions.
function tallying(form, asks, answerOf) {
  const count = find(form, "data-count");
  const links = form.querySelectorAll(".quiz-map a");
  return () => {
    const done = asks.map((ask) => answerOf(ask.dataset.place).some((part) => part.trim()));
    count.textContent = count.dataset.count.replace("#", done.filter(Boolean).length);
    done.forEach((is, index) => {
      links[index].classList.toggle("is-answered", is);
      find(links[index], "data-answered").hidden = !is;
    });
  };
}

// Counts down what the server said is left; calls `end` each time it comes to nothing.
function counting(form, end) {
  const place = find(form, "data-clock");
  const alert = find(form, "data-quiz-alert");
  const two = (n) => String(n).padStart(2, "0");
  let until = 0;
  let before = Infinity;
  const left = () => (until - performance.now()) / 1000;
  const tick = () => {
    if (!form.isConnected) return clearInterval(timer);
    const seconds = Math.max(0, Math.ceil(left()));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
    place.textContent = hours ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
    place.classList.toggle("is-short", seconds <= 60);
    const passed = WARN_AT.find((mark) => before > mark * 60 && seconds <= mark * 60 && seconds > 0);
    if (passed && before !== Infinity) alert.textContent = form.dataset.saidLeft.replace("#", passed);
    const isNew = before > 0 && seconds === 0;
    before = seconds;
    if (isNew) end();
    return undefined;
  };
  const set = (seconds) => {
    until = performance.now() + seconds * 1000;
    tick();
  };
  const timer = setInterval(tick, 1000);
  set(Number(form.dataset.left));
  return { set, isUp: () => left() <= 0 };
}

// One question at a time: the links to questions go on working, and nothing is taken from the form.
function stepping(form, asks) {
  const links = [...form.querySelectorAll(".quiz-map a")];
  const steps = find(form, "data-steps");
  const [back, on] = steps.querySelectorAll("button");
  const foot = find(form, "data-hand-in");
  let index = 0;
  const show = (wanted, moves = true) => {
    index = Math.min(asks.length - 1, Math.max(0, wanted));
    asks.forEach((ask, place) => (ask.hidden = place !== index));
    links.forEach((link, place) => (place === index ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current")));
    back.disabled = index === 0;
    on.hidden = foot.hidden = false;
    on.hidden = index === asks.length - 1;
    foot.hidden = !on.hidden;
    if (!moves) return;
    asks[index].focus({ preventScroll: true });
    form.scrollIntoView({ block: "start" });
  };
  steps.hidden = false;
  back.addEventListener("click", () => show(index - 1));
  on.addEventListener("click", () => show(index + 1));
  form.addEventListener("click", (event) => {
    const wanted = event.target.closest("a[href^='#soal-']")?.hash;
    const found = asks.findIndex((ask) => `#${ask.id}` === wanted);
    if (found < 0) return;
    event.preventDefault();
    show(found);
  });
  show(Math.max(0, asks.findIndex((ask) => `#${ask.id}` === location.hash)), false);
}

function start() {
  const form = document.querySelector("[data-quiz]:not([data-watched])");
  if (!form) return;
  form.dataset.watched = "1";
  watch(form);
}

start();
document.addEventListener("htmx:after:swap", start);
