// <button data-copy="text" data-copied="Tersalin">: copies and says so.
import { on } from "./dom.js";

on("click", "[data-copy]", async (event, button) => {
  const place = button.querySelector("span") || button;
  const before = place.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    place.textContent = button.dataset.copied;
  } catch {
    button.parentElement.querySelector("input")?.select();
    return;
  }
  setTimeout(() => (place.textContent = before), 2000);
});
