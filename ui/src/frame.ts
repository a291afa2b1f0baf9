// The frame: theme, density, language, work date, drawer, what is remembered, sign-out.
import { all, keep, onAct, one, page, prefix, remember, remembered } from "./dom";
import { call, complain } from "./api";
import { t } from "./texts";
import { toast } from "./toast";

onAct("theme", (element) => {
  const theme = element.dataset.arg ?? "system";
  keep("fw_theme", theme === "system" ? "" : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  mark("theme", theme);
});
onAct("density", (element) => {
  const density = element.dataset.arg ?? "normal";
  keep("fw_density", density === "normal" ? "" : density);
  if (density === "normal") delete document.documentElement.dataset.density;
  else document.documentElement.dataset.density = density;
  mark("density", density);
});

/** Moves the tick of a menu to what was chosen. */
function mark(act: string, chosen: string): void {
  const items = all(`[data-act="${act}"]`);
  const tick = items.map((item) => one("svg", item)).find((svg) => svg);
  if (!tick) return;
  for (const item of items) if (item.dataset.arg === chosen) item.prepend(tick);
}

/** Keeps a choice of the user on the server and draws the page anew. */
function settle(choice: Record<string, string | null>): void {
  call("PATCH", `${prefix}/api/v1/session`, { body: choice }).then(() => location.reload(), complain);
}
onAct("language", (element) => settle({ language: element.dataset.arg ?? "en" }));
onAct("work-date-set", () => settle({ workDate: one<HTMLInputElement>("#work-date-input")?.value || null }));
onAct("work-date-today", () => settle({ workDate: null }));
onAct("sign-out", () => {
  call("DELETE", `${prefix}/api/v1/session`).then(() => location.assign(`${prefix}/sign-in`), complain);
});
onAct("drawer", (element) => {
  const open = one(".words")?.classList.toggle("open") ?? false;
  element.setAttribute("aria-expanded", String(open));
});
onAct("copy-link", () => {
  void navigator.clipboard?.writeText(location.href).then(() => toast(t("js-link-copied")));
});
onAct("toggle", (element) => {
  const target = one(`#${CSS.escape(element.dataset.arg ?? "")}`);
  if (!target) return;
  target.hidden = !target.hidden;
  element.setAttribute("aria-expanded", String(!target.hidden));
});
onAct("facts", (element) => {
  const closed = one("#facts")?.classList.toggle("closed") ?? false;
  element.setAttribute("aria-pressed", String(!closed));
  if (window.innerWidth > 1100) remember(`facts.${page.kind}`, closed ? "closed" : "open");
});
const pane = one("#facts");
if (pane && (window.innerWidth <= 1100 || remembered(`facts.${page.kind}`) === "closed")) {
  pane.classList.add("closed");
  one("[data-act=facts]")?.setAttribute("aria-pressed", "false");
}

// FastTabs and FactBoxes stay as they were left.
for (const details of all<HTMLDetailsElement>("details[data-remember]")) {
  const name = `tab.${details.dataset.remember}`;
  const was = remembered(name);
  if (was) details.open = was === "open";
  // On a phone the lines of a document come first; one tap opens its header.
  else if (window.innerWidth <= 720 && details.open && details.matches(".document-page .tab") && !one(".card-page[data-new]")) {
    details.open = false;
    details.dataset.auto = "";
  }
  details.addEventListener("toggle", () => {
    // What the page closed by itself is nobody's wish.
    if (details.dataset.auto !== undefined) delete details.dataset.auto;
    else remember(name, details.open ? "open" : "closed");
  });
}

// An address can name the field that is to be mended.
if (location.hash.startsWith("#f-")) {
  const field = one(location.hash);
  field?.closest<HTMLDetailsElement>("details")?.setAttribute("open", "");
  field?.scrollIntoView({ block: "center" });
  field?.focus();
}

document.addEventListener("click", (event) => {
  const words = one(".words.open");
  if (words && !(event.target as Element).closest(".words, .drawer-button")) {
    words.classList.remove("open");
    one(".drawer-button")?.setAttribute("aria-expanded", "false");
  }
});

// A click beside the text of a field's box still means the field.
document.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  if (target.matches(".box, .box > .lead")) one<HTMLElement>("input, textarea, select", target.closest(".box") as HTMLElement)?.focus();
});
