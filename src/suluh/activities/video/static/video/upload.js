// Uploading in parts: a cut line or a closed page costs one part at most; the rest goes on where it was.
const PART = 1024 * 1024;
const WORDS = {
  id: { left: "lagi", waiting: "Menunggu sinyal; unggahan dilanjutkan sendiri.", out: "Sesi Anda berakhir. Masuk lagi di tab lain; unggahan dilanjutkan sendiri.", cancel: "Batalkan unggahan", failed: "Unggahan tidak berhasil. Coba lagi.", minutes: "menit", seconds: "detik" },
  en: { left: "left", waiting: "Waiting for signal; the upload goes on by itself.", out: "You are signed out. Sign in again in another tab; the upload goes on by itself.", cancel: "Cancel the upload", failed: "The upload failed. Try again.", minutes: "min", seconds: "s" },
};
const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.id;
const form = document.querySelector("form[data-upload]");
const pause = (milliseconds) => new Promise((go) => { const timer = setTimeout(go, milliseconds); addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true }); });
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || document.querySelector("[name=csrfmiddlewaretoken]").value;
const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

class Upload {
  constructor(form, file, title) {
    this.form = form;
    this.file = file;
    this.title = title;
    this.slot = `suluh:unggah:${file.name}:${file.size}:${file.lastModified}`;
    this.began = performance.now();
    this.first = null;
  }

  async ask(address, method, headers = {}, body) {
    const override = ["POST", "HEAD"].includes(method) ? {} : { "X-HTTP-Method-Override": method };
    const answer = await fetch(address, {
      method: method === "HEAD" ? "HEAD" : "POST", body, credentials: "same-origin", redirect: "manual",
      headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), ...override, ...headers },
    });
    if (answer.type === "opaqueredirect") throw new SignedOut();
    return answer;
  }

  // The address of an upload that was begun before, where the server still knows it.
  async resumed() {
    const address = localStorage.getItem(this.slot);
    const answer = address && (await this.ask(address, "HEAD"));
    return answer?.ok ? [address, Number(answer.headers.get("Upload-Offset"))] : null;
  }

  async begun() {
    const metadata = `filename ${encoded(this.file.name)},judul ${encoded(this.title)}`;
    const answer = await this.ask(this.form.dataset.upload, "POST", { "Upload-Length": String(this.file.size), "Upload-Metadata": metadata });
    if (!answer.ok) throw new Refusal(await answer.text());
    const address = answer.headers.get("Location");
    localStorage.setItem(this.slot, address);
    return [address, 0];
  }

  async run() {
    [this.address, this.offset] = await this.patiently(async () => (await this.resumed()) || (await this.begun()));
    this.first = this.offset;
    while (!this.isOver) {
      const done = await this.patiently(() => this.part());
      if (done) return done;
    }
    return null;
  }

  async part() {
    const data = await this.file.slice(this.offset, this.offset + PART).arrayBuffer();
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(this.offset) };
    if (crypto.subtle) headers["Upload-Checksum"] = `sha1 ${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-1", data))))}`;
    const answer = await this.ask(this.address, "PATCH", headers, data);
    if (answer.status === 409) {
      this.offset = Number((await this.ask(this.address, "HEAD")).headers.get("Upload-Offset"));
      return null;
    }
    if (answer.status === 415 || answer.status === 404 || answer.status === 403) {
      localStorage.removeItem(this.slot);
      throw new Refusal(await answer.text());
    }
    if (!answer.ok) throw new Error(String(answer.status));
    this.offset += data.byteLength;
    this.draw();
    return answer.headers.get("Upload-Done");
  }

  async patiently(act) {
    for (let turn = 1; ; turn += 1) {
      try {
        return await act();
      } catch (error) {
        if (error instanceof Refusal || this.isOver) throw error;
        this.say(error instanceof SignedOut ? words.out : words.waiting);
        await pause(Math.min(30_000, 1000 * 2 ** turn));
      }
    }
  }

  draw() {
    const share = this.offset / this.file.size;
    const speed = (this.offset - this.first) / (performance.now() - this.began);
    const seconds = Math.ceil((this.file.size - this.offset) / speed / 1000);
    const left = seconds > 90 ? `${Math.round(seconds / 60)} ${words.minutes}` : `${seconds} ${words.seconds}`;
    this.form.querySelector("progress").value = share;
    this.say(`${Math.floor(share * 100)} % · ${(this.offset / 1e6).toFixed(1)} / ${(this.file.size / 1e6).toFixed(1)} MB · ${left} ${words.left}`);
  }

  say(text) { this.form.querySelector("[data-state]").textContent = text; }

  async cancel() {
    this.isOver = true;
    localStorage.removeItem(this.slot);
    if (this.address) await this.ask(this.address, "DELETE").catch(() => {});
  }
}

class Refusal extends Error {}
class SignedOut extends Error {}

form?.addEventListener("submit", async (event) => {
  const file = form.querySelector("input[type=file]").files[0];
  const title = form.querySelector("[name=title]").value.trim();
  if (!file || !title) return;
  event.preventDefault();
  const shown = form.querySelector("[data-going]");
  const button = form.querySelector("button.torch");
  const upload = new Upload(form, file, title);
  const stop = form.querySelector("[data-cancel]");
  shown.hidden = false;
  button.disabled = true;
  stop.onclick = async () => { await upload.cancel(); location.reload(); };
  try {
    const done = await upload.run();
    if (done) {
      localStorage.removeItem(upload.slot);
      delete form.dataset.changed;
      location.assign(done);
    }
  } catch (error) {
    upload.say((error instanceof Refusal && error.message.length < 300 && error.message) || words.failed);
    button.disabled = false;
  }
});

// In the editor of a video activity: uploaded, it goes into the library and is chosen at once.
const here = document.querySelector("[data-upload][data-into]");
here?.addEventListener("change", async (event) => {
  const file = event.target.files?.[0];
  event.stopPropagation();
  if (!file) return;
  const upload = new Upload(here, file, file.name.replace(/\.[^.]+$/, "").replaceAll("_", " "));
  const shown = here.querySelector("[data-going]");
  const field = here.querySelector("input[type=file]");
  const away = (leaving) => leaving.preventDefault();
  here.querySelector("[data-cancel]").onclick = async () => { await upload.cancel(); shown.hidden = true; field.disabled = false; field.value = ""; removeEventListener("beforeunload", away); };
  shown.hidden = here.querySelector("[data-cancel]").hidden = false;
  field.disabled = true;
  addEventListener("beforeunload", away);
  try {
    const done = await upload.run();
    if (done) {
      localStorage.removeItem(upload.slot);
      choose(done.split("/").filter(Boolean).at(-1), upload.title);
      upload.say(here.dataset.done);
      here.querySelector("[data-cancel]").hidden = true;
    }
  } catch (error) {
    upload.say((error instanceof Refusal && error.message.length < 300 && error.message) || words.failed);
  }
  field.disabled = false;
  field.value = "";
  removeEventListener("beforeunload", away);
});

function choose(uuid, title) {
  const select = document.querySelector(`select[name="${here.dataset.into}"]`);
  select.add(new Option(title, uuid, true, true));
  const library = document.querySelector('[name="source"][value="clip"]');
  if (library) library.checked = true;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
