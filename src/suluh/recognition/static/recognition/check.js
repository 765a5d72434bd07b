// Checking by keyboard: s approves, t goes to the refusal, 1–9 choose a reason, n skips. Off while one types.
const OFF = "suluh:check-keys-off";
const $ = (selector) => document.querySelector(selector);
const isOff = () => {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
};

const acts = {
  s: () => $("[data-key=s]")?.click(),
  n: () => $("[data-key=n]")?.click(),
  t: () => {
    const fold = $("[data-key=t]");
    if (!fold) return;
    fold.open = true;
    fold.querySelector("input[type=radio]")?.focus();
  },
};

function choose(number) {
  const choices = document.querySelectorAll("[data-key=t] input[type=radio]");
  const choice = choices[number === 0 ? 9 : number - 1];
  if (!choice) return;
  $("[data-key=t]").open = true;
  choice.checked = true;
  choice.focus();
}

document.addEventListener("keydown", (event) => {
  if (isOff() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches?.("textarea, input:not([type=radio]):not([type=checkbox]), select")) return;
  const act = acts[event.key.toLowerCase()];
  if (!act && !/^[0-9]$/.test(event.key)) return;
  event.preventDefault();
  if (act) act();
  else choose(Number(event.key));
});

document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-keys-on]")) return;
  try {
    localStorage.setItem(OFF, event.target.checked ? "" : "1");
  } catch {
    // Nothing is kept where storage is closed.
  }
});
const box = $("[data-keys-on]");
if (box) box.checked = !isOff();
