//! A whole database into an empty one, on the same engine or the other, with the proof that both hold the same.
//!
//! One read transaction there, one write transaction here: a copy is complete, or the target is as empty as before.
//! Columns are read from the schema, so that a migration need not be told here; the tables are listed in `sql/copy.rs`.

use crate::heads::heads;
use crate::migrate::migrate;
use crate::sql::copy as sql;
use crate::value::digest_row;
use crate::verify::verify;
use crate::{Bulk, Db, Row, ShardReport, Store, Target, Tx};
use base::Failure;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// After how many rows the caller is told.
const BLOCK: u64 = 5_000;

/// What lies in both databases now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Rows of each table.
    pub tables: Vec<(String, u64)>,
    /// The chains, verified in the copy.
    pub chains: Vec<ShardReport>,
}

/// How far a copy has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows that were copied.
    pub rows: u64,
    /// Rows that will be.
    pub of: u64,
}

impl Store {
    /// Copies everything into an empty database. `progress` may stop the work, which then leaves no trace.
    pub fn copy_to(
        &mut self,
        target: &Target,
        progress: &mut dyn FnMut(Progress) -> Result<(), Failure>,
    ) -> Result<Copied, Failure> {
        let made = match target {
            Target::Sqlite(path) if !path.exists() => Some(path),
            _ => None,
        };
        let copied = self.copy_into(target, progress);
        if let (Err(_), Some(path)) = (&copied, made) {
            for file in files_of(path) {
                // best effort: an empty file left behind is no database yet, and the failure is told anyway
                let _ = std::fs::remove_file(file);
            }
        }
        copied
    }

    fn copy_into(
        &mut self,
        target: &Target,
        progress: &mut dyn FnMut(Progress) -> Result<(), Failure>,
    ) -> Result<Copied, Failure> {
        let mut to = Db::connect(target)?;
        // migrations fill what they add by way of these
        to.read(|tx| tx.script(crate::sql::STAGE))?;
        let copied = self.db.read(|from| to.write(0, |into| transfer(from, into, progress)))?;
        to.read(|tx| tx.words().measure_register.iter().try_for_each(|sql| tx.execute(sql, &[]).map(drop)))?;
        Ok(copied)
    }

    /// The database as it is at this moment, as a new SQLite file, whatever the engine; others may go on writing.
    pub fn snapshot(
        &mut self,
        to: &Path,
        progress: &mut dyn FnMut(Progress) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if !self.db.copy_file(to)? {
            self.copy_to(&Target::Sqlite(to.to_owned()), progress)?;
        }
        Ok(())
    }
}

impl Db {
    /// Rows of each table that is there, by name, of the same moment.
    pub fn table_counts(&mut self) -> Result<Vec<(String, u64)>, Failure> {
        self.read(|tx| {
            let tables = tx.tables()?;
            tables.into_iter().map(|table| count(tx, &table).map(|rows| (table, rows))).collect()
        })
    }
}

/// A SQLite database and what lies beside it while it is open.
pub(crate) fn files_of(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}

fn transfer(
    from: &mut Tx<'_>,
    into: &mut Tx<'_>,
    progress: &mut dyn FnMut(Progress) -> Result<(), Failure>,
) -> Result<Copied, Failure> {
    if let Some(table) = into.tables()?.first() {
        return Err(not_empty(table));
    }
    migrate(into)?;
    // what the migrations themselves put in comes with the rest
    for table in sql::TABLES.iter().rev() {
        into.execute(&sql::clear(table), &[])?;
    }
    let mut of = 0;
    for table in sql::TABLES {
        of += count(from, table)?;
    }
    let mut done = 0;
    let mut tables = Vec::with_capacity(sql::TABLES.len());
    for table in sql::TABLES {
        let columns = from.columns(table)?;
        if columns.is_empty() || columns != into.columns(table)? {
            return Err(differs(table, "columns"));
        }
        let mut there = Content::default();
        let mut rows = Bulk::new(sql::insert(table, &columns));
        from.each(&sql::select(table, &columns), &[], |row| {
            there.add(&row);
            if (done + there.rows).is_multiple_of(BLOCK) {
                progress(Progress { rows: done + there.rows, of })?;
            }
            rows.push(into, row.0)
        })?;
        rows.finish(into)?;
        done += there.rows;
        progress(Progress { rows: done, of })?;
        let mut here = Content::default();
        into.each(&sql::select(table, &columns), &[], |row| {
            here.add(&row);
            Ok(())
        })?;
        if here != there {
            return Err(differs(table, "rows"));
        }
        tables.push(((*table).to_owned(), there.rows));
    }
    if heads(from)? != heads(into)? {
        return Err(differs("audit_head", "rows"));
    }
    Ok(Copied { tables, chains: verify(into)?.shards })
}

fn count(tx: &mut Tx<'_>, table: &str) -> Result<u64, Failure> {
    tx.row(&sql::count(table), &[])?.map_or(Ok(0), |row| row.count(0))
}

/// What a table holds, whatever the order in which an engine answers it: its rows, and the sum of their digests.
#[derive(Default, PartialEq, Eq)]
struct Content {
    rows: u64,
    sum: [u64; 4],
}

impl Content {
    fn add(&mut self, row: &Row) {
        let mut digest = Sha256::new();
        digest_row(&mut digest, &row.0);
        let digest = digest.finalize();
        for (sum, part) in self.sum.iter_mut().zip(digest.chunks(8)) {
            *sum = sum.wrapping_add(part.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)));
        }
        self.rows += 1;
    }
}

fn not_empty(table: &str) -> Failure {
    Failure::new(
        "CC-COPY-NOT-EMPTY",
        "nơi đến không trống; chỉ chép vào cơ sở dữ liệu trống",
        "the target is not empty; copies go into an empty database only",
    )
    .at(format!("table {table}"))
    .remedy("tạo cơ sở dữ liệu mới hoặc chọn tên tệp mới", "make a new database or choose a new name of a file")
}

fn differs(table: &str, what: &str) -> Failure {
    Failure::new(
        "CC-COPY-DIFFERS",
        "bản chép không giống bản gốc; không giữ lại gì",
        "the copy is not like the original; nothing of it was kept",
    )
    .at(format!("table {table}, {what}"))
    .remedy("chạy lại; nếu còn lỗi, báo kèm dòng này", "run again; if it persists, report this line")
}
