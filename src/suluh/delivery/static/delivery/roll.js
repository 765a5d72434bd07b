// Keeps the counts above a roll right while rows are ticked; only where the whole list is shown.

const list = () => document.querySelector(".roll[data-whole]");

function count() {
  const lines = [...(list()?.querySelectorAll("[data-status]") || [])].map((line) => line.dataset.status);
  if (!lines.length) return;
  const figures = { hadir: 0, tidak: 0, "": 0 };
  for (const status of lines) {
    if (status === "izin" || status === "sakit") figures.tidak += 1;
    else if (status in figures) figures[status] += 1;
  }
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = figures[place.dataset.count];
}

const place = document.getElementById("daftar");
if (place) new MutationObserver(count).observe(place, { childList: true, subtree: true });
