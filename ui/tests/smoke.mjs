// The browser smoke test: one real job through the screens of a running demonstration company.
// FIELDWRIGHT_URL says where it runs; FIELDWRIGHT_LOG is where it told the passwords.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { actions } from "./actions.mjs";
import { course } from "./course.mjs";
import { desk } from "./desk.mjs";
import { house } from "./house.mjs";
import { order as theOrder } from "./order.mjs";
import { speak, words } from "./words.mjs";
import { screens as listsAndCards } from "./screens.mjs";

const base = process.env.FIELDWRIGHT_URL ?? "http://127.0.0.1:8080";
const log = process.env.FIELDWRIGHT_LOG ?? "";
const company = "atelier-moka";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let passed = 0;
const failures = [];

function check(what, good, more = "") {
  if (good) passed += 1;
  else failures.push(`${what} ${more}`.trim());
  console.log(`${good ? "ok  " : "FAIL"} ${what}${good ? "" : ` ${more}`}`);
}

/** The users and passwords that the demonstration printed. */
async function users() {
  for (let waited = 0; waited < 300; waited += 1) {
    const lines = readFileSync(log, "utf8").split("\n");
    const found = Object.fromEntries(lines.map((line) => line.trim().split(/\s+/)).filter((words) => words.length === 4 && ["en", "fr"].includes(words[3])).map(([name, password]) => [name, password]));
    if (found.admin && (await fetch(`${base}/healthz`).catch(() => null))?.ok) return found;
    await new Promise((done) => setTimeout(done, 1000));
  }
  throw new Error(`the program does not answer:\n${readFileSync(log, "utf8")}`);
}

const known = await users();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
page.on("pageerror", (error) => failures.push(`script: ${error.message}`));

async function go(path) {
  const answer = await page.goto(`${base}${path}`);
  await page.waitForLoadState("networkidle");
  return answer.status();
}

/** No violation of accessibility, and nothing wider than the screen. */
async function inspect(name) {
  await page.addScriptTag({ content: axe }).catch(() => page.evaluate(axe));
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.target.join(" ")}`);
  });
  check(`${name}: accessible`, found.length === 0, found.join("; "));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(`${name}: fits the screen`, wide <= 1, `${wide} px too wide`);
}

try {
  await go(`/c/${company}`);
  check("a stranger is asked to sign in", page.url().includes("/sign-in"));
  await page.fill("input[name=userName]", "admin");
  await page.fill("input[name=password]", "wrong password");
  await page.press("input[name=password]", "Enter");
  await page.waitForLoadState("networkidle");
  check("a wrong password is refused in words", (await page.locator("[role=alert]").count()) > 0);
  await page.fill("input[name=userName]", "admin");
  await page.fill("input[name=password]", known.admin);
  await page.press("input[name=password]", "Enter");
  await page.waitForLoadState("networkidle");
  check("the role centre opens", page.url().includes(`/c/${company}`), page.url());
  await listsAndCards({ page, go, check, company });
  await course({ page, go, check, company });
  await house({ page, go, check, company });
  await desk({ page, go, check, company, context });
  await theOrder({ page, go, check, company, context });

  // A customer, by hand.
  await go(`/c/${company}/customers?new`);
  await page.fill("#f-name", "Smoke & Sons «Œuf»");
  await page.press("#f-name", "Tab");
  await page.waitForFunction(() => (document.querySelector("[data-title-no]")?.textContent ?? "").trim().startsWith("C"), undefined, { timeout: 10000 });
  check("a customer gets a number", true);

  // An order: quantities, a refused entry, a new line, posting.
  await go(`/c/${company}/serviceOrders`);
  const rows = page.locator("tbody tr[data-href]");
  check("orders are listed", (await rows.count()) > 5, `${await rows.count()} rows`);
  const order = await page.evaluate(async (name) => {
    const answer = await fetch(`/api/v1/companies/${name}/serviceOrders?$filter=status eq 'inProcess'&$expand=serviceLines`, { headers: { Accept: "application/json" } });
    return (await answer.json()).value.find((order) => order.serviceLines.some((line) => line.type === "item")).no;
  }, company);
  check("the order opens", (await go(`/c/${company}/serviceOrders/${order}`)) === 200);
  const quantity = page.locator("#serviceLines tr[data-line] [data-field=quantity] input").first();
  await quantity.fill("-1");
  await quantity.press("Tab");
  await page.locator("tr.strip-row").first().waitFor();
  check("a negative quantity is refused at its cell, and stays", (await quantity.inputValue()) === "-1");
  await page.locator("tr.strip-row button").first().click();
  const before = await page.locator(".total.grand .v").innerText();
  await quantity.fill("7");
  await quantity.press("Tab");
  await page.waitForFunction((text) => document.querySelector(".total.grand .v")?.textContent !== text, before, { timeout: 10000 }).catch(() => undefined);
  await page.waitForTimeout(300);
  check("a line's quantity is saved", (await page.locator("#serviceLines tr[data-line] [data-field=quantity] input").first().inputValue()) === "7");
  const lines = await page.locator("#serviceLines tr[data-line]").count();
  await page.locator("#serviceLines tr.new-row [data-field=description] input").fill("Checked at the bench");
  await page.locator("#serviceLines tr.new-row [data-field=description] input").press("Tab");
  await page.waitForFunction((count) => document.querySelectorAll("#serviceLines tr[data-line]").length > count, lines, { timeout: 10000 });
  check("a text becomes a line", true);
  await page.keyboard.press("F9");
  await page.locator("[data-ready]").waitFor({ timeout: 10000 });
  check("posting shows its entries first", (await page.locator("[data-ready=yes]").count()) === 1, await page.locator("[data-plan]").innerText());
  await page.keyboard.press("F9");
  await page.locator("#posted [data-first]").waitFor({ timeout: 15000 });
  const invoice = await page.locator("#posted [data-first]").getAttribute("href");
  check("the order is posted", invoice?.includes("postedServiceInvoices"), invoice ?? "");
  check("the invoice opens", (await go(invoice)) === 200);
  await inspect("posted invoice");
  const number = invoice.split("/").pop();
  const pdf = await page.evaluate(async ([name, no]) => {
    const answer = await fetch(`/api/v1/companies/${name}/postedServiceInvoices/${no}/pdf`);
    return [answer.status, answer.headers.get("Content-Type"), (await answer.arrayBuffer()).byteLength];
  }, [company, number]);
  check("the invoice prints", pdf[0] === 200 && pdf[1] === "application/pdf" && pdf[2] > 10000, String(pdf));
  await go(`/c/${company}/-/find-entries?documentNo=${number}`);
  check("its entries are found", (await page.locator("table.find tbody tr").count()) >= 6);

  // Every kind of screen, at both widths, in both languages, light and dark.
  const open = await page.evaluate(async (name) => {
    const answer = await fetch(`/api/v1/companies/${name}/serviceOrders?$top=1&$select=no`, { headers: { Accept: "application/json" } });
    return (await answer.json()).value[0].no;
  }, company);
  const screens = ["", "/serviceOrders", `/serviceOrders/${open}`, "/customers", "/items", "/serviceItems", "/generalLedgerEntries", "/-/set-up", "/-/finance", "/generalPostingSetup", "/-/users"];
  for (const [width, scheme, language] of [[1280, "light", "en"], [390, "dark", "fr"]]) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: scheme });
    await speak(page, language);
    for (const screen of screens) {
      const status = await go(`/c/${company}${screen}`);
      check(`${screen || "role centre"} at ${width} px, ${scheme}, ${language}`, status === 200, String(status));
      await inspect(`${screen || "role centre"} at ${width} px`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await speak(page, "en");
  for (const language of ["fr", "en"]) await words({ page, check, base, company }, language);
  await actions({ page, check, base, company });
} catch (error) {
  failures.push(String(error));
  console.log(`FAIL ${error}`);
}
await browser.close();
for (const failure of failures) console.error(failure);
console.log(`smoke: ${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
