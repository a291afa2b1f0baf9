// Toasts: bottom right, one line each. A failure stays until it is closed, or said again; Escape
// closes the newest.
import { all, el, icon, one } from "./dom";
import { t } from "./texts";

/** So many stand there at once. */
const MOST = 3;

export interface Toast {
  tone?: "ok" | "info" | "bad";
  /** A button: its word and what it does. */
  act?: { text: string; run: () => void };
}

export function toast(text: string, options: Toast = {}): void {
  const place = one("#toasts");
  if (!place) return;
  // What stands outside an open dialog is behind it and cannot be reached.
  const dialog = all<HTMLDialogElement>("dialog[open]").at(-1);
  if (dialog && !dialog.contains(place)) {
    dialog.append(place);
    dialog.addEventListener("close", () => document.body.append(place), { once: true });
  }
  // The same again is the same once.
  for (const shown of all(".toast", place)) if (one(".text", shown)?.textContent === text) shown.remove();
  const tone = options.tone ?? "ok";
  const glyph = tone === "ok" ? "g-done" : tone === "bad" ? "g-late" : "g-ring";
  const box = el("div", { class: `toast ${tone}`, role: tone === "bad" ? "alert" : "status" }, icon(glyph), el("span", { class: "text" }, text));
  if (options.act) {
    const { text: word, run } = options.act;
    const button = el("button", { type: "button", class: "btn btn-link" }, word);
    button.addEventListener("click", () => {
      box.remove();
      run();
    });
    box.append(button);
  }
  const close = el("button", { type: "button", class: "btn btn-plain btn-icon", title: t("close") }, icon("close"), el("span", { class: "vh" }, t("close")));
  close.addEventListener("click", () => box.remove());
  box.append(close);
  place.append(box);
  while (place.children.length > MOST) place.firstElementChild?.remove();
  if (tone !== "bad") window.setTimeout(() => box.remove(), options.act ? 9000 : 5000);
}

document.addEventListener("keydown", (event) => {
  const newest = event.key === "Escape" && !event.defaultPrevented && one("#toasts")?.lastElementChild;
  if (newest) newest.remove();
});
