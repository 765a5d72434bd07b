// Scans badges with the phone's camera. What was seen waits on the device until the server has said
// that it has it: a closed browser, a dead battery and a building without a signal lose nothing.
// Each word has a key of its own, so that sending twice is sending once.

const box = document.getElementById("pindai");
const people = new Map(JSON.parse(document.getElementById("orang").textContent).map((one) => [one.place, one]));
const PLACE = `suluh:hadir:${box.dataset.meeting}`;
const AGAIN = 4000;
const LONGEST = 60_000;
const MOST = 200;
const WIDEST = 640;
const said = box.querySelector("[data-said]");
let pause = 2000;
let sending = false;
let shownAt = 0;

const read = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
let memory = read(PLACE, { queue: [], seen: {} });

function keep() {
  try {
    localStorage.setItem(PLACE, JSON.stringify(memory));
  } catch {
    // No room or no leave: the words go out from memory as long as the page is open.
  }
  const line = box.querySelector("[data-queue]");
  line.textContent = memory.queue.length ? `${memory.queue.length} ${box.dataset.waiting}` : box.dataset.sent;
}

function device() {
  const known = read("suluh:perangkat", "");
  if (known) return known;
  const made = newKey();
  try {
    localStorage.setItem("suluh:perangkat", JSON.stringify(made));
  } catch {
    // A device that keeps nothing is new each time.
  }
  return made;
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function tell(text, bad = false) {
  said.textContent = text;
  said.classList.toggle("is-bad", bad);
  navigator.vibrate?.(bad ? [80, 60, 80] : 60);
}

function note(place, card) {
  const person = people.get(place);
  if (!person) {
    tell(box.dataset.unknown, true);
    return;
  }
  if (memory.seen[place]) {
    tell(`${box.dataset.again} ${person.name}`);
    return;
  }
  memory.seen[place] = true;
  memory.queue.push({ key: newKey(), place, card, at: new Date().toISOString(), device: device() });
  keep();
  tell(`${box.dataset.seen} ${person.name}`);
  send();
}

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";

async function send() {
  if (sending || !memory.queue.length) return;
  sending = true;
  const words = memory.queue.slice(0, MOST);
  const body = new URLSearchParams({ ticket: box.dataset.ticket, words: JSON.stringify(words) });
  try {
    const answer = await fetch(box.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": token() }, credentials: "same-origin" });
    if (answer.redirected || answer.status === 403 || answer.status === 404) tell(box.dataset.signedout, true);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    settle(words, await answer.json());
    pause = 2000;
  } catch {
    pause = Math.min(pause * 2, LONGEST);
  }
  sending = false;
  if (memory.queue.length) setTimeout(send, pause);
}

function settle(words, { done, refused, present }) {
  const answered = new Set([...done, ...refused]);
  const lost = words.filter(({ key }) => refused.includes(key));
  for (const { place } of lost) delete memory.seen[place];
  // What the server could not read at all will not be read the next time either.
  const sent = new Set(words.map(({ key }) => key));
  memory.queue = memory.queue.filter(({ key }) => !answered.has(key) && !sent.has(key));
  keep();
  document.querySelector("[data-present]").textContent = present;
  if (lost.length) tell(`${people.get(lost[0].place)?.name || ""} ${box.dataset.refused}`, true);
}

// A badge says `<32 hex>.<signature>`; only the server can judge the signature.
function seen(text) {
  if (Date.now() - shownAt < AGAIN && said.dataset.last === text) return;
  shownAt = Date.now();
  said.dataset.last = text;
  note(text.split(".")[0], text);
}

// The browser's own reader, else ours: fetched as the page opens, so that it is there without a line.
async function findReader() {
  if ("BarcodeDetector" in globalThis) return new BarcodeDetector({ formats: ["qr_code"] });
  const { default: read } = await import(box.dataset.reader);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return {
    async detect(video) {
      const scale = Math.min(1, WIDEST / video.videoWidth);
      canvas.width = video.videoWidth * scale;
      canvas.height = video.videoHeight * scale;
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
      const code = read(data, width, height, { inversionAttempts: "dontInvert" });
      return code ? [{ rawValue: code.data }] : [];
    },
  };
}

async function watch(video, reader) {
  for (const code of await reader.detect(video).catch(() => [])) seen(code.rawValue);
  setTimeout(() => watch(video, reader), 250);
}

async function start(button) {
  const reader = await reading;
  if (!reader) {
    tell(box.dataset.noreader, true);
    return;
  }
  const video = box.querySelector("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    tell(box.dataset.nocamera, true);
    return;
  }
  video.hidden = false;
  button.hidden = true;
  await video.play();
  watch(video, reader);
}

const reading = findReader().catch(() => null);
box.querySelector("[data-start]").addEventListener("click", (event) => start(event.currentTarget));
box.querySelector("[data-by-name]").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.querySelector("input");
  const wanted = field.value.trim().toLowerCase();
  const found = [...people.values()].filter(({ name, nip }) => `${name} · ${nip}`.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (found.length === 1) {
    note(found[0].place, "");
    field.value = "";
  } else tell(box.dataset.unknown, true);
});
// Hand scanners type what they read, and an external reader of the same page says it by this event.
document.addEventListener("suluh:kartu", (event) => seen(event.detail));
addEventListener("online", send);
keep();
send();
