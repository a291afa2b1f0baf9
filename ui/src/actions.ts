// Actions: the page has a place for each (`data-action`, see action.rs) that says what it asks, whether it
// asks once more, what takes it back, and what is shown when it was carried out.
import { all, el, onAct, one, page, prefix } from "./dom";
import { call, complain, type Problem, Refused, type Row, type Value } from "./api";
import { intend } from "./creating";
import { choose, open, tell } from "./dialog";
import { clearProblem, controlOf, refuse, reload } from "./edit";
import { parse, show } from "./format";
import { drawn, refresh } from "./parts";
import { t } from "./texts";
import { mended, stand, toast } from "./toast";

type Body = Record<string, Value>;
interface Told { name: string; caption: string; kind: string; rows: Told[] }
type Shows = { as: "record" | "entries" | "report" } | { as: "made"; collection: string; property: string; what: string } | { as: "answer"; told: Told[] };

/** The place of an action, by the id of its dialog. */
export function placeOf(id: string): HTMLElement | null {
  return one(`[data-action] > #${CSS.escape(id)}`)?.parentElement ?? null;
}

export function titleOf(place: HTMLElement): string {
  return one("h2", place)?.textContent ?? "";
}

const card = () => one(".card-page");
const list = () => one("[data-list-page], [data-sheet-page]");

/* What it is carried out on */

/** The row of a grid that is in work: the current one, or the first. */
function lineOf(segment: string): HTMLElement | null {
  const grid = `#${CSS.escape(segment)}`;
  return one(`${grid} tr.current[data-line]`) ?? one(`${grid} tr[data-line]`);
}

/** Why an action is of no use on a row. */
export function closedOn(row: HTMLElement, name: string): string {
  const closed = JSON.parse(row.dataset.closed ?? "{}") as Record<string, string>;
  return closed[name] ?? "";
}

function addressOf(place: HTMLElement): string | undefined {
  const bound = place.dataset.bound ?? "";
  if (bound === "collection") return list()?.dataset.api;
  return bound === "record" ? card()?.dataset.api : lineOf(bound)?.dataset.api;
}

// Which actions are of no use depends on the row in work: seen when their menu is opened.
function bar(): void {
  for (const button of all("[data-act=run]")) {
    const place = placeOf(button.dataset.arg ?? "");
    const bound = place?.dataset.bound ?? "record";
    if (!place || bound === "record" || bound === "collection") continue;
    const row = lineOf(bound);
    const why = row ? closedOn(row, place.dataset.action ?? "") : t("js-no-line");
    if (button.dataset.barred === undefined && button.getAttribute("aria-disabled") === "true") continue;
    one(".why", button)?.remove();
    button.toggleAttribute("data-barred", why !== "");
    if (why) {
      button.setAttribute("aria-disabled", "true");
      button.append(el("span", { class: "why" }, why));
    } else button.removeAttribute("aria-disabled");
  }
}
for (const happens of ["click", "keydown"]) document.addEventListener(happens, (event) => {
  if ((event.target as Element).closest("[data-menu]")) bar();
}, true);

/** The rows that are chosen in a list. */
function chosen(): HTMLElement[] {
  return all("#rows > tr[aria-selected=true]");
}

/** What follows from where somebody is: the chosen rows, the machine in work. */
function given(place: HTMLElement): Body {
  const names = (place.dataset.given ?? "").split(" ");
  const body: Body = {};
  if (names.includes("nos") && chosen().length) body.nos = chosen().map((row) => row.dataset.key ?? "");
  const machine = one("#serviceItemLines tr[data-chosen]")?.dataset.line;
  if (names.includes("serviceItemLineNo") && machine) body.serviceItemLineNo = Number(machine);
  return body;
}

/* What it asks */

onAct("run", (button) => ask(button.dataset.arg ?? ""));
onAct("bulk-ask", (button) => ask(button.dataset.arg ?? ""));

function ask(id: string): void {
  const place = placeOf(id);
  if (!place) return;
  if (Number(place.dataset.parameters) > 0 || place.dataset.preview !== undefined) form(place, id);
  else if (place.dataset.ask !== undefined) {
    const title = titleOf(place);
    const what = one(".hint", place)?.textContent ?? "";
    void choose({ title, body: el("div", {}, what && el("p", {}, what), el("p", {}, place.dataset.ask)), act: title, keep: t("cancel") }).then((yes) => {
      if (yes) void run(place, given(place));
    });
  } else void run(place, given(place));
}

function form(place: HTMLElement, id: string): void {
  one<HTMLFormElement>("form", place)?.reset();
  for (const field of all(".problem[data-field]", place)) clearProblem(field);
  const scope = one("[data-scope]", place);
  const count = chosen().length;
  if (scope) scope.textContent = count ? t("js-scope-chosen", { count }) : t("js-scope-all", { what: place.dataset.list ?? "" });
  const dialog = open(id);
  if (dialog) one<HTMLElement>("input, select, textarea", dialog)?.focus();
  if (place.dataset.preview !== undefined) void outlook(place);
}

/** What was typed in the form; nothing when a field cannot be read, which is marked. */
function typed(place: HTMLElement): Body | null {
  const body = given(place);
  for (const field of all("[data-field]", place)) {
    const control = controlOf(field);
    if (!control) continue;
    const kind = field.dataset.kind ?? "text";
    const value = kind === "bool" ? { value: (control as HTMLInputElement).checked } : parse(kind, control.value);
    if ("problem" in value) {
      refuse(field, value.problem);
      control.focus();
      return null;
    }
    clearProblem(field);
    if (value.value !== null && value.value !== "") body[field.dataset.field ?? ""] = value.value;
  }
  return body;
}

document.addEventListener("change", (event) => {
  const place = (event.target as Element).closest<HTMLElement>("[data-action][data-preview]");
  if (place) void outlook(place);
});
document.addEventListener("submit", (event) => {
  if ((event.target as Element).matches("[data-action-form]")) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const inside = event.key === "Enter" && !event.defaultPrevented && event.target instanceof HTMLInputElement && event.target.closest<HTMLElement>("[data-action]");
  if (!inside) return;
  event.preventDefault();
  one("[data-act=run-now]", inside)?.click();
});

/* What it would do to many */

let turn = 0;
/** So many documents that are left out are named. */
const NAMED = 20;

async function outlook(place: HTMLElement): Promise<void> {
  const shown = one("[data-outlook]", place);
  const button = one("[data-act=run-now]", place);
  const body = typed(place);
  if (!shown || !button || !body) return;
  const mine = ++turn;
  button.setAttribute("aria-disabled", "true");
  shown.replaceChildren(el("p", { class: "hint" }, t("js-loading")));
  try {
    const answer = await call("POST", `${list()?.dataset.api}/${place.dataset.preview}`, { body });
    if (mine !== turn) return;
    shown.replaceChildren(...foreseen(place, answer));
    if (answer.ready > 0) button.removeAttribute("aria-disabled");
  } catch (error) {
    if (mine !== turn) return;
    if (!(error instanceof Refused)) throw error;
    shown.replaceChildren(el("p", { class: "field-error", role: "alert" }, error.problem.detail));
  }
}

function foreseen(place: HTMLElement, answer: Row): HTMLElement[] {
  const failed = answer.failed as Row[];
  const parts = [el("p", {}, el("b", {}, answer.ready ? t("js-outlook-ready", { ready: answer.ready, total: answer.total }) : t("js-outlook-none")))];
  const unseen = answer.total - answer.ready - failed.length;
  if (unseen > 0) parts.push(el("p", {}, t("js-outlook-more", { count: unseen })));
  if (answer.ready && answer.totals.amountIncludingVat !== null) {
    const line = (caption: string, amount: unknown) => el("div", { class: "fact-row" }, el("dt", {}, caption), el("dd", {}, show("amount", amount)));
    parts.push(el("dl", { class: "answer" }, line(t("total-excl"), answer.totals.amount), line(t("total-vat"), answer.totals.vatAmount), line(t("total-incl"), answer.totals.amountIncludingVat)));
    parts.push(el("p", { class: "hint" }, t("js-outlook-amounts", { currency: place.dataset.currency ?? "" })));
  }
  if (failed.length) parts.push(leftOut(place.dataset.collection ?? "", failed.map((one) => ({ no: String(one.no), why: (one.errors as Row[]).map((error) => String(error.text)) }))));
  return parts;
}

/** What is left out, and why. */
export function leftOut(collection: string, failed: { no: string; why: string[] }[]): HTMLElement {
  const rows = failed.slice(0, NAMED).map(({ no, why }) => el("li", {}, el("a", { href: page.url(`${collection}/${encodeURIComponent(no)}`) }, no), ": ", why.join(" ")));
  if (failed.length > NAMED) rows.push(el("li", {}, t("js-outlook-more", { count: failed.length - NAMED })));
  return el("div", { class: "left-out" }, el("p", {}, t("js-outlook-left", { count: failed.length })), el("ul", { class: "report" }, ...rows));
}

/* Carrying it out */

onAct("run-now", (button) => {
  const place = button.closest<HTMLElement>("[data-action]");
  const body = place && typed(place);
  if (body) void run(place, body);
});

async function run(place: HTMLElement, body: Body): Promise<void> {
  const id = one("dialog", place)?.id ?? "";
  const dialog = one<HTMLDialogElement>("dialog", place);
  mended(id);
  if (place.dataset.job !== undefined) {
    dialog?.close();
    await batch(place, body).catch((error) => complain(error, id, () => void run(place, body)));
    return;
  }
  await drawn();
  const base = addressOf(place);
  if (!base) {
    toast(t("js-no-line"), { tone: "info", about: id });
    return;
  }
  try {
    const answer = await intend(place, `${base}/${place.dataset.action}`, body);
    dialog?.close();
    await came(place, base, answer);
  } catch (error) {
    failed(place, error, () => void run(place, body));
  }
}

/** What was refused is told at its field, if the form has it. */
function failed(place: HTMLElement, error: unknown, again: () => void): void {
  const rest: Problem[] = [];
  if (error instanceof Refused && one<HTMLDialogElement>("dialog", place)?.open) {
    for (const problem of error.all) {
      const field = all("[data-field]", place).find((one) => one.dataset.field === problem.field);
      if (field) refuse(field, problem.detail);
      else rest.push(problem);
    }
    if (!rest.length) return;
    complain(new Refused({ ...error.problem, errors: rest }), one("dialog", place)?.id, again);
    return;
  }
  complain(error, one("dialog", place)?.id, again);
}

/** Shows what came of it. */
async function came(place: HTMLElement, base: string, answer: Row): Promise<void> {
  const title = titleOf(place);
  const shows = JSON.parse(place.dataset.shows ?? "{}") as Shows;
  if (shows.as === "answer") return tell(title, told(shows.told, answer));
  if (shows.as === "report") return tell(title, looked(answer));
  if (shows.as === "entries") {
    location.assign(`${prefix}/c/${page.company}/-/find-entries?documentNo=${encodeURIComponent(String(answer.documentNos?.[0] ?? ""))}`);
    return;
  }
  if (shows.as === "made") {
    const no = String(answer[shows.property] ?? "");
    const url = page.url(`${shows.collection}/${encodeURIComponent(no)}`);
    toast(t("js-made", { what: shows.what, no }), { act: { text: t("js-open"), run: () => location.assign(url) } });
  } else {
    const undo = place.dataset.undo;
    const act = undo ? { text: t("undo"), run: () => void back(place, `${base}/${undo}`) } : undefined;
    toast(t("js-acted", { what: title }), { act, about: one("dialog", place)?.id });
  }
  await again();
}

async function back(place: HTMLElement, address: string): Promise<void> {
  try {
    await intend(place, address, {});
    toast(t("js-undone", { what: titleOf(place) }));
    await again();
  } catch (error) {
    complain(error, one("dialog", place)?.id, () => void back(place, address));
  }
}

async function again(): Promise<void> {
  const record = card();
  if (record) {
    await reload(record);
    await refresh();
  } else location.reload();
}

/** The values of an answer with their captions; lists as tables. */
function told(all: Told[], answer: Row): HTMLElement {
  const plain = all.filter((one) => !one.rows.length && answer[one.name] !== undefined && answer[one.name] !== null);
  const facts = plain.map((one) => el("div", { class: "fact-row" }, el("dt", {}, one.caption), el("dd", {}, show(one.kind, answer[one.name]))));
  const body = el("div", {}, facts.length > 0 && el("dl", { class: "answer" }, ...facts));
  for (const { name, rows: columns } of all.filter((one) => one.rows.length)) {
    const rows = (answer[name] ?? []) as Row[];
    if (!rows.length) body.append(el("p", { class: "hint" }, t("js-nothing-found")));
    else if (columns.length === 1) body.append(el("ol", { class: "report" }, ...rows.map((row) => el("li", {}, show(columns[0]?.kind ?? "text", row[columns[0]?.name ?? ""])))));
    else {
      const number = (column: Told) => (["code", "text"].includes(column.kind) ? "" : "num");
      const head = el("tr", {}, ...columns.map((column) => el("th", { scope: "col", class: number(column) }, column.caption)));
      const lines = rows.map((row) => el("tr", {}, ...columns.map((column) => el("td", { class: number(column) }, show(column.kind, row[column.name]) || "–"))));
      body.append(el("table", { class: "figures" }, el("thead", {}, head), el("tbody", {}, ...lines)));
    }
  }
  return body;
}

/** What looking before posting shows: what would stop it, or how many entries each ledger would get. */
function looked(answer: Row): HTMLElement {
  if (Array.isArray(answer.errors)) {
    const all = [...answer.errors, ...(answer.warnings ?? [])].map((problem: Row) => el("li", {}, String(problem.text ?? problem.detail ?? "")));
    return all.length ? el("ul", { class: "report" }, ...all) : el("p", {}, t("js-nothing-stops"));
  }
  const titles: Record<string, string> = JSON.parse(one("[data-titles]")?.dataset.titles ?? "{}");
  const known = (answer.ledgers as Row[]).filter((ledger) => titles[ledger.collection]);
  return el("dl", { class: "answer" }, ...known.map((ledger) => el("div", { class: "fact-row" }, el("dt", {}, titles[ledger.collection] ?? ""), el("dd", {}, String(ledger.count)))));
}

/* Jobs */

/** What concerns a whole collection runs as a batch job: it goes on when the page is left, and the bell tells how it ended. */
async function batch(place: HTMLElement, body: Body): Promise<void> {
  const title = titleOf(place);
  const started = await intend(place, `batchJobs/${encodeURIComponent(place.dataset.job ?? "")}`, body);
  const bar = el("i");
  const stop = el("button", { type: "button", class: "btn btn-plain" }, t("js-stop"));
  stop.addEventListener("click", () => void call("POST", `batchJobs/${started.id}/cancel`).catch(complain));
  const box = el("div", { class: "toast progress", role: "status" }, el("div", { class: "grow" }, el("b", {}, title), el("div", { class: "bar" }, bar), el("span", { class: "hint" }, t("js-job-leave"))), stop);
  stand(box);
  let job = started;
  try {
    while (job.status === "running") {
      await new Promise((done) => window.setTimeout(done, 400));
      job = await call("GET", `batchJobs/${started.id}`);
      bar.style.transform = `scaleX(${Number(job.progress ?? 0) / 100})`;
    }
  } finally {
    box.remove();
  }
  const problem = job.error as Problem | null;
  // A question cannot be asked of a job: the action asks it itself.
  const answer: Row = problem?.status === 428 ? await call("POST", `${list()?.dataset.api}/${place.dataset.action}`, { body, once: true }) : (job.result ?? {});
  if (problem && problem.status !== 428) throw new Refused(problem);
  if (Array.isArray(answer.posted)) await posted(place, answer);
  else if (Array.isArray(answer.messages) && answer.messages.length) for (const message of answer.messages as Row[]) toast(String(message.text ?? ""));
  else toast(t("js-acted", { what: title }), { act: { text: t("js-jobs-link"), run: () => location.assign(page.url("-/jobs")) } });
  document.dispatchEvent(new CustomEvent("fw:acted"));
}

/** What was posted, each with the way to its documents, and what was left out. */
async function posted(place: HTMLElement, answer: Row): Promise<void> {
  const link = (collection: string, no: unknown) => (no ? el("a", { href: page.url(`${collection}/${encodeURIComponent(String(no))}`) }, String(no)) : null);
  const rows = (answer.posted as Row[]).map((one) => el("div", { class: "fact-row" }, el("dt", {}, String(one.no)), el("dd", { class: "posted-links" }, link("postedServiceShipments", one.shipmentNo), link("postedServiceInvoices", one.invoiceNo))));
  const body = el("div", {}, rows.length > 0 && el("dl", { class: "answer" }, ...rows));
  const failed = (answer.failed ?? []) as Row[];
  if (failed.length) body.append(leftOut(place.dataset.collection ?? "", failed.map((one) => ({ no: String(one.no), why: (one.errors as Row[] | undefined)?.map((error) => String(error.text)) ?? [] }))));
  await tell(t("js-posted-many", { count: rows.length, total: rows.length + failed.length }), body);
}
onAct("job-stop", (button) => {
  call("POST", `batchJobs/${button.dataset.arg}/cancel`).then(() => location.reload(), complain);
});
