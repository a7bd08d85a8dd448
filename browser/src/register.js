// The register's file behind the running program, changed from outside as no page can.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

const RUN = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=60).executescript(sys.stdin.read())";

/** Deletes the results of `count` households that were poor in 2023; returns what puts them back. */
export function deletePoor(count) {
  const folder = process.env.CANCAU_DATA;
  assert.ok(folder, "CANCAU_DATA is not set; it is the data folder of the running program");
  const aside = join(folder, "aside.sqlite3");
  const run = (sql) => {
    const script = `attach '${aside.replaceAll("'", "''")}' as aside; begin immediate; ${sql} commit;`;
    execFileSync("python3", ["-c", RUN, join(folder, "cancau.sqlite3")], { input: script });
  };
  rmSync(aside, { force: true });
  run(`
    create table aside.gone as
      select * from result
       where review = (select id from review where year = 2023)
         and household in (select household from result
                            where review = (select id from review where year = 2023) and class = 0
                            order by household limit ${count});
    delete from result
     where review = (select id from review where year = 2023)
       and household in (select household from aside.gone);`);
  return () => {
    run("insert into result select * from aside.gone;");
    rmSync(aside);
  };
}
