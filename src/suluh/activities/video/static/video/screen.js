// A screen: the browser's own player, or YouTube's in its frame, behind one small face.
import { waysOf } from "./ways.js";

const FASTEST = 1.5;
const YOUTUBE = "https://www.youtube-nocookie.com";

export function screenOf(box, at) {
  return box.dataset.youtube ? new YouTube(box, at) : new Native(box, at);
}

class Native {
  constructor(box, at) {
    this.video = box.querySelector("video");
    this.from = at;
    this.wasPlayed = false;
    // Resuming waits for the file: before it is asked for, nothing is loaded.
    this.video.addEventListener("loadedmetadata", () => this.resume());
    this.video.addEventListener("playing", () => { this.wasPlayed = true; });
    this.opener = box.querySelector("[data-open]");
    this.ways = waysOf(box, this.video);
    if (this.opener) this.cover();
    this.video.addEventListener("ratechange", () => { if (this.video.playbackRate > FASTEST) this.video.playbackRate = FASTEST; });
  }

  // One large button instead of the small controls, until it is pressed.
  cover() {
    const { video, opener } = this;
    opener.hidden = false;
    video.controls = false;
    opener.addEventListener("click", () => { this.play(); video.focus(); });
    video.addEventListener("play", () => { opener.hidden = true; video.controls = true; });
  }

  async play() {
    await this.ways.open(this.from);
    await this.video.play().catch(() => {});
  }

  resume() {
    const { video, from } = this;
    if (from > 0 && from < video.duration - 5 && video.currentTime < 1) video.currentTime = from;
    this.from = 0;
  }

  start(at) { this.from = at; if (this.video.readyState > 0) this.resume(); }
  time() { return this.video.currentTime; }
  playing() { return !this.video.paused && !this.video.seeking && this.video.readyState > 2; }
  begun() { return this.wasPlayed; }
  seek(at) { this.from = 0; if (this.video.readyState > 0) this.video.currentTime = at; else { this.from = at; this.play(); } }
  pause() { this.video.pause(); }

  on(name, act) {
    const names = { pause: "pause", play: "play", seek: "seeking", end: "ended" };
    this.video.addEventListener(names[name], act);
  }
}

// YouTube speaks through messages of its frame; none of its scripts runs on our page.
class YouTube {
  constructor(box, at) {
    this.box = box;
    this.from = at;
    this.at = at;
    this.state = -1;
    this.acts = {};
    this.opener = box.querySelector("[data-open]");
    this.opener?.addEventListener("click", (event) => { event.preventDefault(); this.open(); });
    addEventListener("message", (event) => this.hear(event));
  }

  open() {
    const frame = document.createElement("iframe");
    const asked = new URLSearchParams({ enablejsapi: "1", playsinline: "1", rel: "0", autoplay: "1", start: String(Math.floor(this.from)), origin: location.origin });
    frame.title = "YouTube";
    frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = `${YOUTUBE}/embed/${this.box.dataset.youtube}?${asked}`;
    frame.addEventListener("load", () => this.tell({ event: "listening", id: 1, channel: "widget" }));
    this.frame = frame;
    this.box.querySelector("[data-screen]").replaceChildren(frame);
  }

  tell(message) { this.frame?.contentWindow?.postMessage(JSON.stringify(message), YOUTUBE); }
  command(name, ...args) { this.tell({ event: "command", func: name, args, id: 1, channel: "widget" }); }

  hear(event) {
    if (event.origin !== YOUTUBE || event.source !== this.frame?.contentWindow) return;
    let info;
    try { ({ info } = JSON.parse(event.data)); } catch { return; }
    if (!info || typeof info !== "object") return;
    if (typeof info.currentTime === "number") {
      if (Math.abs(info.currentTime - this.at) > 3) this.call("seek", info.currentTime);
      this.at = info.currentTime;
      this.since = performance.now();
    }
    if (typeof info.playbackRate === "number" && info.playbackRate > FASTEST) this.command("setPlaybackRate", FASTEST);
    if (typeof info.playbackRate === "number") this.rate = Math.min(info.playbackRate, FASTEST);
    if (typeof info.playerState === "number") this.turn(info.playerState);
  }

  turn(state) {
    if (state === this.state) return;
    this.state = state;
    if (state === 1) { this.wasPlayed = true; this.call("play"); }
    if (state === 2) this.call("pause");
    if (state === 0) this.call("end");
  }

  call(name, at) { if (at !== undefined) this.at = at; this.acts[name]?.(); }
  // Between two messages the time goes on at the rate that was told, a second at most.
  time() { return this.playing() ? this.at + Math.min(1, (performance.now() - this.since) / 1000) * (this.rate || 1) : this.at; }
  start(at) { this.from = at; this.at = at; }
  playing() { return this.state === 1; }
  begun() { return Boolean(this.wasPlayed); }
  seek(at) { if (this.frame) { this.command("seekTo", at, true); this.at = at; } else { this.from = at; this.open(); } }
  pause() { this.command("pauseVideo"); }
  play() { this.command("playVideo"); }
  on(name, act) { this.acts[name] = act; }
}
