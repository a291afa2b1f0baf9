// Import: the file goes to the API; what it says is shown cell by cell.
import { el, icon, one, onAct, page } from "./dom";
import { t } from "./texts";
import { toast } from "./toast";

type CellError = { row: number; cell: string | null; heading: string | null; value: string; detail: string };
type Outcome = { dryRun: boolean; rows: number; created: number; updated: number; skipped: number; errorCount: number; errors: CellError[]; detail?: string };

async function send(dryRun: boolean): Promise<void> {
  const form = one<HTMLFormElement>("[data-import]");
  const place = form && one("[data-outcome]", form);
  const file = form && one<HTMLInputElement>("input[type=file]", form)?.files?.[0];
  if (!form || !place) return;
  if (!file) {
    toast(t("js-import-no-file"), { tone: "bad" });
    one<HTMLInputElement>("input[type=file]", form)?.focus();
    return;
  }
  const data = new FormData(form);
  const query = new URLSearchParams({ dryRun: String(dryRun), existing: String(data.get("existing")) });
  place.replaceChildren(el("p", { class: "hint" }, t("js-loading")));
  try {
    const answer = await fetch(`${page.api}${String(data.get("collection"))}/import?${query}`, { method: "POST", headers: { "X-CSRF-Token": page.csrf, "Content-Type": "application/octet-stream" }, body: file });
    // A long file is imported by a job; its page tells how far it is and what it came to.
    if (answer.status === 202) {
      location.assign(`/c/${page.company}/-/jobs`);
      return;
    }
    const outcome = (await answer.json()) as Outcome;
    if (!Array.isArray(outcome.errors) || outcome.rows === undefined) {
      place.replaceChildren(el("div", { class: "strip" }, icon("problem"), el("span", {}, outcome.detail ?? t("js-offline"))));
      return;
    }
    place.replaceChildren(summary(outcome), ...(outcome.errors.length ? [table(outcome.errors)] : []));
  } catch {
    place.replaceChildren();
    toast(t("js-offline"), { tone: "bad" });
  }
}

function summary(outcome: Outcome): HTMLElement {
  const { rows, created, updated, skipped, errors, errorCount } = outcome;
  const id = errors.length ? "js-import-errors" : outcome.dryRun ? "js-import-would" : "js-import-done";
  const text = t(id, { rows, created, updated, skipped, errors: errorCount });
  return el("p", { class: errors.length ? "import-bad" : "all-well" }, icon(errors.length ? "g-stop" : "g-done"), ` ${text}`);
}

function table(errors: CellError[]): HTMLElement {
  const head = el("tr", {}, ...["js-import-cell", "js-import-heading", "js-import-value", "js-import-problem"].map((id) => el("th", { scope: "col" }, t(id))));
  const rows = errors.map((error) => el("tr", {}, el("td", { class: "mono" }, error.cell ?? String(error.row)), el("td", {}, error.heading ?? ""), el("td", {}, error.value), el("td", { class: "wrap" }, error.detail)));
  return el("div", { class: "table-wrap" }, el("table", { class: "grid import-errors" }, el("thead", {}, head), el("tbody", {}, ...rows)));
}

onAct("import-try", () => void send(true));
onAct("import-keep", () => void send(false));
