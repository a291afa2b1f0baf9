// The order, from an empty one to its last line, as a person sees it: after every entry the page is what a
// reload shows, lookups stand inside the window, keys go where the eye expects them, and what was
// refused stays with its reason beside it. Run by the smoke test, which hands over its page.
import { keys } from "./keys.mjs";
import { lost } from "./lost.mjs";
import { refused } from "./refused.mjs";

/** `page` is signed in; `go(path)` opens a page, `check(what, good, more)` notes a result. */
export async function order({ page, go, check, company, context }) {
  const home = `/c/${company}`;
  const api = (path, method = "GET", body = undefined) =>
    page.evaluate(
      async ([name, path, method, body]) => {
        const answer = await fetch(`/api/v1/companies/${name}/${path}`, {
          method,
          headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": document.body.dataset.csrf },
          body: body && JSON.stringify(body),
        });
        const text = await answer.text();
        return { httpStatus: answer.status, ...(text ? JSON.parse(text) : {}) };
      },
      [company, path, method, body],
    );
  const rest = async () => {
    await page.waitForTimeout(60);
    await page.waitForFunction(() => !document.querySelector(".saving"));
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(60);
  };
  const tools = { page, go, check, company, context, home, api, rest };
  await entries(tools);
  await keys(tools);
  await refused(tools);
  await lost(tools);
}

/** The page as a reload shows it: without what somebody does on it at the moment. */
function shown() {
  const root = document.querySelector("main").cloneNode(true);
  const own = ["current", "closed", "saving", "open", "all-columns"];
  const lines = [];
  const read = (live, copy, depth) => {
    if (copy.nodeType === 3) {
      const text = copy.nodeValue.trim();
      if (text) lines.push(`${" ".repeat(depth)}${text}`);
      return;
    }
    if (copy.nodeType !== 1 || copy.matches(".strip-row, .toasts")) return;
    const classes = [...copy.classList].filter((name) => !own.includes(name)).sort().join(".");
    const skipped = ["class", "style", "open", "hidden", "data-chosen", "data-invites", "data-auto", "data-wanted", "tabindex", "aria-pressed", "aria-expanded", "aria-selected", "aria-controls"];
    const attributes = [...copy.attributes].filter(({ name }) => !skipped.includes(name)).map(({ name, value }) => `${name}=${value}`).sort();
    // What stands in a field counts, not only what stood there when it was drawn.
    if (copy.matches("input, select, textarea") && !live.closest("tr.new-row")) attributes.push(`now=${live.type === "checkbox" ? live.checked : live.value}`);
    lines.push(`${" ".repeat(depth)}<${copy.nodeName} ${classes} ${attributes.join(" ")}>`);
    if (copy.dataset?.own !== undefined) return;
    [...copy.childNodes].forEach((child, at) => read(live.childNodes[at], child, depth + 1));
  };
  read(document.querySelector("main"), root, 0);
  return lines;
}

/** Compares the page with its reload, in a second window of the same browser. */
async function likeReloaded({ page, check, context, rest }, what) {
  await rest();
  const other = await context.newPage();
  await other.setViewportSize(page.viewportSize());
  await other.goto(page.url());
  await other.waitForLoadState("networkidle");
  const there = await other.evaluate(shown);
  const keys = await other.$$eval("main[data-part], main [data-part]", (parts) => parts.map((part) => part.dataset.part));
  await other.close();
  // What an entry changed elsewhere comes by a request of its own, which a busy machine answers later.
  let here = await page.evaluate(shown);
  for (let tries = 0; tries < 10 && here.join() !== there.join(); tries++) {
    await page.waitForTimeout(300);
    here = await page.evaluate(shown);
  }
  const at = here.findIndex((line, place) => line !== there[place]);
  const differs = at >= 0 ? `${here[at]?.trim()} | ${there[at]?.trim()}` : here.length === there.length ? "" : "shorter";
  check(`after ${what} the page is what a reload shows`, differs === "", differs);
  const twice = keys.filter((key, place) => keys.indexOf(key) !== place);
  check(`after ${what} each fragment has a key of its own`, twice.length === 0, twice.join(", "));
}

/** A machine, a part for it, quantities, texts, comments, the header, a deletion: all typed. */
async function entries(tools) {
  const { page, go, check, home, api, rest } = tools;
  const machine = (await api("serviceItems?$top=200&$select=no,customerNo,warrantyStartingDateParts,warrantyEndingDateParts,blocked")).value.find(
    (one) => one.customerNo && (!one.blocked || one.blocked === "blank") && one.warrantyEndingDateParts >= "2026-06-01" && one.warrantyStartingDateParts <= "2026-03-01",
  );
  check("the demonstration has a machine under warranty", machine !== undefined);
  const no = (await api("serviceOrders", "POST", { customerNo: machine.customerNo })).no;
  await go(`${home}/serviceOrders/${no}`);
  const blank = (grid, field) => page.locator(`#${grid} tr.new-row [data-field=${field}] :is(input, select)`);
  const traffic = [];
  page.on("response", async (answer) => {
    if (answer.request().headers()["x-have"]) traffic.push((await answer.request().sizes().catch(() => ({ responseBodySize: 0 }))).responseBodySize);
  });

  // The part is typed right behind its machine, without a pause.
  await blank("serviceItemLines", "serviceItemNo").focus();
  await page.keyboard.type(machine.no);
  await page.keyboard.press("Tab");
  await blank("serviceLines", "no").focus();
  await page.keyboard.type("70210");
  await page.keyboard.press("Tab");
  await page.locator("#serviceLines tr[data-line]").waitFor();
  await rest();
  const part = (await api(`serviceOrders/${no}/serviceLines`)).value[0];
  check("a part entered after its machine belongs to it", part.serviceItemLineNo === 10000, String(part.serviceItemLineNo));
  await likeReloaded(tools, "a machine and its part");
  check("the new machine has its place, and facts beside it", (await page.locator("#serviceItemLines tr[data-line] td.line-place").innerText()) === "1" && (await page.locator("[data-machine-fact]:visible").count()) === 1);
  check("a part of a machine under warranty costs less", part.lineDiscountType === "warrantyDisc", part.lineDiscountType);
  const line = page.locator("#serviceLines tr[data-line]").first();
  await line.locator("[data-field=quantity] input").fill("2");
  await page.keyboard.press("Tab");
  await likeReloaded(tools, "a quantity");
  check("the cursor stays where Tab brought it", await page.evaluate(() => document.activeElement?.closest("tr")?.dataset.line === "10000"));
  await blank("serviceLines", "description").fill("Checked at the bench");
  await page.keyboard.press("Tab");
  await page.locator("#serviceLines tr[data-line]").nth(1).waitFor();
  await likeReloaded(tools, "a text");
  await page.locator("#serviceItemLines tr[data-line] [data-field=repairStatusCode] input").first().fill((await api("repairStatuses?$filter=inProcess eq true&$select=code")).value[0].code);
  await page.keyboard.press("Tab");
  await likeReloaded(tools, "a repair status");
  await blank("comments", "comment").fill("Call before coming");
  await page.keyboard.press("Tab");
  await page.locator("#comments tr[data-line]").waitFor();
  await likeReloaded(tools, "a comment");
  await page.fill("#f-description", "Leaks below");
  await page.press("#f-description", "Tab");
  await likeReloaded(tools, "a field of the header");
  await page.locator("#serviceLines tr[data-line]").nth(1).locator("[data-field=description] input").focus();
  await page.keyboard.press("Control+Delete");
  await page.locator("dialog[open] .btn-danger").click();
  await page.waitForFunction(() => document.querySelectorAll("#serviceLines tr[data-line]").length === 1);
  await likeReloaded(tools, "a deletion");
  check("no entry fetches more than 20 kB", traffic.length > 6 && Math.max(...traffic) < 20000, traffic.join(" "));
  await api(`serviceOrders/${no}`, "DELETE");
}
