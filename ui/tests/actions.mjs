// Every action of every page of the demonstration company is pressed, in both languages: it opens a form with
// captions of that language, asks, runs, or is barred with the reason. No answer 500, and no name of the API
// on the screen. Run by the smoke test, after everything else, for it posts and deletes.

/** What a person never reads: names in camelCase, and numbers of records by the name of their parameter. */
const RAW = /\b(?:[a-z]+(?:[A-Z][a-z]+)+|Nos|null|undefined|NaN)\b|\{ ?\$?\w+ ?\}/;
/** Words of one language that do not stand in the other. */
const FOREIGN = { fr: /\b(?:Release|Reopen|Set dimension|Batch|Posting|Calculate|Insert|Create|Delete|already|Cancel|Close)\b/, en: /\b(?:Lancer|Rouvrir|Valider|Annuler|Fermer|déjà|Saisir|Créer)\b/ };

export async function actions({ page, check, base, company }) {
  const broken = [];
  page.on("response", (response) => response.status() >= 500 && broken.push(`${response.request().method()} ${response.url()}: ${response.status()}`));
  const top = await page.evaluate(async () => {
    const answer = await fetch(document.body.dataset.api.replace(/companies\/.*$/, "openapi.json"));
    const paths = Object.keys((await answer.json()).paths);
    return [...new Set(paths.map((path) => path.match(/\/companies\/\{company\}\/(\w+)$/)?.[1]).filter(Boolean))];
  });
  for (const language of ["fr", "en"]) {
    await speak(page, language);
    const tools = { page, check, language, pressed: 0 };
    for (const collection of [...top, "-/users"]) {
      for (const url of await page.evaluate(places, `/c/${company}/${collection}`)) await everyAction(tools, `${base}${url}`);
    }
    check(`${language}: every action was pressed`, tools.pressed > 30, String(tools.pressed));
  }
  check("no action answers 500", broken.length === 0, broken.join("; "));
}

/** The list, and the page of one of its records, as far as something can be done there. */
async function places(list) {
  const read = async (url) => {
    const answer = await fetch(url);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };
  const page = await read(list);
  // Whoever is signed in is not signed out.
  const row = page && [...page.querySelectorAll("#rows tr[data-href]")].find((row) => row.dataset.key !== "ADMIN");
  const record = row && (await read(row.dataset.href));
  return [[list, page], [row?.dataset.href, record]].filter(([, page]) => page?.querySelector("[data-act=run], [data-act^=bulk-ask], [data-act=bulk-run]")).map(([url]) => url);
}

async function visit(page, url) {
  await page.goto(url);
  await page.waitForFunction(() => document.readyState === "complete");
}

/** Chooses the language of the user, as a person does. */
async function speak(page, language) {
  await page.locator("[data-menu=languages]").click();
  await Promise.all([page.waitForEvent("load"), page.locator(`#languages [data-arg=${language}]`).click()]);
}

/** Presses what stands in the menus and bars of a page, and in the bar of chosen rows. */
async function everyAction(tools, url) {
  const { page, check, language } = tools;
  await visit(page, url);
  const buttons = await page.$$eval("[data-act=run], [data-act=statistics], [data-act=test-report], [data-act=bulk-ask], [data-act=bulk-run]", (all) => all.map((one) => [one.dataset.act, one.dataset.arg ?? ""]));
  for (const [act, arg] of buttons) {
    await visit(page, url);
    const at = `${language} ${new URL(url).pathname.replace(/^\/c\/[^/]+/, "")} ${act} ${arg}`;
    const button = page.locator(`[data-act="${act}"]${arg ? `[data-arg="${arg}"]` : ""}`).first();
    if (act.startsWith("bulk")) {
      if ((await page.locator("#rows tr[data-href]").count()) === 0) continue;
      await page.locator("#rows tr[data-href]:not([data-key=ADMIN]) .pick").first().click();
    }
    const menu = await button.evaluate((one) => one.closest("[role=menu]")?.id ?? "");
    if (menu) await page.locator(`[data-menu="${menu}"]`).click();
    if (!(await button.isVisible().catch(() => false))) {
      check(`${at}: is to be seen`, false);
      continue;
    }
    tools.pressed += 1;
    told(tools, `${at}: its word`, await button.innerText());
    if ((await button.getAttribute("aria-disabled")) === "true") {
      const why = menu ? await button.locator(".why").innerText().catch(() => "") : await button.getAttribute("title");
      check(`${at}: says why it is barred`, Boolean(why?.trim()));
      continue;
    }
    await button.click();
    await press(tools, at);
  }
}

/** Answers what is asked, and looks at what is shown, until nothing is asked any more. */
async function press(tools, at) {
  const { page, check } = tools;
  for (let step = 0; step < 4; step += 1) {
    await page.waitForTimeout(200);
    const dialog = page.locator("dialog[open]").last();
    if ((await dialog.count()) === 0) break;
    told(tools, `${at}: what it shows`, await dialog.innerText());
    const captions = await dialog.locator("form [data-field] label").allInnerTexts();
    check(`${at}: every field has a caption`, captions.every((caption) => caption.trim() !== ""));
    await fill(page, dialog);
    await page.waitForFunction(() => !document.querySelector("dialog[open] [data-outlook] .hint"), undefined, { timeout: 15000 }).catch(() => undefined);
    const go = dialog.locator(".dialog-foot .btn-primary, .dialog-foot .btn-danger, [data-act=confirm-yes]").last();
    if ((await go.getAttribute("aria-disabled")) === "true") {
      check(`${at}: says what cannot be done`, (await dialog.locator("[data-outlook]").innerText().catch(() => "")).trim() !== "");
      return;
    }
    const before = await dialog.innerText();
    await go.click();
    await page.waitForTimeout(250);
    await page.waitForFunction(() => !document.querySelector(".toast.progress"), undefined, { timeout: 20000 }).catch(() => undefined);
    const still = page.locator("dialog[open]").last();
    // It may close while it is looked at.
    const now = (await still.count()) > 0 ? await still.innerText({ timeout: 1000 }).catch(() => "") : "";
    if (now === before) break;
  }
  await page.waitForTimeout(100);
  const shown = await page.locator("#toasts .toast, .field-error, .strip, dialog[open]").allInnerTexts();
  for (const text of shown) told(tools, `${at}: what came of it`, text);
}

/** Something fitting in each field that must be filled. */
async function fill(page, dialog) {
  for (const field of await dialog.locator("form [data-field]").all()) {
    const control = field.locator("input, select, textarea").first();
    if ((await control.count()) === 0 || (await control.getAttribute("aria-required")) !== "true") continue;
    const kind = await field.getAttribute("data-kind");
    const lookup = await control.getAttribute("data-lookup");
    if (kind === "option") continue;
    if (lookup) {
      await control.focus();
      await page.keyboard.press("Alt+ArrowDown");
      await page.locator(".lookup-panel [role=option]").first().waitFor({ timeout: 3000 }).catch(() => undefined);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
    } else await control.fill({ date: "2025-01-31", factor: "1", amount: "1" }[kind] ?? "Pressed by a test");
  }
}

function told({ check, language }, what, text) {
  const raw = text.match(RAW) ?? text.match(FOREIGN[language]);
  check(`${what} is in words`, raw === null, raw ? `${raw[0]} in ${text.slice(0, 160)}` : "");
}
