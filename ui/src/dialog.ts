// Native dialogs: opened by `data-dialog="<id>"`, closed by Escape, the cross or a button; focus
// returns where it came from.
import { all, el, icon, one, onAct } from "./dom";
import { t } from "./texts";

export function open(id: string): HTMLDialogElement | null {
  const dialog = one<HTMLDialogElement>(`#${CSS.escape(id)}`);
  if (dialog && !dialog.open) dialog.showModal();
  return dialog;
}

onAct("dialog-close", (element) => element.closest("dialog")?.close("cancel"));
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>("[data-dialog]");
  if (opener?.dataset.dialog) open(opener.dataset.dialog);
  // A click beside the dialog lands on the dialog itself.
  if (target instanceof HTMLDialogElement && target.open) {
    const box = target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) target.close("cancel");
  }
});

/** Asks what a rule wants confirmed: true for yes, false for no, null when it was cancelled. */
export function ask(question: string, defaultYes = true): Promise<boolean | null> {
  const dialog = one<HTMLDialogElement>("#confirmation");
  const text = one("#confirmation [data-question]");
  if (!dialog || !text) return Promise.resolve(window.confirm(question));
  text.textContent = question;
  // Escape leaves what was answered last time; that must not answer this question.
  dialog.returnValue = "";
  dialog.showModal();
  one<HTMLButtonElement>(`[data-act="confirm-${defaultYes ? "yes" : "no"}"]`, dialog)?.focus();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes" ? true : dialog.returnValue === "no" ? false : null), { once: true });
  });
}
onAct("confirm-yes", (element) => element.closest("dialog")?.close("yes"));
onAct("confirm-no", (element) => element.closest("dialog")?.close("no"));

export interface Choice {
  title: string;
  body: string | Node;
  /** The word that does it. */
  act: string;
  /** The word that leaves things as they are. */
  keep: string;
  danger?: boolean;
}

/** A dialog made on the spot; true when the act was chosen. */
export function choose(choice: Choice): Promise<boolean> {
  const act = el("button", { type: "button", class: `btn ${choice.danger ? "btn-danger" : "btn-primary"}` }, choice.act);
  const leave = el("button", { type: "button", class: "btn" }, choice.keep);
  const cross = el("button", { type: "button", class: "btn btn-plain btn-icon", title: t("close") }, icon("close"), el("span", { class: "vh" }, t("close")));
  const dialog = el("dialog", { class: "dialog", "aria-label": choice.title },
    el("div", { class: "dialog-head" }, el("h2", {}, choice.title), cross),
    el("div", { class: "dialog-body" }, choice.body),
    el("div", { class: "dialog-foot" }, leave, act)) as HTMLDialogElement;
  document.body.append(dialog);
  act.addEventListener("click", () => dialog.close("yes"));
  leave.addEventListener("click", () => dialog.close("no"));
  cross.addEventListener("click", () => dialog.close("no"));
  dialog.showModal();
  (one<HTMLElement>("input, select, textarea", dialog) ?? act).focus();
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      dialog.close("yes");
    }
  });
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      answer(dialog.returnValue === "yes");
      dialog.remove();
    }, { once: true });
  });
}

/** A dialog made on the spot that only tells something; fulfilled when it is closed. */
export function tell(title: string, body: Node, acts: HTMLElement[] = []): Promise<void> {
  const close = el("button", { type: "button", class: "btn btn-primary" }, t("close"));
  const cross = el("button", { type: "button", class: "btn btn-plain btn-icon", title: t("close") }, icon("close"), el("span", { class: "vh" }, t("close")));
  const dialog = el("dialog", { class: "dialog", "aria-label": title },
    el("div", { class: "dialog-head" }, el("h2", {}, title), cross),
    el("div", { class: "dialog-body" }, body),
    el("div", { class: "dialog-foot" }, ...acts, close)) as HTMLDialogElement;
  document.body.append(dialog);
  for (const button of [close, cross]) button.addEventListener("click", () => dialog.close());
  dialog.showModal();
  (one<HTMLElement>("a", dialog) ?? close).focus();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      answer();
      dialog.remove();
    }, { once: true });
  });
}

/** Whether a dialog is open, so that shortcuts of the page rest. */
export function anyOpen(): boolean {
  return all<HTMLDialogElement>("dialog[open]").length > 0;
}
