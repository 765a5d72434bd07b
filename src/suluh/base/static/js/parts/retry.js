// <form data-retry="#kehadiran">: goes out again by itself on a bad line, always with the same key.
import { all, build, on, ready, root, say, toast, words } from "./dom.js";
import { dequeue, enqueue, waiting } from "./queue.js";
import { token } from "./csrf.js";
import { processAgain } from "./htmx.js";

const LONGEST = 30_000;
const PATIENCE = 15_000;
const DAY = 86_400_000;
const TRY_AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);
const busy = new Set();

const pause = (attempt) => Math.min(LONGEST, 1000 * 2 ** attempt) * (0.5 + Math.random());

// Sleeps, or wakes as soon as the line is back.
function sleep(milliseconds) {
  return new Promise((wake) => {
    setTimeout(wake, milliseconds);
    addEventListener("online", wake, { once: true });
  });
}

async function send(sending) {
  const body = new URLSearchParams(sending.fields);
  body.set("csrfmiddlewaretoken", token());
  const headers = { "X-CSRFToken": token(), "HX-Request": "true", "Idempotency-Key": sending.key };
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const answer = await fetch(sending.url, { method: "POST", body, headers, signal: abort.signal, credentials: "same-origin" });
    return TRY_AGAIN.has(answer.status) ? null : { answer, html: await answer.text() };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

// Whose session is over signs in first; what was pressed waits, and goes out on the next page.
const isSignIn = ({ redirected, url }) => redirected && new URL(url).pathname.startsWith("/masuk/");

function put(sending, form, { answer, html }) {
  if (answer.redirected) {
    location.href = answer.url;
    return;
  }
  const page = new DOMParser().parseFromString(html, "text/html");
  const place = sending.target && form && document.querySelector(sending.target);
  if (!place) {
    toast(`${words.sent}: ${sending.label}`, answer.ok ? "good" : "bad");
    return;
  }
  const fresh = page.querySelector(sending.target);
  place.replaceWith(...(fresh ? [fresh] : page.body.childNodes));
  processAgain();
}

function offerPlain(form) {
  if (!form || form.querySelector("[data-plainly]")) return;
  const button = build("button", { class: "btn quiet", type: "button", "data-plainly": "", text: words.plainly });
  button.addEventListener("click", () => form.submit());
  form.append(button);
}

async function deliver(sending, form) {
  if (busy.has(sending.key)) return;
  busy.add(sending.key);
  for (let attempt = 0; ; attempt += 1) {
    if (form) say(form, attempt ? words.waiting : words.sending, attempt > 0);
    const outcome = await send(sending);
    if (outcome) {
      if (!sending.who || !isSignIn(outcome.answer)) dequeue(sending.key);
      busy.delete(sending.key);
      put(sending, form, outcome);
      return;
    }
    if (attempt >= 4) offerPlain(form);
    if (form) say(form, words.waiting, true);
    await sleep(pause(attempt));
  }
}

on("submit", "form[data-retry]", (event, form) => {
  const fields = [...new FormData(form, event.submitter)];
  if (fields.some(([, value]) => typeof value !== "string")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  form.dataset.key ||= crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`;
  const label = event.submitter?.textContent.trim() || document.title;
  const sending = { key: form.dataset.key, url: form.action, target: form.dataset.retry, fields: fields.filter(([name]) => name !== "csrfmiddlewaretoken"), label, who: root.dataset.person, at: Date.now() };
  enqueue(sending);
  deliver(sending, form);
});

// What was still waiting when the page closed goes on as soon as that person opens any page.
ready(() => {
  for (const sending of Object.values(waiting())) {
    if (Date.now() - sending.at > DAY) dequeue(sending.key);
    if (Date.now() - sending.at > DAY || sending.who !== root.dataset.person) continue;
    const form = all("form[data-retry]").find((candidate) => candidate.action === sending.url) || null;
    form?.setAttribute("aria-busy", "true");
    deliver(sending, form);
  }
});
