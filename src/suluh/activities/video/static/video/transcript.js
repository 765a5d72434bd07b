// The transcript: lines that hold the word stay, the line being said is marked.
const plain = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

export function transcriptOf(box) {
  const root = box.querySelector("[data-transcript]");
  if (!root) return { follow() {} };
  const lines = [...root.querySelectorAll("[data-seek]")];
  const words = lines.map((line) => plain(line.textContent));
  const find = root.querySelector("[data-find]");
  const none = root.querySelector("[data-none]");
  const list = root.querySelector("ol");
  let marked = null;
  find.hidden = false;
  find.querySelector("input").addEventListener("input", (event) => {
    const asked = plain(event.target.value.trim());
    let found = 0;
    lines.forEach((line, place) => {
      const fits = words[place].includes(asked);
      line.parentElement.hidden = !fits;
      found += fits;
    });
    none.hidden = found > 0;
  });
  return {
    follow(seconds) {
      const line = lines.findLast((each) => Number(each.dataset.seek) <= seconds + 0.3);
      if (!line || line === marked) return;
      marked?.removeAttribute("aria-current");
      line.setAttribute("aria-current", "true");
      marked = line;
      list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3;
    },
  };
}
