// Watching: which seconds were played is told whole each time, so that a lost or doubled message
// changes nothing. What could not be sent stays on this device and goes out at the next signal.
import { screenOf } from "./screen.js";
import { stopsOf } from "./stops.js";
import { transcriptOf } from "./transcript.js";

const FASTEST = 1.5;
const EVERY = 15_000;
const GAP = 2_000;
const WORDS = {
  id: { saved: "Tersimpan", waiting: "Menunggu sinyal. Tontonan disimpan di perangkat ini.", out: "Anda sudah keluar. Tontonan disimpan di perangkat ini: masuk lagi, lalu buka halaman ini.", moved: "Video diputar di tempat lain. Tekan putar untuk melanjutkan di sini.", refused: "Tontonan dari pemutar ini tidak dapat dihitung. Muat ulang halaman, lalu tonton seperti biasa.", enough: "Sudah cukup tertonton.", fast: "Lebih cepat dari 1,5 kali tidak dihitung." },
  en: { saved: "Saved", waiting: "Waiting for signal. What you watched is kept on this device.", out: "You are signed out. What you watched is kept on this device: sign in again and open this page.", moved: "The video plays elsewhere. Press play to go on here.", refused: "What this player played cannot be counted. Reload the page and watch as usual.", enough: "You have watched enough.", fast: "Faster than 1.5 times does not count." },
};
const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.id;
let current = null;

export function unite(spans) {
  const found = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}
const written = (spans) => spans.map(([from, to]) => `${Math.floor(from)}-${Math.floor(to)}`).join(",");
const read = (text) => (text ? text.split(",").map((pair) => pair.split("-").map(Number)) : []);
const total = (spans) => spans.reduce((sum, [from, to]) => sum + to - from, 0);

// What was played but not yet heard, by lesson: the claims of this page and of pages before it.
const slot = (place) => `suluh:video:${place}`;
function kept(place) {
  try {
    return JSON.parse(localStorage.getItem(slot(place))) || {};
  } catch {
    return {};
  }
}
function keep(place, key, claim) {
  const all = kept(place);
  delete all[key];
  if (claim) all[key] = claim;
  try {
    const newest = Object.entries(all).slice(-8);
    if (newest.length) localStorage.setItem(slot(place), JSON.stringify(Object.fromEntries(newest)));
    else localStorage.removeItem(slot(place));
  } catch {
    // Where storage is closed nothing is kept.
  }
}

class Watching {
  constructor(box) {
    this.box = box;
    this.place = box.dataset.place;
    this.length = Number(box.dataset.length);
    this.before = read(box.dataset.spans);
    this.screen = screenOf(box, Number(box.dataset.at));
    this.transcript = transcriptOf(box);
    this.stops = stopsOf(box, this.screen);
    this.token = box.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
    this.told = box.querySelector("[data-told]");
    this.begin(box.dataset.ticket);
    this.pass = setInterval(() => this.tick(), 250);
    this.beat = setInterval(() => this.send(), EVERY);
    this.screen.on("pause", () => this.send());
    this.screen.on("play", () => this.resume());
    this.screen.on("seek", () => this.hold());
    this.screen.on("end", () => { this.over = true; this.send(); this.finish(); });
    for (const link of box.querySelectorAll("[data-seek]")) link.addEventListener("click", (event) => { event.preventDefault(); this.screen.seek(Number(link.dataset.seek)); });
    this.sendKept();
  }

  begin(ticket) {
    this.ticket = ticket;
    this.key = crypto.randomUUID?.() || uuid();
    this.spans = [];
    this.heard = "";
    this.state = "";
    this.at = null;
  }

  // One look at the player: what was played since the last look, if it was played at all.
  tick() {
    if (!this.box.isConnected) return this.stop();
    const at = this.screen.time() * 1000;
    const real = performance.now();
    if (this.at !== null && this.screen.playing()) {
      const moved = at - this.at;
      const passed = real - this.real;
      if (moved > 0 && moved <= passed * FASTEST + 400) this.add(this.at, at);
      else if (moved > passed * FASTEST && moved < passed * 5 && passed > 200) this.say(words.fast);
    }
    this.at = at;
    this.real = real;
    if (this.screen.begun()) this.transcript.follow(at / 1000);
    if (this.screen.begun()) this.stops.pass(at / 1000, this.screen.playing());
  }

  add(from, to) {
    const had = this.spans.length;
    this.spans = unite([...this.spans, [from, to]]);
    if (had !== this.spans.length || Math.floor(to / 5000) !== Math.floor(from / 5000)) this.remember();
    this.draw();
  }

  remember() {
    if (this.place) keep(this.place, this.key, { putar: this.key, tanda: this.ticket, rentang: written(this.spans), posisi: Math.floor(this.screen.time() * 1000) });
  }

  // Where skipping is off one may go back, but not beyond what was watched.
  hold() {
    this.at = null;
    if (!("noSkip" in this.box.dataset) || "done" in this.box.dataset) return;
    let reached = 0;
    for (const [from, to] of unite([...this.before, ...this.spans])) {
      if (from > reached + GAP) break;
      reached = Math.max(reached, to);
    }
    if (this.screen.time() * 1000 > reached + GAP) this.screen.seek(reached / 1000);
  }

  resume() {
    if (this.stops.blocks()) return this.screen.pause();
    this.at = null;
    this.over = false;
    if (this.state !== "pindah") return;
    this.before = unite([...this.before, ...this.spans]);
    this.begin(this.fresh);
  }

  claim() {
    return { putar: this.key, tanda: this.ticket, rentang: written(this.spans), posisi: String(Math.floor(this.screen.time() * 1000)) };
  }

  async send({ last = false } = {}) {
    if (!this.place || this.state === "tolak") return;
    if (this.sending) {
      this.again = true;
      return;
    }
    const claim = this.claim();
    const mark = `${this.key} ${claim.rentang} ${Math.floor(claim.posisi / 5000)}`;
    if (mark === this.heard || !this.screen.begun()) return;
    this.sending = !last;
    try {
      this.take(await this.post(claim), mark);
    } catch (error) {
      this.remember();
      this.say(error.isSignedOut ? words.out : words.waiting, true);
    } finally {
      this.sending = false;
      if (this.again) {
        this.again = false;
        this.send();
      }
    }
  }

  async post(claim) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, ...claim });
    const answer = await fetch(this.place, { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: true });
    if (answer.type === "opaqueredirect" || answer.status === 403) throw Object.assign(new Error("out"), { isSignedOut: true });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  take(answer, mark) {
    this.heard = mark;
    this.fresh = answer.tanda;
    this.percent = answer.persen;
    this.enough = answer.cukup;
    keep(this.place, this.key, null);
    this.draw();
    this.sendKept();
    const state = answer.hasil === "basi" ? "pindah" : answer.hasil;
    if (state !== "tercatat" && state !== this.state) {
      this.state = state;
      this.screen.pause();
      this.say(state === "pindah" ? words.moved : words.refused, true);
      return;
    }
    this.state = state;
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    if (this.over) this.finish();
    this.say(`${this.enough && !("done" in this.box.dataset) ? words.enough + " " : ""}${words.saved} ${two(now.getHours())}.${two(now.getMinutes())}`);
  }

  // What earlier pages could not send; their window ended when this page was shown.
  async sendKept() {
    if (!this.place || this.sendingKept) return;
    this.sendingKept = true;
    try {
      for (const claim of Object.values(kept(this.place))) {
        if (claim.putar === this.key) continue;
        const answer = await this.post({ ...claim, sampai: this.ticket });
        keep(this.place, claim.putar, null);
        this.before = unite([...this.before, ...read(claim.rentang)]);
        this.percent = answer.persen;
        this.enough = answer.cukup;
        if (!this.screen.begun()) this.screen.start(claim.posisi / 1000);
        this.draw();
      }
    } catch (error) {
      this.say(error.isSignedOut ? words.out : words.waiting, true);
    } finally {
      this.sendingKept = false;
    }
  }

  draw() {
    const here = this.length ? Math.min(100, Math.floor((total(unite([...this.before, ...this.spans])) * 100) / this.length)) : 0;
    const shown = Math.max(here, this.percent || 0);
    this.box.querySelector("[data-bar]")?.setAttribute("value", String(shown));
    const label = this.box.querySelector("[data-percent]");
    if (label && label.textContent !== `${shown} %`) label.textContent = `${shown} %`;
  }

  say(text, isWaiting = false) {
    if (!this.told || this.told.textContent === text) return;
    this.told.textContent = text;
    this.told.classList.toggle("is-waiting", isWaiting);
  }

  finish() {
    if (this.enough && !("done" in this.box.dataset)) this.box.querySelector("[data-finish]")?.requestSubmit();
  }

  stop() {
    clearInterval(this.pass);
    clearInterval(this.beat);
    if (current === this) current = null;
  }
}

// randomUUID exists on secure pages alone.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function start() {
  const box = document.querySelector("[data-video]");
  if (!box || !box.querySelector("[data-screen]") || current?.box === box) return;
  current?.send({ last: true });
  current?.stop();
  current = new Watching(box);
}

start();
document.addEventListener("htmx:after:swap", start);
addEventListener("online", () => { current?.sendKept(); current?.send(); });
addEventListener("pagehide", () => { current?.remember(); current?.send({ last: true }); });
document.addEventListener("visibilitychange", () => { if (document.hidden) current?.send({ last: true }); });
