// C2SP signed notes, checkpoints and cosignatures.
const DASH = "— ";
const isNumber = (text) => /^(?:0|[1-9][0-9]{0,17})$/.test(text);

function splitNote(note) {
  const at = note.lastIndexOf("\n\n");
  const tail = note.slice(at + 2);
  if (at < 1 || !tail.endsWith("\n") || /[\0-\x09\x0b-\x1f]/.test(note)) throw new Error("note");
  const signatures = tail.slice(0, -1).split("\n").map((line) => {
    if (!line.startsWith(DASH)) throw new Error("signature line");
    const rest = line.slice(DASH.length);
    const gap = rest.indexOf(" ");
    const data = unbase64(rest.slice(gap + 1));
    if (gap < 1 || data.length <= 4) throw new Error("signature line");
    return { name: rest.slice(0, gap), data };
  });
  return { body: `${note.slice(0, at)}\n`, signatures };
}

async function signaturesOf({ signatures }, name, kind, raw) {
  const id = (await sha256(join(encoder.encode(`${name}\n`), new Uint8Array([kind]), raw))).slice(0, 4);
  return signatures.filter((one) => one.name === name && same(one.data.slice(0, 4), id)).map((one) => one.data.slice(4));
}

// The tree that the log itself signed; anything else throws.
async function openCheckpoint(note, log) {
  const split = splitNote(note);
  const found = await signaturesOf(split, log.name, 1, unbase64(log.key));
  if (!found.length) throw new Error("not signed by the log");
  for (const one of found) {
    if (!(await edVerify(unbase64(log.key), one, encoder.encode(split.body)))) throw new Error("signature");
  }
  const [origin, size, root, ...extensions] = split.body.split("\n").slice(0, -1);
  if (origin !== log.name || root === undefined || !isNumber(size) || extensions.includes("")) throw new Error("checkpoint");
  const hash = unbase64(root);
  if (hash.length !== 32) throw new Error("root");
  return { size: BigInt(size), root: hash };
}

// Which of these witnesses saw the checkpoint, and when first; a wrong line of theirs throws.
async function seenBy(note, witnesses) {
  const split = splitNote(note);
  const seen = [];
  for (const { name, key } of witnesses) {
    const times = [];
    for (const stamped of await signaturesOf(split, name, 4, unbase64(key))) {
      const at = stamped.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
      const message = encoder.encode(`cosignature/v1\ntime ${at}\n${split.body}`);
      const isTime = stamped.length >= 8 && at > 0n && at < 1n << 63n;
      if (!isTime || !(await edVerify(unbase64(key), stamped.slice(8), message))) throw new Error("cosignature");
      times.push(at);
    }
    if (times.length) seen.push({ name, at: Number(times.reduce((one, other) => (other < one ? other : one))) });
  }
  return seen;
}
