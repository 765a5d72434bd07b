// Bytes and texts, each in its only spelling; whatever is malformed throws.
const encoder = new TextEncoder();

function utf8(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function unbase64(text, url = false) {
  if (typeof text !== "string") throw new Error("base64");
  const plain = url ? text.replace(/-/g, "+").replace(/_/g, "/") : text;
  const bytes = Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
  if (base64(bytes, url) !== text) throw new Error("base64");
  return bytes;
}

function base64(bytes, url = false) {
  let plain = "";
  for (const byte of bytes) plain += String.fromCharCode(byte);
  const text = btoa(plain);
  return url ? text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : text;
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unhex(text) {
  if (typeof text !== "string" || !/^(?:[0-9a-f]{2})*$/.test(text)) throw new Error("hex");
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function same(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

// Unpacks at most `limit` bytes; junk behind the end throws.
async function inflate(bytes, format, limit) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return join(...parts);
    size += value.length;
    if (size > limit) throw new Error("too long");
    parts.push(value);
  }
}

// RFC 8785: keys sorted, no spaces, numbers and texts as JSON writes them.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${canonical(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  if (typeof value === "string" && !value.isWellFormed()) throw new Error("text");
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new Error("number");
  return JSON.stringify(value);
}

async function edVerify(raw, signature, message) {
  const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, message);
}
