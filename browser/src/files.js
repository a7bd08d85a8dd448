// What a downloaded file claims to be, read from its bytes.

import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";

/** A spreadsheet: a zip whose parts unpack, with one sheet at least. */
export function isXlsx({ name, bytes }) {
  assert.match(name, /\.xlsx$/);
  assert.ok(rowsOfXlsx(bytes) > 0, `${name} has no rows`);
}

/** A PDF from its first line to its last. */
export function isPdf({ name, bytes }) {
  assert.match(name, /\.pdf$/);
  assert.match(bytes.subarray(0, 8).toString("latin1"), /^%PDF-\d\.\d/);
  assert.match(bytes.subarray(-16).toString("latin1"), /%%EOF\s*$/);
}

/** A table in UTF-8 whose lines all have as many cells as the first. */
export function isCsv({ name, bytes }) {
  assert.match(name, /\.csv$/);
  const [head, ...rows] = rowsOfCsv(bytes);
  assert.ok(rows.length > 0, `${name} has no rows`);
  for (const row of rows) assert.equal(row.length, head.length, `${name}: ${row}`);
}

/** The rows of a CSV as cells, its heading included. */
export function rowsOfCsv(bytes) {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/^\ufeff/, "");
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  if (rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

/** How many rows the first sheet of a spreadsheet has. */
export function rowsOfXlsx(bytes) {
  const sheet = part(bytes, "xl/worksheets/sheet1.xml");
  return sheet.match(/<row /g)?.length ?? 0;
}

/** Number of pages of a PDF that a browser wrote. */
export function pagesOfPdf(bytes) {
  return bytes.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

/** The text of one part of a zip, found through its central directory. */
function part(zip, wanted) {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  assert.ok(end > 0, "not a zip");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, nameLength, extra, comment, local] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ];
    if (zip.toString("utf8", at + 46, at + 46 + nameLength) === wanted) {
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(from, from + size);
      return (method === 0 ? packed : inflateRawSync(packed)).toString("utf8");
    }
    at += 46 + nameLength + extra + comment;
  }
  return assert.fail(`the zip has no ${wanted}`);
}

/** Width and height of the first page of a PDF, in points. */
export function sizeOfPdf(bytes) {
  const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/.exec(bytes.toString("latin1"));
  return { width: Number(width), height: Number(height) };
}
