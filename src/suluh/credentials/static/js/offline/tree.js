// RFC 6962 hashing; inclusion after RFC 9162 section 2.1.3.2. Places and sizes are BigInt.
const leafHash = (record) => sha256(join(new Uint8Array([0]), record));
const nodeHash = (left, right) => sha256(join(new Uint8Array([1]), left, right));

async function isIncluded(leaf, index, path, head) {
  if (index < 0n || index >= head.size || path.some((step) => step.length !== 32)) return false;
  let place = index;
  let last = head.size - 1n;
  let total = leaf;
  for (const step of path) {
    if (last === 0n) return false;
    if (place & 1n || place === last) {
      total = await nodeHash(step, total);
      while (!(place & 1n) && place) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      total = await nodeHash(total, step);
    }
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(total, head.root);
}
