// Questions inside a video: it stops, the question is fetched without its key, and only the server says
// what was right. The page stays where it is, so neither the place in the video nor what was watched is lost.
const STEP = 2; // seconds: more between two looks is a jump, not playing

export function stopsOf(box, screen) {
  const place = box.querySelector("[data-stop-place]");
  const stops = (box.dataset.stops || "").split(",").filter(Boolean).map((text, index) => ({ number: index + 1, at: parseFloat(text), isOver: text.endsWith("+") }));
  if (!place || !box.dataset.place || !stops.length) return { pass() {}, blocks: () => false };
  const isStrict = "mustAnswer" in box.dataset;
  let open = null;
  let before = null;

  const fetched = async (stop, body) => {
    const answer = await fetch(`${box.dataset.place}tanya/${stop.number}/`, { method: body ? "POST" : "GET", body, credentials: "same-origin", headers: { "X-Requested-With": "video" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-stop-form]");
  };

  // Without signal an optional question lets the video go on; a strict one is asked again at the next play.
  const ask = async (stop) => {
    open = stop;
    screen.pause();
    if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
    try {
      show(stop, await fetched(stop));
    } catch {
      open = null;
      if (!isStrict) screen.play();
    }
  };

  const show = (stop, form) => {
    place.replaceChildren(form);
    stop.isOver ||= "answered" in form.dataset;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const given = new FormData(form);
      if (!given.has("jawaban")) return form.querySelector("input[name=jawaban]").focus();
      try {
        show(stop, await fetched(stop, new URLSearchParams(given)));
        mark(stop);
      } catch {
        form.querySelector("button").focus(); // no signal: what is ticked stays, press again
      }
    });
    form.querySelector("[data-go-on]")?.addEventListener("click", () => close(stop));
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  };

  const mark = (stop) => box.querySelector(`[data-stop-link="${stop.number}"]`)?.classList.add(place.querySelector(".notice.good") ? "good" : "torch");
  const close = (stop) => {
    stop.isOver = true;
    open = null;
    place.replaceChildren();
    screen.play();
  };

  return {
    // Where the video stands now, in seconds; `isPlaying` while it moves.
    pass(now, isPlaying) {
      const from = before ?? now;
      before = now;
      if (open || !isPlaying) return;
      const isJump = now < from || now - from > STEP;
      const due = stops.find((stop) => !stop.isOver && stop.at <= now && (isStrict || (!isJump && stop.at > from)));
      if (due) ask(due);
    },
    blocks: () => Boolean(open),
  };
}
