// Programmes, targets and units: on a narrow phone, by keyboard, without scripts, and with every chart told in words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isPdf, isXlsx } from "../src/files.js";
import { SCREENS, visitor } from "../src/visit.js";

const NARROW = { width: 360, height: 740 };
const PROGRAMME = "/programmes/ninh-binh-kh-151?day=2025-03-01";
const TARGET = "/programmes/ninh-binh-kh-151/targets/giam-hai-phan-ba?day=2025-03-01";
const PAGES = [
  "/programmes",
  PROGRAMME,
  "/programmes/ninh-binh-kh-151",
  "/programmes/thanh-hoa-qd-289-2016?day=2020-07-01",
  "/programmes/thanh-hoa-vi-du?day=2018-05-25",
  "/programmes/ninh-thuan-ct-19-2021?day=2024-02-15",
  TARGET,
  "/programmes/ninh-binh-kh-151/targets/bao-phu-chinh-sach",
  "/programmes/compare",
  "/programmes/compare?of=thanh-hoa-vi-du",
  "/targets?area=37",
  "/documents",
  "/documents?q=nghi%20quyet",
  "/documents/th-qd-289",
];

for (const lang of ["vi", "en"]) {
  test(`programmes fit a phone 360 px wide (${lang})`, async (t) => {
    const me = await visitor(t, { screen: NARROW, lang, as: null });
    for (const path of PAGES) await me.open(path);
  });
}

test("a leader comes from the list to the sentence of a target by keyboard alone", async (t) => {
  const me = await visitor(t, { as: null });
  await me.open("/programmes?day=2025-03-01");
  await me.tabTo(me.page.locator("a[href^='/programmes/ninh-binh-kh-151']"));
  await me.enter();
  await me.tabTo(me.page.locator("#targets tbody th a"));
  await me.enter();
  assert.match(await me.page.locator("blockquote").first().innerText(), /giảm 2\/3 so với năm 2021/);
});

test("a state is told by shape and word, not by colour alone", async (t) => {
  const me = await visitor(t, { as: null });
  await me.open(PROGRAMME);
  const chips = await me.page.locator("#targets .chip").evaluateAll((all) =>
    all.map((one) => ({ shape: one.querySelector("path")?.getAttribute("d") ?? "", text: one.innerText.trim() })),
  );
  assert.ok(chips.length >= 4, `${chips.length} states`);
  const shapes = new Map();
  for (const { shape, text } of chips) {
    assert.ok(shape && text);
    assert.equal(shapes.get(text) ?? shape, shape, `${text} has one shape`);
    shapes.set(text, shape);
  }
  assert.equal(new Set(shapes.values()).size, shapes.size, "each state has its own shape");
});

test("the chart of a target has a text in its place and its figures as a table", async (t) => {
  const me = await visitor(t, { as: null });
  await me.open(TARGET);
  const chart = me.page.locator(".pic svg[aria-labelledby]").first();
  const named = await chart.evaluate((svg) =>
    (svg.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? ""),
  );
  assert.ok(named.length > 0 && named.every((text) => text.length > 5), `${named}`);
  await me.page.locator(".pic summary").first().click();
  assert.match(await me.page.locator(".pic details table").first().innerText(), /2024/);
});

test("another day shows what was known then, without scripts too", async (t) => {
  const me = await visitor(t, { as: null, scripts: false });
  await me.open(TARGET);
  await me.page.locator("#day").fill("2025-01-15");
  await me.follow(me.page.locator(".dayline button"));
  assert.equal(new URL(me.page.url()).searchParams.get("day"), "2025-01-15");
  const chip = await me.page.locator("h1 ~ .lead .chip").first().innerText();
  assert.match(chip, /Chậm/, "only the preliminary figure was known");
});

test("the columns of the units sort", async (t) => {
  const me = await visitor(t, { as: null });
  await me.open("/programmes/thanh-hoa-vi-du?day=2018-05-25");
  await me.follow(me.page.locator("#units .cardtbl thead a").nth(4));
  assert.equal(await me.page.locator("#units .cardtbl thead th").nth(4).getAttribute("aria-sort"), "descending");
  const falls = await me.page.locator("#units .cardtbl tbody td:nth-child(5)").allInnerTexts();
  const numbers = falls.map((text) => Number(text.replace(",", ".")));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
});

test("a programme comes as XLSX and PDF", async (t) => {
  const me = await visitor(t, { as: null });
  await me.open(PROGRAMME);
  isXlsx(await me.save(me.page.getByRole("link", { name: "XLSX" })));
  isPdf(await me.save(me.page.getByRole("link", { name: "PDF" })));
});

const OWN = "/programmes/mo-phong-giam-ngheo/targets";

for (const screen of [SCREENS.office, NARROW]) {
  test(`a leader sees who is behind what they were given, on ${screen.width} px`, async (t) => {
    const me = await visitor(t, { as: "lanh-dao-tinh", screen });
    await me.open(`${OWN}/ty-le-ho-ngheo`);
    await me.open(`${OWN}/so-ho-ngheo`);
    const said = await me.page.locator("#given-1 h2").innerText();
    const [, behind, all] = /(\d+) trong (\d+) nơi/.exec(said) ?? [];
    assert.ok(Number(behind) > 0 && Number(all) === 9, said);
    await me.follow(me.page.locator("#given-1 a.btn"));
    assert.match(await me.page.locator("h1").innerText(), new RegExp(`^${behind} trong 9 nơi`));
    const chips = await me.page.locator("#targets tbody .chip").allInnerTexts();
    assert.equal(chips.filter((text) => text.trim() === "Chậm").length, Number(behind));
    // the worst first, and a click on a heading turns it
    await me.follow(me.page.locator(".tile a").filter({ hasText: behind }).first());
    assert.equal(await me.page.locator("#targets tbody tr").count(), Number(behind));
    isXlsx(await me.save(me.page.getByRole("link", { name: "XLSX" })));
    await me.open("/programmes/compare?of=mo-phong-giam-ngheo%2Fso-ho-ngheo");
    assert.ok((await me.page.locator(".pic svg").count()) > 0);
  });
}

test("from a district to its communes, without scripts", async (t) => {
  const me = await visitor(t, { as: "lanh-dao-tinh", scripts: false });
  await me.open(`${OWN}/so-ho-ngheo/units?sort=name`);
  await me.follow(me.page.locator("#targets tbody tr").filter({ hasText: "Huyện A Lưới" }).locator("a.xs"));
  assert.match(await me.page.locator("h1").innerText(), /trong 18 nơi/);
});
