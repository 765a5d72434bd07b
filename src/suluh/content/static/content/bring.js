// Bringing a folder or a ZIP: one file after the other, each with the pictures that it shows. On a bad
// line it waits and goes on; what the server has already it leaves alone.
import { unzipped } from "./unzip.js";

const LARGEST = 200 * 1024 * 1024;
const TEXTS = /\.(md|txt|html?)$/i;
const WEB_PAGE = /\.html?$/i;
const PICTURES = /\.(jpe?g|png|webp)$/i;
const SHOWN = /!\[[^\]]*\]\(([^)\s]+)\)/g;
const shownIn = (name, text) => WEB_PAGE.test(name) ? [...new DOMParser().parseFromString(text, "text/html").images].map((image) => image.getAttribute("src") || "") : [...text.matchAll(SHOWN)].map((match) => match[1]);
const form = document.querySelector("form[data-bring]");
const report = document.querySelector("[data-report]");
const state = report?.querySelector("[data-state]");
const bar = report?.querySelector("[data-bar]");
const rows = report?.querySelector("[data-rows]");
const said = (name, ...parts) => parts.reduce((text, part, place) => text.replace(`#${place + 1}`, part), form.dataset[name]);
const pause = (milliseconds) => new Promise((go) => { const timer = setTimeout(go, milliseconds); addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true }); });
const pathOf = (entry) => entry.path;
const folderOf = (path) => path.split("/").slice(0, -1);

function whole(folder, place) {
  const parts = [...folder];
  for (const part of decodeURIComponent(place).split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

// A text travels with the pictures that it shows; what no text shows travels alone.
async function groups(files) {
  const byPath = new Map(files.map((file) => [pathOf(file), file]));
  const taken = new Set();
  const found = [];
  for (const file of files.filter((each) => TEXTS.test(each.name) && each.size < (WEB_PAGE.test(each.name) ? 5e6 : 1e6))) {
    const text = await file.open().then((opened) => opened.text()).catch(() => "");
    const places = shownIn(file.name, text).map((place) => {
      try { return whole(folderOf(pathOf(file)), place); } catch { return ""; }
    });
    const pictures = [...new Set(places)].filter((path) => byPath.has(path) && PICTURES.test(path));
    pictures.forEach((path) => taken.add(path));
    found.push([file, ...pictures.map((path) => byPath.get(path))]);
    taken.add(pathOf(file));
  }
  const rest = files.filter((file) => !taken.has(pathOf(file))).map((file) => [file]);
  const byName = new Intl.Collator(document.documentElement.lang, { numeric: true });
  return [...found, ...rest].sort((one, other) => byName.compare(pathOf(one[0]), pathOf(other[0])));
}

// A ZIP that lies in no folder counts as the folder inside it; one the browser cannot open goes whole.
async function entriesOf(files) {
  const found = [];
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const inside = /^[^/]+\.zip$/i.test(path) ? await unzipped(file) : null;
    found.push(...(inside ?? [{ path, name: file.name, size: file.size, open: async () => file }]));
  }
  return found;
}

function row(path, words) {
  const item = document.createElement("li");
  item.textContent = `${path}: ${words}`;
  rows.append(item);
}

function add(html) {
  const made = new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html");
  rows.append(...made.querySelector("ul").children);
}

async function send(group) {
  if (group[0].size > LARGEST) return row(pathOf(group[0]), form.dataset[/\.zip$/i.test(group[0].name) ? "saidLargeZip" : "saidLarge"]);
  let files;
  try { files = await Promise.all(group.map((entry) => entry.open())); } catch { return row(pathOf(group[0]), form.dataset.saidBroken); }
  for (let turn = 1; ; turn += 1) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "bagian"]) {
      const field = form.querySelector(`[name=${name}]`);
      if (field) body.append(name, field.value);
    }
    if (pathOf(group[0]).includes("/")) body.append("folder", "1");
    for (const [place, file] of files.entries()) {
      body.append("berkas", file, file.name);
      body.append("jalan", pathOf(group[place]));
    }
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected || answer.status === 403 || answer.status === 404) return location.reload();
      if (answer.ok) return add(await answer.text());
      if (answer.status < 500 && answer.status !== 429) return row(pathOf(group[0]), `${answer.status}`);
    } catch {
      // No line: the same file goes once more.
    }
    state.textContent = form.dataset.saidWaiting;
    await pause(Math.min(30_000, 1000 * 2 ** turn));
  }
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((field) => [...field.files]);
  report.hidden = false;
  if (!files.length) { state.textContent = form.dataset.saidNone; return; }
  const button = form.querySelector("button.torch");
  button.disabled = true;
  rows.replaceChildren();
  bar.hidden = false;
  const all = (await groups(await entriesOf(files))).filter(([file]) => !pathOf(file).split("/").some((part) => part.startsWith(".")));
  for (const [place, group] of all.entries()) {
    state.textContent = said("saidOne", place + 1, all.length, group[0].name);
    await send(group);
    bar.value = (place + 1) / all.length;
  }
  state.textContent = said("saidDone", rows.querySelectorAll('[data-made="1"]').length);
  delete form.dataset.changed;
  button.disabled = false;
});
