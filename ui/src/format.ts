// Between what people type or read and what the API takes: numbers and dates in the language of
// the page. Numbers are handled as digits, never calculated with.
import { Exact, type Value } from "./api";
import { page } from "./dom";
import { t } from "./texts";

export type Kind = "code" | "text" | "memo" | "bool" | "int" | "amount" | "unitPrice" | "quantity" | "percent" | "factor" | "date" | "time" | "dateTime" | "dateFormula" | "option";

export type Parsed = { value: Value } | { problem: string };

const numbers = new Set(["int", "amount", "unitPrice", "quantity", "percent", "factor"]);

export function isNumber(kind: string): boolean {
  return numbers.has(kind);
}

/** What was typed in a field of this kind as the API takes it. */
export function parse(kind: string, text: string): Parsed {
  const typed = text.trim();
  if (typed === "") return { value: null };
  if (isNumber(kind)) return parseNumber(typed, kind === "int");
  if (kind === "date") return parseDate(typed);
  if (kind === "time") return parseTime(typed);
  if (kind === "dateTime") return parseMoment(typed);
  if (kind === "code") return { value: typed.toUpperCase() };
  return { value: kind === "memo" ? text : typed };
}

/** Digits with a point, or nothing when the text is no number. */
export function digits(text: string): string | null {
  const decimal = t("js-decimal");
  let plain = text.replace(/[\s\u00a0\u202f']/g, "").replace("−", "-").replace(/%$/, "");
  if (decimal === ",") {
    // A point is no group in French; people with a numeric keypad type it for the comma.
    plain = plain.replace(",", ".");
  } else if (/^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain)) {
    plain = plain.replace(/,/g, "");
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  const negative = plain.startsWith("-");
  const [whole = "", fraction = ""] = plain.replace(/^[+-]/, "").split(".");
  const left = whole.replace(/^0+(?=\d)/, "") || "0";
  return (negative ? "-" : "") + left + (fraction ? `.${fraction}` : "");
}

function parseNumber(text: string, whole: boolean): Parsed {
  const plain = digits(text);
  if (plain !== null && !(whole && plain.includes("."))) return { value: new Exact(plain) };
  // Letters that look like digits are the usual slip: O for 0, l for 1.
  const meant = digits(text.replace(/[oO]/g, "0").replace(/[lI]/g, "1"));
  return { problem: t("js-not-a-number", { value: text, meant: meant ?? (t("js-decimal") === "," ? "12,50" : "12.50") }) };
}

const pad = (number: number, size = 2) => String(number).padStart(size, "0");
const iso = (day: Date) => `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;

function workDate(): Date {
  const [year, month, day] = page.workDate.split("-").map(Number);
  return new Date(year ?? 2000, (month ?? 1) - 1, day ?? 1);
}

/** Dates as people type them: t, t+2, 24, 2411, 24112026, 24/11, 24 Nov 2026, 2026-11-24. */
export function parseDate(text: string): Parsed {
  const wrong: Parsed = { problem: t("js-not-a-date", { value: text }) };
  const typed = text.trim().toLowerCase();
  const relative = /^([twj]|today|aujourd['’]hui)\s*(?:([+-])\s*(\d+))?$/.exec(typed);
  if (relative) {
    const day = workDate();
    day.setDate(day.getDate() + (relative[2] === "-" ? -1 : 1) * Number(relative[3] ?? 0));
    return { value: iso(day) };
  }
  const today = workDate();
  let match: RegExpExecArray | null;
  if ((match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed))) return whole(Number(match[1]), Number(match[2]), Number(match[3])) ?? wrong;
  if (/^\d+$/.test(typed)) {
    if (typed.length <= 2) return whole(today.getFullYear(), today.getMonth() + 1, Number(typed)) ?? wrong;
    if (![4, 6, 8].includes(typed.length)) return wrong;
    const year = typed.length > 4 ? century(Number(typed.slice(4)), today) : today.getFullYear();
    return whole(year, Number(typed.slice(2, 4)), Number(typed.slice(0, 2))) ?? wrong;
  }
  if ((match = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?$/.exec(typed))) {
    const year = match[3] ? century(Number(match[3]), today) : today.getFullYear();
    return whole(year, Number(match[2]), Number(match[1])) ?? wrong;
  }
  if ((match = /^(\d{1,2})\s+([^\s\d]+)(?:\s+(\d{2}|\d{4}))?$/.exec(typed))) {
    const name = bare(match[2] ?? "");
    const month = months().findIndex((known) => bare(known).startsWith(name) || name.startsWith(bare(known)));
    const year = match[3] ? century(Number(match[3]), today) : today.getFullYear();
    if (month >= 0 && name.length >= 3) return whole(year, month + 1, Number(match[1])) ?? wrong;
  }
  return wrong;
}

const bare = (text: string) => text.toLowerCase().normalize("NFD").replace(/[^a-z]/g, "");
const months = () => t("js-months").split(" ");

function century(year: number, today: Date): number {
  return year < 100 ? Math.floor(today.getFullYear() / 100) * 100 + year : year;
}

function whole(year: number, month: number, day: number): Parsed | null {
  const date = new Date(year, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day ? { value: iso(date) } : null;
}

function parseTime(text: string): Parsed {
  const match = /^(\d{1,2})(?:[:hH.]?(\d{2}))?(?::?(\d{2}))?$/.exec(text);
  const [hours, minutes, seconds] = [Number(match?.[1]), Number(match?.[2] ?? 0), Number(match?.[3] ?? 0)];
  if (!match || hours > 23 || minutes > 59 || seconds > 59) return { problem: t("js-not-a-time", { value: text }) };
  return { value: `${pad(hours)}:${pad(minutes)}:${pad(seconds)}` };
}

function parseMoment(text: string): Parsed {
  const match = /^(.*\S)[\sT]+(\d{1,2}[:hH]\d{2}(?::\d{2})?)$/.exec(text);
  const day = parseDate(match?.[1] ?? text);
  const time = parseTime(match?.[2] ?? "0:00");
  if ("problem" in day) return day;
  if ("problem" in time) return time;
  return { value: `${String(day.value)}T${String(time.value)}` };
}

/** A value of the API as people read it. */
export function show(kind: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  const text = value instanceof Exact ? value.digits : String(value);
  if (kind === "int") return text;
  if (isNumber(kind)) return showNumber(text, kind === "amount" || kind === "unitPrice" ? 2 : 0);
  if (kind === "date") return showDate(text);
  if (kind === "time") return text.slice(0, 5);
  if (kind === "dateTime") return showMoment(text);
  return text;
}

function showNumber(text: string, least: number): string {
  const plain = /e/i.test(text) ? Number(text).toFixed(5).replace(/\.?0+$/, "") : text;
  const negative = plain.startsWith("-");
  const [whole = "0", fraction = ""] = plain.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, t("js-group"));
  const decimals = fraction.replace(/0+$/, "").padEnd(least, "0");
  return (negative ? "-" : "") + grouped + (decimals ? t("js-decimal") + decimals : "");
}

/** A moment as calendar and clock of the company show it. */
function showMoment(text: string): string {
  const shown = new Intl.DateTimeFormat("en-GB", {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    hourCycle: "h23", timeZone: page.zone || undefined,
  }).formatToParts(new Date(text));
  const part = (type: string) => shown.find((one) => one.type === type)?.value ?? "";
  return `${showDate(`${part("year")}-${part("month")}-${part("day")}`)} ${part("hour")}:${part("minute")}`;
}

export function showDate(text: string): string {
  const [year = "", month = "", day = ""] = text.split("-");
  const parts: Record<string, string> = { yyyy: year, mmm: months()[Number(month) - 1] ?? "", mm: month, dd: day, d: String(Number(day)) };
  return t("js-date").replace(/yyyy|mmm?|dd?/g, (part) => parts[part] ?? part);
}
