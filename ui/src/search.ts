// Search everything: pages, actions and records in one box (Ctrl+K, Alt+Q).
import { all, el, icon, one, onAct, rested } from "./dom";
import { fragment } from "./api";
import { t } from "./texts";

const dialog = one<HTMLDialogElement>("#search");
const input = one<HTMLInputElement>("#search-input");
const results = one("#search-results");

if (dialog && input && results) {
  let round = 0;
  const load = async () => {
    const mine = ++round;
    const answer = await fragment(`${input.dataset.from}?q=${encodeURIComponent(input.value)}`);
    if (!answer.ok || mine !== round) return;
    results.innerHTML = answer.html;
    actions(input.value);
    choose(0);
  };
  /** The actions of the page that is open, found by any part of their words, before everything else. */
  const actions = (typed: string) => {
    const asked = bare(typed.trim());
    if (!asked) return;
    const buttons = all("main .actions [data-act]:not([aria-disabled=true]), main .actions a[href]").filter((button) => !button.closest("dialog") && button.dataset.menu === undefined);
    const found = new Map(buttons.map((button) => [wordsOf(button), button]));
    const fit = [...found].filter(([words]) => bare(words).includes(asked)).slice(0, 6);
    if (!fit.length) return;
    const hits = fit.map(([words, button], at) => {
      const hit = el("button", { type: "button", class: "hit", role: "option", id: `hit-act-${at}`, "aria-selected": "false" }, icon("right"), el("span", { class: "cut" }, words));
      hit.addEventListener("click", () => {
        dialog.close();
        button.click();
      });
      return hit;
    });
    const record = one("[data-title-no]")?.textContent?.trim() || one("h1")?.textContent?.trim() || "";
    results.prepend(el("div", { class: "menu-head" }, t("js-search-actions", { what: record })), ...hits);
  };
  const bare = (text: string) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const wordsOf = (button: HTMLElement) => {
    const copy = button.cloneNode(true) as HTMLElement;
    for (const extra of all("kbd, .key, .why", copy)) extra.remove();
    return copy.textContent?.trim() ?? "";
  };
  const hits = () => all("[role=option]", results);
  const choose = (at: number) => {
    const list = hits();
    list.forEach((hit, place) => hit.setAttribute("aria-selected", String(place === at)));
    list[at]?.scrollIntoView({ block: "nearest" });
    if (list[at]) input.setAttribute("aria-activedescendant", list[at].id);
    else input.removeAttribute("aria-activedescendant");
  };
  onAct("search", () => {
    dialog.showModal();
    input.select();
    void load();
  });
  const soon = rested(140, () => void load());
  input.addEventListener("input", soon);
  dialog.addEventListener("keydown", (event) => {
    const list = hits();
    const at = list.findIndex((hit) => hit.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.length) choose((at + (event.key === "ArrowDown" ? 1 : list.length - 1)) % list.length);
    } else if (event.key === "Escape") {
      // A search field would only empty itself first.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      list[Math.max(at, 0)]?.click();
    }
  });
}
