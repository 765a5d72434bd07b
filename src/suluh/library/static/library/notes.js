// Marking: words that are selected on the page get two buttons beside them. The forms below the page
// do the same without this script.
function parts() {
  return {
    marker: document.querySelector("[data-marker]"),
    form: document.querySelector("[data-note-form]"),
    page: document.querySelector(".document-page"),
  };
}

function chosen() {
  const selection = document.getSelection();
  const { page } = parts();
  if (!selection || selection.isCollapsed || !page?.contains(selection.anchorNode) || !page.contains(selection.focusNode)) return null;
  const text = selection.toString().replace(/\s+/g, " ").trim();
  return text.length > 1 && text.length <= 600 ? { text, box: selection.getRangeAt(0).getBoundingClientRect() } : null;
}

document.addEventListener("selectionchange", () => {
  const { marker } = parts();
  const found = chosen();
  if (!marker || document.activeElement?.closest("[data-note-form]")) return;
  marker.hidden = !found;
  if (!found) return;
  const frame = marker.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const left = Math.min(found.box.left, window.innerWidth - 200) - frame.left;
  marker.style.left = `${Math.max(8 - frame.left, left)}px`;
  marker.style.top = `${found.box.bottom + 8 - frame.top}px`;
});

document.addEventListener("pointerdown", (event) => {
  if (event.target.closest("[data-marker]")) event.preventDefault(); // the selection stays
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-mark], [data-annotate]");
  const found = button && chosen();
  if (!found) return;
  const { form } = parts();
  form.elements.kutipan.value = found.text;
  if ("mark" in button.dataset) {
    form.requestSubmit();
    return;
  }
  form.closest("details").open = true;
  form.elements.catatan.focus();
});
