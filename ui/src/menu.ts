// Menus: a button with `data-menu="<id>"` opens the menu of that id; arrows move, Enter chooses,
// Escape closes. Words of the top bar that do not fit go under "More".
import { all, one } from "./dom";

let opened: { menu: HTMLElement; opener: HTMLElement } | null = null;

function entries(menu: HTMLElement): HTMLElement[] {
  return all("[role^=menuitem], .choice input, button, a, input, select", menu).filter((item) => item.getClientRects().length > 0);
}

export function closeMenu(refocus = false): boolean {
  if (!opened) return false;
  const { menu, opener } = opened;
  opened = null;
  menu.hidden = true;
  opener.setAttribute("aria-expanded", "false");
  if (refocus) opener.focus();
  return true;
}

/** Over everything, below its opener or above it, wherever there is more room. */
function beside(opener: HTMLElement, menu: HTMLElement): void {
  menu.style.position = "fixed";
  menu.style.inset = "auto";
  const [from, box] = [opener.getBoundingClientRect(), menu.getBoundingClientRect()];
  const below = window.innerHeight - from.bottom >= box.height + 8 || from.top < window.innerHeight / 2;
  menu.style.maxHeight = `${(below ? window.innerHeight - from.bottom : from.top) - 8}px`;
  menu.style.overflow = "auto";
  menu.style.left = `${Math.max(4, Math.min(from.left, window.innerWidth - box.width - 4))}px`;
  if (below) menu.style.top = `${from.bottom + 2}px`;
  else menu.style.bottom = `${window.innerHeight - from.top + 2}px`;
  opener.closest(".doc-scroll")?.addEventListener("scroll", () => void closeMenu(), { once: true });
}

export function openMenu(opener: HTMLElement, focus: "first" | "last" | "none" = "first"): void {
  closeMenu();
  const menu = one(`#${CSS.escape(opener.dataset.menu ?? "")}`);
  if (!menu) return;
  menu.hidden = false;
  opener.setAttribute("aria-expanded", "true");
  opened = { menu, opener };
  // Keep it inside the window; what scrolls would cut it off.
  menu.classList.remove("end");
  if (opener.closest(".doc-scroll")) beside(opener, menu);
  else if (menu.getBoundingClientRect().right > window.innerWidth - 4) menu.classList.add("end");
  const items = entries(menu);
  if (focus !== "none") (focus === "first" ? items[0] : items.at(-1))?.focus();
}

document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>("[data-menu]");
  if (opener) {
    if (opened?.opener === opener) closeMenu();
    else openMenu(opener, (event as PointerEvent).detail === 0 ? "first" : "none");
    return;
  }
  if (opened && (!opened.menu.contains(target) || target.closest("[role=menuitem]"))) closeMenu();
});

document.addEventListener("keydown", (event) => {
  const opener = (event.target as Element).closest<HTMLElement>("[data-menu]");
  if (opener && !opened && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    openMenu(opener, event.key === "ArrowDown" ? "first" : "last");
    return;
  }
  if (!opened) return;
  const items = entries(opened.menu);
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu(true);
  } else if (event.key === "Tab") {
    closeMenu();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1) + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % items.length]?.focus();
  } else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    (event.key === "Home" ? items[0] : items.at(-1))?.focus();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !(event.target instanceof HTMLInputElement)) {
    const letter = event.key.toLowerCase();
    const found = [...items.slice(at + 1), ...items].find((item) => item.textContent?.trim().toLowerCase().startsWith(letter));
    found?.focus();
  }
}, true);

// Words that do not fit.
const words = one(".words");
const host = one(".more-host");
const more = one("#more");
if (words && host && more) {
  const links = all<HTMLAnchorElement>("a", words).filter((link) => link.parentElement === words);
  const fit = () => {
    for (const link of links) link.hidden = false;
    host.hidden = true;
    more.replaceChildren();
    if (getComputedStyle(words).position === "fixed") return;
    const bar = words.parentElement as HTMLElement;
    // The words give way in the bar, and then stand over what follows.
    const overflows = () => [bar, words].some((box) => box.scrollWidth > box.clientWidth + 1);
    if (!overflows()) return;
    host.hidden = false;
    for (const link of [...links].reverse()) {
      if (!overflows()) break;
      link.hidden = true;
      const copy = link.cloneNode(true) as HTMLAnchorElement;
      copy.hidden = false;
      copy.className = "menu-item";
      copy.removeAttribute("data-key");
      copy.setAttribute("role", "menuitem");
      more.prepend(copy);
    }
  };
  fit();
  new ResizeObserver(fit).observe(document.documentElement);
  void document.fonts.ready.then(fit);
}
