// The service worker, and what a page says while there is no signal.
import { build, ready, root, words } from "./dom.js";

if (root.dataset.worker) navigator.serviceWorker?.register(root.dataset.worker).catch(() => {});

function tellLine() {
  document.getElementById("luring")?.remove();
  if (navigator.onLine) return;
  document.getElementById("pesan")?.append(build("div", { id: "luring", class: "notice torch", text: words.offline }));
}

addEventListener("offline", tellLine);
addEventListener("online", tellLine);

// The kept page looks for the real one now and then: a line may be up and the server not yet in reach.
if (root.classList.contains("is-offline")) {
  const look = () => navigator.onLine && location.reload();
  addEventListener("online", look);
  setInterval(look, 4000 + Math.random() * 4000);
}

ready(tellLine);
