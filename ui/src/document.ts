// Service documents: what follows from a saved cell, rows from a spreadsheet, and posting.
import { complain, fragment, type Row } from "./api";
import { all, el, icon, onAct, one, page, remember, remembered } from "./dom";
import { open } from "./dialog";
import { parse } from "./format";
import { intend } from "./creating";
import { drawn, refresh } from "./parts";
import { pasteRows } from "./paste";
import { t } from "./texts";
import { toast } from "./toast";

const sheet = one("[data-document]");
/** The line of the machine in work, and whether only its lines are shown. */
let currentMachine = "";
let onlyCurrent = false;
const posting = one<HTMLDialogElement>("#posting");
let asked = 0;

if (sheet) {
  watchRows(sheet);
  restoreColumns();
  invite();
  document.addEventListener("fw:drawn", () => {
    if (!one(`#serviceItemLines tr[data-line="${currentMachine}"]`)) currentMachine = one("#serviceItemLines tr[data-line]")?.dataset.line ?? "";
    invite();
    mark();
  });
}

/* The current row: it decides which machine the lines and the facts are about. */

function rowOf(element: Element | null): HTMLTableRowElement | null {
  return element?.closest<HTMLTableRowElement>("tr[data-record]") ?? null;
}


function watchRows(root: HTMLElement): void {
  const first = one<HTMLTableRowElement>("#serviceItemLines tr[data-line]");
  currentMachine = first?.dataset.line ?? "";
  root.addEventListener("focusin", (event) => {
    const row = rowOf(event.target as Element);
    if (!row) return;
    if (row.closest("#serviceItemLines") && row.dataset.line) currentMachine = row.dataset.line;
    for (const other of all("tr.current", row.closest("table") ?? root)) other.classList.remove("current");
    row.classList.add("current");
    mark();
  });
  root.addEventListener("change", (event) => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-field=type]");
    const row = cell && rowOf(cell);
    if (!row || !(event.target instanceof HTMLSelectElement)) return;
    if (row.closest("#comments")) aboutMachine(row, event.target.value);
    else {
      // Whoever chose a type meant it.
      row.dataset.chosenType = "";
      retarget(row, event.target.value);
    }
  });
  root.addEventListener("input", textOrItem);
  root.addEventListener("paste", paste);
  mark();
}

/** What the number of a line names follows from its type. */
function retarget(row: HTMLTableRowElement | null, kind: string): void {
  const number = row && one<HTMLInputElement>("[data-field=no] input", row);
  const collections: Record<string, string> = { item: "items", resource: "resources", cost: "serviceCosts", glAccount: "glAccounts" };
  if (!number) return;
  if (collections[kind]) number.dataset.lookup = collections[kind];
  else delete number.dataset.lookup;
}

function mark(): void {
  for (const row of all("#serviceItemLines tr[data-line]")) row.toggleAttribute("data-chosen", row.dataset.line === currentMachine);
  for (const fact of all("[data-machine-fact]")) fact.hidden = fact.dataset.machineFact !== currentMachine;
  for (const row of all("#serviceLines tr[data-line]")) row.hidden = onlyCurrent && row.dataset.machine !== currentMachine;
}

function filterLines(current: boolean): void {
  onlyCurrent = current;
  one("[data-act=lines-all]")?.setAttribute("aria-pressed", String(!current));
  one("[data-act=lines-current]")?.setAttribute("aria-pressed", String(current));
  mark();
}
onAct("lines-all", () => filterLines(false));
onAct("lines-current", () => filterLines(true));

/** What a pasted line is given beside what was pasted: the machine in work. */
function given(): Row {
  return currentMachine ? { serviceItemLineNo: Number(currentMachine) } : {};
}

/** The row that invites is about an item and the machine in work, until something else is chosen. */
function invite(): void {
  const row = one("#serviceLines tr.new-row");
  if (!row) return;
  const kind = one<HTMLSelectElement>("[data-field=type] select", row);
  if (kind && row.dataset.invites === undefined) kind.value = "item";
  if (kind) retarget(row as HTMLTableRowElement, kind.value);
  const machine = one<HTMLSelectElement>("[data-field=serviceItemLineNo] select", row);
  if (machine && machine.dataset.invites === undefined && currentMachine) {
    machine.value = currentMachine;
    machine.dataset.invites = "";
  }
  row.dataset.invites = "";
}

/** All comments but general ones are about a machine: the one in work, until another is chosen. */
function aboutMachine(row: HTMLElement, kind: string): void {
  const machine = one<HTMLSelectElement>("[data-field=serviceItemLineNo] select", row);
  if (!machine || row.dataset.new === undefined) return;
  if (kind === "general") machine.value = "0";
  else if (machine.value === "0" && currentMachine) machine.value = currentMachine;
}

/** A row with a description and no number is a text. */
function textOrItem(event: Event): void {
  const row = (event.target as Element).closest<HTMLElement>("#serviceLines tr.new-row");
  const kind = row && one<HTMLSelectElement>("[data-field=type] select", row);
  const value = (name: string) => (row && one<HTMLInputElement>(`[data-field=${name}] input`, row)?.value.trim()) || "";
  if (!kind || row?.dataset.chosenType !== undefined) return;
  if (kind.value === "item" && value("description") && !value("no")) kind.value = "text";
  else if (kind.value === "text" && value("no")) kind.value = "item";
}

/* Columns */

function restoreColumns(): void {
  for (const table of all<HTMLTableElement>("table.lines")) {
    if (remembered(`columns.${table.id}`) === "all") showColumns(table, true);
  }
}

function showColumns(table: HTMLTableElement, every: boolean): void {
  table.classList.toggle("all-columns", every);
  one(`[data-act=more-columns][data-arg="${table.id}"]`)?.setAttribute("aria-pressed", String(every));
  remember(`columns.${table.id}`, every ? "all" : "");
}
onAct("more-columns", (button) => {
  const table = one<HTMLTableElement>(`#${CSS.escape(button.dataset.arg ?? "")}`);
  if (table) showColumns(table, !table.classList.contains("all-columns"));
});

/* The clipboard */

/** Rows from a spreadsheet become lines (see paste.ts). */
function paste(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const table = (event.target as Element).closest<HTMLTableElement>("#serviceLines");
  if (!table || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const from = (event.target as Element).closest<HTMLElement>("[data-field]")?.dataset.field ?? "no";
  void pasteRows(table, text, from, given());
}

/* Posting */


onAct("post", () => void begin());

/** What was typed last is saved first; with an entry that was refused nothing is posted. */
async function begin(): Promise<void> {
  await drawn();
  const wrong = one(".problem[data-field]", sheet ?? document);
  if (wrong) {
    toast(t("js-mend-first"), { tone: "info" });
    wrong.closest("details")?.setAttribute("open", "");
    one<HTMLElement>("input, select, textarea", wrong)?.focus();
    return;
  }
  if (!open("posting")) return;
  one<HTMLInputElement>("input[name=option]:checked", posting ?? undefined)?.focus();
  await preview();
}

function choice(): { option: string; postingDate: string | null } {
  const option = one<HTMLInputElement>("input[name=option]:checked", posting ?? undefined)?.value ?? "";
  const typed = parse("date", one<HTMLInputElement>("input[name=postingDate]", posting ?? undefined)?.value ?? "");
  return { option, postingDate: "value" in typed && typed.value ? String(typed.value) : null };
}

async function preview(): Promise<void> {
  const place = posting && one("[data-plan]", posting);
  if (!posting || !place) return;
  const turn = ++asked;
  verdict("", "");
  ready(false);
  const { option, postingDate } = choice();
  const answer = await fragment(`${posting.dataset.preview}?option=${option}&postingDate=${postingDate ?? ""}`);
  if (turn !== asked) return;
  if (!answer.ok) {
    place.replaceChildren(el("p", { class: "posting-wait" }, t("js-offline")));
    return;
  }
  place.innerHTML = answer.html;
  const result = one("[data-ready]", place);
  const good = result?.dataset.ready === "yes";
  verdict(good ? "ok" : "bad", result?.dataset.verdictText ?? "");
  ready(good);
}

function verdict(tone: string, text: string): void {
  const place = posting && one("[data-verdict]", posting);
  if (!place) return;
  place.className = text ? `pill pill-${tone}` : "";
  place.replaceChildren(...(text ? [icon(tone === "ok" ? "g-done" : "g-stop"), text] : []));
}

function ready(yes: boolean): void {
  const button = posting && one("[data-act=post-now]", posting);
  if (yes) button?.removeAttribute("aria-disabled");
  else button?.setAttribute("aria-disabled", "true");
}

posting?.addEventListener("change", () => void preview());
posting?.addEventListener("click", (event) => {
  const tab = (event.target as Element).closest<HTMLElement>("[data-ledger]");
  if (tab) chooseLedger(tab);
});
posting?.addEventListener("keydown", (event) => {
  const tab = (event.target as Element).closest<HTMLElement>("[data-ledger]");
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (!tab || !step) return;
  event.preventDefault();
  const tabs = all("[data-ledger]", posting);
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  if (next) {
    chooseLedger(next);
    next.focus();
  }
});

function chooseLedger(tab: HTMLElement): void {
  for (const other of all("[data-ledger]", posting ?? document)) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    const panel = one(`#${other.getAttribute("aria-controls")}`);
    if (panel) panel.hidden = !chosen;
  }
}

onAct("post-now", (button) => {
  if (!posting) return;
  const { option, postingDate } = choice();
  button.setAttribute("aria-disabled", "true");
  void intend(posting, `${posting.dataset.api}/post`, { option, postingDate }).then(posted, (error) => {
    complain(error, "posting");
    void preview();
  });
});

async function posted(answer: Row): Promise<void> {
  posting?.close("posted");
  const state = t(answer.orderDeleted ? "js-posted-whole" : "js-posted-part");
  const query = new URLSearchParams({ shipmentNo: answer.shipmentNo ?? "", invoiceNo: answer.invoiceNo ?? "", state });
  const shown = await fragment(`${posting?.dataset.result}?${query}`);
  const place = one("#posted [data-outcome]");
  const dialog = open("posted");
  if (!dialog || !place) return;
  place.innerHTML = shown.html;
  one("[data-first]", place)?.focus();
  const gone = Boolean(answer.orderDeleted);
  dialog.addEventListener("close", () => {
    if (gone) location.assign(posting?.dataset.list ?? page.url("serviceOrders"));
    else void refresh();
  }, { once: true });
}
onAct("posted-next", () => location.assign(posting?.dataset.list ?? page.url("serviceOrders")));

/** From a problem to the cell or field where it is mended. */
onAct("go-to", (button) => {
  posting?.close("cancel");
  one<HTMLDialogElement>("#test-report-dialog")?.close("cancel");
  const line = button.dataset.line;
  const rows = line ? [one(`#serviceLines tr[data-line="${line}"]`), one(`#serviceItemLines tr[data-line="${line}"]`)] : [sheet];
  const field = rows.map((row) => row && one(`[data-field="${button.dataset.arg}"]`, row)).find((found) => found);
  const root = field ? null : (rows.find((row) => row) ?? null);
  field?.closest<HTMLDetailsElement>("details")?.setAttribute("open", "");
  const table = field?.closest<HTMLTableElement>("table.lines");
  if (table && field?.matches(".more")) showColumns(table, true);
  const target = field && one<HTMLElement>("input, select, textarea", field);
  (target ?? field ?? root)?.scrollIntoView({ block: "center" });
  target?.focus();
});

/* Statistics and test report: parts of markup, in a dialog. */

async function side(dialog: string, what: string): Promise<void> {
  const place = one(`#${dialog} [data-content]`);
  const base = posting?.dataset.preview?.replace(/preview$/, "");
  if (!place || !base) return;
  await drawn();
  const answer = await fragment(`${base}${what}`);
  if (!answer.ok) return;
  place.innerHTML = answer.html;
  open(dialog);
}
onAct("statistics", () => void side("statistics-dialog", "statistics"));
onAct("test-report", () => void side("test-report-dialog", `test-report?option=${choice().option}`));
