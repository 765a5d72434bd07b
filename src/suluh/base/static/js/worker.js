// Service worker: static files with a hash in their name are kept, a page that cannot be fetched
// becomes a kind one. Pages themselves are never kept: a device may have several people.

const KEPT = "suluh-1";
const OFFLINE = "/luring/";
const MOST = 80;
const HASHED = /^\/static\/.*\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const kept = await caches.open(KEPT);
    const answer = await fetch(OFFLINE);
    const needed = [...(await answer.clone().text()).matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)];
    await kept.put(OFFLINE, answer);
    await kept.addAll(needed.map(([, address]) => address));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

async function file(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (!answer.ok) return answer;
  await kept.put(request, answer.clone());
  const names = await kept.keys();
  if (names.length > MOST) await kept.delete(names.find(({ url }) => !url.endsWith(OFFLINE)));
  return answer;
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(OFFLINE)) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (HASHED.test(url.pathname)) event.respondWith(file(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(fetch(request).catch(() => caches.match(request)));
  else if (request.mode === "navigate") event.respondWith(page(request));
});
