// Who signs in sees what is theirs; two who correct one household lose nothing; what is masked is shown with a reason.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ADDRESS, SCREENS, number, password, visitor } from "../src/visit.js";

/** Pages of the people of the demo, besides the sections of their navigation. */
const OWN = {
  "quan-tri": ["/accounts/can-bo-xa", "/account", "/account/password", "/account/second-step", "/trail"],
  "thanh-tra": ["/trail/verify", "/trail?text=can-bo", "/permissions"],
  "mat-tran": ["/supervision", "/supervision/observations"],
  "can-bo-xa": ["/households?class=poor", "/forms/2?year=2024", "/requests"],
  "truong-thon": ["/households?year=2024"],
  "lanh-dao-tinh": ["/area/46?on=2025-07-01", "/households?year=2024"],
};

test("whoever has not signed in sees what is published and is led to sign in for the rest", async (t) => {
  const me = await visitor(t, { as: null });
  await me.open("/");
  await me.open("/results");
  await me.open("/households");
  assert.match(me.page.url(), /\/sign-in\?back=%2Fhouseholds$/);
  await me.open("/area/46?on=2025-07-01");
  assert.equal(await me.page.locator('a[href*="/households/"]').count(), 0);
});

test("a wrong password is said plainly and the login stays typed", async (t) => {
  const me = await visitor(t, { as: null });
  const { page } = me;
  await me.open("/sign-in");
  await page.fill("#login", "can-bo-huyen");
  await page.fill("#password", "không phải mật khẩu này");
  await Promise.all([page.waitForEvent("load"), page.locator("main button.pri").click()]);
  assert.match(await page.locator("#refused").innerText(), /không đúng/);
  assert.equal(await page.inputValue("#login"), "can-bo-huyen");
  assert.equal(await page.inputValue("#password"), "");
});

for (const [login, paths] of Object.entries(OWN)) {
  test(`the pages of ${login} keep what pages promise`, async (t) => {
    for (const screen of Object.values(SCREENS)) {
      const me = await visitor(t, { as: login, screen });
      await me.open("/");
      const sections = await me.page.locator(".nav a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      for (const path of [...sections, ...paths]) await me.open(path);
    }
  });
}

test("a commune's officer finds the households of the commune, and figures of no other unit", async (t) => {
  const province = await visitor(t);
  await province.open("/households");
  const all = number(await province.page.locator("h1").innerText());
  const me = await visitor(t, { as: "can-bo-xa" });
  await me.open("/households");
  const own = number(await me.page.locator("h1").innerText());
  assert.ok(own > 0 && own < all, `${own} of ${all}`);
  for (const path of ["/households?area=46&on=2025-07-01", "/forms/1?year=2024&area=46&on=2025-07-01", "/trail"]) {
    assert.equal((await me.page.goto(ADDRESS + path)).status(), 403, path);
  }
});

test("two browsers correct one household: the second sees who changed what, and both changes are kept", async (t) => {
  const [one, other] = [await visitor(t, { as: "can-bo-xa" }), await visitor(t, { as: "can-bo-xa" })];
  await one.open("/households?class=poor");
  const address = await one.page.locator('tbody a[href^="/households/1/"]').first().getAttribute("href");
  await one.open(address);
  await one.open(`${address}/edit`);
  await other.open(`${address}/edit`);
  const phones = (page) => page.locator('fieldset .in[name^="phone."]');
  await phones(one.page).first().fill("0912345678");
  await one.page.locator("#f-reason").fill("chủ hộ đổi số điện thoại");
  await one.follow(one.page.locator("form.edit button.pri"));
  assert.match(await one.page.locator(".note.ok").innerText(), /Đã lưu/);
  const village = other.page.locator("#f-village");
  const before = await village.inputValue();
  await village.fill(`${before} A`);
  await other.page.locator("#f-reason").fill("ghi lại đúng tên tổ dân phố");
  await Promise.all([other.page.waitForEvent("load"), other.page.locator("form.edit button.pri").click()]);
  assert.match(await other.page.locator("h1").innerText(), /Có người vừa sửa/);
  assert.match(await other.page.locator("table").innerText(), /can-bo-xa/);
  await Promise.all([other.page.waitForEvent("load"), other.page.locator("form.edit button.pri").click()]);
  assert.match(await other.page.locator(".note.ok").innerText(), /Đã lưu/);
  await one.open(`${address}/edit`);
  assert.equal(await phones(one.page).first().inputValue(), "0912345678");
  assert.equal(await one.page.inputValue("#f-village"), `${before} A`);
  // and back, so that other tests find the village
  await one.page.locator("#f-village").fill(before);
  await one.page.locator("#f-reason").fill("trả lại tên cũ sau khi thử");
  await one.follow(one.page.locator("form.edit button.pri"));
});

test("a whole personal number is shown once, with a reason", async (t) => {
  const me = await visitor(t, { as: "can-bo-xa" });
  const { page } = me;
  await me.open("/households?class=poor");
  await me.open(await page.locator('tbody a[href^="/households/1/"]').first().getAttribute("href"));
  const form = page.locator("details.unmask").first();
  await form.locator("summary").click();
  await form.locator("input[name=reason]").fill("đối chiếu giấy tờ gốc của chủ hộ");
  await Promise.all([page.waitForEvent("load"), form.locator("button").click()]);
  assert.match((await page.locator("main").innerText()).replaceAll(" ", ""), /\d{12}/);
});

test("a key for a program is shown once, reads what its owner may, and ends", async (t) => {
  const me = await visitor(t, { as: "can-bo-xa" });
  const { page } = me;
  await me.open("/account/tokens");
  await page.fill("#name", "báo cáo tháng");
  await page.fill("#current", await password("can-bo-xa"));
  await Promise.all([page.waitForEvent("load"), page.locator("main button.pri").click()]);
  const key = /cancau_[\w-]{43}/.exec(await page.locator("main").innerText())[0];
  const ask = async (path) => {
    const answer = await fetch(ADDRESS + path, { headers: { authorization: `Bearer ${key}` } });
    return { status: answer.status, body: await answer.json() };
  };
  assert.equal((await ask("/api/v1/me")).body.login, "can-bo-xa");
  await me.open("/households");
  assert.equal((await ask("/api/v1/households")).body.total, number(await page.locator("h1").innerText()));
  assert.equal((await ask("/api/v1/figures?area=46")).status, 403);
  await me.open("/account");
  assert.ok(!(await page.locator("main").innerText()).includes(key), "it is never shown again");
  await Promise.all([
    page.waitForEvent("load"),
    page.locator('form[action="/account/tokens/end"] button').first().click(),
  ]);
  assert.equal((await ask("/api/v1/me")).status, 401);
});

test("a key is not made without the right password, and what was typed stays", async (t) => {
  const me = await visitor(t, { as: "can-bo-xa" });
  const { page } = me;
  await me.open("/account/tokens");
  await page.fill("#name", "báo cáo tháng");
  await page.fill("#current", "không phải mật khẩu này");
  await Promise.all([page.waitForEvent("load"), page.locator("main button.pri").click()]);
  assert.match(await page.locator("main").innerText(), /mật khẩu hiện tại không đúng/i);
  assert.equal(await page.inputValue("#name"), "báo cáo tháng");
});
