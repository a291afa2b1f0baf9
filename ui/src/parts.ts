// After an entry the page is what a reload would show, and only what changed travels: the page says
// which fragments it holds (`data-part` with the version `data-v`), the server answers with the
// others, and they are taken over without moving the cursor or touching what is being typed.
// What belongs to this side alone stands in `data-own`, or is named below.
import { all, one, prefix } from "./dom";
import { beforeCreating, draw, settled } from "./edit";

/** Attributes that say what somebody did on the page, not what stands in the records. */
const OWN = new Set(["open", "hidden", "aria-pressed", "aria-expanded", "aria-selected", "aria-invalid", "aria-describedby", "aria-activedescendant", "aria-controls", "aria-disabled", "data-chosen", "data-invites", "data-chosen-type", "data-unsent", "data-wanted", "data-auto", "style", "value", "checked"]);
/** The same, as classes. */
const STATES = ["current", "closed", "all-columns", "saving", "problem", "loading", "open"];
/** What stands on the page for the moment. */
const GUESTS = ".strip-row, .field-error, .lookup-panel, .toasts, input[type=date].vh";

let running: Promise<void> | null = null;
let stale = false;

/** Whether the page consists of fragments. */
export const inParts = one("main[data-part]") !== null;

/** Takes over what changed on the server; fulfilled once the page is what a reload would show. */
export function refresh(): Promise<void> {
  stale = true;
  running ??= follow().finally(() => (running = null));
  return running;
}

/** Once everything that was typed is saved, and what follows from it is shown. */
export async function drawn(): Promise<void> {
  await settled();
  while (running) await running;
}

async function follow(): Promise<void> {
  while (stale) {
    stale = false;
    const answer = await changes();
    // What was saved meanwhile makes this answer an old one.
    if (answer && !stale) take(answer);
  }
}

async function changes(): Promise<Document | null> {
  const have = all("[data-v]").map((part) => part.dataset.v).join("");
  const ask = (known: string) => fetch(location.pathname + location.search, { headers: { Accept: "text/html", "X-Fragment": "1", "X-Have": known } }).catch(() => null);
  let answer = await ask(have || "-");
  // A proxy may not let such a long list pass.
  if (answer && [400, 414, 431].includes(answer.status)) answer = await ask("-");
  if (!answer || answer.status === 401 || answer.redirected) return null;
  if (!answer.ok) {
    // The record is gone: posted to its end, or deleted by somebody.
    if (answer.status === 404) location.assign(one(".card-page")?.dataset.list ?? `${prefix}/`);
    return null;
  }
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function place(key: string): HTMLElement | null {
  return one(`[data-part="${CSS.escape(key)}"], [data-place="${CSS.escape(key)}"]`);
}

function take(answer: Document): void {
  const focused = document.activeElement as HTMLElement | null;
  for (const template of all<HTMLTemplateElement>("template[data-part]", answer)) {
    const fresh = template.content.firstElementChild as HTMLElement | null;
    const old = place(template.dataset.part ?? "");
    if (!fresh || !old) continue;
    // Rows are marked without the key of their grid.
    for (const mark of all(`[data-place^="/"]`, fresh)) mark.dataset.place = `${template.dataset.part}${mark.dataset.place}`;
    fresh.dataset.v = template.dataset.v;
    if (old.dataset.place !== undefined || old.tagName !== fresh.tagName) old.replaceWith(fresh);
    else morph(old, fresh);
  }
  if (focused && focused !== document.body && !focused.isConnected) document.dispatchEvent(new CustomEvent("fw:lost", { detail: focused }));
  document.dispatchEvent(new CustomEvent("fw:drawn"));
}

function morph(old: Element, fresh: Element): void {
  if (old instanceof HTMLElement && (old.dataset.own !== undefined || old.matches(".problem[data-field]"))) {
    // Its version is not taken over either: what stands here is not what the server has.
    return;
  }
  attributes(old, fresh);
  const control = old instanceof HTMLInputElement || old instanceof HTMLSelectElement || old instanceof HTMLTextAreaElement;
  if (control) draw(old, fresh as typeof old, () => children(old, fresh));
  else children(old, fresh);
}

function attributes(old: Element, fresh: Element): void {
  const states = STATES.filter((state) => old.classList.contains(state));
  for (const { name } of Array.from(old.attributes)) if (!fresh.hasAttribute(name) && !OWN.has(name)) old.removeAttribute(name);
  for (const { name, value } of Array.from(fresh.attributes)) if (!OWN.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  const barred = fresh.getAttribute("aria-disabled");
  if (barred === null) old.removeAttribute("aria-disabled");
  else old.setAttribute("aria-disabled", barred);
  if (states.length) old.classList.add(...states);
}

/** What makes a child the same as before, beside its place. */
function sign(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName;
  const data = (node as HTMLElement).dataset ?? {};
  const cell = node instanceof HTMLTableCellElement && !data.field ? node.classList[0] : "";
  return `${node.nodeName} ${node.id} ${data.own !== undefined ? "own" : ""} ${cell} ${data.field ?? ""} ${data.machineFact ?? ""} ${data.act ?? ""}`;
}

function children(old: Element, fresh: Element): void {
  const guests = Array.from(old.children).filter((child) => child.matches(GUESTS)).map((guest) => ({ guest, after: host(guest) }));
  const free = new Map<string, Node[]>();
  for (const node of Array.from(old.childNodes)) {
    if (node instanceof HTMLElement && (node.dataset.part !== undefined || node.dataset.place !== undefined || node.matches(GUESTS))) continue;
    const mark = sign(node);
    free.set(mark, [...(free.get(mark) ?? []), node]);
  }
  const wanted: Node[] = [];
  for (const node of Array.from(fresh.childNodes)) {
    const key = node instanceof HTMLElement ? node.dataset.place : undefined;
    const same = key === undefined ? free.get(sign(node))?.shift() : (place(key) ?? undefined);
    if (same && key === undefined) {
      if (node instanceof Element) morph(same as Element, node);
      else if (same.nodeValue !== node.nodeValue) same.nodeValue = node.nodeValue;
    }
    wanted.push(same ?? node);
  }
  const kept = new Set<Node>([...wanted, ...guests.map(({ guest }) => guest)]);
  for (const node of Array.from(old.childNodes)) if (!kept.has(node)) node.remove();
  // A node that is moved loses the cursor: only what does not stand in its place already is moved.
  let next: ChildNode | null = old.firstChild;
  const skip = () => {
    while (next instanceof Element && next.matches(GUESTS)) next = next.nextSibling;
  };
  for (const node of wanted) {
    skip();
    // What stands between is put in later; the node itself stays.
    while (node.parentNode === old && next && next !== node && !next.contains(document.activeElement)) {
      const between: ChildNode = next;
      next = next.nextSibling;
      between.remove();
      skip();
    }
    if (node === next) next = next.nextSibling;
    else old.insertBefore(node, next);
  }
  for (const { guest, after } of guests) {
    if (after && !after.isConnected) guest.remove();
    else if (after && host(guest) !== after) after.after(guest);
  }
}

/** What a guest stands behind. */
function host(guest: Element): Element | null {
  let before = guest.previousElementSibling;
  while (before?.matches(GUESTS)) before = before.previousElementSibling;
  return before;
}

if (inParts) {
  beforeCreating(async () => {
    while (running) await running;
  });
  for (const name of ["fw:saved", "fw:created", "fw:deleted"]) {
    document.addEventListener(name, (event) => {
      // A whole page that was just created has an address to go to first (card.ts).
      if (name !== "fw:created" || !(event.target as Element).matches(".card-page")) void refresh();
    });
  }
}
