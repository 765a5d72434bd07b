// Dragging activities in the outline. The buttons beside them do the same by keyboard and touch.
const outline = () => document.querySelector("[data-outline]");
let dragged = null;

const part = (event) => event.target.closest?.("[data-part]");
const section = (event) => event.target.closest?.("[data-section]");
const unmark = () => document.querySelectorAll(".is-over").forEach((each) => each.classList.remove("is-over"));

function place(target, list) {
  const parts = [...list.querySelectorAll("[data-part]")].filter((each) => each !== dragged);
  return target ? parts.indexOf(target) : parts.length;
}

function send(key, home, to) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = outline().dataset.act;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, aksi: "pindah-kegiatan", kunci: key, bagian: home, ke: to })) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}

document.addEventListener("dragstart", (event) => {
  dragged = part(event);
  if (!dragged) return;
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.part);
});

document.addEventListener("dragover", (event) => {
  if (!dragged || !section(event)) return;
  event.preventDefault();
  unmark();
  (part(event) || section(event)).classList.add("is-over");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  unmark();
});

document.addEventListener("drop", (event) => {
  const home = section(event);
  if (!dragged || !home) return;
  event.preventDefault();
  const target = part(event);
  if (target !== dragged) send(dragged.dataset.part, home.dataset.section, place(target, home));
});
