// Lists and cards in a browser: filters, sorting, keyboard, lookups, entries that are refused, parts
// in grids, saved views, language. Run by the smoke test, which hands over its page.

/** `page` is signed in; `go(path)` opens a page, `check(what, good, more)` notes a result. */
export async function screens({ page, go, check, company }) {
  const home = `/c/${company}`;
  const rows = page.locator("#rows > tr[data-href]");
  const rest = () => page.waitForLoadState("networkidle");

  // A filter is read on the server; a mistake is told under its field, and the rest stays.
  await go(`${home}/items`);
  const all = await rows.count();
  await page.fill("#filter-unitPrice", ">=5OO");
  await page.press("#filter-unitPrice", "Enter");
  await page.locator("[data-filter=unitPrice] .field-error").waitFor();
  const said = await page.locator("[data-filter=unitPrice] .field-error").innerText();
  check("a filter that is no number is named", said.includes("5OO") && said.includes("500"), said);
  check("the rows stay while a filter is wrong", (await rows.count()) === all);
  await page.fill("#filter-unitPrice", ">=100");
  await page.press("#filter-unitPrice", "Enter");
  await page.waitForURL(/unitPrice/);
  await page.waitForFunction((before) => document.querySelectorAll("#rows > tr[data-href]").length !== before, all);
  const dear = await rows.count();
  check("a filter narrows the list", dear > 0 && dear < all, `${dear} of ${all}`);
  await page.click("th[data-head=unitPrice] a");
  await page.waitForURL(/sort=unitPrice/);
  await page.click("th[data-head=unitPrice] a");
  await page.waitForURL(/sort=-unitPrice/);
  await page.waitForSelector("th[data-head=unitPrice][aria-sort=descending]");
  const prices = await page.$$eval("#rows td[data-col=unitPrice]", (cells) => cells.map((cell) => Number(cell.dataset.value)));
  check("a click on a head sorts", prices.every((price, at) => at === 0 || price <= prices[at - 1]), prices.slice(0, 5).join(" "));

  // A view is kept under a name and comes back with one click.
  await page.locator("#list-head [data-act=save-view]").click();
  await page.fill("#view-name", "Dear parts");
  await page.press("#view-name", "Enter");
  const view = page.locator("a.view", { hasText: "Dear parts" });
  await view.waitFor();
  await go(`${home}/items`);
  await view.click();
  await page.waitForURL(/unitPrice/);
  await page.locator("[data-act=remove-view]").waitFor();
  check("a saved view brings its filter back", (await page.inputValue("#filter-unitPrice")) === ">=100");
  await page.locator("[data-act=remove-view]").click();
  await view.waitFor({ state: "detached" });

  // The keyboard alone: down, select, search, open.
  await go(`${home}/customers`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  check("arrows move between rows", (await page.locator("#rows tr.current").evaluate((row) => row.rowIndex)) === 3);
  await page.keyboard.press("Space");
  check("space selects", (await page.locator("#bulk").isVisible()) && (await page.locator("#rows tr[aria-selected=true]").count()) === 1);
  await page.keyboard.press("Escape");
  check("escape clears the selection", !(await page.locator("#bulk").isVisible()));
  await page.keyboard.press("F3");
  await page.keyboard.type("hotel");
  await page.waitForURL(/q=hotel/);
  await page.waitForFunction(() => [...document.querySelectorAll("#rows td.name")].every((cell) => /h[oô]tel/i.test(cell.textContent)) || document.querySelector(".empty"));
  check("search finds as one types", true);
  await go(`${home}/generalLedgerEntries`);
  const first = await rows.count();
  await page.keyboard.press("End");
  await page.waitForFunction((before) => document.querySelectorAll("#rows > tr[data-href]").length > before, first);
  check("more rows come while scrolling", (await rows.count()) > first);

  // Export has the rows in view.
  const file = await page.evaluate(async (url) => {
    const answer = await fetch(url);
    return { type: answer.headers.get("Content-Type"), text: await answer.text() };
  }, `${home}/items?f.unitPrice=%3E%3D100&export=csv`);
  check("a list is exported", file.type.startsWith("text/csv") && file.text.trim().split("\n").length === dear + 1, `${file.text.split("\n").length} lines`);

  // Search everything.
  await page.keyboard.press("Control+k");
  await page.fill("#search-input", "grésivaudan");
  await page.locator("#search-results .no").first().waitFor();
  await page.keyboard.press("Enter");
  await rest();
  check("search everything opens a record", (await page.locator("h1").innerText()).includes("Grésivaudan"), page.url());

  // A card: what is refused stays, what is saved follows, a code is chosen from a list.
  await go(`${home}/customers`);
  await rows.first().locator("a").click();
  await rest();
  const limit = page.locator("#f-creditLimitLcy");
  if (!(await limit.isVisible())) await page.locator("details:has(#f-creditLimitLcy) > summary").click();
  await limit.fill("12OO");
  await limit.press("Tab");
  await page.locator("[data-field=creditLimitLcy] .field-error").waitFor();
  check("what was typed stays beside its mistake", (await limit.inputValue()) === "12OO");
  await limit.focus();
  await page.keyboard.press("Escape");
  check("escape undoes an entry", (await page.locator("[data-field=creditLimitLcy] .field-error").count()) === 0);
  await limit.fill("1500");
  await limit.press("Tab");
  await page.waitForFunction(() => document.querySelector("[data-saved]")?.textContent?.match(/\d\d:\d\d/));
  check("a field is saved when it is left", (await limit.inputValue()) === "1,500.00", await limit.inputValue());
  const zone = page.locator("#f-serviceZoneCode");
  await zone.fill("NOWHERE");
  await zone.press("Tab");
  await page.locator("[data-field=serviceZoneCode] .field-error").waitFor();
  check("a code that does not exist is refused by the server", (await zone.inputValue()) === "NOWHERE");
  await zone.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+ArrowDown");
  await page.locator("#lookup-panel [role=option]").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  check("a code is chosen from a list", (await zone.inputValue()) !== "" && (await page.locator("#lookup-panel").count()) === 0);
  await zone.press("Tab");
  await rest();
  await page.reload();
  await rest();
  check("what was saved is there again", (await limit.inputValue()) === "1,500.00");

  // A part is typed into the last row, and deleted again.
  const grid = page.locator("#part-shipToAddresses");
  const parts = await grid.locator("tr[data-record]:not(.new-row)").count();
  await grid.locator("tr.new-row [data-field=code] input").fill("smoke");
  await grid.locator("tr.new-row [data-field=code] input").press("Tab");
  await page.waitForFunction((before) => document.querySelectorAll("#part-shipToAddresses tr[data-record]:not(.new-row)").length > before, parts);
  check("a part is created by typing it", true);
  const made = grid.locator("tr[data-api$=SMOKE]");
  await made.locator("[data-act=delete-row]").click();
  await page.locator("dialog[open] .btn-danger").click();
  await made.waitFor({ state: "detached" });
  check("a part is deleted after a question", (await grid.locator("tr[data-record]:not(.new-row)").count()) === parts);

  // A record whose key is typed: it waits for the key, then it is there; then it goes.
  await go(`${home}/serviceZones?new`);
  await page.fill("#f-description", "Smoke zone");
  await page.press("#f-description", "Tab");
  await page.waitForFunction(() => document.querySelector("[data-saved]")?.textContent !== "");
  check("a new record waits for its key", page.url().includes("?new"));
  await page.fill("#f-code", "smoke");
  await page.press("#f-code", "Tab");
  await page.waitForURL(/serviceZones\/SMOKE/);
  check("a record is created when its key is typed", true);
  await rest();
  await page.locator("[data-act=delete-record]").click();
  await page.locator("dialog[open] .btn-danger").click();
  await page.waitForURL(/serviceZones$/);
  check("a record is deleted after a question", true);

  // The shortcuts of the page, the language, the work date.
  await page.keyboard.press("?");
  check("? shows the shortcuts", await page.locator("#shortcuts").isVisible());
  await page.keyboard.press("Escape");
  const choose = async (language) => {
    await page.click("[data-menu=languages]");
    await Promise.all([page.waitForEvent("load"), page.click(`#languages [data-arg=${language}]`)]);
    await rest();
  };
  await choose("fr");
  check("the language changes", (await page.getAttribute("html", "lang")) === "fr");
  await choose("en");
  check("and changes back", (await page.getAttribute("html", "lang")) === "en");
}
