// The bell: asks what calls for attention when a page opens, when the list is opened, and now and then.
import { all, one, remember, remembered } from "./dom";
import { fragment } from "./api";

const list = one("#notices");
const bell = one("[data-menu=notices]");
const EVERY = 120_000;

if (list && bell) {
  const seen = () => new Set((remembered("notices.seen") ?? "").split("|"));
  const draw = async () => {
    if (!list.hidden) return;
    const answer = await fragment(list.dataset.from ?? "");
    if (!answer.ok) return;
    list.innerHTML = answer.html;
    const count = one("[data-count]", list)?.dataset.count ?? "0";
    const badge = one("[data-bell]", bell);
    if (!badge) return;
    badge.hidden = count === "0";
    badge.textContent = count;
    const known = seen();
    badge.classList.toggle("new", all("[data-key-of]", list).some((line) => !known.has(line.dataset.keyOf ?? "")));
  };
  void draw();
  window.setInterval(() => {
    if (document.visibilityState === "visible") void draw();
  }, EVERY);
  // What was looked at is no news any more.
  new MutationObserver(() => {
    if (list.hidden) return;
    remember("notices.seen", all("[data-key-of]", list).map((line) => line.dataset.keyOf ?? "").join("|"));
    one("[data-bell]", bell)?.classList.remove("new");
  }).observe(list, { attributes: true, attributeFilter: ["hidden"] });
}
