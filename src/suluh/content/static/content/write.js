// Writing: buttons that put marks around the chosen words of a text field. The field works without.
const MARKS = [
  ["H2", "## ", ""], ["H3", "### ", ""], ["B", "**", "**"], ["I", "*", "*"], ["•", "- ", ""], ["1.", "1. ", ""], ["❝", "> ", ""], ["↗", "[", "](https://)"],
];
const WORDS = {
  id: ["Judul", "Anak judul", "Tebal", "Miring", "Daftar", "Daftar bernomor", "Hal penting", "Tautan"],
  en: ["Heading", "Subheading", "Bold", "Italic", "List", "Numbered list", "Important", "Link"],
};
const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.id;

function mark(field, before, after) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const isLine = !after;
  const from = isLine ? value.lastIndexOf("\n", start - 1) + 1 : start;
  const text = isLine ? value.slice(from, end).split("\n").map((line) => before + line).join("\n") : before + chosen + after;
  field.focus();
  field.setRangeText(text, from, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const field of document.querySelectorAll("textarea[data-rich]")) {
  const bar = document.createElement("div");
  bar.className = "chips";
  bar.setAttribute("role", "toolbar");
  MARKS.forEach(([sign, before, after], place) => {
    if (field.dataset.rich === "short" && sign.startsWith("H")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "round", textContent: sign, title: words[place] });
    button.setAttribute("aria-label", words[place]);
    button.addEventListener("click", () => mark(field, before, after));
    bar.append(button);
  });
  field.before(bar);
}
// What saved itself is no longer at risk.
document.addEventListener("htmx:after:swap", () => delete document.getElementById("tulis")?.dataset.changed);
