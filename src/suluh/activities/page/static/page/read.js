// Reading: once the end was seen and the time has passed, the button presses itself. How far one came
// is told now and then, so that another device opens the page at the same place.
let watching = null;

function watch(form) {
  const text = document.querySelector(".prose");
  const opened = Date.now();
  const needed = Number(form.dataset.left) * 1000;
  let told = Number(form.dataset.share);
  let since = Date.now();
  let seen = false;
  watching = form;

  const share = () => {
    const { top, height } = text.getBoundingClientRect();
    return Math.round(Math.min(1, Math.max(0, (innerHeight - top) / Math.max(height, 1))) * 100);
  };
  const press = () => {
    if (watching !== form || !seen || Date.now() - opened < needed) return;
    watching = null;
    form.requestSubmit();
  };
  const tell = () => {
    const reached = share();
    const seconds = Math.round((Date.now() - since) / 1000);
    if (document.hidden || watching !== form || (reached <= told && seconds < 60)) return;
    told = Math.max(told, reached);
    since = Date.now();
    const body = new URLSearchParams(new FormData(form));
    body.delete("end");
    body.set("share", String(told));
    body.set("seconds", String(Math.min(seconds, 120)));
    body.set("quiet", "1");
    fetch(form.action, { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => {});
  };

  new IntersectionObserver((entries) => {
    seen ||= entries.some((entry) => entry.isIntersecting);
    press();
  }).observe(form);
  setTimeout(press, needed + 200);
  setInterval(tell, 20_000);
  addEventListener("pagehide", tell);
  if (told > 5 && told < 100 && scrollY === 0) scrollTo({ top: text.offsetTop + (text.offsetHeight * told) / 100 - innerHeight });
}

function start() {
  const form = document.querySelector("[data-read]:not([data-done])");
  if (form && form !== watching && document.querySelector(".prose")) watch(form);
}

start();
document.addEventListener("htmx:after:swap", start);
