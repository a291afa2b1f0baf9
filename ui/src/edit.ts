// Editing: a field is saved when it is left, everything that follows from it is shown at once, and
// what was refused stays as it was typed, with the reason beside it.
//
// A record is an element with `data-record` and `data-api` (its address in the API), `data-etag`
// and, while it is still to be created, `data-new`. Its fields are elements with `data-field` (the
// property) and `data-kind`, each with an input, a select, a textarea or a place for a shown value
// (`data-shown`). Cards and the rows of grids are the same to this module.
import { all, el, icon, one, prefix } from "./dom";
import { call, Cancelled, complain, Refused, renewToken, type Problem, type Row, type Value } from "./api";
import { create } from "./creating";
import { beside, enter } from "./steps";
import { parse, show } from "./format";
import { t } from "./texts";
import { mended, toast } from "./toast";
import { waysOf, type Repair } from "./ways";

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What happened to a record: `fw:saved` (detail: the record), `fw:created`, `fw:refused`. */
function tell(record: HTMLElement, name: string, detail: unknown): void {
  record.dispatchEvent(new CustomEvent(`fw:${name}`, { bubbles: true, detail }));
}

export function recordOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("[data-record]");
}

export function fieldOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("[data-field]");
}

/** The fields of a record itself, not those of records inside it. */
export function fieldsOf(record: HTMLElement): HTMLElement[] {
  return all("[data-field]", record).filter((field) => recordOf(field) === record);
}

export function controlOf(field: Element): Control | null {
  return one<Control>("input:not([type=hidden]), select, textarea", field);
}

/** What stands in a control. */
function typed(control: Control): string {
  return control instanceof HTMLInputElement && control.type === "checkbox" ? String(control.checked) : control.value;
}

/** What stood in a control when it was last saved. */
const saved = new WeakMap<Control, string>();

function savedText(control: Control): string {
  const known = saved.get(control);
  if (known !== undefined) return known;
  if (control instanceof HTMLInputElement) return control.type === "checkbox" ? String(control.defaultChecked) : control.defaultValue;
  if (control instanceof HTMLTextAreaElement) return control.defaultValue;
  const chosen = Array.from(control.options).find((option) => option.defaultSelected) ?? control.options[0];
  return chosen?.value ?? "";
}

function read(field: HTMLElement, control: Control): { value: Value } | { problem: string } {
  const kind = field.dataset.kind ?? "text";
  if (kind === "bool") return { value: (control as HTMLInputElement).checked };
  if (kind === "option") return { value: control.value === "" ? null : control.value };
  return parse(kind, control.value);
}

/** One save at a time for each record; later ones wait. What creates a record waits for all others. */
const queues = new WeakMap<HTMLElement, Promise<unknown>>();

function queued<T>(record: HTMLElement, act: () => Promise<T>): Promise<T> {
  const before = queues.get(record) ?? Promise.resolve();
  const others = record.dataset.new === undefined ? [] : [...outstanding];
  const turn = () => Promise.allSettled(others).then(act);
  const next = before.then(turn, turn);
  queues.set(record, next.catch(() => undefined));
  outstanding.add(next);
  void next.catch(() => undefined).finally(() => outstanding.delete(next));
  return next;
}
const outstanding = new Set<Promise<unknown>>();

/** Once everything that is on its way to the server was answered. */
export async function settled(): Promise<void> {
  while (outstanding.size) await Promise.allSettled(outstanding);
}

/** What is on its way to the server, by control: it is not sent twice and not overwritten. */
const pending = new WeakMap<Control, string>();

/** Saves a field if something else stands in it than before. */
export function leave(control: Control, force = false): void {
  const field = fieldOf(control);
  const record = field && recordOf(field);
  if (!field || !record || pending.get(control) === typed(control)) return;
  if (!force && typed(control) === savedText(control)) {
    if (field.classList.contains("problem")) clearProblem(field);
    return;
  }
  const value = read(field, control);
  if ("problem" in value) {
    refuse(field, value.problem);
    return;
  }
  clearProblem(field);
  if (control instanceof HTMLInputElement && control.type !== "checkbox" && value.value !== null) {
    control.value = show(field.dataset.kind ?? "text", value.value);
  }
  field.classList.add("saving");
  pending.set(control, typed(control));
  state(record, t("js-saving"));
  const sent = typed(control);
  const done = () => {
    if (pending.get(control) === sent) pending.delete(control);
    field.classList.remove("saving");
  };
  void queued(record, () => save(record, { [field.dataset.field ?? ""]: value.value }, field, done)).finally(done);
}

/** Sends properties of a record, or creates it with everything typed so far. */
export async function save(record: HTMLElement, values: Record<string, Value>, field?: HTMLElement, answered?: () => void): Promise<Row | null> {
  if (record.dataset.new !== undefined) await shownFirst();
  let creating = record.dataset.new !== undefined;
  const missing = creating && record.dataset.needs ? wanted(record) : null;
  if (missing) {
    state(record, t("js-create-first", { field: missing }));
    return null;
  }
  try {
    const made = creating ? await create(record, everything(record)) : null;
    if (made) created(record, made.row);
    creating = false;
    const rest = made ? made.rest : values;
    const row = made && !Object.keys(rest).length ? made.row : await change(record, rest, field);
    answered?.();
    mended("entry");
    apply(record, row);
    state(record, t("js-saved", { time: new Date().toTimeString().slice(0, 5) }), "ok");
    tell(record, made ? "created" : "saved", row);
    return row;
  } catch (error) {
    failed(record, error, creating, field);
    return null;
  }
}

/** A new record may name what was entered just before it, such as the machine of a line: first that
 *  is saved, and shown. */
let shownFirst = async (): Promise<void> => undefined;
export function beforeCreating(act: typeof shownFirst): void {
  shownFirst = act;
}

/** A row is created with the first thing that says what it is about; until then, the name of that. */
function wanted(record: HTMLElement): string | null {
  const names = (record.dataset.needs ?? "").split(",");
  const fields = fieldsOf(record).filter((field) => names.includes(field.dataset.field ?? ""));
  if (fields.some((field) => !isBlank(field))) return null;
  return fields[0] ? labelOf(fields[0]) : null;
}

/** What another person put in a field while it was typed in here. */
class Conflict extends Error {}

/** Changes a record. When somebody else saved it meanwhile but left this field alone, the change
 *  is made on top of theirs. */
async function change(record: HTMLElement, body: Record<string, Value>, field?: HTMLElement, tries = 3): Promise<Row> {
  try {
    return await call("PATCH", record.dataset.api ?? "", { body, etag: record.dataset.etag });
  } catch (error) {
    const control = field && controlOf(field);
    if (!(error instanceof Refused) || error.problem.status !== 412 || !field || !control || tries === 0) throw error;
    const [before, mine] = [savedText(control), typed(control)];
    const row = await call("GET", record.dataset.api ?? "");
    apply(record, row);
    const theirs = savedText(control);
    if (theirs === mine) return row;
    if (theirs !== before) throw new Conflict(theirs);
    return change(record, body, field, tries - 1);
  }
}

/** Everything that was typed in a record that is still to be created. */
export function everything(record: HTMLElement): Record<string, Value> {
  const body: Record<string, Value> = JSON.parse(record.dataset.given ?? "{}") as Record<string, Value>;
  for (const field of fieldsOf(record)) {
    const control = controlOf(field);
    if (!control || typed(control) === savedText(control)) continue;
    const value = read(field, control);
    if ("value" in value) body[field.dataset.field ?? ""] = value.value;
  }
  return body;
}

function created(record: HTMLElement, row: Row): void {
  delete record.dataset.new;
  if (row["@odata.etag"]) record.dataset.etag = String(row["@odata.etag"]);
  const own = (record.dataset.keyFields ?? "").split(",").filter(Boolean);
  const key = own.map((name) => encodeURIComponent(String(row[name] ?? ""))).join("/");
  if (key) record.dataset.api = `${record.dataset.api}/${key}`;
  if (!record.dataset.part) return;
  // The row is the fragment of the record from now on, and the next blank row is another.
  record.classList.remove("new-row");
  const part = record.dataset.part.replace("~new", key);
  // Made by what was not answered, it may have been drawn meanwhile: then the grid is asked for again.
  for (const drawn of all(`[data-part="${CSS.escape(part)}"]`)) {
    delete drawn.parentElement?.closest<HTMLElement>("[data-v]")?.dataset.v;
    drawn.remove();
  }
  record.dataset.part = part;
  delete record.dataset.v;
}

/** Takes over a record as the API gave it: every field that is not being typed in. */
export function apply(record: HTMLElement, row: Row): void {
  if (row["@odata.etag"]) record.dataset.etag = String(row["@odata.etag"]);
  for (const field of fieldsOf(record)) {
    const name = field.dataset.field ?? "";
    if (!(name in row)) continue;
    const control = controlOf(field);
    // What is only shown is drawn by the server (see parts.ts).
    if (control) fill(field, control, row[name]);
  }
}

function fill(field: HTMLElement, control: Control, value: unknown): void {
  const kind = field.dataset.kind ?? "text";
  const editing = pending.has(control) || (document.activeElement === control && typed(control) !== savedText(control));
  if (control instanceof HTMLInputElement && control.type === "checkbox") {
    if (!editing) control.checked = value === true;
    saved.set(control, String(value === true));
    return;
  }
  const zero = kind === "percent" && field.tagName === "TD" && Number(value) === 0;
  const text = kind === "option" ? String(value ?? "") : zero ? "" : show(kind, value);
  saved.set(control, text);
  if (editing) return;
  put(control, text);
  clearProblem(field);
}

/** What arrives in the field of the cursor is selected, as what stands in a field is that keys go to. */
function put(control: Control, text: string): void {
  if (control.value === text) return;
  control.value = text;
  if (document.activeElement === control && control instanceof HTMLInputElement) control.select();
}

/** Takes over a control as the server draws it; `children` takes over what stands inside. What is being
 *  typed, or on its way to the server, stays. */
export function draw(control: Control, fresh: Control, children: () => void): void {
  const editing = pending.has(control) || typed(control) !== savedText(control);
  const kept = typed(control);
  children();
  const check = control instanceof HTMLInputElement && control.type === "checkbox";
  const given = savedText(fresh);
  for (const name of ["value", "checked"]) {
    const value = fresh.getAttribute(name);
    if (value === null) control.removeAttribute(name);
    else control.setAttribute(name, value);
  }
  saved.set(control, given);
  const now = editing ? kept : given;
  if (check) control.checked = now === "true";
  else put(control, now);
}

function failed(record: HTMLElement, error: unknown, creating: boolean, field?: HTMLElement): void {
  if (error instanceof Cancelled) {
    const control = field && controlOf(field);
    if (control) undo(control);
    state(record, "");
    return;
  }
  if (error instanceof Conflict && field) {
    conflict(record, field, error.message);
    return;
  }
  if (!(error instanceof Refused)) throw error;
  if (field && (error.problem.status === 0 || error.problem.status === 401)) {
    unsent(record, field, error.problem);
    return;
  }
  if (error.problem.status === 412) {
    void reload(record);
    toast(t("js-changed"), { tone: "bad" });
    return;
  }
  state(record, t("js-not-saved"), "bad");
  tell(record, "refused", error);
  for (const problem of error.all) {
    const repairs = waysOf(problem, field && (() => again(field)));
    const place = fieldsOf(record).find((other) => other.dataset.field === problem.field) ?? undefined;
    if (creating && place && place !== field && isBlank(place)) {
      // The record waits for more: that is no mistake yet.
      state(record, t("js-create-first", { field: labelOf(place) }));
      place.dataset.wanted = "true";
    } else if (place) {
      refuse(place, problem.detail, repairs);
    } else if (field && error.all.length === 1) {
      // What is at fault is not shown here: then it is what was typed.
      refuse(field, problem.detail, repairs);
    } else {
      toast(problem.detail, { tone: "bad", about: "entry", act: repairs[0] });
    }
  }
}

/** Both have changed the same field: both values are shown, and one of them is chosen. */
function conflict(record: HTMLElement, field: HTMLElement, theirs: string): void {
  const control = controlOf(field);
  if (!control) return;
  state(record, t("js-not-saved"), "bad");
  const shownTheirs = control instanceof HTMLSelectElement ? (Array.from(control.options).find((option) => option.value === theirs)?.text ?? theirs) : theirs;
  refuse(field, t("js-conflict", { theirs: shownTheirs || "–" }), [{ text: t("js-keep-mine"), run: () => again(field) }], t("js-take-theirs"));
}

/** What could not be sent is tried again: by hand, and by itself once the server answers. */
function unsent(record: HTMLElement, field: HTMLElement, problem: Problem): void {
  state(record, t("js-not-saved"), "bad");
  const repairs = [{ text: t("js-try-again"), run: () => again(field) }];
  if (problem.status === 401) repairs.unshift({ text: t("js-sign-in"), run: () => void window.open(`${prefix}/sign-in`, "_blank", "noopener") });
  refuse(field, problem.detail, repairs);
  if (problem.status !== 0) return;
  field.dataset.unsent = "";
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => void whenBack(), 4000);
}
let waiting = 0;

async function whenBack(): Promise<void> {
  const fields = all("[data-unsent]");
  if (!fields.length) return;
  const answer = await fetch(`${prefix}/healthz`).catch(() => null);
  if (answer?.ok) for (const field of fields) again(field);
  else waiting = window.setTimeout(() => void whenBack(), 4000);
}
window.addEventListener("online", () => void whenBack());

function again(field: HTMLElement): void {
  const control = controlOf(field);
  if (control) void renewToken().then(() => leave(control, true));
}

function isBlank(field: HTMLElement): boolean {
  const control = controlOf(field);
  return control !== null && control.value.trim() === "";
}

export function labelOf(field: HTMLElement): string {
  const label = one("label, .label", field)?.firstChild?.textContent?.trim();
  return label || controlOf(field)?.getAttribute("aria-label") || field.dataset.field || "";
}

/** Loads a record again, after somebody else saved it. */
export async function reload(record: HTMLElement): Promise<void> {
  try {
    apply(record, await call("GET", record.dataset.api ?? ""));
    state(record, "");
  } catch (error) {
    complain(error);
  }
}

/** Marks a field with what was refused; what was typed stays. */
export function refuse(field: HTMLElement, text: string, repairs: Repair[] = [], undoText = t("js-undo-entry")): void {
  clearProblem(field);
  field.classList.add("problem");
  const control = controlOf(field);
  control?.setAttribute("aria-invalid", "true");
  const row = field.closest("tr");
  const pick = one("[data-act=lookup]", field);
  const ways = pick ? [...repairs, { text: t("js-pick"), run: () => pick.click() }] : repairs;
  const acts = ways.map((repair) => {
    const button = el("button", { type: "button", class: "btn" }, repair.text);
    button.addEventListener("click", repair.run);
    return button;
  });
  const undoing = el("button", { type: "button", class: "btn btn-plain" }, undoText);
  undoing.addEventListener("click", () => {
    if (control) undo(control);
    control?.focus();
  });
  const id = `problem-${(counter += 1)}`;
  if (row && field.tagName === "TD") {
    const strip = el("div", { class: "strip", role: "alert", id }, icon("problem"), el("span", { class: "name" }, labelOf(field)), el("span", { class: "grow" }, text), ...acts, undoing);
    const shownCells = Array.from(row.children).filter((cell) => cell.getClientRects().length > 0);
    const cell = el("td", { colspan: String(shownCells.length) }, strip);
    row.after(el("tr", { class: "strip-row", "data-strip": field.dataset.field }, cell));
  } else {
    const place = one(".val", field) ?? field;
    place.append(el("div", { class: "field-error", role: "alert", id }, icon("problem"), el("span", {}, text), ...(acts.length ? [...acts, undoing] : [])));
  }
  control?.setAttribute("aria-describedby", id);
  one(`#${id}`)?.scrollIntoView({ block: "nearest" });
  count(recordOf(field));
}
let counter = 0;

export function clearProblem(field: HTMLElement): void {
  if (!field.classList.contains("problem")) return;
  field.classList.remove("problem");
  delete field.dataset.unsent;
  const control = controlOf(field);
  control?.removeAttribute("aria-invalid");
  control?.removeAttribute("aria-describedby");
  for (const error of all(".field-error", field)) error.remove();
  let next = field.closest("tr")?.nextElementSibling;
  while (next?.classList.contains("strip-row")) {
    const after = next.nextElementSibling;
    if ((next as HTMLElement).dataset.strip === field.dataset.field) next.remove();
    next = after;
  }
  count(recordOf(field));
}

/** Puts back what stood there before. */
export function undo(control: Control): void {
  const text = savedText(control);
  if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = text === "true";
  else control.value = text;
  const field = fieldOf(control);
  if (field) clearProblem(field);
}

/** The header counts the problems of the page and jumps to the next. */
function count(record: HTMLElement | null): void {
  const place = one("[data-problems]");
  if (!place || !record) return;
  const problems = all(".problem[data-field]").length;
  place.hidden = problems === 0;
  // With the last refused entry, the header has nothing to tell any more.
  const said = one("[data-saved].bad");
  if (problems === 0 && said) state(record, "");
  if (problems === 0) return;
  const button = el("button", { type: "button", class: "pill pill-bad" }, icon("g-stop"), problems === 1 ? t("js-problem-one") : t("js-problem-many", { count: problems }));
  button.addEventListener("click", () => {
    const fields = all(".problem[data-field]");
    const at = fields.findIndex((field) => field.contains(document.activeElement));
    const next = fields[(at + 1) % fields.length];
    if (next) controlOf(next)?.focus();
  });
  place.replaceChildren(button);
}

/** What the header says about saving. */
export function state(record: HTMLElement, text: string, tone = ""): void {
  const place = one("[data-saved]", record.closest<HTMLElement>(".card-page, .doc") ?? document) ?? one("[data-saved]");
  if (!place) return;
  place.replaceChildren();
  if (tone === "ok") place.append(icon("g-check"));
  if (text) place.append(text);
  place.classList.toggle("bad", tone === "bad");
}

document.addEventListener("change", (event) => {
  const control = event.target;
  if (control instanceof HTMLSelectElement || (control instanceof HTMLInputElement && control.type === "checkbox")) {
    if (fieldOf(control)) leave(control);
  } else if (control instanceof HTMLInputElement && document.activeElement !== control && fieldOf(control)) {
    leave(control);
  }
});
document.addEventListener("focusout", (event) => {
  const control = event.target;
  if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) || !fieldOf(control)) return;
  if (control.type === "checkbox") return;
  // Focus that goes into the field's own dropdown or calendar has not left it.
  const to = event.relatedTarget as Element | null;
  if (to && fieldOf(to) === fieldOf(control) && to !== control && !to.matches("a")) return;
  leave(control);
});
document.addEventListener("keydown", (event) => {
  const control = event.target;
  if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement)) return;
  if (!fieldOf(control) || !recordOf(control) || event.defaultPrevented) return;
  if (event.key === "Escape" && typed(control) !== savedText(control)) {
    event.preventDefault();
    undo(control);
  } else if (event.key === "Enter" && control instanceof HTMLInputElement && !control.closest("tr")) {
    event.preventDefault();
    step(control, event.shiftKey ? -1 : 1);
  }
});

/** To the next field of the page. */
function step(from: Control, by: number): void {
  const record = recordOf(from);
  if (!record) return;
  const next = beside(record, from, by);
  if (next) enter(next);
  else from.blur();
}

// A page with something unsaved asks before it is left.
window.addEventListener("beforeunload", (event) => {
  if (one(".field.saving, .field.problem[data-field], td.problem")) event.preventDefault();
});

export type { Problem };
