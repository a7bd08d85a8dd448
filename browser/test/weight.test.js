// How much a page weighs on a slow line: all that a browser without a cache takes for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ADDRESS, visitor } from "../src/visit.js";

const MOST = 150_000;

for (const path of ["/", "/area/46"]) {
  test(`${path} weighs at most 150 KB on a cold cache`, async (t) => {
    const me = await visitor(t);
    const network = await me.page.context().newCDPSession(me.page);
    await network.send("Network.enable");
    const parts = [];
    network.on("Network.loadingFinished", ({ encodedDataLength }) => parts.push(encodedDataLength));
    await me.page.goto(ADDRESS + path, { waitUntil: "networkidle" });
    const weight = parts.reduce((a, b) => a + b, 0);
    // page, style, two scripts, two fonts
    assert.ok(parts.length >= 6, `${parts.length} requests`);
    assert.ok(weight <= MOST, `${weight} bytes in ${parts.length} requests`);
  });
}
