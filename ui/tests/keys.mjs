// Lines without a keyboard and without a mouse: the list of what a cell can name stands inside the
// window wherever the cell is, and Enter goes through what can be seen.

/** What covers the list of a lookup, or stands outside the window; empty when a person sees it all. */
function hidden() {
  const panel = document.querySelector("#lookup-panel");
  if (!panel) return "no list";
  const box = panel.getBoundingClientRect();
  if (box.top < 0 || box.left < 0 || box.bottom > window.innerHeight || box.right > window.innerWidth)
    return `outside: ${JSON.stringify(box)}`;
  const first = panel.querySelector("[role=option]")?.getBoundingClientRect();
  if (!first) return "nothing offered";
  const top = document.elementFromPoint(first.left + first.width / 2, first.top + first.height / 2);
  return panel.contains(top) ? "" : `covered by ${top?.outerHTML.slice(0, 80)}`;
}

/** Starts from an empty order, at the desk and on the phone. */
export async function keys({ page, go, check, home, api, rest }) {
  const customer = (await api("customers?$top=1&$filter=blocked eq ''&$select=no")).value[0].no;
  const no = (await api("serviceOrders", "POST", { customerNo: customer })).no;
  const blank = (field) => page.locator(`#serviceLines tr.new-row [data-field=${field}]`);
  for (const [width, height] of [[1280, 800], [1280, 500], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await go(`${home}/serviceOrders/${no}`);
    const at = `at ${width} x ${height}`;
    for (const place of ["start", "center", "end"]) {
      await blank("no").locator("input").evaluate((input, block) => input.scrollIntoView({ block }), place);
      await page.waitForTimeout(150);
      await blank("no").hover();
      await blank("no").locator("[data-act=lookup]").click();
      await page.locator("#lookup-panel [role=option]").first().waitFor();
      check(`the list of parts is in the window ${at}, field at the ${place}`, (await page.evaluate(hidden)) === "", await page.evaluate(hidden));
      await page.keyboard.press("Escape");
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await go(`${home}/serviceOrders/${no}`);
  // A new one from the list comes back into the field; the chosen one opens from it.
  await blank("no").locator("input").focus();
  await page.keyboard.type("70210");
  await page.locator("#lookup-panel .lookup-foot").waitFor();
  const [open] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Alt+O")]);
  await open.waitForLoadState("networkidle");
  check("the chosen record opens from the list", open.url().endsWith("/items/70210"), open.url());
  await open.close();
  await blank("no").locator("input").fill("");
  await page.keyboard.type("7");
  await page.locator("#lookup-panel .lookup-foot").waitFor();
  const [made] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Alt+N")]);
  await made.waitForLoadState("networkidle");
  await made.fill("#f-no", "FROM-LIST");
  await made.press("#f-no", "Tab");
  await made.waitForURL(/FROM-LIST/);
  await made.close();
  await page.waitForFunction(() => document.querySelector("#serviceLines tr.new-row [data-field=no] input").value === "FROM-LIST");
  check("what is created from the list comes back into the field", true);
  await rest();
  await api("items/FROM-LIST", "DELETE");
  await go(`${home}/serviceOrders/${no}`);
  // The only one that is left is taken by Tab.
  await blank("no").locator("input").focus();
  await page.keyboard.type("7021");
  await page.locator("#lookup-panel [role=option]").first().waitFor();
  await page.keyboard.type("0");
  await page.waitForFunction(() => document.querySelectorAll("#lookup-panel [role=option]").length === 1);
  await page.keyboard.press("Tab");
  await page.locator("#serviceLines tr[data-line]").waitFor();
  await rest();
  check("the only part that is left is taken by Tab", (await api(`serviceOrders/${no}/serviceLines`)).value[0].no === "70210");
  const where = () =>
    page.evaluate(() => {
      const control = document.activeElement;
      const chosen = control instanceof HTMLInputElement ? control.value.slice(control.selectionStart ?? 0, control.selectionEnd ?? 0) === control.value : false;
      return { field: control?.closest("[data-field]")?.dataset.field ?? "", chosen, seen: (control?.getClientRects().length ?? 0) > 0 };
    });
  // On a fresh line, with the list open and without waiting for it.
  for (const key of ["Enter", "Tab"]) for (const wait of [true, false]) {
    const before = await page.locator("#serviceLines tr[data-line]").count();
    await blank("no").locator("input").focus();
    await page.keyboard.type("70210");
    if (wait) await page.locator("#lookup-panel [role=option]").first().waitFor();
    let pressed = 0;
    let place = await where();
    while (place.field !== "quantity" && pressed < 6) {
      await page.keyboard.press(key);
      pressed += 1;
      place = await where();
    }
    const how = `${key} on a fresh line${wait ? "" : ", typed fast"}`;
    check(`${how} comes from the number to the quantity in two presses`, pressed <= 2, String(pressed));
    await page.locator("#serviceLines tr[data-line]").nth(before).waitFor();
    await rest();
    place = await where();
    check(`${how}: what arrives is selected`, place.field === "quantity" && place.chosen, JSON.stringify(place));
    await page.keyboard.type("2");
    await page.keyboard.press(key);
    await rest();
    check(`${how}: the line is complete`, (await api(`serviceOrders/${no}/serviceLines`)).value.at(-1).quantity === 2);
  }
  // On a line that is there; while a list is open, the first Enter takes from it.
  for (const key of ["Enter", "Tab"]) {
    await page.locator("#serviceLines tr[data-line]").first().locator("[data-field=no] input").focus();
    let pressed = 0;
    let place = await where();
    while (place.field !== "quantity" && pressed < 6) {
      await page.keyboard.press(key);
      pressed += 1;
      place = await where();
      check(`${key} comes to what can be seen, and selects it: ${place.field}`, place.seen && place.chosen, JSON.stringify(place));
    }
    check(`${key} comes from the number to the quantity in two presses`, pressed <= 2, String(pressed));
  }
  // Rows from a spreadsheet: by headings in any order, bad ones told, the rest taken back as one.
  await go(`${home}/serviceOrders/${no}`);
  const before = (await api(`serviceOrders/${no}/serviceLines`)).value.length;
  const heads = await page.$$eval("#serviceLines thead th", (heads) => Object.fromEntries(heads.map((head, at) => [document.querySelectorAll("#serviceLines tr.new-row > *")[at]?.dataset.field, head.textContent.trim()])));
  const paste = (text) =>
    page.locator("#serviceLines tr.new-row [data-field=no] input").evaluate((input, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  await paste(`${heads.quantity}\t${heads.no}\t${heads.description}\n3\t70210\t"Gasket\nin two lines"\n1\tNOBODY-9\t\n2\t70110\tOther words\n`);
  await page.locator("dialog[open] .left-out li").first().waitFor();
  check("a pasted row that is refused is told, with its number", (await page.locator("dialog[open] .left-out li").allInnerTexts()).join().includes("3:") && (await page.locator("dialog[open] .left-out li").count()) === 1, (await page.locator("dialog[open] .left-out li").allInnerTexts()).join());
  await page.keyboard.press("Escape");
  const added = (await api(`serviceOrders/${no}/serviceLines`)).value.slice(before);
  check("the others are taken by their headings", added.length === 2 && added[0].quantity === 3 && added[0].no === "70210" && added[1].description === "Other words", JSON.stringify(added.map((line) => [line.no, line.quantity, line.description])));
  await page.locator("#toasts .toast .btn-link").first().click();
  await page.waitForFunction((count) => document.querySelectorAll("#serviceLines tr[data-line]").length === count, before);
  check("one Undo takes them back", (await api(`serviceOrders/${no}/serviceLines`)).value.length === before);
  // The first field of a page is near, and a grid is passed over by one link.
  for (const path of [`serviceOrders/${no}`, `customers/${customer}`, "items/70210", "itemJournalLines", "serviceManagementSetup"]) {
    await go(`${home}/${path}`);
    let tabs = 0;
    const inField = () => page.evaluate(() => document.activeElement.matches("[data-field] :is(input, select, textarea)"));
    while (tabs < 10 && !(await inField())) {
      await page.keyboard.press("Tab");
      tabs += 1;
    }
    check(`the first field of ${path} is three Tabs away`, tabs <= 3, String(tabs));
  }
  await go(`${home}/serviceOrders/${no}`);
  await page.locator("#serviceLines").evaluate((grid) => grid.closest("section").querySelector(".pass").focus());
  check("the link that passes over a grid is seen", await page.locator("#serviceLines").evaluate((grid) => getComputedStyle(grid.closest("section").querySelector(".pass")).opacity === "1"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  check("it leads behind the grid", await page.evaluate(() => document.querySelector("#comments").closest("section").contains(document.activeElement)));
  // Headings of the chart are not offered.
  const accounts = await page.evaluate(async (path) => (await fetch(path)).text(), `${home}/-/lookup/glAccounts?all=1`);
  const headings = (await api("glAccounts?$filter=accountType ne 'posting'&$select=no&$top=200")).value;
  check("the chart has headings", headings.length > 0);
  check("headings of the chart are not offered", !headings.some((account) => accounts.includes(`data-code="${account.no}"`)));
  await api(`serviceOrders/${no}`, "DELETE");
}
