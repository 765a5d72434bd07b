// Verifies a certificate's QR claims (JWS, EdDSA, raw deflate) in the browser, without network; then
// asks the issuer, by the code alone, whether the certificate still holds.
const box = document.getElementById("qr");
const verdict = document.getElementById("putusan");
const token = decodeURIComponent(location.hash.slice(1));
const ORDER = ["nm", "nip", "ttl", "jp", "org", "no"];

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function inflate(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

async function isSigned(head, body, mark) {
  const { kid, alg } = JSON.parse(new TextDecoder().decode(bytes(head)));
  const known = JSON.parse(box.dataset.keys)[kid];
  if (alg !== "EdDSA" || !known) return false;
  const key = await crypto.subtle.importKey("raw", bytes(known.x), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, bytes(mark), new TextEncoder().encode(`${head}.${body}`));
}

function show(claims) {
  const list = document.getElementById("isi-klaim");
  for (const name of ORDER) {
    if (claims[name] === undefined) continue;
    const row = list.appendChild(document.createElement("div"));
    row.appendChild(document.createElement("dt")).textContent = list.dataset[name];
    const value = name === "jp" ? String(claims.jp / 100).replace(".", ",") : claims[name];
    row.appendChild(document.createElement("dd")).textContent = value;
  }
}

// Nothing comes back without a signal; then the button stays for later.
async function standing(code) {
  try {
    const answer = await fetch(`/periksa/${encodeURIComponent(code)}.json`);
    if (answer.status === 404) return box.dataset.unknown;
    return answer.ok ? box.dataset[(await answer.json()).status] : "";
  } catch {
    return "";
  }
}

async function judge() {
  const parts = token.split(".");
  if (parts.length !== 3) return box.dataset.none;
  box.hidden = false;
  document.getElementById("klaim").value = token;
  try {
    const claims = await inflate(bytes(parts[1]));
    const good = await isSigned(...parts);
    if (!good) return box.dataset.bad;
    show(claims);
    return (await standing(claims.id)) || box.dataset.good;
  } catch (error) {
    return error.name === "NotSupportedError" || !globalThis.crypto?.subtle ? box.dataset.unable : box.dataset.bad;
  }
}

judge().then((sentence) => { verdict.textContent = sentence; });
