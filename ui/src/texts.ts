// Texts of the page's language, sent along by the server.
const block = document.getElementById("texts");
const all: Record<string, string> = block?.textContent ? JSON.parse(block.textContent) : {};

/** A text by its id without `ui-`; `{$name}` is replaced by the argument of that name. */
export function t(id: string, args: Record<string, string | number> = {}): string {
  const text = all[id] ?? id;
  return text.replace(/\{\$?(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
}
