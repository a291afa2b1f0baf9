// Lookups: a field with `data-lookup="<collection>"` searches as one types; Alt+Down opens, arrows
// choose, Enter takes, Escape closes.
import { all, el, one, onAct, page, prefix, rested } from "./dom";
import { fragment, unique, type Row } from "./api";
import { leave } from "./edit";
import { keyOf } from "./keys";

let panel: HTMLElement | null = null;
let owner: HTMLInputElement | null = null;
let round = 0;
/** Pixels between the list and its field, and the edge of the window. */
const EDGE = 4;
/** Pixels that the list is high at most. */
const ROOMY = 420;

export function closeLookup(): boolean {
  if (!panel) return false;
  panel.remove();
  owner?.setAttribute("aria-expanded", "false");
  owner?.removeAttribute("aria-activedescendant");
  panel = null;
  owner = null;
  return true;
}

/** Puts the list on the roomier side of its field, all of it inside the window. */
function place(input: HTMLInputElement, box: HTMLElement): void {
  const rect = (input.closest(".box") ?? input).getBoundingClientRect();
  const seen = window.visualViewport;
  const [width, height] = [seen?.width ?? window.innerWidth, seen?.height ?? window.innerHeight];
  const [above, below] = [rect.top - 2 * EDGE, height - rect.bottom - 2 * EDGE];
  box.style.minWidth = `${Math.min(Math.max(rect.width, 300), width - 2 * EDGE)}px`;
  box.style.maxHeight = "none";
  const upward = box.offsetHeight > below && above > below;
  box.style.maxHeight = `${Math.max(0, Math.min(upward ? above : below, ROOMY))}px`;
  // Each side is said: the style of menus says the others.
  box.style.top = upward ? "auto" : `${rect.bottom + EDGE}px`;
  box.style.bottom = upward ? `${window.innerHeight - rect.top + EDGE}px` : "auto";
  box.style.left = `${Math.max(EDGE, Math.min(rect.left, width - box.offsetWidth - EDGE))}px`;
}

/** What the records must have beside: said by the page, or by another field of the same form. */
function among(input: HTMLInputElement): string {
  const { lookupIn: said, lookupWith: other } = input.dataset;
  const beside = other && one<HTMLInputElement>(`[data-field="${other}"] input`, input.closest("form") ?? document)?.value.trim();
  const within = said || (beside ? `${other}=${beside.toUpperCase()}` : "");
  return within ? `&in=${encodeURIComponent(within)}` : "";
}

export async function openLookup(input: HTMLInputElement, everything: boolean): Promise<void> {
  const mine = ++round;
  const query = everything ? "all=1" : `q=${encodeURIComponent(input.value)}`;
  const within = among(input);
  const answer = await fragment(`${page.url(`-/lookup/${input.dataset.lookup}`)}?${query}${within}`);
  if (!answer.ok || mine !== round || document.activeElement !== input) return;
  if (!panel || owner !== input) {
    closeLookup();
    panel = el("div", { class: "menu lookup-panel", role: "listbox", id: "lookup-panel" });
    owner = input;
    // Inside an open dialog only its own content can be reached.
    (input.closest("dialog") ?? document.body).append(panel);
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", "lookup-panel");
    panel.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) take(option);
    });
  }
  panel.innerHTML = answer.html;
  place(input, panel);
  const exact = options().findIndex((option) => option.dataset.code === input.value.trim().toUpperCase());
  if (exact >= 0) choose(exact);
  else if (!everything && options().length === 1) choose(0);
}

function options(): HTMLElement[] {
  return panel ? all("[role=option]", panel) : [];
}

function choose(at: number): void {
  const list = options();
  list.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
  list[at]?.scrollIntoView({ block: "nearest" });
  const id = list[at]?.id;
  if (id) owner?.setAttribute("aria-activedescendant", id);
}

function chosen(): number {
  return options().findIndex((option) => option.getAttribute("aria-selected") === "true");
}

function take(option: HTMLElement): void {
  const input = owner;
  closeLookup();
  if (!input) return;
  const before = input.value;
  input.value = option.dataset.code ?? "";
  const name = input.parentElement && one("[data-of]", input.parentElement);
  if (name) name.textContent = option.dataset.name ?? "";
  input.focus();
  if (input.value !== before) {
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new CustomEvent("fw:taken", { bubbles: true }));
  }
  round += 1;
  closeLookup();
}

/** What Enter does in the field of a record, once its list is closed. */
function goOn(input: HTMLInputElement, back: boolean): void {
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", shiftKey: back, bubbles: true, cancelable: true }));
}

const soon = rested(130, (input: HTMLInputElement) => void openLookup(input, false));
document.addEventListener("input", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.lookup || !event.isTrusted) return;
  const name = input.parentElement && one("[data-of]", input.parentElement);
  if (name) name.textContent = "";
  if (input.value.trim() && !/[|.<>&]/.test(input.value)) soon(input);
  else {
    round += 1;
    closeLookup();
  }
});
document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.lookup) return;
  if (event.altKey && event.key === "ArrowDown") {
    event.preventDefault();
    event.stopPropagation();
    void openLookup(input, true);
  } else if (panel && owner === input) {
    const list = options();
    const at = chosen();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      event.stopPropagation();
      if (list.length) choose((at + (event.key === "ArrowDown" ? 1 : list.length - 1) + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % list.length);
    } else if (event.key === "Enter") {
      const option = list[at];
      if (option) {
        event.preventDefault();
        take(option);
        event.stopPropagation();
        // In a record Enter goes on to the next field as well.
        if (input.closest("[data-record]") && !input.closest("dialog")) goOn(input, event.shiftKey);
      } else closeLookup();
    } else if (["Alt N", "Alt O"].includes(keyOf(event))) {
      event.preventDefault();
      event.stopPropagation();
      one(`[data-key="${keyOf(event)}"]`, panel)?.click();
    } else if (event.key === "Tab") {
      const option = list[at];
      if (option) take(option);
      closeLookup();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      closeLookup();
    }
  }
}, true);
document.addEventListener("focusout", (event) => {
  if (event.target === owner) closeLookup();
});
window.addEventListener("resize", () => closeLookup());
document.addEventListener("scroll", (event) => {
  if (panel && event.target !== panel) closeLookup();
}, true);
onAct("lookup", (button) => {
  const input = button.parentElement && one<HTMLInputElement>("input[data-lookup]", button.parentElement);
  if (!input) return;
  if (owner === input) closeLookup();
  else {
    input.focus();
    void openLookup(input, true);
  }
});
/* A new record from the list, and the page of a chosen one, open beside this page; what is created there
   comes back into the field. */

const news = "BroadcastChannel" in window ? new BroadcastChannel("fieldwright") : null;
const awaited = new Map<string, HTMLInputElement>();
onAct("lookup-new", (button) => {
  const input = owner;
  if (!input) return;
  const ticket = unique();
  awaited.set(ticket, input);
  closeLookup();
  window.open(`${prefix}${button.dataset.arg}#for=${ticket}`, "_blank", "noopener");
});
onAct("lookup-open", (button) => {
  const list = options();
  const option = list[chosen()] ?? list.find((one) => one.dataset.code === owner?.value.trim().toUpperCase()) ?? (list.length === 1 ? list[0] : undefined);
  closeLookup();
  window.open(option?.dataset.href ?? prefix + button.dataset.arg, "_blank", "noopener");
});
news?.addEventListener("message", (event: MessageEvent<{ ticket: string; code: string }>) => {
  const input = awaited.get(event.data.ticket);
  awaited.delete(event.data.ticket);
  if (!input?.isConnected) return;
  input.value = event.data.code;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new CustomEvent("fw:taken", { bubbles: true }));
  leave(input);
});
// This page was opened for a field of another one.
const ticket = /^#for=([\w-]+)$/.exec(location.hash)?.[1];
if (ticket) {
  history.replaceState(history.state, "", location.pathname + location.search);
  const told = (event: Event) => {
    const card = event.target as HTMLElement;
    if (!card.matches(".card-page")) return;
    document.removeEventListener("fw:created", told, true);
    const row = (event as CustomEvent<Row>).detail;
    const code = (card.dataset.keyFields ?? "").split(",").map((name) => String(row[name] ?? "")).at(-1) ?? "";
    news?.postMessage({ ticket, code });
  };
  document.addEventListener("fw:created", told, true);
}

// The button must not take the focus from its field.
document.addEventListener("pointerdown", (event) => {
  if ((event.target as Element).closest("[data-act=lookup], [data-act=pick-date]")) event.preventDefault();
});
