// The way from the country to one household and to a form that is taken home: by mouse and by keyboard alone, in an
// office and on a phone, in both languages, with and without scripts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SCREENS, number, visitor } from "../src/visit.js";
import { isCsv, isPdf, isXlsx } from "../src/files.js";

const WORDS = {
  vi: { list: "Danh sách hộ", forms: "Biểu mẫu", form: /^Biểu 2\./ },
  en: { list: "List of households", forms: "Forms", form: /^Form 2\./ },
};

for (const lang of ["vi", "en"]) {
  for (const [name, screen] of Object.entries(SCREENS)) {
    for (const scripts of [true, false]) {
      const how = `${lang}, ${name}, ${scripts ? "with" : "without"} scripts`;
      test(`from the country to a form by mouse (${how})`, async (t) => {
        const me = await visitor(t, { screen, lang, scripts });
        await walk(me, lang, (target) => me.follow(target.first()));
      });
    }
    test(`from the country to a form by keyboard alone (${lang}, ${name})`, async (t) => {
      const me = await visitor(t, { screen, lang });
      await walk(me, lang, async (target) => {
        await me.tabTo(target);
        await me.enter();
      });
    });
  }
}

async function walk(me, lang, go) {
  const { page } = me;
  const { list, forms, form } = WORDS[lang];
  await me.open("/");
  assert.match(await page.locator("h1").innerText(), /599[.,]608/);

  await go(page.locator("section > .wrap tbody a", { hasText: "Huế" }));
  assert.equal(new URL(page.url()).pathname, "/area/46");
  assert.match(await page.locator("h1").innerText(), /4[.,]689/);

  const commune = page.locator("#units tbody tr").first();
  const poor = number(await commune.locator("td").nth(1).innerText());
  await go(commune.locator("th a"));
  assert.equal(number(await page.locator(".tile .v").nth(1).innerText()), poor, "the commune says what its line said");

  const village = page.locator("#units tbody tr").first();
  const own = number(await village.locator("td").nth(1).innerText());
  await go(village.locator("th a"));
  assert.equal(number(await page.locator(".tile .v").first().innerText()), own, "the village says what its line said");

  await go(page.getByRole("link", { name: list, exact: true }));
  await go(page.locator("#ket-qua tbody th a"));
  assert.match(new URL(page.url()).pathname, /^\/households\/\d+\//);
  assert.ok((await page.locator(".why ol > li").count()) > 2, "a class comes with its reasons");

  await go(page.locator(".nav").getByRole("link", { name: forms, exact: true }));
  await go(page.getByRole("link", { name: form }));
  isXlsx(await me.save(page.getByRole("link", { name: "XLSX" })));
  isPdf(await me.save(page.getByRole("link", { name: "PDF" })));
  isCsv(await me.save(page.getByRole("link", { name: "CSV" })));
}
