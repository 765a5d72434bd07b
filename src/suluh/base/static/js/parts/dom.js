// What every part leans on: finding, listening, words in the language of the page.

const WORDS = {
  id: {
    saved: "Tersimpan", kept: "Tersimpan di perangkat ini", restored: "Isian terakhir Anda dikembalikan",
    sending: "Mengirim…", waiting: "Menunggu sinyal… dicoba lagi", sent: "Terkirim", plainly: "Kirim cara biasa",
    yes: "Ya, lanjutkan", no: "Kembali", day: "hari", hour: "jam", minute: "menit", chosen: "dipilih", sift: "Saring pilihan", offline: "Tidak ada sinyal. Yang Anda ketik tetap ada di sini.", sign: ".",
  },
  en: {
    saved: "Saved", kept: "Saved on this device", restored: "We brought back what you typed last",
    sending: "Sending…", waiting: "Waiting for signal… trying again", sent: "Sent", plainly: "Send the plain way",
    yes: "Yes, go on", no: "Back", day: "days", hour: "hours", minute: "minutes", chosen: "chosen", sift: "Narrow the list", offline: "No signal. What you typed stays here.", sign: ":",
  },
};

export const root = document.documentElement;
export const words = WORDS[root.lang.slice(0, 2)] || WORDS.id;
export const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

// One listener on the document serves elements that htmx brings later.
export function on(name, selector, act) {
  document.addEventListener(name, (event) => {
    const found = event.target instanceof Element && event.target.closest(selector);
    if (found) act(event, found);
  });
}

// Runs for the page and again for every part that htmx puts in.
export function ready(act) {
  act(document);
  document.addEventListener("htmx:after:swap", () => act(document));
}

export function build(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

export function clock(date = new Date()) {
  const two = (n) => String(n).padStart(2, "0");
  return two(date.getHours()) + words.sign + two(date.getMinutes());
}

export function say(form, text, waiting = false) {
  for (const place of all("[data-saved]", form)) {
    place.textContent = text;
    place.classList.toggle("is-waiting", waiting);
  }
}

export function toast(text, tone = "good") {
  document.getElementById("pesan")?.append(build("div", { class: `notice ${tone}`, text }));
}

root.classList.replace("no-js", "js");
