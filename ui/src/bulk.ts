// What is done with the chosen rows of a list, one after the other: what can be taken back offers that in its
// message, what cannot asks first, and what is left out says why.
import { closedOn, leftOut, placeOf, titleOf } from "./actions";
import { call, complain, Refused } from "./api";
import { choose, tell } from "./dialog";
import { el, onAct } from "./dom";
import { intend } from "./creating";
import { t } from "./texts";
import { stand, toast } from "./toast";

export interface Chosen {
  picked: () => HTMLElement[];
  drop: (row: HTMLElement) => void;
  visit: () => Promise<void>;
}

interface Came { done: string[]; failed: { no: string; why: string[] }[] }

export function bulk(chosen: Chosen): void {
  onAct("bulk-run", (button) => void run(chosen, button).catch(complain));
  onAct("bulk-delete", () => {
    const rows = chosen.picked();
    const what = rows.length === 1 ? (rows[0]?.dataset.key ?? "") : t("js-selected-many", { count: rows.length });
    void choose({ title: t("js-delete-title", { what }), body: t("js-delete-body"), act: t("delete"), keep: t("keep"), danger: true }).then(async (yes) => {
      if (!yes) return;
      const came = await each(chosen, rows, (row) => call("DELETE", row.dataset.api ?? "", { etag: row.dataset.etag }));
      await told(chosen, t("delete"), rows, came);
    });
  });
}

async function run(chosen: Chosen, button: HTMLElement): Promise<void> {
  const name = button.dataset.arg ?? "";
  const place = placeOf(`action-${name}`);
  if (!place) return;
  const title = titleOf(place);
  const rows = chosen.picked();
  const open = rows.filter((row) => !closedOn(row, name));
  const closed = rows.filter((row) => closedOn(row, name)).map((row) => ({ no: row.dataset.key ?? "", why: [closedOn(row, name)] }));
  if (open.length && place.dataset.ask !== undefined) {
    const body = el("div", {}, el("p", {}, t("js-scope-chosen", { count: open.length })), el("p", {}, place.dataset.ask), closed.length > 0 && leftOut(place.dataset.collection ?? "", closed));
    if (!(await choose({ title, body, act: title, keep: t("cancel") }))) return;
  }
  const came = await each(chosen, open, (row) => intend(row, `${row.dataset.api}/${name}`, {}));
  came.failed.push(...closed);
  const undo = place.dataset.undo;
  const back = async () => {
    const undone = await each(chosen, open.filter((row) => came.done.includes(row.dataset.key ?? "")), (row) => intend(row, `${row.dataset.api}/${undo}`, {}));
    await told(chosen, t("js-undone", { what: title }), rows, undone);
  };
  await told(chosen, title, rows, came, undo ? () => void back() : undefined, place.dataset.collection);
}

/** Does something with row after row, and shows how far it is. */
async function each(chosen: Chosen, rows: HTMLElement[], act: (row: HTMLElement) => Promise<unknown>): Promise<Came> {
  const bar = el("i");
  const text = el("span", { class: "hint" });
  let stopped = false;
  const stop = el("button", { type: "button", class: "btn btn-plain" }, t("js-stop"));
  stop.addEventListener("click", () => (stopped = true));
  const box = el("div", { class: "toast progress", role: "status" }, el("div", { class: "grow" }, el("div", { class: "bar" }, bar), text), stop);
  stand(box);
  const came: Came = { done: [], failed: [] };
  for (const [at, row] of rows.entries()) {
    if (stopped) break;
    const no = row.dataset.key ?? "";
    try {
      await act(row);
      came.done.push(no);
      chosen.drop(row);
    } catch (error) {
      if (!(error instanceof Refused)) continue;
      came.failed.push({ no, why: error.all.map((problem) => problem.detail) });
    }
    bar.style.transform = `scaleX(${(at + 1) / rows.length})`;
    text.textContent = t("js-progress", { done: at + 1, count: rows.length, problems: came.failed.length });
  }
  box.remove();
  return came;
}

/** How many were done, with the way back; and what was left out. */
async function told(chosen: Chosen, what: string, rows: HTMLElement[], came: Came, undo?: () => void, collection = ""): Promise<void> {
  await chosen.visit();
  const text = t("js-acted-many", { what, done: came.done.length, count: rows.length });
  const back = came.done.length ? undo : undefined;
  if (!came.failed.length) {
    toast(text, { act: back && { text: t("undo"), run: back } });
    return;
  }
  const of = collection || (location.pathname.split("/").at(-1) ?? "");
  const button = el("button", { type: "button", class: "btn" }, t("undo"));
  button.addEventListener("click", () => {
    button.closest("dialog")?.close();
    back?.();
  });
  await tell(text, leftOut(of, came.failed), back ? [button] : []);
}
