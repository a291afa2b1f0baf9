// Cards: fields and grids of parts save themselves (see edit.ts); this is what stands around them:
// deleting, new parts, summaries of closed groups, recent records.
import { all, el, keyText, onAct, one, page, prefix, remember, remembered } from "./dom";
import { call, complain, Refused, type Row } from "./api";
import { intend, isAnswer } from "./creating";
import { choose } from "./dialog";
import { controlOf, fieldsOf, leave, recordOf } from "./edit";
import { refresh } from "./parts";
import { t } from "./texts";
import { beside, enter } from "./steps";

const card = one(".card-page");

// Records that were in view last, for the role centre.
type Recent = { url: string; number: string; name: string };
const recents = (): Recent[] => JSON.parse(remembered(`recent.${page.company}`) ?? "[]") as Recent[];
function visited(): void {
  const number = one("[data-title-no]")?.textContent?.trim() ?? "";
  const name = one("[data-title-name]")?.textContent?.trim() ?? "";
  if (!number || location.search.includes("new")) return;
  const url = location.pathname;
  const list = [{ url, number, name }, ...recents().filter((other) => other.url !== url)].slice(0, 6);
  remember(`recent.${page.company}`, JSON.stringify(list));
}
if (one("[data-title-no]")) visited();
const recent = one("[data-recent]");
if (recent && recents().length) {
  recent.replaceChildren(...recents().map((one) => el("a", { href: one.url }, el("span", { class: "no" }, one.number), el("span", { class: "cut quiet" }, one.name))));
}
for (const row of all<HTMLTableRowElement>(".task-table tr[data-href]")) {
  row.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("a")) location.assign(row.dataset.href ?? "");
  });
}

if (card) {
  findCursor();
  // A new record begins with what it cannot do without.
  // With any other the keys begin behind the bars, so that the first field is near.
  if (card.dataset.new === undefined) begin();
  if (card.dataset.new !== undefined) (one<HTMLElement>("[aria-required=true]", card) ?? one<HTMLElement>("[data-field] input", card))?.focus();
  card.addEventListener("fw:created", (event) => {
    if (event.target !== card) return;
    const row = (event as CustomEvent<Row>).detail;
    const key = (card.dataset.keyFields ?? "").split(",").filter(Boolean).map((name) => String(row[name] ?? ""));
    const url = key.length ? `${location.pathname.replace(/\/$/, "")}/${keyText(key)}` : card.dataset.list ?? "";
    // The whole card as it now is: numbers given, parts to type in, facts.
    history.replaceState({}, "", url);
    void become();
  });
  onAct("delete-record", () => {
    const what = card.dataset.what ?? "";
    void choose({ title: t("js-delete-title", { what }), body: t("js-delete-body"), act: t("delete"), keep: t("keep"), danger: true }).then((yes) => {
      if (!yes) return;
      call("DELETE", card.dataset.api ?? "", { etag: card.dataset.etag }).then(() => location.assign(card.dataset.list ?? `${prefix}/`), complain);
    });
  });
}

/** The keys go to what is below the bars, unless they go somewhere already. */
function begin(): void {
  if (!location.hash && (!document.activeElement || document.activeElement === document.body)) one(".doc-scroll")?.focus({ preventScroll: true });
}
if (one("[data-sheet-page]")) begin();

/** Where the cursor is, and what is being typed there, for the page that follows. */
function keepCursor(): void {
  const control = document.activeElement;
  if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement) || !control.id) return;
  sessionStorage.setItem("fw.cursor", JSON.stringify([control.id, control.value]));
}
function findCursor(): void {
  const [id, typed] = JSON.parse(sessionStorage.getItem("fw.cursor") ?? "[]") as [string?, string?];
  sessionStorage.removeItem("fw.cursor");
  const control = id ? document.getElementById(id) : null;
  if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) return;
  control.focus();
  if (typed) control.value = typed;
  else if (control instanceof HTMLInputElement) control.select();
}

/** Draws the card that was just created. A document is more than its card: scripts, dialogs, grids of its own. */
async function become(): Promise<void> {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || one("[data-document]", fresh)) {
    keepCursor();
    location.reload();
    return;
  }
  document.title = fresh.title;
  await refresh();
  visited();
}

// Grids of parts
onAct("new-row", (button) => {
  const grid = one(`#${CSS.escape(button.dataset.arg ?? "")}`);
  const row = grid && one("tr.new-row", grid);
  if (row) controlOf(row)?.focus();
});
onAct("delete-row", (button) => {
  const row = recordOf(button);
  if (!row) return;
  const first = fieldsOf(row)[0];
  const what = first ? controlOf(first)?.value || one("[data-shown]", first)?.textContent || "" : "";
  void choose({ title: t("js-delete-title", { what }), body: t("js-delete-body"), act: t("delete"), keep: t("keep"), danger: true }).then((yes) => {
    if (!yes) return;
    call("DELETE", row.dataset.api ?? "", { etag: row.dataset.etag }).then(() => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      if (row.contains(document.activeElement) || document.activeElement === document.body) next?.querySelector<HTMLElement>("input, select")?.focus();
      while (row.nextElementSibling?.classList.contains("strip-row")) row.nextElementSibling.remove();
      // Count, totals and figures follow.
      row.dispatchEvent(new CustomEvent("fw:deleted", { bubbles: true }));
    }, complain);
  });
});
// In a grid, Ctrl+Delete is about the row, not about the record around it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Delete" || !event.ctrlKey) return;
  const row = (event.target as Element).closest<HTMLElement>("table[data-grid-edit] tr[data-record]");
  if (!row) return;
  event.preventDefault();
  event.stopPropagation();
  one("[data-act=delete-row]", row)?.click();
}, true);
document.addEventListener("keydown", (event) => {
  const cell = (event.target as Element).closest<HTMLElement>("table[data-grid-edit] td[data-field]");
  if (!cell || event.defaultPrevented) return;
  const row = cell.closest("tr") as HTMLTableRowElement;
  const rows = all<HTMLTableRowElement>("tbody tr[data-record]", row.closest("table") as HTMLElement);
  const to = (at: number) => {
    const other = rows[at];
    const field = other && fieldsOf(other).find((one) => one.dataset.field === cell.dataset.field);
    const control = field && controlOf(field);
    if (control) enter(control);
  };
  const at = rows.indexOf(row);
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey && !(event.target instanceof HTMLSelectElement)) {
    event.preventDefault();
    to(at + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter") {
    event.preventDefault();
    const here = controlOf(cell);
    const next = here && beside(row, here, event.shiftKey ? -1 : 1);
    if (next) enter(next);
    else to(at + 1);
  } else if (event.key === "Tab" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
    const here = controlOf(cell);
    const next = here && beside(row, here, 1);
    if (next && event.target === here) {
      event.preventDefault();
      enter(next);
    }
  } else if (event.key === "F8") {
    event.preventDefault();
    const above = rows[at - 1];
    const from = above && fieldsOf(above).find((one) => one.dataset.field === cell.dataset.field);
    const [source, target] = [from && controlOf(from), controlOf(cell)];
    if (source && target) {
      target.value = source.value;
      leave(target);
    }
  }
});

// A new order for the customer, with the machine on it. An order whose machine is refused goes; when an
// answer is lost, the same is asked for again and no second one is made.
onAct("new-order", (button) => void newOrder(button));
const begun = new WeakMap<HTMLElement, string>();
async function newOrder(button: HTMLElement): Promise<void> {
  const { customer = "", machine = "" } = button.dataset;
  try {
    const address = begun.get(button) ?? `serviceOrders/${encodeURIComponent(String((await intend(button, "serviceOrders", { customerNo: customer })).no))}`;
    begun.set(button, address);
    if (machine) await intend(button, `${address}/serviceItemLines`, { serviceItemNo: machine }).catch((error) => withdrawn(button, address, error));
    begun.delete(button);
    location.assign(page.url(address));
  } catch (error) {
    complain(error, "new-order", () => void newOrder(button));
  }
}
async function withdrawn(button: HTMLElement, address: string, error: unknown): Promise<void> {
  if (error instanceof Refused && isAnswer(error.problem.status)) {
    begun.delete(button);
    await call("DELETE", address);
  }
  throw error;
}
