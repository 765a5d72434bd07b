// <label data-drop> around a file field: takes a dropped file and names what was chosen.
import { on } from "./dom.js";

const OVER = "is-over";

for (const name of ["dragenter", "dragover"]) {
  on(name, "[data-drop]", (event, area) => {
    event.preventDefault();
    area.classList.add(OVER);
  });
}

on("dragleave", "[data-drop]", (event, area) => {
  if (!area.contains(event.relatedTarget)) area.classList.remove(OVER);
});

on("drop", "[data-drop]", (event, area) => {
  event.preventDefault();
  area.classList.remove(OVER);
  const input = area.querySelector("input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

on("change", "[data-drop] input[type=file]", (event, input) => {
  const place = input.closest("[data-drop]").querySelector("[data-drop-name]");
  if (place && input.files.length) place.textContent = [...input.files].map((file) => file.name).join(", ");
});
