// How a packed video is played: by the browser itself where it can, else by hls.js, fetched only then.
// The choice (sharp, few data, sound alone) is remembered on this device for all videos.
const SLOT = "suluh:video-cara";
const SORT = (playlist) => (playlist === "semua.m3u8" ? "otomatis" : playlist.startsWith("suara/") ? "suara" : "hemat");
const NATIVE = "application/vnd.apple.mpegurl";

function remembered() {
  try {
    const chosen = localStorage.getItem(SLOT);
    return chosen || (navigator.connection?.saveData ? "hemat" : "otomatis");
  } catch {
    return "otomatis";
  }
}

export function waysOf(box, video) {
  const fields = box.querySelector("[data-ways]");
  const base = video.dataset.hls;
  if (!base || !fields) return { open: async () => {} };
  const inputs = [...fields.querySelectorAll("input")];
  const original = video.src;
  let engine = null;
  let isOpen = false;
  fields.hidden = false;
  video.removeAttribute("src");
  const wanted = inputs.find((input) => SORT(input.value) === remembered());
  if (wanted) wanted.checked = true;

  async function load(at) {
    const address = base + inputs.find((input) => input.checked).value;
    engine?.destroy();
    engine = null;
    const isSafari = video.canPlayType(NATIVE) && (window.ManagedMediaSource || !window.MediaSource);
    if (isSafari) video.src = address;
    else {
      const { default: Hls } = await import("./hls.js");
      if (Hls.isSupported()) {
        engine = new Hls({ enableWorker: false, startPosition: at || -1, maxBufferLength: 60, capLevelToPlayerSize: true });
        engine.on(Hls.Events.ERROR, (_name, data) => {
          if (!data.fatal) return;
          if (data.type === Hls.ErrorTypes.NETWORK_ERROR) again(engine);
          else if (data.type === Hls.ErrorTypes.MEDIA_ERROR) engine.recoverMediaError();
        });
        engine.loadSource(address);
        engine.attachMedia(video);
      } else video.src = video.canPlayType(NATIVE) ? address : original;
    }
    if (at && !engine) video.addEventListener("loadedmetadata", () => { video.currentTime = at; }, { once: true });
  }

  // Without a line the engine gives up after a while; it begins again where it was.
  function again(mine) {
    const go = () => mine === engine && mine.startLoad(video.currentTime);
    if (navigator.onLine) setTimeout(go, 3000);
    else addEventListener("online", go, { once: true });
  }

  for (const input of inputs) input.addEventListener("change", async () => {
    try { localStorage.setItem(SLOT, SORT(input.value)); } catch { /* for this page alone then */ }
    if (!isOpen) return;
    const { currentTime, paused } = video;
    await load(currentTime);
    if (!paused) video.play();
  });

  return {
    async open(at) {
      if (isOpen) return;
      isOpen = true;
      await load(at);
    },
  };
}
