// Shortcuts: a key printed on a button or link (`data-key="Alt N"`) works wherever it is on the page.
import { all, onAct, one } from "./dom";
import { anyOpen, open } from "./dialog";

const names: Record<string, string> = { ArrowUp: "Up", ArrowDown: "Down", " ": "Space" };

/** The key of an event as it is printed: `Ctrl Alt F9`. */
export function keyOf(event: KeyboardEvent): string {
  // Alt with a letter types another character on some keyboards; the code names the key itself.
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key;
  const key = names[letter] ?? (letter.length === 1 ? letter.toUpperCase() : letter);
  // A letter alone says by itself whether Shift was pressed.
  const shift = event.shiftKey && (key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) ? "Shift " : "";
  return `${event.ctrlKey || event.metaKey ? "Ctrl " : ""}${event.altKey ? "Alt " : ""}${shift}${key}`;
}

const extra = new Map<string, () => void>();

/** A shortcut that has no button. */
export function onKey(key: string, act: () => void): void {
  extra.set(key, act);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyOf(event);
  const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
  if (key === "?" && !typing) {
    event.preventDefault();
    open("shortcuts");
    return;
  }
  // The manual opens beside whatever is open, and takes nobody out of a field.
  const help = key === "F1";
  if (anyOpen() && !help) {
    const inside = all("dialog[open] [data-key]").find((element) => element.dataset.key === key);
    if (inside) {
      event.preventDefault();
      inside.click();
    }
    return;
  }
  // Within a text, all of it is meant.
  if (key.length === 1 || (typing && key === "Ctrl A")) return;
  const element = all("[data-key]").find((candidate) => candidate.dataset.key === key && !candidate.closest("dialog"));
  const act = extra.get(key);
  if (!element && !act) return;
  event.preventDefault();
  // Leaving the field first saves what was typed in it.
  const from = event.target as HTMLElement;
  const leaves = typing && element && !help;
  if (leaves) from.blur();
  if (element) element.click();
  else act?.();
  if (leaves) comeBack(from);
});

/** When the dialog that a shortcut opened is closed, the cursor is where it was. */
function comeBack(from: HTMLElement): void {
  document.addEventListener("close", () => {
    window.setTimeout(() => {
      const nowhere = !document.activeElement || document.activeElement === document.body || document.activeElement.matches("[tabindex='-1']");
      if (from.isConnected && nowhere && !anyOpen()) from.focus();
    });
  }, { capture: true, once: true });
}

// A list opens the page of a row with the key that was pressed there; only keys that show something can
// be asked for by an address.
const asked = /^#key=(F7|Ctrl%20F7|Ctrl%20Alt%20Q)$/.exec(location.hash)?.[1];
if (asked) {
  history.replaceState(history.state, "", location.pathname + location.search);
  window.setTimeout(() => all("[data-key]").find((element) => element.dataset.key === decodeURIComponent(asked))?.click());
}

onKey("Alt Q", () => one("[data-act=search]")?.click());
onAct("shortcuts", () => open("shortcuts"));
