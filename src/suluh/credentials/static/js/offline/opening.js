// The lines that a certificate opens: they are those committed to, and add up to what is stated.
async function isOpening(text, claims, proven) {
  let read;
  try {
    read = text.length <= 500000 ? JSON.parse(text) : null;
    if (canonical(read) !== text) return false;
  } catch {
    return false;
  }
  if (read === null || read.v !== 1 || !Array.isArray(read.lines) || read.lines.length > 400) return false;
  const lines = await Promise.all(read.lines.map(readLine));
  if (!lines.length || lines.includes(null)) return false;
  const [first] = lines;
  const isOne = lines.every((line) => line.person === first.person && line.activity === first.activity);
  const isSorted = lines.every((line, at) => !at || lines[at - 1].index < line.index);
  const sum = lines.reduce((total, line) => total + line.jp, 0);
  if (!isOne || !isSorted || sum !== claims.jp || !lines.some((line) => line.index === claims.i)) return false;
  for (const line of lines) if (!(await stands(line, claims, proven))) return false;
  return true;
}

async function readLine(given) {
  const entry = given && given.entry;
  if (!entry || typeof entry !== "object" || Array.isArray(entry) || entry.kind !== "credit") return null;
  const numbers = [given.i, entry.person_id, entry.jp_minor];
  if (!numbers.every(Number.isSafeInteger) || typeof entry.activity_key !== "string") return null;
  if (typeof given.opening !== "string" || !Array.isArray(given.path)) return null;
  let opening, path;
  try {
    opening = unhex(given.opening);
    path = given.path.map(unhex);
  } catch {
    return null;
  }
  if (opening.length !== 32) return null;
  const commitment = await hmac(opening, encoder.encode(canonical(entry)));
  return { index: given.i, commitment, path, person: entry.person_id, activity: entry.activity_key, jp: entry.jp_minor };
}

async function hmac(key, message) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const made = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, message));
}

async function stands(line, claims, proven) {
  if (line.index === claims.i) return hex(line.commitment) === claims.c;
  if (!proven || line.index < 0) return false;
  const leaf = await leafHash(leafRecord(line.index, line.commitment));
  return isIncluded(leaf, BigInt(line.index), line.path, proven.head);
}
