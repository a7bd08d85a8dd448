// Every section of the navigation and what lies one step below it, as every page is held: in an office and on a phone, in
// both languages.

import { test } from "node:test";
import { SCREENS, visitor } from "../src/visit.js";

/** Pages that a link of a section leads to, one of each kind. */
const BELOW = [
  "/?on=2024-12-31&sort=count",
  "/area/04",
  "/area/46?year=2021",
  "/areas/46",
  "/standards/vn-2022",
  "/standards/vn-2027",
  "/population?area=46&on=2025-07-01&year=2023&province=1",
  "/households?year=2023&form=9&col=1.2&groups=taoi,cotu",
  "/households?year=2023&q=khong%20co%20ai%20ten%20nay",
  "/forms/9?year=2023&area=20044&on=2025-07-01",
  "/forms/15?year=2023&area=20044&on=2025-07-01",
  "/search?q=hue",
];

for (const lang of ["vi", "en"]) {
  for (const [name, screen] of Object.entries(SCREENS)) {
    test(`every section keeps what pages promise (${lang}, ${name})`, async (t) => {
      const me = await visitor(t, { screen, lang });
      await me.open("/");
      const sections = await me.page.locator(".nav a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      for (const path of [...sections, ...BELOW]) await me.open(path);
    });
  }
}
