// C2SP tlog-proof files.
const PROOF_HEAD = "c2sp.org/tlog-proof@v1";

function readProof(text) {
  const at = text.indexOf("\n\n");
  if (text.length > 20000 || at < 0) throw new Error("proof");
  const lines = text.slice(0, at).split("\n");
  if (lines.shift() !== PROOF_HEAD) throw new Error("proof");
  if (lines.length && lines[0].startsWith("extra ")) unbase64(lines.shift().slice(6));
  const first = lines.shift() || "";
  const index = first.slice(6);
  if (!first.startsWith("index ") || !isNumber(index)) throw new Error("index");
  return { index: BigInt(index), path: lines.map((line) => unbase64(line)), note: text.slice(at + 2) };
}

const leafRecord = (index, commitment) => encoder.encode(`{"c":"${hex(commitment)}","i":${index},"v":1}`);

// Where the record stands, under which tree, and who saw it; anything that does not fit throws.
async function verifyProof(text, record, keys) {
  const proof = readProof(text);
  const head = await openCheckpoint(proof.note, keys.log);
  const seen = await seenBy(proof.note, keys.witnesses);
  if (!(await isIncluded(await leafHash(record), proof.index, proof.path, head))) throw new Error("not in the log");
  return { index: proof.index, head, seen };
}
