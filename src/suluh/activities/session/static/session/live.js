// The live page: hears the event's stream, shows announcements at once, and refreshes its parts.
// Where streams are blocked it asks every 20 to 30 seconds instead.
const root = document.querySelector("[data-stream]");
const spread = (least, most) => least + Math.random() * (most - least);
const waiting = new Map();

// A part is asked for once, a moment later, so that thousands of pages do not ask together.
function refresh(topic, most) {
  for (const part of document.querySelectorAll(`[data-live~="${topic}"]`)) {
    const writing = part.contains(document.activeElement) && document.activeElement.matches("textarea, input:not([type=radio])");
    if (waiting.has(part.id) || writing) continue;
    waiting.set(part.id, setTimeout(() => {
      waiting.delete(part.id);
      document.getElementById(part.id)?.dispatchEvent(new CustomEvent("segarkan"));
    }, spread(200, most)));
  }
}

function announce({ id, text, at }) {
  const list = document.querySelector("[data-announcements]");
  if (!list || !text || list.querySelector(`[data-id="${CSS.escape(id)}"]`)) return;
  list.querySelector("[data-none]")?.remove();
  const item = document.createElement("li");
  item.dataset.id = id;
  const words = document.createElement("p");
  words.textContent = text;
  const when = document.createElement("p");
  when.className = "small muted";
  when.textContent = at;
  item.append(words, when);
  list.prepend(item);
}

// "What to do now" changes by the clock too: when a window opens or closes.
let clock = 0;
function watchClock() {
  const part = document.querySelector("[data-next]");
  clearTimeout(clock);
  if (!part) return;
  part.dataset.seen ||= String(Date.now());
  const left = new Date(part.dataset.next) - new Date(part.dataset.now) - (Date.now() - Number(part.dataset.seen));
  if (left < 86_400_000) clock = setTimeout(() => refresh("window", 4000), Math.max(left, 0) + 1000);
}

if (root) {
  const stream = new EventSource(root.dataset.stream);
  stream.addEventListener("announcement", (event) => announce(JSON.parse(event.data)));
  stream.addEventListener("window", () => refresh("window", 3000));
  stream.addEventListener("question", () => refresh("question", 8000));
  stream.addEventListener("poll", () => refresh("poll", 5000));
  stream.addEventListener("checkin", () => refresh("checkin", 1500));
  stream.addEventListener("segarkan", () => refresh("segarkan", 10_000));
  const ask = () => {
    if (stream.readyState !== EventSource.OPEN && !document.hidden) refresh("segarkan", 1000);
    setTimeout(ask, spread(20_000, 30_000));
  };
  setTimeout(ask, spread(20_000, 30_000));
  new MutationObserver(watchClock).observe(root, { childList: true, subtree: true });
  watchClock();
}
