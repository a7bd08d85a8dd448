// A document keeps its files: sent, read by everybody, withdrawn with a reason, and a wrong one refused where it was chosen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isPdf } from "../src/files.js";
import { SCREENS, visitor } from "../src/visit.js";

const PAGE = "/documents/hue-nq-11";
const STEM = `Nghị quyết 11 ${Date.now()}`;
const PDF = Buffer.from(`%PDF-1.4\n% ${process.pid} ${Date.now()}\n%%EOF\n`);
const file = (name, buffer) => ({ name, mimeType: "application/octet-stream", buffer });

test("an officer keeps a file, everybody reads it, and it is withdrawn with a reason", async (t) => {
  const officer = await visitor(t, { scripts: false });
  await officer.open(PAGE);
  await officer.page.locator("#f-files").setInputFiles(file(`${STEM} <ký>.pdf`, PDF));
  await officer.follow(officer.page.locator("#files form[enctype] button"));
  const kept = officer.page.locator("#files li").filter({ hasText: STEM });
  assert.match(await kept.first().innerText(), /PDF, 1\skB/);

  const reader = await visitor(t, { as: null, screen: SCREENS.phone });
  await reader.open(PAGE);
  const offered = reader.page.locator("#files li a").filter({ hasText: STEM });
  const saved = await reader.save(offered.first());
  isPdf(saved);
  assert.deepEqual(saved.bytes, PDF);
  assert.equal(await reader.page.locator("#files form").count(), 0, "who may not change it sends nothing");

  await kept.first().locator("summary").click();
  await kept.first().locator("input[name=reason]").fill("nạp nhầm bản chưa ký");
  await officer.follow(kept.first().locator("form button"));
  assert.match(await officer.page.locator("#files").innerText(), /Đã thu hồi.*nạp nhầm bản chưa ký/);
  await reader.open(PAGE);
  assert.equal(await offered.count(), 0);
});

test("what is no document is refused beside the field, with what to do", async (t) => {
  const officer = await visitor(t);
  await officer.open(PAGE);
  await officer.page.locator("#f-files").setInputFiles(file("ky.pdf", Buffer.from("MZ không phải PDF")));
  await Promise.all([
    officer.page.waitForEvent("load"),
    officer.page.locator("#files form[enctype] button").click(),
  ]);
  const said = await officer.page.locator("#files [role=alert]").innerText();
  assert.match(said, /không phải PDF, DOCX/);
  assert.equal(await officer.page.locator("#f-files").getAttribute("aria-invalid"), "true");
});
