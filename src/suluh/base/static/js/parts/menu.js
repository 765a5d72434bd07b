// Small manners of a page: menus that close, tables with "choose all", printing, focus on what went wrong.
import { all, on, ready, words } from "./dom.js";

document.addEventListener("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

on("click", "[data-print]", () => window.print());

// <input type=checkbox data-choose="pilih"> chooses all boxes of that name; [data-chosen] shows how many.
on("change", "input[type=checkbox]", (event, box) => {
  const name = box.dataset.choose || box.name;
  const scope = box.form || document;
  const boxes = all(`input[type=checkbox][name="${CSS.escape(name)}"]`, scope);
  if (box.dataset.choose) for (const each of boxes) each.checked = box.checked;
  const chosen = boxes.filter((each) => each.checked).length;
  for (const place of all(`[data-chosen="${CSS.escape(name)}"]`, scope)) {
    place.textContent = /^\d+$/.test(place.textContent.trim()) ? chosen : `${chosen} ${words.chosen}`;
  }
});

// A form goes out once, however often a slow line makes people press; file downloads free it again.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.gone) {
    event.preventDefault();
    return;
  }
  form.dataset.gone = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => free(form), 8000);
});

function free(form) {
  delete form.dataset.gone;
  for (const button of all("[aria-busy]", form)) button.removeAttribute("aria-busy");
}

addEventListener("pageshow", () => all("form[data-gone]").forEach(free));

ready((page) => all("[data-focus]:not([data-focused])", page).forEach((place) => {
  place.dataset.focused = "1";
  place.focus();
}));
