// A walk over the screens in one language: no word of the other stands anywhere but in what people typed.
import { readdirSync, readFileSync } from "node:fs";

/** The messages of a language by id: those of one line without arguments. */
function catalogue(language) {
  const folder = new URL(`../../locales/${language}/`, import.meta.url);
  const found = new Map();
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(new URL(file, folder), "utf8").split("\n")) {
      const [, id, text] = /^([a-zA-Z][\w-]*) = ([^{}]+)$/.exec(line) ?? [];
      if (id) found.set(id, text.trim());
    }
  }
  return found;
}

/** Texts of the other language that are none of this one. */
function foreign(language) {
  const [own, other] = [catalogue(language), catalogue(language === "fr" ? "en" : "fr")];
  const known = new Set(own.values());
  return new Map([...other].filter(([id, text]) => own.get(id) !== text && !known.has(text) && text.length > 2 && !["option-en", "option-fr"].includes(id)).map(([id, text]) => [text, id]));
}

/** What the page says itself: without what stands in records, and in the names of people and languages. */
function said() {
  const data = "td:not(.hint), dd, .option, .val, .cut, .no, .tag, .lead, [data-title-no], [data-title-name], [lang]:not(html), script, style, .log-row, .sum, .card-name, .company, .task-table, .next-card, .recent, select, textarea, .menu-head, .facet, .notice";
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === 3) {
      const text = node.nodeValue.trim();
      if (text && !node.parentElement.closest(data)) found.push(text);
    } else {
      for (const name of ["title", "aria-label", "placeholder"]) {
        const text = node.getAttribute(name);
        if (text && !node.closest(`td, ${data}`)) found.push(...text.split("\n").map((line) => line.trim()));
      }
      if (node.matches("option") && !node.closest("[data-lookup]")) found.push(node.text.trim());
    }
  }
  return [...new Set(found)];
}

/** Small words that give a language away, for what no catalogue holds, such as tooltips made from code. */
const small = {
  en: /(^|[\s(“])(the|of|is|are|and|this|which|when|with|for|from|must|whether)([\s,.)”]|$)/i,
  fr: /(^|[\s(«])(le|les|des|du|est|sont|une|avec|pour|dans|aux|et|ou)([\s,.)»]|$)/i,
};

/** The session speaks this language from now on. */
export async function speak(page, language) {
  await page.evaluate(async (language) => {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": document.body.dataset.csrf };
    await fetch("/api/v1/session", { method: "PATCH", headers, body: JSON.stringify({ language }) });
  }, language);
}

/** Walks over every list with a new record and a card, and over the pages that are no lists. */
export async function words(tools, language) {
  const { page, base, company } = tools;
  const home = `/c/${company}`;
  await speak(page, language);
  const names = await page.evaluate(async (company) => (await (await fetch(`/api/v1/companies/${company}/`, { headers: { Accept: "application/json" } })).json()).value.map((one) => one.name), company);
  const paths = ["", "/-/set-up", "/-/finance", "/-/import", "/-/users", "/-/find-entries?documentNo=X"].map((path) => home + path);
  for (const name of names) {
    paths.push(`${home}/${name}`);
    await page.goto(`${base}${home}/${name}`);
    const row = await page.locator("#rows tr[data-href]").first().getAttribute("data-href", { timeout: 1 }).catch(() => null);
    if (row) paths.push(row);
    else if ((await page.locator("[href$='?new']").count()) > 0) paths.push(`${home}/${name}?new`);
  }
  await read(tools, language, paths);
  await speak(page, "en");
}

async function read({ page, base, check }, language, paths) {
  const other = foreign(language);
  const telling = small[language === "fr" ? "en" : "fr"];
  check("the walk knows words of the other language", other.size > 1000, String(other.size));
  for (const path of paths) {
    await page.goto(`${base}${path}`);
    const texts = await page.evaluate(said);
    const wrong = texts.filter((text) => other.has(text) || telling.test(text)).map((text) => `${text.slice(0, 80)} (${other.get(text) ?? "small words"})`);
    if (wrong.length) check(`${path} speaks ${language} alone`, false, wrong.slice(0, 8).join("; "));
  }
  check(`${paths.length} pages speak ${language} alone`, paths.length > 100, String(paths.length));
}
