// What a person types is answered at once: suggestions over all, and the list of households narrowed, sorted, paged.

import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOfCsv } from "../src/files.js";
import { SCREENS, number, visitor } from "../src/visit.js";

test("suggestions come while one types, arrows walk them, Escape closes them", async (t) => {
  const me = await visitor(t);
  const { page } = me;
  await me.open("/");
  await page.keyboard.press("/");
  await me.focusIsSeen();
  await page.keyboard.type("a luoi");
  const first = page.locator("#goi-y a").first();
  await first.waitFor();
  assert.match(await page.locator("#goi-y").innerText(), /A Lưới/);
  assert.deepEqual(await me.barriers(), []);
  await page.keyboard.press("ArrowDown");
  assert.ok(await first.evaluate((one) => one === document.activeElement), "an arrow goes to the first suggestion");
  await me.focusIsSeen();
  await page.keyboard.press("ArrowUp");
  assert.ok(await page.locator(".top .search input").evaluate((one) => one === document.activeElement));
  await page.keyboard.press("Escape");
  await first.waitFor({ state: "detached" });
  await page.keyboard.type(" 1");
  await first.waitFor();
  await page.keyboard.press("ArrowDown");
  await me.enter();
  assert.match(await page.locator("h1").innerText(), /A Lưới/);
});

test("without scripts the search is a page", async (t) => {
  const me = await visitor(t, { scripts: false, screen: SCREENS.phone });
  await me.open("/");
  const box = me.page.locator(".top .search input");
  await box.fill("a luoi");
  await box.focus();
  await me.enter();
  assert.match(await me.page.locator("main").innerText(), /A Lưới/);
});

test("the list answers while one types a name without its marks, and so do its headline and its files", async (t) => {
  const me = await visitor(t);
  const { page } = me;
  await me.open("/households?year=2023&class=poor");
  await page.locator("#f-q").pressSequentially("nguyen thi bich");
  await page.locator("h1", { hasNotText: "7.540" }).waitFor();
  const found = number(await page.locator("h1").innerText());
  assert.ok(found > 0 && found < 7540);
  const caption = await page.locator("#ket-qua caption").innerText();
  assert.equal(number(caption.split("trong").at(-1)), found);
  const { bytes } = await me.save(page.getByRole("link", { name: "CSV" }));
  assert.equal(rowsOfCsv(bytes).length - 1, found);
  assert.deepEqual(await me.barriers(), []);
  // a household is found by any of its members
  await me.follow(page.locator("#ket-qua tbody th a").first());
  assert.match(await page.locator("main").innerText(), /Nguyễn.*Thị.*Bích/);
});

for (const scripts of [true, false]) {
  test(`filters narrow the list, a village narrows it more (${scripts ? "with" : "without"} scripts)`, async (t) => {
    const me = await visitor(t, { scripts });
    const { page } = me;
    const found = async () => number(await page.locator("h1").innerText());
    const choose = async (field, value) => {
      if (scripts) {
        // a choice is followed at once
        await Promise.all([page.waitForEvent("load"), page.locator(field).selectOption(value)]);
        await me.check();
      } else {
        await page.locator(field).selectOption(value);
        await me.follow(page.locator(".filter button[type=submit]"));
      }
    };
    await me.open("/households?year=2023");
    const all = await found();
    await choose("#f-class", "poor");
    assert.equal(await found(), 7540);
    await choose("#f-indicator", "jobs");
    const jobless = await found();
    assert.ok(jobless < 7540 && all > 7540);
    const marks = await page.locator("#ket-qua tbody td:nth-child(6) span").evaluateAll((all) => all.map((one) => one.title));
    for (const mark of marks) assert.match(mark, /Việc làm/);
    await me.open(`${new URL(page.url()).pathname}${new URL(page.url()).search}&village=${encodeURIComponent("Thôn 1")}`);
    assert.ok((await found()) < jobless);
    for (const village of await page.locator("#ket-qua tbody td:nth-child(3)").allInnerTexts()) {
      assert.equal(village, "Thôn 1");
    }
    await me.follow(page.locator(".filter a.btn"));
    assert.equal(await found(), all, "without filters all are there again");
  });
}

test("a click on a heading sorts, another turns the order; pages go on where the last one ended", async (t) => {
  const me = await visitor(t);
  const { page } = me;
  const column = async () => (await page.locator("#ket-qua tbody td:nth-child(6)").allInnerTexts()).map(number);
  await me.open("/households?year=2023&class=poor");
  await me.follow(page.locator("#ket-qua thead th:nth-child(6) a"));
  const up = await column();
  assert.deepEqual(up, up.toSorted((a, b) => a - b));
  await me.follow(page.locator("#ket-qua thead th:nth-child(6) a"));
  const down = await column();
  assert.deepEqual(down, down.toSorted((a, b) => b - a));
  assert.ok(down[0] > up[0]);
  const first = await page.locator("#ket-qua tbody th a").evaluateAll((all) => all.map((one) => one.href));
  await me.follow(page.locator(".pager a", { hasText: /^2$/ }));
  const second = await page.locator("#ket-qua tbody th a").evaluateAll((all) => all.map((one) => one.href));
  assert.equal(new Set([...first, ...second]).size, first.length + second.length, "no household on two pages");
  const last = page.locator(".pager a:not([rel])").last();
  await me.follow(last);
  const rest = await page.locator("#ket-qua tbody tr").count();
  assert.equal(rest, 7540 % first.length || first.length);
});
