// Cards: fields and grids of parts save themselves (see edit.ts); this is what stands around them:
// deleting, new parts, actions, summaries of closed groups, recent records.
import { all, el, onAct, one, page, prefix, remember, remembered } from "./dom";
import { call, complain, type Problem, Refused, type Row, type Value } from "./api";
import { choose, open } from "./dialog";
import { controlOf, fieldsOf, leave, recordOf, reload } from "./edit";
import { parse } from "./format";
import { refresh } from "./parts";
import { t } from "./texts";
import { toast } from "./toast";
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
  if (card.dataset.new !== undefined) (one<HTMLElement>("[aria-required=true]", card) ?? one<HTMLElement>("[data-field] input", card))?.focus();
  card.addEventListener("fw:created", (event) => {
    if (event.target !== card) return;
    const row = (event as CustomEvent<Row>).detail;
    const key = (card.dataset.keyFields ?? "").split(",").filter(Boolean).map((name) => String(row[name] ?? "").replace(/~/g, "~T").replace(/,/g, "~C")).map(encodeURIComponent).join(",");
    const url = key ? `${location.pathname.replace(/\/$/, "")}/${key}` : card.dataset.list ?? "";
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

// A new order for the customer, with the machine on it. An order whose machine is refused goes.
onAct("new-order", (button) => void newOrder(button).catch(complain));
async function newOrder(button: HTMLElement): Promise<void> {
  const { customer = "", machine = "" } = button.dataset;
  const order = await call("POST", "serviceOrders", { body: { customerNo: customer }, once: true });
  const address = `serviceOrders/${encodeURIComponent(String(order.no))}`;
  try {
    if (machine) await call("POST", `${address}/serviceItemLines`, { body: { serviceItemNo: machine }, once: true });
  } catch (error) {
    await call("DELETE", address);
    throw error;
  }
  location.assign(page.url(address));
}

// Actions
onAct("run", (button) => {
  const holder = one(`[data-action] > #${CSS.escape(button.dataset.arg ?? "")}`)?.parentElement;
  if (!holder) return;
  if (Number(holder.dataset.parameters) > 0) open(button.dataset.arg ?? "");
  else if (holder.dataset.ask !== undefined) {
    const title = one("h2", holder)?.textContent ?? "";
    void choose({ title, body: holder.dataset.ask, act: title, keep: t("cancel") }).then((yes) => {
      if (yes) void run(holder, {});
    });
  }
  else void run(holder, {});
});
onAct("run-now", (button) => {
  const holder = button.closest<HTMLElement>("[data-action]");
  if (!holder) return;
  const body: Record<string, Value> = {};
  for (const field of all("[data-field]", holder)) {
    const control = controlOf(field);
    if (!control) continue;
    const kind = field.dataset.kind ?? "text";
    const value = kind === "bool" ? { value: (control as HTMLInputElement).checked } : parse(kind, control.value);
    if ("problem" in value) {
      control.focus();
      toast(value.problem, { tone: "bad" });
      return;
    }
    if (value.value !== null) body[field.dataset.field ?? ""] = value.value;
  }
  void run(holder, body);
});
async function run(holder: HTMLElement, body: Record<string, Value>): Promise<void> {
  const name = holder.dataset.action ?? "";
  const title = one("h2", holder)?.textContent ?? name;
  try {
    if (holder.dataset.job !== undefined) {
      one<HTMLDialogElement>("dialog", holder)?.close();
      await batch(holder.dataset.job, title, body);
      return;
    }
    const base = holder.dataset.bound === "record" ? card?.dataset.api : one("[data-list-page], [data-sheet-page]")?.dataset.api;
    const answer = await call("POST", `${base}/${name}`, { body, once: true });
    one<HTMLDialogElement>("dialog", holder)?.close();
    const said = Object.entries(answer).filter(([key, value]) => !key.startsWith("@") && (typeof value === "string" || typeof value === "number"));
    const seen = looked(answer);
    if (seen) await choose({ title, body: seen, act: t("js-done"), keep: t("close") });
    else if (Array.isArray(answer.documentNos) && answer.documentNos.length) {
      // What was posted is shown with its entries.
      location.assign(`${prefix}/c/${page.company}/-/find-entries?documentNo=${encodeURIComponent(String(answer.documentNos[0]))}`);
      return;
    }
    if (seen) return;
    if (said.length) {
      const text = el("dl", { class: "answer" }, ...said.map(([key, value]) => el("div", { class: "fact-row" }, el("dt", {}, key), el("dd", { class: "mono" }, String(value)))));
      await choose({ title, body: text, act: t("js-done"), keep: t("close") });
    } else toast(t("js-done"));
    if (card) {
      await reload(card);
      await refresh();
    } else location.reload();
  } catch (error) {
    complain(error);
  }
}

/** What looking before posting shows: what would stop it, or how many entries each ledger would get. */
function looked(answer: Row): HTMLElement | null {
  if (Array.isArray(answer.errors)) {
    const all = [...answer.errors, ...(answer.warnings ?? [])].map((problem: Row) => el("li", {}, String(problem.detail ?? problem.code ?? "")));
    return all.length ? el("ul", { class: "report" }, ...all) : el("p", {}, t("js-nothing-stops"));
  }
  if (answer.documentNos || !Array.isArray(answer.ledgers)) return null;
  const titles: Record<string, string> = JSON.parse(one("[data-titles]")?.dataset.titles ?? "{}");
  const rows = answer.ledgers.map((ledger: Row) => el("div", { class: "fact-row" }, el("dt", {}, titles[ledger.collection] ?? String(ledger.collection)), el("dd", {}, String(ledger.count))));
  return el("dl", { class: "answer" }, ...rows);
}

/** What concerns a whole collection runs as a batch job: it goes on when the page is left, and the bell tells how it ended. */
async function batch(name: string, title: string, body: Record<string, Value>): Promise<void> {
  const started = await call("POST", `batchJobs/${encodeURIComponent(name)}`, { body, once: true });
  const bar = el("i");
  const stop = el("button", { type: "button", class: "btn btn-plain" }, t("js-stop"));
  stop.addEventListener("click", () => void call("POST", `batchJobs/${started.id}/cancel`).catch(complain));
  const box = el("div", { class: "toast progress", role: "status" }, el("div", { class: "grow" }, el("b", {}, title), el("div", { class: "bar" }, bar), el("span", { class: "hint" }, t("js-job-leave"))), stop);
  one("#toasts")?.append(box);
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
  if (problem?.status === 428) await call("POST", `${one("[data-list-page]")?.dataset.api}/${name.split(".").pop()}`, { body, once: true });
  else if (problem) throw new Refused(problem);
  location.assign(`${prefix}/c/${page.company}/-/jobs`);
}
onAct("job-stop", (button) => {
  call("POST", `batchJobs/${button.dataset.arg}/cancel`).then(() => location.reload(), complain);
});

