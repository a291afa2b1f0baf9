// An answer that is lost: the server has made the line, the browser does not know. Whatever is typed
// before it is tried again, there is one line, in the books and on the screen.

export async function lost({ page, go, check, home, api, rest }) {
  const customer = (await api("customers?$top=1&$filter=blocked eq ''&$select=no")).value[0].no;
  const blank = (field) => page.locator(`#serviceLines tr.new-row [data-field=${field}] input`);
  const typings = {
    "nothing else": async () => undefined,
    "a quantity": async (line) => {
      await line.locator("[data-field=quantity] input").fill("3");
      await page.keyboard.press("Tab");
    },
    "a field of the header": async () => {
      await page.fill("#f-description", "Leaks below");
      await page.press("#f-description", "Tab");
    },
  };
  for (const [what, type] of Object.entries(typings)) {
    const no = (await api("serviceOrders", "POST", { customerNo: customer })).no;
    await go(`${home}/serviceOrders/${no}`);
    let took = 0;
    const lines = (url) => url.pathname.endsWith(`/serviceOrders/${no}/serviceLines`);
    await page.route(lines, async (route) => {
      if (route.request().method() !== "POST" || (took += 1) > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await blank("no").fill("70210");
    const line = page.locator("#serviceLines tr[data-record]:has([data-field=no].problem)");
    await page.keyboard.press("Tab");
    await page.locator("#serviceLines tr.strip-row").waitFor();
    await type(line);
    await page.locator("#serviceLines tr.strip-row").waitFor({ state: "detached", timeout: 15000 });
    await page.unroute(lines);
    await rest();
    const kept = (await api(`serviceOrders/${no}/serviceLines`)).value;
    check(`a lost answer and ${what}: one line in the books`, kept.length === 1 && kept[0].no === "70210", String(kept.length));
    check(`a lost answer and ${what}: what was typed is kept`, what !== "a quantity" || kept[0]?.quantity === 3, String(kept[0]?.quantity));
    const shown = await page.locator("#serviceLines tr[data-line]").evaluateAll((rows) => rows.map((row) => row.querySelector("[data-field=no] input")?.value));
    check(`a lost answer and ${what}: one line on the screen`, shown.length === 1 && shown[0] === "70210", shown.join(" "));
    const blanks = await page.locator("#serviceLines tr").evaluateAll((rows) => rows.map((row) => `${row.dataset.part ?? row.dataset.place ?? "-"} ${row.className}`));
    check(`a lost answer and ${what}: a blank row follows`, blanks.filter((row) => row.includes("new-row")).length === 1, blanks.join("; "));
    await api(`serviceOrders/${no}`, "DELETE");
  }
}
