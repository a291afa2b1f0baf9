// Creating a record over a line that may break: what was sent and not answered may be there already. The
// same is sent again under the same key, which answers what it did before, and what was typed since
// changes the record; a second one is never made.
import { call, Refused, unique, write, type Row, type Value } from "./api";

type Body = Record<string, Value>;

/** What was sent and not answered yet. */
const attempts = new WeakMap<HTMLElement, { body: Body; key: string }>();

/** Creates a record. `rest` is what the record has to be changed by, because it was sent before. */
export async function create(record: HTMLElement, body: Body): Promise<{ row: Row; rest: Body }> {
  const before = attempts.get(record);
  if (before) {
    try {
      return { row: await send(record, before), rest: since(before.body, body) };
    } catch (error) {
      // Nothing was made of it, so what stands there now may be made.
      if (attempts.has(record) || write(before.body) === write(body)) throw error;
    }
  }
  return { row: await send(record, { body, key: unique() }), rest: {} };
}

async function send(record: HTMLElement, attempt: { body: Body; key: string }): Promise<Row> {
  attempts.set(record, attempt);
  try {
    const row = await call("POST", record.dataset.api ?? "", { body: attempt.body, once: attempt.key });
    attempts.delete(record);
    return row;
  } catch (error) {
    if (!(error instanceof Refused) || isAnswer(error.problem.status)) attempts.delete(record);
    throw error;
  }
}

/** Requests that were sent and not answered: what they asked, and their key. */
const intents = new WeakMap<HTMLElement, { asked: string; key: string }>();

/** Sends what somebody wants done by a button, under one key until it is answered: pressed again after
 *  a lost answer, it is done once. */
export async function intend(owner: HTMLElement, path: string, body: Body): Promise<Row> {
  const asked = `${path} ${write(body)}`;
  const before = intents.get(owner);
  const key = before?.asked === asked ? before.key : unique();
  intents.set(owner, { asked, key });
  try {
    const row = await call("POST", path, { body, once: key });
    intents.delete(owner);
    return row;
  } catch (error) {
    if (!(error instanceof Refused) || isAnswer(error.problem.status)) intents.delete(owner);
    throw error;
  }
}

/** Whether a status says that nothing was made: not one of a broken line, a proxy or a session that ended. */
export function isAnswer(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}

/** What stands there now and was not sent before. */
function since(before: Body, now: Body): Body {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => before[name] === undefined || write(before[name]) !== write(value)));
}
