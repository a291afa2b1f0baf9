// Small helpers over the document.

export function one<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T | null {
  return root.querySelector<T>(selector);
}

export function all<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return Array.from(root.querySelectorAll<T>(selector));
}

type Child = Node | string | null | undefined | false;

/** An element with attributes and children: `el("div", { class: "x" }, "text")`. */
export function el(name: string, attributes: Record<string, string | boolean | undefined> = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** The parts of a key as they stand in the address of a page. */
export function keyText(parts: string[]): string {
  return parts.map((part) => encodeURIComponent(part.replace(/~/g, "~T").replace(/,/g, "~C"))).join(",") || "~0";
}

/** The path below which a proxy has the program; blank as a rule. This module lies below it. */
export const prefix = new URL(import.meta.url).pathname.replace(/\/ui\/[^/]*$/, "");

const sheet = one<SVGUseElement>("svg use")?.getAttribute("href")?.split("#")[0] ?? `${prefix}/ui/icons.svg`;

/** An icon (`i`) or status glyph (`g`) of the sheet. */
export function icon(name: string, kind = name.startsWith("g-") ? "g" : "i"): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", kind);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${sheet}#${name}`);
  svg.append(use);
  return svg;
}

/** Calls `act` for clicks on anything with `data-act="name"`, now and later. */
export function onAct(name: string, act: (element: HTMLElement, event: MouseEvent) => void): void {
  acts.set(name, act);
}

const acts = new Map<string, (element: HTMLElement, event: MouseEvent) => void>();
document.addEventListener("click", (event) => {
  const element = (event.target as Element).closest<HTMLElement>("[data-act]");
  const act = element && acts.get(element.dataset.act ?? "");
  if (!element || !act || element.getAttribute("aria-disabled") === "true") return;
  event.preventDefault();
  act(element, event);
});

/** Calls the last of quick calls only, after a rest. */
export function rested<A extends unknown[]>(wait: number, act: (...args: A) => void): (...args: A) => void {
  let timer = 0;
  return (...args) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => act(...args), wait);
  };
}

/** A cookie that the server reads: theme, density, language, work date. */
export function keep(name: string, value: string): void {
  const life = value === "" ? 0 : 31536000;
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=${prefix}/; Max-Age=${life}; SameSite=Lax`;
}

/** What the browser remembers for this person, by name. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`fw.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`fw.${name}`, value);
  } catch {
    // Private windows may refuse; then nothing is remembered.
  }
}

export const page = {
  company: document.body.dataset.company ?? "",
  api: document.body.dataset.api ?? "",
  csrf: document.body.dataset.csrf ?? "",
  workDate: document.body.dataset.workDate ?? "",
  zone: document.body.dataset.zone ?? "",
  kind: document.body.dataset.page ?? "",
  /** The address of a page of the company. */
  url: (path: string) => `${prefix}/c/${document.body.dataset.company}/${path}`,
};
