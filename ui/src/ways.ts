// Ways out of what was refused, as buttons beside it. The record where it is mended opens beside this
// page, which keeps what was typed; an action of the document is carried out, and the entry tried again.
import { call, complain, type Problem, type Way } from "./api";
import { keyText, one, page } from "./dom";
import { t } from "./texts";

/** A way out of a problem: the words of its button, and what it does. */
export interface Repair {
  text: string;
  run: () => void;
}

/** The buttons of a problem; `again` tries what was refused once more. */
export function waysOf(problem: Problem, again?: () => void): Repair[] {
  const repairs: Repair[] = [];
  for (const way of problem.ways ?? []) {
    if (way.action) {
      if (offered(way.action)) repairs.push({ text: way.text, run: () => void act(way.action ?? "", again) });
    } else {
      repairs.push({ text: way.text, run: () => void window.open(address(way), "_blank", "noopener") });
      if (again) repairs.push({ text: t("js-try-again"), run: again });
    }
  }
  return repairs;
}

/** The page of a record, at the field that is to be mended. */
function address(way: Way): string {
  const key = way.key && keyText(way.key);
  return page.url(key === undefined ? (way.collection ?? "") : `${way.collection}/${key}`) + (way.field ? `#f-${way.field}` : "");
}

/** Whether the page has an action that the user may carry out; its state may be older than the refusal. */
function offered(action: string): boolean {
  return one(`[data-action="${action}"]:not([data-denied])`) !== null;
}

async function act(action: string, again?: () => void): Promise<void> {
  const record = one(".card-page");
  try {
    await call("POST", `${record?.dataset.api}/${action}`, { once: true });
  } catch (error) {
    complain(error);
    return;
  }
  document.dispatchEvent(new CustomEvent("fw:saved"));
  again?.();
}
