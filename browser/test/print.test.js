// What leaves the printer: pages of A4, upright or across, as many as promised.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pagesOfPdf, sizeOfPdf } from "../src/files.js";
import { visitor } from "../src/visit.js";

async function print(me, path, name) {
  await me.open(path);
  const bytes = await me.page.pdf({ preferCSSPageSize: true, printBackground: true });
  if (process.env.CANCAU_PRINTS) await writeFile(join(process.env.CANCAU_PRINTS, `${name}.pdf`), bytes);
  return { pages: pagesOfPdf(bytes), ...sizeOfPdf(bytes) };
}

test("the province with its forty communes is one sheet of A4, printed on both sides", async (t) => {
  const me = await visitor(t);
  const { pages, width, height } = await print(me, "/area/46?on=2025-07-01&year=2024", "province");
  assert.equal(pages, 2);
  assert.ok(width < height);
});

test("a household with five reviews and five members is one sheet of A4", async (t) => {
  const me = await visitor(t);
  await me.open("/households?year=2024&class=poor");
  const path = new URL(await me.page.locator("#ket-qua tbody th a").first().evaluate((one) => one.href)).pathname;
  const { pages, width, height } = await print(me, path, "household");
  assert.equal(pages, 1);
  assert.ok(width < height);
});

test("form 2 of a commune is one sheet across, of the province a stack with its heading on every sheet", async (t) => {
  const me = await visitor(t);
  const commune = await print(me, "/forms/2?area=20044&year=2023&on=2025-07-01", "form2-commune");
  assert.ok(commune.pages <= 2, `${commune.pages} pages`);
  assert.ok(commune.width > commune.height);
  const province = await print(me, "/forms/2?area=46&year=2023&on=2025-07-01", "form2");
  assert.ok(province.pages >= 2 && province.pages <= 6, `${province.pages} pages`);
  assert.ok(province.width > province.height);
});
