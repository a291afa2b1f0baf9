// Requests to the API: exact numbers, etags, confirmations, problems.
import { page, prefix } from "./dom";
import { ask } from "./dialog";
import { t } from "./texts";
import { mended, toast } from "./toast";
import { waysOf } from "./ways";

/** A number as it was typed: written into JSON digit by digit. */
export class Exact {
  constructor(readonly digits: string) {}
}

export type Value = null | boolean | number | string | Exact | Value[] | { [name: string]: Value };
export type Row = Record<string, any>;

/** A way out of a problem: an action of the document, or a record with the property to be mended. */
export interface Way {
  text: string;
  action?: string;
  collection?: string;
  key?: string[];
  field?: string;
}

export interface Problem {
  status: number;
  code: string;
  title?: string;
  detail: string;
  field?: string;
  line?: number;
  errors?: Problem[];
  /** Where it is mended. */
  ways?: Way[];
  /** Of a question: the answer that is usual. */
  default?: boolean;
}

/** What the server refused. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
  /** Every problem inside. */
  get all(): Problem[] {
    return this.problem.errors?.length ? this.problem.errors : [this.problem];
  }
}

/** Somebody closed the question without an answer. */
export class Cancelled extends Error {}

/** JSON text with exact numbers. */
export function write(value: Value): string {
  if (value instanceof Exact) return value.digits;
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

export interface Options {
  body?: { [name: string]: Value };
  etag?: string;
  /** A key that makes a repeated POST harmless: a new one, or one of the caller's. */
  once?: boolean | string;
}

/** One request below the company's address in the API (or at an absolute one); questions are asked and answered on the way. */
export async function call(method: string, path: string, options: Options = {}): Promise<Row> {
  const answers: { confirm: string[]; decline: string[] } = { confirm: [], decline: [] };
  const key = typeof options.once === "string" ? options.once : options.once ? unique() : undefined;
  for (;;) {
    const answer = await send(method, path, options, answers, key && key + answers.confirm.length + answers.decline.length);
    if (answer.ok) return answer.row;
    const problem = answer.problem;
    if (problem.status !== 428) throw new Refused(problem);
    const code = problem.code.replace(/^confirmation\./, "");
    const yes = await ask(problem.detail, problem.default ?? true);
    if (yes === null) throw new Cancelled(problem.detail);
    (yes ? answers.confirm : answers.decline).push(code);
  }
}

type Sent = { ok: true; row: Row } | { ok: false; problem: Problem };

async function send(method: string, path: string, options: Options, answers: { confirm: string[]; decline: string[] }, key?: string): Promise<Sent> {
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRF-Token": page.csrf };
  if (options.etag) headers["If-Match"] = options.etag;
  if (key) headers["Idempotency-Key"] = key;
  const body: { [name: string]: Value } = { ...options.body };
  let url = path.startsWith("/") ? path : page.api + path;
  for (const name of ["confirm", "decline"] as const) {
    if (!answers[name].length) continue;
    if (method === "DELETE") url += `${url.includes("?") ? "&" : "?"}${name}=${answers[name].map(encodeURIComponent).join(",")}`;
    else body[name] = answers[name];
  }
  const hasBody = Object.keys(body).length > 0 || method === "POST" || method === "PATCH";
  if (hasBody) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(url, { method, headers, body: hasBody ? write(body) : undefined });
  } catch {
    return { ok: false, problem: { status: 0, code: "offline", detail: t("js-offline") } };
  }
  mended("offline");
  const text = await response.text();
  const row: Row = text && (response.headers.get("Content-Type") ?? "").includes("json") ? JSON.parse(text) : {};
  if (response.ok) {
    tell(row);
    return { ok: true, row };
  }
  if (response.status === 401) {
    // What was typed would be gone with the page.
    if (method !== "GET") return { ok: false, problem: { status: 401, code: "signedOut", detail: t("js-signed-out") } };
    location.assign(`${prefix}/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const problem = row as Problem;
  return { ok: false, problem: { ...problem, status: response.status, code: problem.code ?? "", detail: problem.detail ?? problem.title ?? t("js-offline") } };
}

/** Messages that came along with an answer. */
function tell(row: Row): void {
  const messages = row["@fieldwright.messages"] ?? row["messages"];
  if (!Array.isArray(messages)) return;
  for (const message of messages) {
    const text = typeof message === "string" ? message : message?.text ?? message?.detail;
    if (text) toast(String(text), { tone: "info" });
  }
}

/** Shows what was refused as a toast that stays, until what it is about is mended. What was not answered
 *  can be tried again. */
export function complain(error: unknown, about?: string, again?: () => void): void {
  if (error instanceof Cancelled) return;
  if (!(error instanceof Refused)) throw error;
  const offline = error.problem.status === 0;
  const act = offline && again ? { text: t("js-try-again"), run: again } : undefined;
  for (const problem of error.all) toast(problem.detail, { tone: "bad", about: offline ? "offline" : about, act: act ?? waysOf(problem, again)[0] });
}

/** After somebody signed in anew elsewhere: the token of that session. */
export async function renewToken(): Promise<void> {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.dataset.csrf;
  if (fresh) page.csrf = fresh;
}

export function unique(): string {
  return crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join("-");
}

/** A part of markup from a page of the company. */
export async function fragment(url: string): Promise<{ ok: boolean; html: string }> {
  try {
    const response = await fetch(url, { headers: { Accept: "text/html", "X-Fragment": "1" } });
    if (response.status === 401 || response.redirected) location.reload();
    return { ok: response.ok, html: await response.text() };
  } catch {
    toast(t("js-offline"), { tone: "bad", about: "offline" });
    return { ok: false, html: "" };
  }
}
