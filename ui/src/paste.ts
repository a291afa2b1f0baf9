// Rows from a spreadsheet into a grid of lines: by headings where the first row has some, else in the
// order of the columns from the cell that was pasted into. What is refused stands in a dialog with its
// reason and can be taken along again; the rest is there, and goes again with one Undo.
import { call, Refused, type Row, type Value } from "./api";
import { all, el, one } from "./dom";
import { choose } from "./dialog";
import { controlOf, fieldsOf } from "./edit";
import { parse } from "./format";
import { refresh } from "./parts";
import { t } from "./texts";
import { toast } from "./toast";

/** A column that can be pasted into. */
interface Column {
  field: HTMLElement;
  name: string;
  heads: string[];
}

const bare = (text: string) => text.toLowerCase().normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "");

/** Cells of a text with tabs; a cell with a line break stands in quotes. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const done = () => {
    rows.at(-1)?.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (!quoted && letter === "\t") done();
    else if (!quoted && (letter === "\n" || letter === "\r")) {
      if (letter === "\r" && text[at + 1] === "\n") at += 1;
      done();
      rows.push([]);
    } else cell += letter;
  }
  done();
  return rows.filter((cells) => cells.some(Boolean));
}

/** The columns of a grid in their order, with the words at their head. */
function columnsOf(table: HTMLTableElement): Column[] {
  const row = one<HTMLTableRowElement>("tr.new-row", table);
  const heads = all("thead th", table);
  if (!row) return [];
  return fieldsOf(row).filter(controlOf).map((field) => {
    const head = heads[Array.from(row.children).indexOf(field.closest("td") as Element)];
    const name = field.dataset.field ?? "";
    return { field, name, heads: [head?.textContent ?? "", head?.title.split("\n")[0] ?? "", name].map(bare) };
  });
}

/** The columns of the cells: by the first row, when at least half of it are heads. */
function byHeads(columns: Column[], first: string[]): (Column | undefined)[] | null {
  const found = first.map((cell) => columns.find((column) => cell && column.heads.includes(bare(cell))));
  const known = found.filter(Boolean).length;
  return known > 0 && known * 2 >= first.filter(Boolean).length ? found : null;
}

/** Without heads: from the cell on. A number and what is counted need no description between them. */
function inOrder(columns: Column[], rows: string[][], from: string): (Column | undefined)[] {
  const named = (name: string) => columns.find((column) => column.name === name);
  const types = all<HTMLOptionElement>("option", named("type")?.field).map((option) => [bare(option.text), bare(option.value)]).flat();
  const typed = rows.every((cells) => types.includes(bare(cells[0] ?? "")));
  const short = rows.every((cells) => cells.length <= (typed ? 4 : 3) && cells.slice(typed ? 2 : 1).every((cell) => !cell || !("problem" in parse("quantity", cell))));
  if (short && (typed || from === "no")) return [...(typed ? ["type"] : []), "no", "quantity", "unitPrice"].map(named);
  const seen = columns.filter((column) => column.field.getClientRects().length > 0);
  const start = typed ? seen.findIndex((column) => column.name === "type") : seen.findIndex((column) => column.name === from);
  return seen.slice(Math.max(0, start));
}

/** A row as a record to be created. */
function record(columns: (Column | undefined)[], cells: string[]): Row {
  const body: Record<string, Value> = {};
  cells.forEach((cell, at) => {
    const column = columns[at];
    if (!column || !cell) return;
    const control = controlOf(column.field);
    if (control instanceof HTMLSelectElement) {
      const option = Array.from(control.options).find((one) => [bare(one.text), bare(one.value)].includes(bare(cell)));
      if (!option) throw new Error(t("js-paste-choice", { value: cell }));
      body[column.name] = option.value === "" ? null : option.value;
      return;
    }
    const value = parse(column.field.dataset.kind ?? "text", cell.replace(/\s*[\r\n]+\s*/g, " "));
    if ("problem" in value) throw new Error(value.problem);
    body[column.name] = value.value;
  });
  if (body.type === undefined) body.type = body.no ? "item" : "text";
  return body;
}

/** Pastes rows; `given` is what each has beside what was pasted. */
export async function pasteRows(table: HTMLTableElement, text: string, from: string, given: Row): Promise<void> {
  const columns = columnsOf(table);
  const rows = cellsOf(text);
  const heads = byHeads(columns, rows[0] ?? []);
  const lines = heads ? rows.slice(1) : rows;
  const chosen = heads ?? inOrder(columns, lines, from);
  const made: string[] = [];
  const bad: { cells: string[]; at: number; why: string }[] = [];
  for (const [at, cells] of lines.entries()) {
    try {
      const row = await call("POST", table.dataset.api ?? "", { body: { ...given, ...record(chosen, cells) }, once: true });
      made.push(`${table.dataset.api}/${row.lineNo}`);
    } catch (error) {
      const why = error instanceof Refused ? error.all.map((problem) => problem.detail).join(" ") : error instanceof Error ? error.message : String(error);
      bad.push({ cells, at: at + 1 + (heads ? 1 : 0), why });
      // Without an answer the next ones would have none either.
      if (error instanceof Refused && error.problem.status === 0) break;
    }
  }
  await refresh();
  const act = made.length ? { text: t("undo"), run: () => void undo(made) } : undefined;
  toast(t("js-pasted", { done: made.length, rows: lines.length }), { tone: bad.length ? "info" : "ok", act });
  if (bad.length) await left(bad);
}

/** Takes back all that one paste made. */
async function undo(made: string[]): Promise<void> {
  for (const address of [...made].reverse()) await call("DELETE", address).catch(() => undefined);
  await refresh();
  toast(t("js-paste-undone", { count: made.length }));
}

/** The rows that were refused, with their reasons; they can be copied, to be mended where they came from. */
async function left(bad: { cells: string[]; at: number; why: string }[]): Promise<void> {
  const rows = bad.map(({ cells, at, why }) => el("li", {}, el("b", {}, t("js-paste-row", { row: at, problem: why })), el("div", { class: "quiet" }, cells.join(" · "))));
  const body = el("div", { class: "left-out" }, el("ul", { class: "report" }, ...rows));
  const copy = await choose({ title: t("js-paste-left", { count: bad.length }), body, act: t("js-paste-copy"), keep: t("close") });
  if (copy) await navigator.clipboard?.writeText(bad.map(({ cells }) => cells.join("\t")).join("\n")).catch(() => undefined);
}
