// Lists: rows by key, sorting, filters, search, selection, endless scrolling, own views. Everything
// chosen stands in the address, so going back and sending a link work.
import { all, el, icon, one, onAct, page, remember, remembered, rested } from "./dom";
import { call, complain, fragment } from "./api";
import { bulk } from "./bulk";
import { leaveList, seenIn } from "./course";
import { choose } from "./dialog";
import { onKey } from "./keys";
import { digits, isNumber, show } from "./format";
import { t } from "./texts";
import { newest, toast } from "./toast";

const list = one("[data-list-page]");
if (list) start(list);

function start(root: HTMLElement): void {
  const scroll = one("#list-table", root) as HTMLElement;
  const collection = one("[data-collection]", root)?.dataset.collection ?? "";
  let current = 0;
  let anchor = 0;

  const rows = () => all<HTMLTableRowElement>("#rows > tr[data-href]", root);
  const picked = () => rows().filter((row) => row.getAttribute("aria-selected") === "true");

  // Rows
  function mark(at: number, focus = true): void {
    const all = rows();
    if (!all.length) return;
    current = Math.max(0, Math.min(at, all.length - 1));
    all.forEach((row, place) => {
      row.classList.toggle("current", place === current);
      row.tabIndex = place === current ? 0 : -1;
    });
    const row = all[current];
    if (focus && row) {
      row.focus({ preventScroll: true });
      const head = one("thead", root)?.getBoundingClientRect().height ?? 0;
      const [box, view] = [row.getBoundingClientRect(), scroll.getBoundingClientRect()];
      if (box.top < view.top + head) scroll.scrollTop -= view.top + head - box.top;
      else if (box.bottom > view.bottom) scroll.scrollTop += box.bottom - view.bottom;
    }
  }

  function pick(row: HTMLElement, on: boolean): void {
    row.setAttribute("aria-selected", String(on));
    const check = one<HTMLInputElement>("[data-pick]", row);
    if (check) check.checked = on;
  }

  function selection(): void {
    const chosen = picked();
    const bulk = one("#bulk", root);
    if (!bulk) return;
    bulk.hidden = chosen.length === 0;
    const count = one("[data-bulk-count]", bulk);
    if (count) count.textContent = chosen.length === 1 ? t("js-selected-one") : t("js-selected-many", { count: chosen.length });
    const sum = one("[data-bulk-sum]", bulk);
    if (sum) sum.textContent = first(sums(chosen));
    const every = one<HTMLInputElement>("[data-pick-all]", root);
    if (every) {
      every.checked = chosen.length > 0 && chosen.length === rows().length;
      every.indeterminate = chosen.length > 0 && chosen.length < rows().length;
    }
  }

  /** The sums of amounts and quantities, added digit by digit in hundred-thousandths. Amounts of several
   *  currencies are never added: each has a sum of its own. */
  function sums(of: HTMLElement[]): { name: string; text: string }[] {
    const totals = new Map<string, { kind: string; sum: bigint; currency: string }>();
    const local = root.dataset.currency ?? "";
    for (const row of of) {
      for (const cell of all<HTMLTableCellElement>("td[data-value]", row)) {
        const kind = cell.dataset.kind ?? "";
        if (kind !== "amount" && !(kind === "quantity" && root.dataset.ledger !== undefined)) continue;
        const name = cell.dataset.col ?? "";
        const own = kind === "amount" && !/lcy/i.test(name) ? (row.dataset.currency ?? local) : kind === "amount" ? local : "";
        const known = totals.get(`${name} ${own}`) ?? { kind, sum: 0n, currency: own };
        known.sum += scaled(cell.dataset.value ?? "0");
        totals.set(`${name} ${own}`, known);
      }
    }
    const heads = new Map(all("thead [data-head]", root).map((head) => [head.dataset.head ?? "", head.textContent?.trim() ?? ""]));
    const several = new Set([...totals.values()].map((total) => total.currency).filter((one) => one)).size > 1;
    return [...totals].map(([key, { kind, sum, currency }]) => {
      const name = key.split(" ")[0] ?? "";
      const told = currency && (several || currency !== local) ? ` ${currency}` : "";
      return { name: heads.get(name) ?? name, text: show(kind, unscaled(sum)) + told };
    });
  }

  /** The sums of the first column that has some. */
  function first(all: { name: string; text: string }[]): string {
    return all.filter((one) => one.name === all[0]?.name).map((one) => one.text).join(" · ");
  }

  function loaded(): void {
    const place = one("[data-loaded]", root);
    const count = rows().length;
    const more = one("tr.next", root) !== null;
    if (place) place.textContent = t(more ? "js-rows-more" : "js-rows-all", { count });
    const totals = one("[data-sums]", root);
    if (totals) {
      totals.replaceChildren();
      for (const { name, text } of sums(rows()).slice(0, 4)) totals.append(el("span", {}, `${name} `, el("b", {}, text)));
    }
  }

  // Where the list is
  let round = 0;
  async function visit(url: string, push = true): Promise<void> {
    const mine = ++round;
    const waiting = window.setTimeout(() => root.classList.add("loading"), 300);
    const answer = await fragment(url);
    window.clearTimeout(waiting);
    root.classList.remove("loading");
    if (mine !== round) return;
    if (!answer.ok) {
      location.assign(url);
      return;
    }
    if (push) history.pushState({}, "", url);
    const fresh = new DOMParser().parseFromString(answer.html, "text/html");
    swap(fresh);
  }

  function swap(fresh: Document): void {
    const focused = document.activeElement as HTMLInputElement | null;
    const [id, start, end] = [focused?.id, focused?.selectionStart ?? null, focused?.selectionEnd ?? null];
    for (const name of ["list-table", "list-head"]) {
      const [old, now] = [one(`#${name}`, root), one(`#${name}`, fresh)];
      if (old && now) old.replaceChildren(...Array.from(now.childNodes));
    }
    const [old, now] = [one("#filters"), one("#filters", fresh)];
    if (old && now) old.replaceChildren(...Array.from(now.childNodes));
    const back = id ? document.getElementById(id) : null;
    if (back && back !== focused) {
      back.focus();
      if (back instanceof HTMLInputElement && focused && back.type === "text") {
        back.value = focused.value;
        if (start !== null) back.setSelectionRange(start, end);
      }
    }
    scroll.scrollTop = 0;
    fill();
  }

  function fill(): void {
    watch();
    mark(0, false);
    selection();
    loaded();
  }

  // Endless scrolling: the last row says where the next ones are.
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) void more(entry.target as HTMLElement);
  }, { root: scroll, rootMargin: "600px" });
  function watch(): void {
    watcher.disconnect();
    const next = one("tr.next", root);
    if (next) watcher.observe(next);
  }
  async function more(next: HTMLElement): Promise<void> {
    watcher.unobserve(next);
    const mine = round;
    const answer = await fragment(next.dataset.next ?? "");
    if (!answer.ok || mine !== round) return;
    const fresh = new DOMParser().parseFromString(answer.html, "text/html");
    const rowsAfter = all<HTMLTableRowElement>("#rows > tr", fresh);
    // A group that goes on needs no second heading.
    const last = all("#rows > tr.group", root).at(-1)?.dataset.group;
    if (rowsAfter[0]?.classList.contains("group") && rowsAfter[0].dataset.group === last) rowsAfter.shift();
    next.replaceWith(...rowsAfter);
    watch();
    loaded();
    selection();
  }

  // Filters
  function address(change: (query: URLSearchParams) => void): string {
    const query = new URLSearchParams(location.search);
    query.delete("after");
    query.delete("new");
    change(query);
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "");
  }
  function filter(name: string, text: string): void {
    void visit(address((query) => {
      query.delete("set");
      if (text.trim()) query.set(`f.${name}`, text.trim());
      else query.delete(`f.${name}`);
    }));
  }
  root.addEventListener("change", (event) => {
    const control = event.target as HTMLInputElement | HTMLSelectElement;
    const box = control.closest<HTMLElement>("[data-filter]");
    if (box) {
      const checks = all<HTMLInputElement>("[data-choice]", box);
      const text = checks.length ? checks.filter((check) => check.checked).map((check) => check.value).join("|") : control.value;
      filter(box.dataset.filter ?? "", text);
    } else if (control.matches("[data-add-filter]")) {
      const name = control.value;
      if (!name) return;
      void visit(address((query) => query.set(`f.${name}`, ""))).then(() => one(`#filter-${name}`)?.focus());
    } else if (control.matches("[data-column]")) {
      columns();
    }
  });
  root.addEventListener("fw:taken", (event) => {
    const box = (event.target as Element).closest<HTMLElement>("[data-filter]");
    if (box) filter(box.dataset.filter ?? "", (event.target as HTMLInputElement).value);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    (document.activeElement as HTMLElement | null)?.dispatchEvent(new Event("change", { bubbles: true }));
  });
  onAct("clear-filter", (button) => {
    const name = button.closest<HTMLElement>("[data-filter]")?.dataset.filter;
    if (name) void visit(address((query) => query.delete(`f.${name}`)));
  });
  root.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-swap], a.view, #group-by a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void visit(link.href);
  });
  window.addEventListener("popstate", () => void visit(location.href, false));

  const search = one<HTMLInputElement>("#list-search", root);
  const searched = rested(160, () => void visit(address((query) => (search?.value.trim() ? query.set("q", search.value.trim()) : query.delete("q")))));
  search?.addEventListener("input", searched);
  search?.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      mark(0);
    } else if (event.key === "Escape" && search.value) {
      event.preventDefault();
      search.value = "";
      searched();
    }
  });
  onKey("F3", () => search?.select());
  onAct("filter-pane", (button) => {
    const closed = root.classList.toggle("no-filters");
    button.setAttribute("aria-pressed", String(!closed));
    remember("filters", closed ? "closed" : "open");
  });
  if (remembered("filters") === "closed" || (window.innerWidth < 900 && !location.search.includes("f."))) {
    root.classList.add("no-filters");
    one("[data-act=filter-pane]", root)?.setAttribute("aria-pressed", "false");
  }

  // Columns
  function columns(): void {
    const chosen = all<HTMLInputElement>("[data-column]", root).filter((check) => check.checked).map((check) => check.dataset.column ?? "");
    remember(`columns.${collection}`, chosen.join(","));
    location.assign(address((query) => query.set("cols", chosen.join(","))));
  }
  onAct("reset-columns", () => {
    remember(`columns.${collection}`, "");
    location.assign(address((query) => query.delete("cols")));
  });
  const kept = remembered(`columns.${collection}`);
  if (kept && !new URLSearchParams(location.search).has("cols")) void visit(address((query) => query.set("cols", kept)), false);

  // Saved views
  const views = page.url(`-/views/${collection}`);
  onAct("remove-view", (button) => {
    const name = button.dataset.arg ?? "";
    const shared = button.dataset.shared !== undefined ? "&shared=1" : "";
    call("DELETE", `${views}?name=${encodeURIComponent(name)}${shared}`).then(() => {
      toast(t("js-view-removed"));
      void visit(location.pathname);
    }, complain);
  });
  onAct("save-view", () => {
    const input = el("input", { type: "text", id: "view-name", maxlength: "40" }) as HTMLInputElement;
    const shared = el("input", { type: "checkbox", class: "check" }) as HTMLInputElement;
    const body = el("div", {},
      el("div", { class: "field stack" }, el("label", { for: "view-name" }, t("js-view-name")), el("div", { class: "box" }, input)),
      el("label", { class: "choice" }, shared, el("span", {}, t("view-shared"))));
    void choose({ title: t("save-view"), body, act: t("save-view"), keep: t("cancel") }).then((yes) => {
      if (!yes) return;
      const query = one("[data-query]", root)?.dataset.query ?? "";
      call("POST", views, { body: { name: input.value, query, shared: shared.checked } }).then(() => {
        toast(t("js-view-saved"));
        void visit(location.href, false);
      }, complain);
    });
  });

  // Pointer
  root.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLTableRowElement>("tr[data-href]");
    if (target.matches("[data-pick-all]")) {
      for (const one of rows()) pick(one, (target as HTMLInputElement).checked);
      selection();
      return;
    }
    if (!row || target.closest("a")) return;
    const at = rows().indexOf(row);
    if (target.closest(".pick")) {
      if (event.shiftKey) rows().slice(Math.min(anchor, at), Math.max(anchor, at) + 1).forEach((one) => pick(one, true));
      else pick(row, !(row.getAttribute("aria-selected") === "true"));
      anchor = at;
      mark(at, false);
      selection();
      return;
    }
    if (window.getSelection()?.toString()) return;
    // A phone opens with one touch, a desk marks first and opens with two.
    if (window.matchMedia("(pointer: coarse)").matches) location.assign(row.dataset.href ?? "");
    else mark(at);
  });
  root.addEventListener("dblclick", (event) => {
    const row = (event.target as Element).closest<HTMLElement>("tr[data-href]");
    if (row) location.assign(row.dataset.href ?? "");
  });
  root.addEventListener("contextmenu", (event) => {
    const cell = (event.target as Element).closest<HTMLElement>("td[data-value]");
    if (cell && !window.getSelection()?.toString()) {
      const row = cell.closest("tr") as HTMLTableRowElement;
      mark(rows().indexOf(row));
      event.preventDefault();
      context(cell, event.clientX, event.clientY);
    }
  });
  function context(cell: HTMLElement, x: number, y: number): void {
    one("#cell-menu")?.remove();
    const menu = el("div", { class: "menu", id: "cell-menu", role: "menu" });
    const act = el("button", { type: "button", class: "menu-item", role: "menuitem" }, icon("filter"), el("span", {}, t("js-filter-this")), el("span", { class: "key" }, "Alt F3"));
    act.addEventListener("click", () => {
      menu.remove();
      filterTo(cell);
    });
    menu.append(act);
    menu.style.position = "fixed";
    menu.style.left = `${Math.min(x, window.innerWidth - 220)}px`;
    menu.style.top = `${Math.min(y, window.innerHeight - 60)}px`;
    document.body.append(menu);
    act.focus();
    menu.addEventListener("focusout", () => menu.remove());
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        menu.remove();
        mark(current);
      }
    });
  }
  function filterTo(cell: HTMLElement | null): void {
    const name = cell?.dataset.col;
    if (!cell || !name || name.startsWith("@")) return;
    const value = cell.dataset.value ?? "";
    const kind = cell.dataset.kind ?? "text";
    const literal = ["text", "code"].includes(kind) && /[|&.*?<>='"@]/.test(value) ? `'${value.replace(/'/g, "?")}'` : value;
    filter(name, value === "" ? "''" : isNumber(kind) ? show(kind, value) : literal);
  }

  // Keyboard
  scroll.addEventListener("keydown", (event) => {
    const row = (event.target as Element).closest("tr[data-href]");
    const step = Math.max(1, Math.floor(scroll.clientHeight / 28) - 2);
    const moves: Record<string, () => number> = {
      ArrowDown: () => current + 1, ArrowUp: () => current - 1, Home: () => 0, End: () => rows().length - 1,
      PageDown: () => current + step, PageUp: () => current - step,
    };
    const move = moves[event.key];
    if (move && !event.altKey) {
      event.preventDefault();
      const from = current;
      mark(move());
      if (event.shiftKey) {
        rows().slice(Math.min(from, current), Math.max(from, current) + 1).forEach((one) => pick(one, true));
        selection();
      }
    } else if (event.key === "Enter" && row && !(event.target as Element).closest("a")) {
      event.preventDefault();
      location.assign((row as HTMLElement).dataset.href ?? "");
    } else if (event.key === " " && row) {
      event.preventDefault();
      pick(row as HTMLElement, row.getAttribute("aria-selected") !== "true");
      selection();
    } else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      for (const one of rows()) pick(one, true);
      selection();
    }
  });
  onKey("Alt F3", () => {
    const row = rows()[current];
    const sorted = one("th[aria-sort] a", root)?.getAttribute("data-name");
    filterTo(row ? one(`td[data-col="${sorted}"]`, row) ?? all<HTMLElement>("td[data-value]", row)[1] ?? null : null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && picked().length && !one("dialog[open]") && !newest()) clear();
  });
  function clear(): void {
    for (const row of rows()) pick(row, false);
    selection();
  }
  onAct("clear-selection", clear);

  bulk({ picked, drop: (row) => pick(row, false), visit: () => visit(location.href, false) });
  document.addEventListener("fw:acted", () => void visit(location.href, false));
  onAct("bulk-copy", () => {
    const text = picked().map((row) => all("td[data-col]", row).map((cell) => cell.textContent?.trim() ?? "").join("\t")).join("\n");
    void navigator.clipboard.writeText(text).then(() => toast(t("js-done")), complain);
  });

  // The keys of a record work on its row as well: its page is opened with the key.
  for (const key of (root.dataset.rowKeys ?? "").split(",").filter(Boolean)) {
    onKey(key, () => {
      const row = rows()[current];
      if (row) location.assign(`${row.dataset.href}#key=${encodeURIComponent(key)}`);
    });
  }
  onKey("Ctrl A", () => {
    for (const row of rows()) pick(row, true);
    selection();
  });

  // Back to the row that was in view last, with as many rows as there were.
  async function comeBack(): Promise<void> {
    const seen = seenIn(location.pathname);
    if (!seen) return;
    const find = () => rows().findIndex((row) => row.dataset.href === seen.href);
    for (let next = one("tr.next", root); find() < 0 && next && rows().length < seen.rows; next = one("tr.next", root)) await more(next);
    // Whoever moved on meanwhile is not called back.
    if (find() >= 0 && current === 0) mark(find());
  }
  window.addEventListener("pagehide", () => leaveList(root));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) void comeBack();
  });

  fill();
  void comeBack();
  if (rows().length && document.activeElement === document.body && !location.hash) mark(0);
  void page;
}

/** A number in hundred-thousandths, exact. */
function scaled(text: string): bigint {
  const plain = digits(text) ?? "0";
  const negative = plain.startsWith("-");
  const [whole = "0", fraction = ""] = plain.replace("-", "").split(".");
  const value = BigInt(whole + fraction.padEnd(5, "0").slice(0, 5));
  return negative ? -value : value;
}

function unscaled(value: bigint): string {
  const negative = value < 0n;
  const text = (negative ? -value : value).toString().padStart(6, "0");
  return `${negative ? "-" : ""}${text.slice(0, -5)}.${text.slice(-5)}`;
}
