// The service worker, and what a page says while there is no signal.
import { build, ready, root, words } from "./dom.js";

if (root.dataset.worker) navigator.serviceWorker?.register(root.dataset.worker).catch(() => {});

function tellLine() {
  document.getElementById("luring")?.remove();
  if (navigator.onLine) return;
  document.getElementById("pesan")?.append(build("div", { id: "luring", class: "notice torch", text: words.offline }));
}

addEventListener("offline", tellLine);
addEventListener("online", () => {
  tellLine();
  if (root.dataset.reload) location.reload();
});
ready(tellLine);
