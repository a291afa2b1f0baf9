// Search everything: pages, actions and records in one box (Ctrl+K, Alt+Q).
import { all, one, onAct, rested } from "./dom";
import { fragment } from "./api";

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
    choose(0);
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
