// htmx comes only to pages that use it, and after they are drawn: on a poor line the first bytes are
// for what people see, and every form works without it until then.
import { build, ready, root } from "./dom.js";

const USES = "[data-hx-get], [data-hx-post]";

export function processAgain() {
  if (globalThis.htmx) globalThis.htmx.process(document.body);
  else fetchHtmx();
}

function fetchHtmx() {
  const address = root.dataset.htmx;
  if (!address || !document.querySelector(USES)) return;
  delete root.dataset.htmx;
  document.head.append(build("script", { src: address }));
}

ready(() => {
  if (document.readyState === "complete") fetchHtmx();
  else addEventListener("load", fetchHtmx, { once: true });
});
