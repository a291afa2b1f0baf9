// The course through a list: from a record opened there the next and the previous one follow the list's
// own filter and order, and the way back leads to the row of the record that was in view last. A window
// keeps what it knows of a list for itself.
import { all, el, icon, one } from "./dom";
import { fragment } from "./api";
import { t } from "./texts";

/** A list as somebody left it: its filter and order, the rows that were there, and where more are. */
interface Course {
  search: string;
  hrefs: string[];
  next?: string;
}
/** So many rows are kept. */
const MOST = 3000;

const key = (list: string) => `fw.course ${list}`;
const seenKey = (list: string) => `fw.seen ${list}`;

function kept(list: string): Course | null {
  return JSON.parse(take(key(list)) ?? "null") as Course | null;
}

function keep(list: string, course: Course): void {
  // What an older visit left must not pass for this one.
  put(key(list), course.hrefs.length <= MOST ? JSON.stringify(course) : null);
}

function take(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function put(name: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // Private windows may refuse; then the order of the keys holds.
  }
}

function read(root: ParentNode): { hrefs: string[]; next?: string } {
  return { hrefs: all("#rows > tr[data-href]", root).map((row) => row.dataset.href ?? ""), next: one("tr.next", root)?.dataset.next };
}

/** Keeps the list when it is left. */
export function leaveList(root: HTMLElement): void {
  keep(location.pathname, { search: location.search, ...read(root) });
}

/** The row that was in view last, when the list is as it was; and how many rows were there then. */
export function seenIn(list: string): { href: string; rows: number } | null {
  const href = take(seenKey(list));
  const course = kept(list);
  put(seenKey(list), null);
  return href && course?.search === location.search ? { href, rows: course.hrefs.length } : null;
}

const place = one("[data-course]");
const list = one(".card-page")?.dataset.list;
if (list) {
  put(seenKey(list), location.pathname);
  const course = kept(list);
  if (course?.hrefs.includes(location.pathname)) {
    if (place) void show(list, course, place);
    // The way back is the list as it was.
    document.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>(".trail a");
      if (link?.getAttribute("href") !== list || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      location.assign(list + course.search);
    });
  }
}

async function show(list: string, course: Course, place: HTMLElement): Promise<void> {
  const at = course.hrefs.indexOf(location.pathname);
  if (at === course.hrefs.length - 1 && course.next) await further(list, course);
  const word = t("js-course", { at: at + 1, of: `${course.hrefs.length}${course.next ? "+" : ""}` });
  place.replaceChildren(
    el("span", { class: "bar-line" }),
    neighbour(course.hrefs[at - 1], "previous", "left", "Alt PageUp"),
    el("span", { class: "course" }, word),
    neighbour(course.hrefs[at + 1], "next", "right", "Alt PageDown"),
  );
}

/** The rows behind those that were loaded. */
async function further(list: string, course: Course): Promise<void> {
  const answer = await fragment(course.next ?? "");
  if (!answer.ok) return;
  const more = read(new DOMParser().parseFromString(answer.html, "text/html"));
  course.hrefs.push(...more.hrefs.filter((href) => !course.hrefs.includes(href)));
  course.next = more.next;
  keep(list, course);
}

function neighbour(href: string | undefined, word: string, glyph: string, key: string): HTMLElement {
  if (!href) return el("span", { class: "btn btn-plain btn-icon", "aria-disabled": "true" }, icon(glyph));
  return el("a", { class: "btn btn-plain btn-icon", href, "data-key": key, title: t(word) }, icon(glyph), el("span", { class: "vh" }, t(word)));
}
