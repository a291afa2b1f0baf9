// From a list to its records and back: next and previous follow its filter and order, the way back leads
// to the row, and the keys that a list promises work.

export async function course({ page, go, check, company }) {
  const home = `/c/${company}`;
  await go(`${home}/serviceOrders`);
  const sort = await page.locator("thead a[data-swap]").first().getAttribute("href");
  await go(`${sort}&f.status=pending`);
  const rows = () => page.$$eval("#rows tr[data-href]", (rows) => rows.map((row) => row.dataset.href));
  const there = await rows();
  check("the list has rows to go through", there.length > 3, String(there.length));
  await page.locator("#rows tr[data-href]").nth(1).dblclick();
  await page.waitForURL((url) => url.pathname === there[1]);
  await page.waitForLoadState("networkidle");
  const word = () => page.locator(".course").innerText();
  check("a record says where it stands in the list", (await word()).startsWith("2 ") && (await word()).endsWith(` ${there.length}`), await word());
  await page.keyboard.press("Alt+PageDown");
  await page.waitForURL((url) => url.pathname === there[2]);
  await page.keyboard.press("Alt+PageDown");
  await page.waitForURL((url) => url.pathname === there[3]);
  check("the next record is that of the list", (await word()).startsWith("4 "), await word());
  await page.locator(".trail a").last().click();
  await page.waitForURL((url) => url.pathname === `${home}/serviceOrders`);
  await page.waitForLoadState("networkidle");
  check("the way back is the list as it was", (await rows()).join() === there.join() && page.url().includes("f.status=pending"), page.url());
  check("at the row of the record that was in view last", await page.evaluate((href) => document.activeElement?.dataset.href === href, there[3]));
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === there[3]);
  await page.goBack();
  await page.waitForFunction((href) => document.activeElement?.dataset.href === href, there[3], { timeout: 5000 }).catch(() => undefined);
  check("Back comes to the row as well", await page.evaluate((href) => document.activeElement?.dataset.href === href, there[3]));
  // Behind the rows that were loaded first.
  await go(`${home}/items`);
  const more = page.locator("tr.next");
  if (await more.count()) {
    await page.keyboard.press("End");
    await page.waitForFunction(() => document.querySelectorAll("#rows tr[data-href]").length > 50);
    await page.locator("#rows tr[data-href]").nth(70).dblclick();
    await page.waitForURL(/items\//);
    const path = new URL(page.url()).pathname;
    await page.goBack();
    await page.waitForFunction((href) => document.activeElement?.dataset.href === href, path, { timeout: 5000 }).catch(() => undefined);
    check("Back comes to a row that was not loaded at first", await page.evaluate((href) => document.activeElement?.dataset.href === href, path));
  }
  // Keys.
  await go(`${home}/serviceOrders`);
  await page.keyboard.press("Control+a");
  const chosen = await page.locator("#rows tr[aria-selected=true]").count();
  check("Ctrl+A selects all rows", chosen === (await rows()).length && chosen > 3, String(chosen));
  await page.keyboard.press("Escape");
  check("Escape clears the selection", (await page.locator("#rows tr[aria-selected=true]").count()) === 0);
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+Shift+E")]);
  check("Ctrl+Shift+E exports", file.suggestedFilename().endsWith(".xlsx"), file.suggestedFilename());
  await page.keyboard.press("F7");
  await page.locator("#statistics-dialog[open]").waitFor();
  check("F7 on a row shows its statistics", true);
  await page.keyboard.press("Escape");
  for (const [path, key, to] of [["customers", "Control+F7", "customerLedgerEntries"], ["items", "Control+F7", "itemLedgerEntries"], ["serviceOrders", "Control+F7", "serviceLedgerEntries"], ["postedServiceInvoices", "Control+Alt+q", "find-entries"]]) {
    await go(`${home}/${path}`);
    await page.keyboard.press(key);
    await page.waitForURL((url) => url.pathname.includes(to), { timeout: 6000 }).catch(() => undefined);
    check(`${key} on a row of ${path}`, page.url().includes(to), page.url());
  }
}
