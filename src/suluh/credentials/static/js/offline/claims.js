// Signed claims and status lists: compact JWS, EdDSA alone, raw deflate, one spelling for each.
const NUMBERS = new Set(["v", "jp", "r", "i"]);
const NAMES = new Set(["v", "id", "nm", "nip", "ttl", "jp", "org", "d", "no", "r", "o", "i", "c"]);

// Opens a token with exactly this header; throws { sentence } naming what is wrong.
async function openToken(token, header, keys, limits) {
  const parts = token.split(".");
  const refuse = (sentence) => { throw Object.assign(new Error(sentence), { sentence }); };
  let kid, payload, mark;
  try {
    if (token.length > limits.token || parts.length !== 3) throw new Error("parts");
    const given = JSON.parse(utf8(unbase64(parts[0], true)));
    payload = unbase64(parts[1], true);
    mark = unbase64(parts[2], true);
    kid = given.kid;
    if (typeof kid !== "string" || canonical(given) !== canonical({ ...header, kid })) throw new Error("header");
  } catch {
    refuse("malformed");
  }
  const key = Object.hasOwn(keys, kid) ? keys[kid] : refuse("unknown_key");
  const message = encoder.encode(`${parts[0]}.${parts[1]}`);
  if (!(await edVerify(unbase64(key.x, true), mark, message))) refuse("bad_signature");
  try {
    return { key, plain: await inflate(payload, "deflate-raw", limits.payload) };
  } catch {
    return refuse("malformed");
  }
}

async function readClaims(token, keys) {
  const limits = { token: 1195, payload: 8192 };
  const { key, plain } = await openToken(token, { alg: "EdDSA", zip: "DEF" }, keys.claims, limits);
  let claims;
  try {
    const text = utf8(plain);
    claims = JSON.parse(text);
    if (canonical(claims) !== text || !isClaims(claims)) throw new Error("shape");
  } catch {
    throw Object.assign(new Error("claims"), { sentence: "bad_claims" });
  }
  if ((key.first && claims.d < key.first) || (key.last && claims.d > key.last)) {
    throw Object.assign(new Error("key"), { sentence: "expired_key" });
  }
  return claims;
}

function isClaims(claims) {
  const entries = Object.entries(claims);
  const needed = ["v", "id", "nm", "ttl", "jp", "org", "d"];
  return needed.every((name) => Object.hasOwn(claims, name))
    && entries.every(([name, value]) => NAMES.has(name) && (NUMBERS.has(name) ? Number.isSafeInteger(value) : typeof value === "string"))
    && entries.every(([name, value]) => value !== "" && (name !== "r" || value > 0))
    && claims.v === 1 && claims.jp >= 0 && Array.from(claims.nip || "").length <= 4 && isDay(claims.d);
}

function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text >= "0001";
}

// The list of withdrawn certificates for a day; anything else throws.
async function readStatus(token, keys) {
  const header = { alg: "EdDSA", typ: "suluh-status", zip: "DEF" };
  const limits = { token: 24000000, payload: 24000000 };
  const fields = JSON.parse(utf8((await openToken(token.trim(), header, keys.claims, limits)).plain));
  if (Object.keys(fields).sort().join() !== "d,r,v,x" || fields.v !== 1 || !isDay(fields.d)) throw new Error("status");
  return { day: fields.d, revoked: listed(fields.x), replaced: listed(fields.r) };
}

function listed(text) {
  const bytes = unbase64(text);
  if (bytes.length % 16) throw new Error("status");
  const names = new Set();
  for (let at = 0; at < bytes.length; at += 16) names.add(hex(bytes.slice(at, at + 16)));
  return names;
}

async function stateIn(status, code) {
  const name = hex((await sha256(encoder.encode(code))).slice(0, 16));
  if (status.revoked.has(name)) return "revoked";
  return status.replaced.has(name) ? "replaced" : "valid";
}
