// The desk: an order in the hands of two people, a lost connection, locked fields, comments, the
// phone. Run by the smoke test, which hands over its signed-in page and browser context.

/** `page` is signed in; `go(path)` opens a page, `check(what, good, more)` notes a result. */
export async function desk({ page, go, check, company, context }) {
  const home = `/c/${company}`;
  // Nothing is on its way any more, and what follows from it is drawn.
  const rest = async () => {
    await page.waitForFunction(() => !document.querySelector(".saving"));
    await page.waitForTimeout(600);
  };
  const api = (path, method = "GET", body = undefined, headers = {}) =>
    page.evaluate(
      async ([name, path, method, body, headers]) => {
        const answer = await fetch(`/api/v1/companies/${name}/${path}`, {
          method,
          headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": document.body.dataset.csrf, ...headers },
          body: body && JSON.stringify(body),
        });
        const text = await answer.text();
        return { status: answer.status, ...(text ? JSON.parse(text) : {}) };
      },
      [company, path, method, body, headers],
    );

  // A new order begins at the customer, and the cursor goes on while the order is made.
  await go(`${home}/serviceOrders?new`);
  check("a new order begins at the customer", await page.evaluate(() => document.activeElement?.id === "f-customerNo"));
  await page.keyboard.type("C00042");
  await page.waitForTimeout(400);
  await page.keyboard.press("Tab");
  await page.waitForURL(/serviceOrders\/SO/);
  await page.locator("#serviceItemLines").waitFor();
  check("the cursor goes on in the new order", await page.evaluate(() => document.activeElement?.id === "f-serviceOrderType"), await page.evaluate(() => document.activeElement?.id));
  const machineCell = page.locator("#serviceItemLines tr.new-row [data-field=serviceItemNo] input");
  await machineCell.focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.locator("#lookup-panel [role=option]").first().waitFor();
  const offered = await page.locator("#lookup-panel [role=option]").evaluateAll((options) => options.map((option) => option.dataset.code));
  const owned = (await api("serviceItems?$filter=customerNo eq 'C00042'&$select=no")).value.map((one) => one.no);
  check("only machines of the customer are offered", offered.length > 0 && offered.every((no) => owned.includes(no)), offered.join(" "));
  await page.keyboard.press("Escape");
  await api(`serviceOrders/${page.url().split("/").pop()}`, "DELETE");

  // From the machine at the counter to an order with the machine on it, in one click.
  const machines = await api("serviceItems?$top=40&$select=no,customerNo,status,blocked");
  const machine = machines.value.find((one) => one.customerNo && !one.blocked);
  await go(`${home}/serviceItems/${machine.no}`);
  await page.click("[data-act=new-order]");
  await page.waitForURL(/serviceOrders\/SO/);
  await rest();
  const order = page.url().split("/").pop();
  check("a machine becomes an order", (await page.locator("#serviceItemLines tr[data-line]").count()) === 1);
  const address = `${home}/serviceOrders/${order}`;

  // What comes from the card of the machine does not invite to type.
  const serial = page.locator("#serviceItemLines tr[data-line] [data-field=serialNo]").first();
  check("the serial number of a known machine is no input", (await serial.locator("input").count()) === 0);

  // A line by the keyboard alone: number, quantity, and the next row below.
  const blank = (field) => page.locator(`#serviceLines tr.new-row [data-field=${field}] input`);
  const lines = page.locator("#serviceLines tr[data-line]");
  await blank("no").focus();
  await page.keyboard.type("70210");
  await page.waitForTimeout(400);
  await page.keyboard.press("Tab");
  await lines.first().waitFor();
  await page.locator("#serviceLines tr.new-row").waitFor();
  check("a number becomes a line with what the item says", (await lines.first().locator("[data-field=description] input").inputValue()).length > 3);
  check("the cursor goes on in the line", await page.evaluate(() => document.activeElement?.closest("[data-field]")?.dataset.field === "description"));

  // Rows from a spreadsheet.
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "70210\t2\t9.80\n70110\t3\n");
    document.querySelector("#serviceLines tr.new-row [data-field=no] input").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.querySelectorAll("#serviceLines tr[data-line]").length === 3);
  check("rows are pasted from a spreadsheet", true);

  // The cursor stays where Tab brought it while everything that follows is drawn.
  const at = () => page.evaluate(() => document.activeElement?.closest("[data-field]")?.dataset.field ?? document.activeElement?.tagName);
  await lines.nth(1).locator("[data-field=quantity] input").fill("7");
  await page.keyboard.press("Tab");
  await rest();
  check("the cursor stays in the line after saving", (await at()) === "unitOfMeasureCode", await at());

  // Enter moves on, Down below the last row invites, and a copied quantity alone makes no line.
  await lines.last().locator("[data-field=quantity] input").focus();
  await page.keyboard.press("ArrowDown");
  check("below the last row a new one invites", await page.evaluate(() => document.activeElement?.closest("tr")?.classList.contains("new-row")));
  await page.keyboard.press("F8");
  await page.keyboard.press("ArrowUp");
  await rest();
  check("a quantity alone makes no line", (await lines.count()) === 3 && (await blank("quantity").inputValue()) !== "");
  await blank("quantity").fill("");

  // A shortcut that opens a dialog gives the cursor back; nothing is posted over a refused entry.
  const first = lines.first().locator("[data-field=quantity] input");
  await first.focus();
  await page.keyboard.press("F9");
  await page.locator("#posting[open] [data-ready]").waitFor();
  await page.keyboard.press("Escape");
  await rest();
  check("escape from posting returns to the cell", (await at()) === "quantity", await at());
  await first.fill("12O");
  await page.keyboard.press("F9");
  await rest();
  check("nothing is posted over an entry that was refused", !(await page.locator("#posting[open]").count()) && (await first.inputValue()) === "12O" && (await at()) === "quantity");
  await page.keyboard.press("Escape");
  await page.locator("tr.strip-row").waitFor({ state: "detached" });
  check("once undone, the header speaks of no problem", !(await page.locator("[data-saved].bad, [data-problems]:visible").count()));

  // Ctrl+Delete is about the row.
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "70110\t1\n");
    document.querySelector("#serviceLines tr.new-row [data-field=no] input").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.querySelectorAll("#serviceLines tr[data-line]").length === 4);
  await rest();
  const total = await page.locator(".total.grand .v").innerText();
  await lines.nth(3).locator("[data-field=quantity] input").focus();
  await page.keyboard.press("Control+Delete");
  await page.locator("dialog[open] .btn-danger").click();
  await page.waitForFunction(() => document.querySelectorAll("#serviceLines tr[data-line]").length === 3);
  await page.waitForFunction((before) => document.querySelector(".total.grand .v")?.textContent !== before, total);
  check("Ctrl+Delete takes the row away and the total follows", true);

  // Somebody else changes another field of the same line: both changes hold.
  await rest();
  const second = lines.nth(1);
  const lineNo = await second.getAttribute("data-line");
  const line = `serviceOrders/${order}/serviceLines/${lineNo}`;
  const change = async (body) => api(line, "PATCH", body);
  await change({ description: "Changed elsewhere" });
  const quantity = page.locator(`#serviceLines tr[data-line="${lineNo}"] [data-field=quantity] input`);
  await quantity.fill("4");
  await quantity.press("Tab");
  await page.waitForFunction((no) => document.querySelector(`#serviceLines tr[data-line="${no}"] [data-field=description] input`)?.value === "Changed elsewhere", lineNo);
  await rest();
  const both = await api(line);
  check("changes of two people to two fields both hold", both.quantity === 4 && both.description === "Changed elsewhere", JSON.stringify([both.quantity, both.description]));

  // Somebody else changes the same field: both values are shown, and one is chosen.
  await change({ quantity: 9 });
  await quantity.fill("6");
  await quantity.press("Tab");
  const strip = page.locator("tr.strip-row");
  await strip.waitFor();
  const said = await strip.innerText();
  check("a conflict shows what the other person entered", said.includes("9") && (await quantity.inputValue()) === "6", said);
  await strip.locator("button").first().click();
  await strip.waitFor({ state: "detached" });
  await rest();
  check("and one's own value can be kept", (await api(line)).quantity === 6);

  // A lost connection keeps what was typed and sends it when the server answers again.
  await context.setOffline(true);
  await quantity.fill("5");
  await quantity.press("Tab");
  await strip.waitFor();
  check("without a connection what was typed stays", (await quantity.inputValue()) === "5");
  await context.setOffline(false);
  await strip.waitFor({ state: "detached", timeout: 15000 });
  await rest();
  check("and is sent once the server answers again", (await api(line)).quantity === 5);

  // Escape answers no question, whatever was answered before.
  await page.locator("details.tab", { has: page.locator("#f-currencyCode") }).evaluate((tab) => { tab.open = true; });
  const question = page.locator("dialog#confirmation[open]");
  await page.fill("#f-currencyCode", "CHF");
  await page.press("#f-currencyCode", "Tab");
  await question.waitFor();
  await page.keyboard.press("Enter");
  await question.waitFor({ state: "detached" }).catch(() => undefined);
  await rest();
  check("a question is answered with yes", (await api(`serviceOrders/${order}`)).currencyCode === "CHF");
  check("the totals are in the currency of the order", (await page.locator(".total.grand .v").innerText()).includes("CHF"));
  await page.fill("#f-currencyCode", "");
  await page.press("#f-currencyCode", "Tab");
  await question.waitFor();
  await page.keyboard.press("Escape");
  await rest();
  check("escape is no answer, whatever was answered before", (await api(`serviceOrders/${order}`)).currencyCode === "CHF" && (await page.inputValue("#f-currencyCode")) === "CHF");

  // Comments stand on the order.
  const comment = page.locator("#comments tr.new-row [data-field=comment] input");
  await comment.fill("Call before coming");
  await comment.press("Tab");
  await page.locator("#comments tr[data-line]").waitFor();
  check("a comment is kept with the order", (await api(`serviceOrders/${order}/comments`)).value[0]?.comment === "Call before coming");

  // Figures of the FactBoxes lead somewhere.
  await rest();
  const dead = await page.$$eval(".facts .fact-row .v:not(a)", (all) => all.map((one) => one.parentElement.innerText).filter((text) => /\d[.,]\d\d$/.test(text)));
  check("every amount of a FactBox drills down", dead.length === 0, dead.join("; "));

  // Once released, the store has the parts: they look so.
  await api(`serviceOrders/${order}/release`, "POST", {});
  await go(address);
  const item = lines.first();
  check("released lines do not invite to type", (await item.locator("[data-field=quantity] input").count()) === 0 && (await item.locator("[data-field=qtyToShip] input").count()) === 1);
  await api(`serviceOrders/${order}/reopen`, "POST", {});

  // Numbers are never cut, at the design width and on the phone.
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await go(address);
    const cut = await page.$$eval("#serviceLines tr[data-line] td, #serviceItemLines tr[data-line] td", (cells) =>
      cells
        .filter((cell) => cell.getClientRects().length && cell.dataset.field && !["description", "comment"].includes(cell.dataset.field))
        .map((cell) => ({ cell, box: cell.querySelector("input, select, [data-shown]") }))
        .filter(({ box }) => box && box.scrollWidth > box.clientWidth + 1)
        .map(({ cell, box }) => `${cell.dataset.field} ${box.value ?? box.textContent}`),
    );
    check(`nothing of a line is cut at ${width} px`, cut.length === 0, cut.join("; "));
  }
  check("amounts of lines are seen on the phone", await lines.first().locator("[data-field=lineAmount]").isVisible());
  check("the total is seen on the phone", await page.locator(".total.grand").isVisible());
  await page.setViewportSize({ width: 1280, height: 900 });

  // The parts of a card fit beside its facts, with all their headings.
  await go(`${home}/customers/C00042`);
  const parts = await page.$eval("#part-shipToAddresses", (table) => [table.scrollWidth, table.parentElement.clientWidth]);
  check("the addresses of a customer fit beside the facts", parts[0] <= parts[1] + 1, parts.join(" in "));

  await go(address);
  await page.keyboard.press("F7");
  await page.locator("#statistics-dialog table").waitFor();
  const narrow = await page.$$eval("#statistics-dialog th, #statistics-dialog td", (cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent));
  check("statistics can be read", narrow.length === 0, narrow.join("; "));
  await page.keyboard.press("Escape");
  await api(`serviceOrders/${order}`, "DELETE");
}
