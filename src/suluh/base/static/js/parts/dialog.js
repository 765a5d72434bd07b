// Steps that ask once more: a dialog instead of a page of its own.
import { all, build, on, words } from "./dom.js";

function show(content) {
  const dialog = build("dialog", {}, content);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}

// <button data-confirm="Kirim ke 7.214 orang?"> asks before its form goes out.
on("click", "button[data-confirm]", (event, button) => {
  if (button.dataset.agreed) return;
  event.preventDefault();
  const yes = build("button", { class: button.classList.contains("danger") ? "btn danger" : "btn", type: "button", text: button.dataset.confirmYes || words.yes });
  const no = build("button", { class: "btn bare", type: "button", text: words.no });
  const question = build("h2", { id: "tanya", text: button.dataset.confirm });
  const dialog = show(build("div", { class: "stack" }, question, build("div", { class: "actions" }, yes, no)));
  dialog.setAttribute("aria-labelledby", "tanya");
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    dialog.close();
    button.dataset.agreed = "1";
    button.click();
    delete button.dataset.agreed;
  });
});

// <a data-dialog href="…/cabut/"> opens the confirm step of that page as a dialog.
on("click", "a[data-dialog]", async (event, link) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const step = page.querySelector("[data-confirm-step]");
    if (!answer.ok || !step) throw new Error("no step");
    if (!step.hasAttribute("action")) step.action = link.href;
    step.classList.remove("card");
    const dialog = show(document.adoptNode(step));
    dialog.setAttribute("aria-label", step.querySelector("h2")?.textContent || "");
    for (const close of all("[data-close]", step)) {
      close.addEventListener("click", (click) => {
        click.preventDefault();
        dialog.close();
      });
    }
  } catch {
    location.href = link.href;
  }
});
