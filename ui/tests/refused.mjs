// What was refused: all that was typed stays, the message is in view at its field, and it offers the
// way out as a button.

/** What covers a message, or where it lies outside the window; empty when a person reads it all. */
function unseen() {
  const strip = document.querySelector(".strip-row .strip");
  if (!strip) return "no message";
  const box = strip.getBoundingClientRect();
  for (const y of [box.top + 3, box.bottom - 3]) {
    const top = document.elementFromPoint(box.left + 12, y);
    if (!strip.contains(top)) return `${Math.round(y)} of ${window.innerHeight} is covered by ${top?.outerHTML.slice(0, 60)}`;
  }
  return "";
}

export async function refused({ page, go, check, home, api, rest }) {
  const customer = (await api("customers?$top=1&$filter=blocked eq ''&$select=no")).value[0].no;
  const no = (await api("serviceOrders", "POST", { customerNo: customer })).no;
  const blank = (field) => page.locator(`#serviceLines tr.new-row [data-field=${field}] :is(input, select)`);
  const type = async (kind, text) => {
    await blank("type").selectOption(kind);
    await blank("no").fill("");
    await blank("no").focus();
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
    await page.locator(".strip-row").waitFor();
    await rest();
  };
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    await page.setViewportSize({ width, height });
    for (const kind of ["item", "resource", "cost", "text"]) {
      await go(`${home}/serviceOrders/${no}`);
      await type(kind, "NOBODY-9");
      const at = `${kind} at ${width}`;
      check(`a refused entry leaves the type: ${at}`, (await blank("type").inputValue()) === kind, await blank("type").inputValue());
      check(`a refused entry stays: ${at}`, (await blank("no").inputValue()) === "NOBODY-9");
      check(`its message is in view: ${at}`, (await page.evaluate(unseen)) === "", await page.evaluate(unseen));
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await go(`${home}/serviceOrders/${no}`);
  await type("item", "NOBODY-9");
  await page.locator(".strip-row .btn", { hasText: /list|liste/ }).click();
  await page.locator("#lookup-panel [role=option]").first().waitFor();
  check("the list opens from the message", (await page.locator("#lookup-panel [role=option]").count()) > 3);
  await page.locator("#lookup-panel [role=option]", { hasText: "70210" }).first().click();
  await page.keyboard.press("Tab");
  await page.locator("#serviceLines tr[data-line]").waitFor();
  await rest();
  check("what is taken from it is saved", (await api(`serviceOrders/${no}/serviceLines`)).value[0].no === "70210" && (await page.locator(".strip-row").count()) === 0);

  // Somebody else released it: the message opens it again, and the entry is made.
  await api(`serviceOrders/${no}/serviceLines/10000`, "PATCH", { quantity: 1 });
  await go(`${home}/serviceOrders/${no}`);
  await api(`serviceOrders/${no}/release`, "POST", {});
  const quantity = page.locator("#serviceLines tr[data-line] [data-field=quantity] input").first();
  await quantity.fill("3");
  await page.keyboard.press("Tab");
  await page.locator(".strip-row .btn", { hasText: /Reopen|Rouvrir/ }).click();
  await page.locator(".strip-row").waitFor({ state: "detached" });
  await rest();
  check("a released order is reopened from the message, and the entry made", (await api(`serviceOrders/${no}/serviceLines`)).value[0].quantity === 3);

  // What is mended elsewhere names its page, and the page opens at the field.
  await api("items/70210", "PATCH", { blocked: true });
  await type("item", "70210");
  const [card] = await Promise.all([page.waitForEvent("popup"), page.locator(".strip-row .btn", { hasText: "70210" }).click()]);
  await card.waitForLoadState("networkidle");
  check("the card opens at the field that is to be mended", (await card.evaluate(() => document.activeElement?.id)) === "f-blocked", card.url());
  await card.close();
  await api("items/70210", "PATCH", { blocked: false });
  await page.locator(".strip-row .btn", { hasText: /Try again|Réessayer/ }).click();
  await page.locator("#serviceLines tr[data-line]").nth(1).waitFor();
  await rest();
  check("then the entry is tried again", (await api(`serviceOrders/${no}/serviceLines`)).value.length === 2);
  await api(`serviceOrders/${no}`, "DELETE");
}
