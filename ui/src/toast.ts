// Toasts, one line each: docked above the totals or the foot of the page, so that they lie over no row and
// no amount; without these, bottom right. A failure stays until it is closed, said again or mended;
// Escape closes the newest before it
// clears a selection.
import { all, el, icon, one } from "./dom";
import { t } from "./texts";

/** So many stand there at once. */
const MOST = 3;

export interface Toast {
  tone?: "ok" | "info" | "bad";
  /** A button: its word and what it does. */
  act?: { text: string; run: () => void };
  /** What it is about: once that is mended, it goes. */
  about?: string;
}

/** Where toasts stand: in the open dialog, for what stands outside of it cannot be reached; else docked. */
function home(): HTMLElement | null {
  const place = one("#toasts");
  if (!place) return null;
  const dialog = all<HTMLDialogElement>("dialog[open]").at(-1);
  const dock = one(".list-foot, .doc-main > .doc-totals");
  const main = dock?.parentElement ?? one(".doc-main");
  place.classList.toggle("docked", !dialog && main !== null);
  if (dialog) {
    if (dialog.contains(place)) return place;
    dialog.append(place);
    dialog.addEventListener("close", () => void home(), { once: true });
  } else if (main) {
    if (place.parentElement !== main || place.nextElementSibling !== dock) main.insertBefore(place, dock);
  } else if (place.parentElement !== document.body) {
    document.body.append(place);
  }
  return place;
}

/** A box among the toasts, such as one that shows how far something is. */
export function stand(box: HTMLElement): void {
  home()?.append(box);
}

export function toast(text: string, options: Toast = {}): void {
  const place = home();
  if (!place) return;
  // The same again is the same once.
  for (const shown of all(".toast", place)) if (one(".text", shown)?.textContent === text) shown.remove();
  const tone = options.tone ?? "ok";
  const glyph = tone === "ok" ? "g-done" : tone === "bad" ? "g-late" : "g-ring";
  const box = el("div", { class: `toast ${tone}`, role: tone === "bad" ? "alert" : "status", "data-about": options.about }, icon(glyph), el("span", { class: "text" }, text));
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
  const shown = all(".toast:not(.progress)", place);
  for (const old of shown.slice(0, Math.max(0, shown.length - MOST))) old.remove();
  if (tone !== "bad") window.setTimeout(() => box.remove(), options.act ? 9000 : 5000);
}

/** What was wrong is mended: the messages about it go. */
export function mended(about: string): void {
  for (const shown of all(".toast[data-about]")) if (shown.dataset.about === about) shown.remove();
}

/** The newest message that Escape closes: none of those behind an open dialog. */
export function newest(): HTMLElement | null {
  const dialog = all<HTMLDialogElement>("dialog[open]").at(-1);
  return all("#toasts > .toast:not(.progress)", dialog ?? document).at(-1) ?? null;
}

// After everything on the page that Escape is about: an entry is undone and a menu closed first.
window.addEventListener("keydown", (event) => {
  const message = event.key === "Escape" && !event.defaultPrevented && !one(".lookup-panel, .menu:not([hidden])") && newest();
  if (!message) return;
  event.preventDefault();
  message.remove();
});
