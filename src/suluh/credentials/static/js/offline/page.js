// The page: takes files and QR texts, weighs them, and says what each step proves.
const keys = JSON.parse(document.getElementById("kunci").textContent);
const words = JSON.parse(document.getElementById("kata").textContent);
const held = { status: null, proof: "", opening: "", claims: "", pdf: null };
const say = (name, values = {}) => (words[name] || name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const moment = (seconds) => new Date(seconds * 1000).toLocaleString(words.locale, { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Jakarta" });

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function tokenIn(text) {
  return text.trim().split("#").pop();
}

async function take(text) {
  const kind = kindOf(text.startsWith("http") ? tokenIn(text) : text);
  if (kind === "proof" || kind === "opening") held[kind] = text;
  else if (kind === "token") {
    try {
      held.status = await readStatus(text, keys);
    } catch {
      Object.assign(held, { claims: tokenIn(text), pdf: null });
    }
  } else if (text.trim()) Object.assign(held, { claims: tokenIn(text), pdf: null });
}

async function takeFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (latin1(bytes.slice(0, 5)) === "%PDF-") {
    Object.assign(held, { pdf: bytes, claims: "", proof: "", opening: "" });
    return;
  }
  try {
    await take(utf8(bytes));
  } catch {
    Object.assign(held, { pdf: bytes, claims: "" });
  }
}

async function judge() {
  if (held.pdf) return weighPdf(held.pdf, keys, Date.now());
  return weigh(held, keys);
}

// Level 0: content. 1: in the log, witnessed. 2: and not withdrawn as of the list's day.
function steps(found, state) {
  const made = [];
  if (found.signer) made.push(["good", say("seal", { signer: found.signer }), ""]);
  made.push(["good", say("content"), say("content_note")]);
  const who = found.proven && found.proven.seen.map((one) => say("seen", { name: one.name, time: moment(one.at) })).join(", ");
  if (!found.proven) made.push(["quiet", say(found.claims.c ? "no_proof_here" : "no_jp"), ""]);
  else if (found.isWitnessed) made.push(["good", say("logged", { number: found.proven.index }), say("logged_note", { who })]);
  else made.push(["quiet", say("logged_alone", { number: found.proven.index }), say("logged_alone_note")]);
  if (!state) made.push(["quiet", say("no_status"), say("no_status_note")]);
  else made.push([state === "valid" ? "good" : "bad", say(`status_${state}`, { day: held.status.day }), ""]);
  return made;
}

function facts(claims) {
  const list = element("dl");
  const shown = { nm: claims.nm, nip: claims.nip, ttl: claims.ttl, jp: claims.jp / 100, no: claims.no, org: claims.org, d: claims.d, id: claims.id };
  for (const [name, value] of Object.entries(shown)) {
    if (value === undefined || value === "" || (name === "jp" && !value)) continue;
    const row = element("div");
    row.append(element("dt", say(name)), element("dd", typeof value === "number" ? value.toLocaleString(words.locale) : value));
    list.append(row);
  }
  return list;
}

async function show() {
  const place = document.getElementById("hasil");
  place.replaceChildren();
  if (!held.pdf && !held.claims) return;
  const found = await judge();
  if (found.failed) {
    place.append(element("h2", say("refused"), "bad"), element("p", say(found.sentence)));
    place.append(element("p", say("failed_at", { layer: say(`layer_${found.failed}`) })));
    return;
  }
  const state = held.status && (await stateIn(held.status, found.claims.id));
  const isGone = state === "revoked" || state === "replaced";
  const level = state ? 2 : found.isWitnessed ? 1 : 0;
  place.append(element("h2", say(isGone ? "gone" : `level_${level}`), isGone ? "bad" : "good"), facts(found.claims));
  const list = element("ul");
  for (const [tone, title, note] of steps(found, state)) {
    const line = element("li", "", tone);
    line.append(element("b", title), ...(note ? [element("span", note)] : []));
    list.append(line);
  }
  place.append(list, element("p", say("compare"), "note"));
}

async function handle(work) {
  try {
    await work();
    await show();
  } catch (error) {
    document.getElementById("hasil").replaceChildren(element("p", say("broken", { error: error.message }), "bad"));
  }
}

function start() {
  const drop = document.getElementById("seret");
  const takeAll = (files) => handle(async () => { for (const file of files) await takeFile(file); });
  document.getElementById("berkas").addEventListener("change", (event) => takeAll(event.target.files));
  document.getElementById("teks").addEventListener("input", (event) => handle(() => take(event.target.value)));
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  drop.addEventListener("dragover", () => drop.classList.add("over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => { drop.classList.remove("over"); takeAll(event.dataTransfer.files); });
}

async function isAble() {
  try {
    await crypto.subtle.importKey("raw", unbase64(keys.log.key), "Ed25519", false, ["verify"]);
    return typeof DecompressionStream === "function" && typeof "".isWellFormed === "function";
  } catch {
    return false;
  }
}

isAble().then((able) => {
  document.getElementById(able ? "periksa" : "usang").hidden = false;
  if (able) start();
});
