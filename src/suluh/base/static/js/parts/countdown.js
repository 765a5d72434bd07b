// <time data-countdown="ISO" data-now="ISO of the server">: counts down by the server's clock.
import { all, ready, words } from "./dom.js";

const two = (n) => String(n).padStart(2, "0");

function spelled(seconds) {
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days) return `${days} ${words.day} ${hours} ${words.hour}`;
  if (hours) return `${hours} ${words.hour} ${two(minutes)} ${words.minute}`;
  return `${two(minutes)}:${two(seconds % 60)}`;
}

function start(place) {
  const skew = place.dataset.now ? Date.parse(place.dataset.now) - Date.now() : 0;
  const end = Date.parse(place.dataset.countdown);
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - Date.now() - skew) / 1000));
    place.textContent = spelled(left);
    if (left || !place.isConnected) return;
    clearInterval(timer);
    place.dispatchEvent(new CustomEvent("countdown-end", { bubbles: true }));
    // A little scatter, so that thousands of pages do not ask in the same instant.
    if (place.dataset.atEnd === "reload") setTimeout(() => location.reload(), 500 + Math.random() * 2500);
  };
  const timer = setInterval(tick, 1000);
  tick();
}

ready((page) => {
  for (const place of all("[data-countdown]:not([data-counting])", page)) {
    place.dataset.counting = "1";
    start(place);
  }
});
