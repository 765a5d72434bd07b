// More boxes to tick than the eye takes in: a field above them leaves those that hold what is typed.
// What is ticked stays in sight.
import { all, build, ready, words } from "./dom.js";

const MANY = 12;

function sift(set) {
  const boxes = all("input[type=checkbox]", set);
  set.dataset.sifted = "1";
  if (boxes.length <= MANY) return;
  const field = build("input", { type: "search", placeholder: words.sift, "aria-label": words.sift });
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const box of boxes) {
      const label = box.closest("label");
      const row = label.parentElement.matches("fieldset, .choices") ? label : label.parentElement;
      row.hidden = !box.checked && !label.textContent.toLowerCase().includes(wanted);
    }
  });
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  boxes[0].closest("fieldset > *").before(field);
}

ready((page) => all("fieldset.field:not([data-sifted])", page).forEach(sift));
