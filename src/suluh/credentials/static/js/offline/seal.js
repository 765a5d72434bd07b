// The seal of a PDF: one container, ours, in its only encoding, over every byte of the file.
const octets = (text) => unhex(text);
const SHA256_ID = octets("300d06096086480165030402010500");
const ECDSA_ID = octets("300a06082a8648ce3d040302");
const DATA_ID = octets("06092a864886f70d010701");
const SIGNED_ID = octets("06092a864886f70d010702");
const VERSION_1 = octets("020101");

function tlv(tag, content) {
  const size = content.length;
  if (size < 0x80) return join(new Uint8Array([tag, size]), content);
  const length = octets(size.toString(16).padStart(size > 0xffff ? 6 : size > 0xff ? 4 : 2, "0"));
  return join(new Uint8Array([tag, 0x80 | length.length]), length, content);
}

async function signedAttributes(digest, certificate) {
  const bound = tlv(0x30, tlv(0x04, await sha256(certificate)));
  const attribute = (name, value) => tlv(0x30, join(octets(name), tlv(0x31, value)));
  const made = [
    attribute("06092a864886f70d010903", DATA_ID),
    attribute("06092a864886f70d010904", tlv(0x04, digest)),
    attribute("060b2a864886f70d010910022f", tlv(0x30, tlv(0x30, bound))),
  ];
  return join(...made.sort((one, other) => (hex(one) < hex(other) ? -1 : 1)));
}

function container(pin, attributes, signature) {
  const signer = join(VERSION_1, tlv(0x30, pin.issuer), SHA256_ID, tlv(0xa0, attributes), ECDSA_ID, tlv(0x04, signature));
  const body = join(VERSION_1, tlv(0x31, SHA256_ID), tlv(0x30, DATA_ID), tlv(0xa0, pin.certificate), tlv(0x31, tlv(0x30, signer)));
  return tlv(0x30, join(SIGNED_ID, tlv(0xa0, tlv(0x30, body))));
}

// r and s of an ECDSA signature in strict DER, side by side as WebCrypto wants them.
function rawSignature(der) {
  const parts = [];
  let at = 2;
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  while (at < der.length) {
    const size = der[at + 1];
    const number = der.slice(at + 2, at + 2 + size);
    const isLong = number[0] === 0 && number.length > 1;
    if (der[at] !== 0x02 || number.length !== size || !size || number[0] & 0x80 || (isLong && !(number[1] & 0x80))) return null;
    const plain = isLong ? number.slice(1) : number;
    if (plain.length > 32) return null;
    parts.push(join(new Uint8Array(32 - plain.length), plain));
    at += 2 + size;
  }
  return parts.length === 2 ? join(...parts) : null;
}

// Who sealed the file, or what is wrong: altered, foreign, unsigned, unreadable.
async function judgeSeal(pdf, seals, nowMs) {
  const text = latin1(pdf);
  if (!text.startsWith("%PDF-") || pdf.length > 20 * 1024 * 1024) return { state: "unreadable" };
  if (!text.includes("/ByteRange")) return { state: "unsigned" };
  for (const found of text.matchAll(/\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)) {
    const [first, second, rest] = found.slice(1).map(Number);
    if (second + rest !== pdf.length || first + 2 > second) continue;
    for (const seal of seals) {
      if (await fits(pdf, text, [first, second], seal)) return counts(seal, nowMs);
    }
  }
  return { state: "altered" };
}

function counts(seal, nowMs) {
  const isValid = Date.parse(seal.first) <= nowMs && nowMs <= Date.parse(seal.last);
  return isValid ? { state: "sealed", signer: seal.name } : { state: "foreign" };
}

async function fits(pdf, text, [first, second], seal) {
  const pin = { certificate: unbase64(seal.certificate), issuer: unbase64(seal.issuer) };
  const gap = text.slice(first, second);
  const digest = await sha256(join(pdf.subarray(0, first), pdf.subarray(second)));
  const attributes = await signedAttributes(digest, pin.certificate);
  for (let size = 60; size <= 72; size += 1) {
    const empty = container(pin, attributes, new Uint8Array(size));
    const digits = gap.slice(1, 1 + 2 * empty.length);
    if (digits.length !== 2 * empty.length || !/^[0-9A-F]*$/.test(digits)) continue;
    const signature = octets(digits.slice(-2 * size).toLowerCase());
    const whole = hex(container(pin, attributes, signature)).toUpperCase();
    if (gap !== `<${whole.padEnd(gap.length - 2, "0")}>`) continue;
    const raw = rawSignature(signature);
    const curve = { name: "ECDSA", namedCurve: "P-256" };
    const key = await crypto.subtle.importKey("raw", unbase64(seal.point), curve, false, ["verify"]);
    return raw !== null && crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, raw, tlv(0x31, attributes));
  }
  return false;
}

function latin1(bytes) {
  return new TextDecoder("latin1").decode(bytes);
}

// The texts of ours inside a PDF, known by how they begin; two of a kind throw.
async function filesIn(pdf) {
  const text = latin1(pdf);
  const found = {};
  for (const object of text.matchAll(/\d+ 0 obj\s*<<((?:[^<>]|<<[^<>]*>>)*\/EmbeddedFile(?:[^<>]|<<[^<>]*>>)*)>>\s*stream\r?\n/g)) {
    const size = Number((/\/Length (\d+)/.exec(object[1]) || [])[1]);
    const start = object.index + object[0].length;
    let data = pdf.slice(start, start + size);
    if (/\/Filter\s*\/FlateDecode/.test(object[1])) data = await inflate(data, "deflate", 1000000);
    const kind = kindOf(utf8(data));
    if (kind && found[kind]) throw new Error("twice");
    if (kind) found[kind] = utf8(data);
  }
  return found;
}

function kindOf(text) {
  if (text.startsWith(PROOF_HEAD)) return "proof";
  if (text.startsWith('{"lines":')) return "opening";
  return /^[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(text) ? "token" : "";
}
