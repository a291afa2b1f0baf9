// The frame, the role centre, lists and the item journal in a browser. Run by the smoke test, which hands
// over its page.

/** `page` is signed in; `go(path)` opens a page, `check(what, good, more)` notes a result. */
export async function house({ page, go, check, company }) {
  const home = `/c/${company}`;
  const rest = () => page.waitForLoadState("networkidle");

  // The bell counts, lists and leads on, by the keyboard alone.
  await go(home);
  const badge = page.locator("[data-bell]");
  await badge.waitFor();
  check("the bell counts what waits", Number.parseInt(await badge.innerText(), 10) > 0, await badge.innerText());
  await page.keyboard.press("Alt+b");
  await page.locator("#notices a.notice").first().waitFor();
  check("what was looked at is no news", !(await badge.getAttribute("class")).includes("new"));
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  check("a notice leads to its order", page.url().includes("/serviceOrders/"), page.url());

  // Nothing found is told in words, and one Escape closes the search.
  await page.keyboard.press("Control+k");
  await page.fill("#search-input", "zzzzzz");
  await page.locator("#search-results [aria-disabled]").waitFor();
  await page.keyboard.press("Escape");
  check("one Escape closes the search", !(await page.locator("#search").isVisible()));
  await page.keyboard.press("?");
  check("then ? shows the shortcuts", await page.locator("#shortcuts").isVisible());
  await page.keyboard.press("Escape");

  // F1 opens the manual where it speaks of the page, from within a field too, and leaves the page as it is.
  await go(`${home}/customers?new`);
  await page.locator("main input").first().focus();
  const [manual] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("F1")]);
  await manual.waitForLoadState("networkidle");
  check("F1 opens the manual at its place", manual.url().endsWith("/-/manual/service-orders#the-header"), manual.url());
  const seen = await manual.locator("#the-header").evaluate((head) => head.getBoundingClientRect().top);
  check("the place is in view", seen > 0 && seen < 400, `${seen}`);
  await manual.fill("#manual-q", "Warranty DISCÓUNT");
  await Promise.all([manual.waitForEvent("load"), manual.keyboard.press("Enter")]);
  check("the manual is searched without accents and case", (await manual.locator(".manual-hits li").count()) > 0);
  await manual.close();
  check("the cursor stays in its field", await page.locator("main input").first().evaluate((field) => field === document.activeElement));

  // Both charts have a goal, and what waits for parts has its cue.
  await go(home);
  check("both charts show their goal", (await page.locator(".drawing line.goal").count()) === 2);
  const waiting = page.locator("a.cue", { hasText: "For parts" });
  const count = Number(await waiting.locator(".figure").innerText());
  await waiting.click();
  await rest();
  check("the cue leads to the orders it counts", (await page.locator("#rows > tr[data-href]").count()) === count, `${count}`);

  // Columns have the room that their rows need: nothing but text is cut.
  for (const list of ["generalLedgerEntries", "customerLedgerEntries", "locations", "generalPostingSetup", "serviceOrders", "-/permissionSets"]) {
    await go(`${home}/${list}`);
    const cut = await page.$$eval("#rows td[data-kind]:not([data-kind=text]):not([data-kind=memo])", (cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0).map((cell) => cell.textContent));
    check(`${list}: no code, number or date is cut`, cut.length === 0, cut.slice(0, 3).join(", "));
  }
  await go(`${home}/generalLedgerEntries`);
  const wide = await page.$eval("#list-table", (box) => box.scrollWidth - box.clientWidth);
  check("the general ledger fits at 1280 px", wide <= 0, `${wide}`);
  await go(`${home}/serviceHours`);
  check("days stand in their order", (await page.locator("#rows tr a").first().innerText()) === "Monday");
  await go(`${home}/customerInvoiceDiscounts`);
  await page.locator("#rows tr a").first().click();
  await rest();
  check("a record whose key has an amount opens", (await page.locator(".card-page").count()) === 1, page.url());
  await go(`${home}/changeLogEntries?f.fieldName=status&f.tableName=service_header`);
  const values = await page.$$eval("#rows td[data-col=newValue]", (cells) => cells.map((cell) => cell.textContent));
  check("the change log speaks the words of the screens", values.length > 0 && !values.includes("inProcess"), values.slice(0, 3).join(", "));

  // Printed, each column keeps its width; on a phone the filters can be reached.
  await go(`${home}/serviceOrders`);
  await page.emulateMedia({ media: "print" });
  const printed = await page.$eval("#rows tr td[data-col=no]", (cell) => cell.scrollWidth <= cell.clientWidth + 1);
  check("numbers are whole on paper", printed);
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 390, height: 844 });
  const right = await page.$eval("[data-act=filter-pane]", (button) => button.getBoundingClientRect().right);
  check("the filters can be reached on a phone", right <= 390, `${right}`);
  await page.setViewportSize({ width: 1280, height: 900 });

  // The item journal is typed as a sheet and posted.
  await go(`${home}/itemJournalLines`);
  const type = async (field, text) => {
    const row = page.locator("tr[data-record]:not(.new-row)").first();
    await row.locator(`[data-field=${field}] input`).fill(text);
    await row.locator(`[data-field=${field}] input`).press("Tab");
    await rest();
  };
  await page.locator("tr.new-row [data-field=documentNo] input").fill("SMOKE-J");
  await page.locator("tr.new-row [data-field=documentNo] input").press("Tab");
  await page.locator("tr[data-record]:not(.new-row)").first().waitFor();
  await type("itemNo", "70110");
  await type("locationCode", "LYON");
  await type("quantity", "2");
  check("a journal line takes the item's description", (await page.locator("tr[data-record]:not(.new-row) [data-field=description] input").first().inputValue()) !== "");
  await page.locator(".actions [data-arg=action-testReport]").click();
  await page.locator("dialog[open]").waitFor();
  check("the test report says that nothing stops it", (await page.locator("dialog[open]").innerText()).includes("Nothing stops"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("F9");
  await page.locator("dialog[open] .btn-primary").click();
  await page.waitForURL(/find-entries/);
  await rest();
  check("the journal is posted, and its entries are shown", (await page.locator("table.find tbody tr").count()) >= 2);

  // A batch job goes on by itself, and the page of jobs tells what it came to.
  await go(`${home}/-/jobs`);
  check("the page of batch jobs opens", (await page.locator("h1").innerText()) === "Batch jobs");
}
