// A ZIP opened by the browser itself, so that its files go out one by one, as those of a folder do.
// What is not a plain small ZIP is null: it goes to the server whole, which reads it or says why not.
const MOST = 300;
const LARGEST = 200 * 1024 * 1024;
const HIDDEN = /^(\.|__MACOSX|~\$)/;
const LEFT = /^(thumbs\.db|desktop\.ini)$/i;

async function view(blob, from, to) {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

// The directory stands at the end, before a comment of at most 65,535 octets.
async function directory(blob) {
  const start = Math.max(0, blob.size - 65557);
  const end = await view(blob, start, blob.size);
  for (let at = end.byteLength - 22; at >= 0; at -= 1) {
    if (end.getUint32(at, true) === 0x06054b50) {
      const [count, size, from] = [end.getUint16(at + 10, true), end.getUint32(at + 12, true), end.getUint32(at + 16, true)];
      return count > 3000 || from + size > blob.size ? null : { count, data: await view(blob, from, from + size) };
    }
  }
  return null;
}

function member(data, at) {
  const [flags, method, size] = [data.getUint16(at + 8, true), data.getUint16(at + 10, true), data.getUint32(at + 24, true)];
  const [name, extra, comment] = [28, 30, 32].map((place) => data.getUint16(at + place, true));
  const octets = new Uint8Array(data.buffer, data.byteOffset + at + 46, name);
  const path = new TextDecoder("utf-8", { fatal: true }).decode(octets).replaceAll("\\", "/");
  const isLink = (data.getUint32(at + 38, true) >>> 28) === 0xa;
  const parts = path.split("/");
  const isPlain = !(flags & 1) && (method === 0 || method === 8) && size <= LARGEST && !isLink && !parts.includes("..") && !/^(\/|[a-z]:)/i.test(path);
  return { path, parts, method, size, isPlain, packed: data.getUint32(at + 20, true), from: data.getUint32(at + 42, true), next: at + 46 + name + extra + comment };
}

async function opened(blob, found) {
  const head = await view(blob, found.from, found.from + 30);
  const start = found.from + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = blob.slice(start, start + found.packed);
  const plain = found.method ? await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).blob() : packed;
  if (plain.size !== found.size) throw new Error("broken");
  return new File([plain], found.parts.at(-1));
}

// Its files with their paths, below the folder that holds all or one of the ZIP's name.
export async function unzipped(zip) {
  try {
    const { count, data } = await directory(zip);
    const found = [];
    for (let at = 0, turn = 0; turn < count; turn += 1) {
      if (data.getUint32(at, true) !== 0x02014b50) return null;
      const each = member(data, at);
      at = each.next;
      if (each.path.endsWith("/") || each.parts.some((part) => HIDDEN.test(part) || LEFT.test(part))) continue;
      if (!each.isPlain) return null;
      found.push(each);
    }
    const tops = new Set(found.map((each) => each.parts[0]));
    const isOne = tops.size === 1 && found.every((each) => each.parts.length > 1);
    const top = isOne ? "" : `${zip.name.replace(/\.zip$/i, "")}/`;
    if (!found.length || found.length > MOST || !globalThis.DecompressionStream) return null;
    new DecompressionStream("deflate-raw"); // older browsers know the others only
    return found.map((each) => ({ path: top + each.path, name: each.parts.at(-1), size: each.size, open: () => opened(zip, each) }));
  } catch {
    return null;
  }
}
