// What is taken home is what is on the screen: as many rows as the headline says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isCsv, isXlsx, rowsOfCsv, rowsOfXlsx } from "../src/files.js";
import { number, visitor } from "../src/visit.js";

const LISTS = [
  "/households?year=2023&class=poor&indicator=jobs",
  "/households?year=2022&class=near_poor&mark=ethnic_minority",
  "/households?year=2023&form=2&col=3",
];

for (const path of LISTS) {
  test(`all households of ${path} are in its files`, async (t) => {
    const me = await visitor(t);
    await me.open(path);
    const shown = number(await me.page.locator("h1").innerText());
    const csv = await me.save(me.page.getByRole("link", { name: "CSV" }));
    isCsv(csv);
    const rows = rowsOfCsv(csv.bytes).slice(1);
    assert.equal(rows.length, shown);
    assert.equal(new Set(rows.map((row) => row[0])).size, shown, "no household twice");
    const first = await me.page.locator("#ket-qua tbody th").first().innerText();
    assert.ok(rows.some((row) => row[1] === first), `${first} is in the file`);
    const xlsx = await me.save(me.page.getByRole("link", { name: "XLSX" }));
    isXlsx(xlsx);
    // title, note and heading stand above the households
    const above = rowsOfXlsx(xlsx.bytes) - shown;
    assert.ok(above >= 1 && above <= 6, `${above} rows above ${shown} households`);
  });
}
