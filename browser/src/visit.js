// One browser for a test file, and what every page is held to whenever one is opened.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after } from "node:test";
import { chromium } from "playwright-core";

/** Where the program answers, without a slash at the end. */
export const ADDRESS = (process.env.CANCAU_URL ?? "").replace(/\/$/, "");
assert.ok(ADDRESS, "CANCAU_URL is not set; `cargo xtask browser` starts the program and sets it");

/** An office's old screen and a phone. */
export const SCREENS = { office: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CANCAU_CHROMIUM, args: ARGUMENTS });
after(() => browser.close());

/** The name of the cookie that keeps a session. */
const SESSION = "__Host-cancau";

const sessions = new Map();

/** The password of one of the demo's people, as the program of this run gave it. */
export async function password(login) {
  const people = JSON.parse(await readFile(join(process.env.CANCAU_DATA, "demo-accounts.json"), "utf8"));
  return people.find((one) => one.login === login).password;
}

/** The cookie of somebody who has signed in; once for all tests of a file. */
export async function session(login) {
  for (let left = 5; !sessions.has(login); left -= 1) {
    const body = new URLSearchParams({ login, password: await password(login), code: "", back: "/" });
    const answer = await fetch(`${ADDRESS}/sign-in`, { method: "POST", body, redirect: "manual" });
    const [, value] = new RegExp(`${SESSION}=([^;]+)`).exec(answer.headers.get("set-cookie") ?? "") ?? [];
    if (value) sessions.set(login, value);
    // the brake before sign-in holds tests back as it does everybody
    else assert.ok(answer.status === 429 && left > 0, `${login} cannot sign in: ${answer.status}`);
    if (!value) await new Promise((done) => setTimeout(done, 10_500));
  }
  // this machine counts as secure for the cookie, but the driver sets one with this prefix for https only
  const url = ADDRESS.replace(/^http:/, "https:");
  return { name: SESSION, value: sessions.get(login), url, secure: true, httpOnly: true, sameSite: "Lax" };
}

/**
 * A person before a screen for one test: `screen`, `lang` (vi, en), `scripts`, and `as` whom: the login of one of the
 * demo's people, or null for somebody who has not signed in.
 */
export async function visitor(t, { screen = SCREENS.office, lang = "vi", scripts = true, as = "can-bo-tinh" } = {}) {
  const context = await browser.newContext({
    viewport: screen,
    javaScriptEnabled: scripts,
    acceptDownloads: true,
    reducedMotion: "reduce",
  });
  t.after(() => context.close());
  await context.addCookies([{ name: "lang", value: lang, url: ADDRESS }]);
  if (as) await context.addCookies([await session(as)]);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(ADDRESS) && !request.url().startsWith("data:")) complaints.push(request.url());
  });
  const checked = new Set();
  return {
    page,
    /** Opens an address of the program and checks what came. */
    async open(path) {
      const answer = await page.goto(ADDRESS + path);
      assert.equal(answer.status(), 200, path);
      await this.check();
    },
    /** Follows a link or a button to another page by mouse and checks what came. */
    async follow(target) {
      await Promise.all([page.waitForEvent("load"), target.click()]);
      await this.check();
    },
    /** Presses Enter on what has the focus and checks the page that came. */
    async enter() {
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
      await this.check();
    },
    /** Walks with Tab until what has the focus is `target`; only what a person sees can be walked to. */
    async tabTo(target) {
      const wanted = await target.first().elementHandle();
      for (let step = 0; step < 600; step += 1) {
        await page.keyboard.press("Tab");
        if (await wanted.evaluate((element) => element === document.activeElement)) return this.focusIsSeen();
      }
      assert.fail(`Tab does not reach ${target} on ${page.url()}`);
    },
    /** What has the focus is marked, and inside the window. */
    async focusIsSeen() {
      const seen = await page.evaluate(() => {
        const element = document.activeElement;
        const marked = (one) => {
          const style = getComputedStyle(one);
          return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
        };
        const box = element.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return { marked: marked(element) || marked(element.parentElement), inside, text: element.outerHTML.slice(0, 120) };
      });
      assert.ok(seen.marked, `the focus is not marked: ${seen.text}`);
      assert.ok(seen.inside, `the focus is outside the window: ${seen.text}`);
    },
    /** What every page is held to. */
    async check() {
      const url = page.url();
      const { marks, language, wide, headings } = await page.evaluate(() => ({
        marks: document.documentElement.outerHTML.includes("⟦"),
        language: document.documentElement.lang,
        wide: document.documentElement.scrollWidth - innerWidth,
        headings: document.querySelectorAll("h1").length,
      }));
      assert.deepEqual(complaints, [], `the browser complains on ${url}`);
      assert.equal(marks, false, `a text is missing on ${url}`);
      assert.equal(language, lang, `language of ${url}`);
      assert.ok(wide <= 0, `${url} is ${wide} px wider than the window`);
      assert.equal(headings, 1, `one heading of the first level on ${url}`);
      // axe is a script itself; the same page with other values has the same structure
      const kind = new URL(url).pathname.replaceAll(/\d+/g, "0");
      if (!scripts || checked.has(kind)) return;
      checked.add(kind);
      assert.deepEqual(await this.barriers(), [], `axe on ${url}`);
    },
    /** Serious and critical findings of axe. */
    async barriers() {
      await page.evaluate(axe);
      const found = await page.evaluate(async () => (await globalThis.axe.run()).violations);
      return found
        .filter((one) => ["serious", "critical"].includes(one.impact))
        .map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")} (${one.nodes.length})`);
    },
    /** Saves what a link gives: name and bytes. */
    async save(target) {
      const [download] = await Promise.all([page.waitForEvent("download"), target.click()]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    },
  };
}

/** The number that a text of a page starts with: 7.540 in Vietnamese, 7,540 in English, −1.731. */
export function number(text) {
  const found = /[−-]?\d[\d.,]*/.exec(text);
  assert.ok(found, `no number in “${text}”`);
  return Number(found[0].replaceAll(/[.,]/g, "").replace("−", "-"));
}
