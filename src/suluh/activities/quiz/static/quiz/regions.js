// Regions of a picture, drawn with mouse, pen or finger; the lines of the field below are the truth.
const place = document.querySelector("[data-draw]");
const field = place && document.getElementById(place.dataset.draw);
const LINE = /^(?:.*=)?\s*([\d.,]+)[\s;]+([\d.,]+)[\s;]+([\d.,]+)[\s;]+([\d.,]+)\s*$/;
const LEAST = 1; // percent: less is a slip of the hand

const box = ([left, top, width, height]) => {
  const made = Object.assign(document.createElement("span"), { className: "quiz-region" });
  Object.assign(made.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  return made;
};
const lines = () => field.value.split("\n").filter((line) => line.trim());

function draw() {
  for (const old of place.querySelectorAll(".quiz-region")) old.remove();
  for (const line of lines()) {
    const parts = LINE.exec(line)?.slice(1).map((part) => parseFloat(part.replace(",", ".")));
    if (parts) place.append(box(parts));
  }
}

function write(found) {
  field.value = found.join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const at = (event) => {
  const frame = place.querySelector("img").getBoundingClientRect();
  const part = (value, from, size) => Math.min(100, Math.max(0, ((value - from) / size) * 100));
  return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
};
const between = ([ax, ay], [bx, by]) => [Math.min(ax, bx), Math.min(ay, by), Math.abs(ax - bx), Math.abs(ay - by)];

if (place) {
  let from = null;
  let ghost = null;
  place.dataset.ready = "1";
  place.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    place.setPointerCapture(event.pointerId);
    from = at(event);
  });
  place.addEventListener("pointermove", (event) => {
    if (!from) return;
    ghost?.remove();
    place.append((ghost = box(between(from, at(event)))));
  });
  place.addEventListener("pointerup", (event) => {
    const parts = from && between(from, at(event));
    from = null;
    ghost?.remove();
    if (parts && parts[2] >= LEAST && parts[3] >= LEAST)
      write([...lines(), parts.map((part) => part.toFixed(1).replace(".", ",")).join(" ")]);
  });
  document.querySelector("[data-undraw]").addEventListener("click", () => write(lines().slice(0, -1)));
  field.addEventListener("input", draw);
  draw();
}
