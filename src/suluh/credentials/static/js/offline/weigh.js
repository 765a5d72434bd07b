// Weighs what was handed in, layer by layer, as the site does; the first layer that fails decides.
const refused = (layer, sentence) => ({ failed: layer, sentence });

async function weigh(bundle, keys) {
  let claims;
  try {
    claims = await readClaims(bundle.claims || "", keys);
  } catch (error) {
    return refused("isi", error.sentence || "malformed");
  }
  if (!bundle.proof && !bundle.opening) return { claims };
  if (!claims.c || claims.i === undefined || claims.o !== keys.log.name) return refused("log", "not_of_the_log");
  let proven = null;
  if (bundle.proof) {
    try {
      proven = await verifyProof(bundle.proof, leafRecord(claims.i, unhex(claims.c)), keys);
    } catch {
      return refused("log", "bad_proof");
    }
    if (proven.index !== BigInt(claims.i)) return refused("log", "not_of_the_log");
  }
  if (bundle.opening && !(await isOpening(bundle.opening, claims, proven))) return refused("pembuka", "bad_opening");
  const isWitnessed = proven !== null && keys.quorum > 0 && proven.seen.length >= keys.quorum;
  return { claims, proven, isOpened: Boolean(bundle.opening), isWitnessed };
}

// A PDF: its seal first, then what travels in it.
async function weighPdf(pdf, keys, nowMs) {
  const seal = await judgeSeal(pdf, keys.seals, nowMs);
  if (seal.state !== "sealed") return refused("segel", seal.state);
  let files;
  try {
    files = await filesIn(pdf);
  } catch {
    return refused("segel", "altered");
  }
  const found = await weigh({ claims: files.token, proof: files.proof, opening: files.opening }, keys);
  if (!found.failed && found.claims.c && !(found.proven && found.isOpened)) return refused("log", "no_proof");
  return { ...found, signer: seal.signer };
}
