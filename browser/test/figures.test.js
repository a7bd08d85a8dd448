// Every figure opens: behind a cell of a table, a chart or a form stand the households, or the facts, that make it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { number, visitor } from "../src/visit.js";

// a province with its communes, one of them with its villages
const PROVINCE = "/area/46?on=2025-07-01&year=2023";
const COMMUNE = "/area/20044?on=2025-07-01&year=2023";
/** Lines of a form: a district, communes, the province at the end; households and persons where the form has both. */
const LINES = [0, 1, 4, 7, -2, -1];

for (const [name, path] of [["province", PROVINCE], ["commune", COMMUNE]]) {
  test(`every figure of a ${name} opens`, async (t) => {
    const me = await visitor(t);
    await me.open(path);
    const cells = [
      ...(await read(me, ".tile .v a[href^='/households']")),
      ...(await read(me, ".c6 > table td a")),
      // all households, poor, near-poor; the change is a difference and opens nothing
      ...(await read(me, "#units tbody tr:nth-child(-n+3) td:is(:nth-child(2), :nth-child(3), :nth-child(6)) a")),
      ...(await read(me, "#units tfoot td:is(:nth-child(2), :nth-child(3), :nth-child(6)) a")),
      ...(await read(me, ".pic > div:first-child svg a[href^='/households'] > title")),
    ];
    assert.ok(cells.length > 40, `${cells.length} figures`);
    await openAll(me, cells);
  });
}

for (const form of [1, 2, 3, 4, 8, 9, 10, 11, 12]) {
  test(`every figure of form ${form} opens`, async (t) => {
    const me = await visitor(t);
    await me.open(`/forms/${form}?year=2023`);
    const rows = me.page.locator(".sheet .form tbody tr");
    const last = await rows.count();
    const cells = [];
    for (const line of LINES.map((line) => (line < 0 ? last + line : line))) cells.push(...(await read(me, rows.nth(line).locator("td a"))));
    assert.ok(cells.length >= 4 * 4, `${cells.length} figures`);
    await openAll(me, cells);
  });
}

test("a figure is opened by a click and leads back", async (t) => {
  const me = await visitor(t);
  await me.open("/forms/2?year=2023");
  const cell = me.page.locator(".sheet .form tbody tr").first().locator("td a").first();
  const counted = number(await cell.innerText());
  await me.follow(cell);
  assert.deepEqual(await stated(me.page), [counted]);
  await me.page.goBack();
  assert.equal(new URL(me.page.url()).pathname, "/forms/2");
});

/** Text and address of each link; of a chart's part its title, whose last number is the newest. */
async function read(me, where) {
  const links = typeof where === "string" ? me.page.locator(where) : where;
  const found = await links.evaluateAll((all) =>
    all.map((one) => ({ text: one.textContent, path: (one.closest("a") ?? one).getAttribute("href") })),
  );
  return found.filter((cell) => !/\d,\d/.test(cell.text));
}

async function openAll(me, cells) {
  for (const { text, path } of cells) {
    const figure = /[\d.]+(?!.*\d)/.exec(text);
    assert.ok(figure, `no figure in “${text}”`);
    await me.open(path);
    const told = await stated(me.page);
    assert.ok(told.includes(number(figure[0])), `“${text}” opens ${path}, which states ${told}`);
  }
}

/** The total that an opened page states: of the cell it was opened from, of its households, or of all who live there. */
async function stated(page) {
  const cell = page.locator(".note", { hasText: "làm nên con số ấy" });
  if ((await cell.count()) > 0) return [number(/: ([\d.]+)\. Dưới đây/.exec(await cell.innerText())[1])];
  const households = number(await page.locator("h1").innerText());
  const lives = page.url().includes("/population");
  return lives ? [households, number(await page.locator(".lead").innerText())] : [households];
}
