// Makes the pictures of the guide (docs/huong-dan/) from the running demo: `cargo xtask browser --pictures`.
// They are always of the same places, in the same sizes.

import { mkdir, stat } from "node:fs/promises";
import { test } from "node:test";
import assert from "node:assert/strict";
import { SCREENS, visitor } from "./src/visit.js";

const FOLDER = new URL("../docs/huong-dan/anh/", import.meta.url);
/** A picture is looked at over a slow line too. */
const MOST = 130_000;

/** As wide as a page of the guide. */
const PRINTED = { width: 940, height: 580 };

/** Name, address (none where a link is followed to it), screen. */
const PICTURES = [
  ["ca-nuoc", "/", PRINTED],
  ["tinh", "/area/46?year=2024", PRINTED],
  ["xa", "/area/20044?year=2024", PRINTED],
  ["thon", null, PRINTED],
  ["danh-sach-ho", "/households?year=2024&class=poor&area=20044&on=2025-07-01", PRINTED],
  ["mot-ho", null, PRINTED],
  ["bieu-2", "/forms/2?year=2023&area=20044&on=2025-07-01", PRINTED],
  ["bam-vao-so", "/households?area=46&on=2025-07-01&year=2023&form=2&col=3", PRINTED],
  ["tim-kiem", "/", PRINTED],
  ["chuong-trinh", "/programmes/ninh-binh-kh-151?day=2025-03-01", PRINTED],
  ["chi-tieu", "/programmes/ninh-binh-kh-151/targets/giam-hai-phan-ba?day=2025-03-01", PRINTED],
  ["dien-thoai", "/area/20044?year=2024", SCREENS.phone],
];

await mkdir(FOLDER, { recursive: true });
for (const [name, path, screen] of PICTURES) {
  test(name, async (t) => {
    const me = await visitor(t, { screen });
    const { page } = me;
    if (name === "thon") {
      await me.open("/area/20044?year=2024");
      await me.follow(page.locator("#units tbody th a").first());
    } else if (name === "mot-ho") {
      await me.open("/households?year=2024&class=poor&area=20044&on=2025-07-01");
      await me.follow(page.locator("#ket-qua tbody th a").first());
    } else {
      await me.open(path);
    }
    if (name === "tim-kiem") {
      await page.keyboard.press("/");
      await page.keyboard.type("a luoi");
      await page.locator("#goi-y a").first().waitFor();
    }
    const file = new URL(`${name}.png`, FOLDER);
    await page.screenshot({ path: file.pathname, animations: "disabled", caret: "hide" });
    const { size } = await stat(file);
    assert.ok(size <= MOST, `${name}.png has ${size} bytes`);
  });
}
