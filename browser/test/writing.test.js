// Writing a programme: with a script only what the chosen kind of target has, without one everything under its heading.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SCREENS, visitor } from "../src/visit.js";

const NEW = "/programmes/new";

for (const screen of [SCREENS.office, SCREENS.phone]) {
  test(`only the fields of the chosen kind are seen, and nothing typed is hidden (${screen.width} px)`, async (t) => {
    const me = await visitor(t, { screen });
    await me.open(NEW);
    const field = (name) => me.page.locator(`[name=t1-${name}]`);
    const figure = me.page.getByRole("heading", { name: "Phải đạt gì" }).first();
    assert.ok(!(await field("limit").isVisible()), "no kind, no figure");
    assert.ok(!(await figure.isVisible()), "a heading without fields is none");
    await field("kind").selectOption("gap");
    for (const name of ["against", "must", "limit"]) assert.ok(await field(name).isVisible(), name);
    for (const name of ["comparator", "points", "stage", "items"]) assert.ok(!(await field(name).isVisible()), name);
    assert.ok(await figure.isVisible());
    await field("limit").fill("3");
    await field("kind").selectOption("milestone");
    assert.ok(!(await field("against").isVisible()) && (await field("stage").isVisible()));
    assert.ok(await field("limit").isVisible(), "what was typed would be sent unseen");
    await field("limit").fill("");
    await field("kind").selectOption("evidence");
    assert.ok(!(await field("limit").isVisible()));
  });
}

test("without a script everything stands there, a refusal beside its field, and more blocks come with what was typed", async (t) => {
  const me = await visitor(t, { scripts: false });
  await me.open(NEW);
  const { page } = me;
  for (const name of ["limit", "against", "comparator", "points", "stage", "waits-for"]) {
    assert.ok(await page.locator(`[name=t1-${name}]`).isVisible(), name);
  }
  for (const [name, value] of Object.entries({ name: "Thử", from: "2026", to: "2030", sentence: "thử", "t1-name": "Hẹp" })) {
    await page.locator(`[name=${name}]`).fill(value);
  }
  await Promise.all([page.waitForEvent("load"), page.locator("button[name=more]").click()]);
  await me.check();
  assert.equal(await page.locator("[name=t5-kind]").count(), 1);
  assert.equal(await page.locator("[name=t1-name]").inputValue(), "Hẹp");
  const chosen = { area: "46", document: "hue-nq-11", "t1-kind": "gap", "t1-households": "mountain" };
  const group = { "t1-against": "mountain", "t1-must": "narrow", "t1-unit": "percent", "t1-source": "published" };
  const series = { "t1-measure": "poor_rate", "t1-standard": "vn-2022" };
  for (const [name, value] of Object.entries({ ...chosen, ...group, ...series })) {
    await page.locator(`[name=${name}]`).selectOption(value);
  }
  await page.locator("[name=t1-sentence]").fill("thu hẹp khoảng cách");
  await Promise.all([page.waitForEvent("load"), page.locator("button.pri").click()]);
  const wrong = page.locator("[aria-invalid=true]");
  assert.equal(await wrong.getAttribute("name"), "t1-against");
  assert.match(await page.locator(".f.err").innerText(), /Hai nhóm của một khoảng cách phải khác nhau/);
  assert.equal(await page.locator("[name=t1-name]").inputValue(), "Hẹp");
});
