//! The store as its callers see it: a database, the key of personal numbers, and a source of ids.

use crate::audit::{self, Record};
use crate::{Db, Ids, Key, Target, Tx, sql};
use base::Failure;
use std::path::PathBuf;

/// Who does something, when and why. Whether the actor may do it is decided above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ctx {
    /// Who.
    pub actor: String,
    /// When: RFC 3339 in UTC with fixed width, `2025-12-31T08:00:00Z`, so that texts sort as moments do.
    pub at: String,
    /// Why.
    pub reason: String,
}

/// The internal, immutable number of a partition: a province as it was entered. Official codes are reused and merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard(pub i64);

/// An open store.
pub struct Store {
    pub(crate) db: Db,
    pub(crate) key: Key,
    pub(crate) ids: Box<dyn Ids + Send>,
    /// Where the key came from, if it came from a file: it may be rotated while the store is open.
    pub(crate) key_file: Option<PathBuf>,
}

impl Store {
    /// Opens a database and brings its schema up to date. A key that is not the one of this database is refused.
    pub fn open(target: &Target, key: Key, ids: Box<dyn Ids + Send>) -> Result<Self, Failure> {
        let mut db = Db::open(target)?;
        let fingerprint = key.fingerprint();
        let known = db.read(key_fingerprint)?;
        match known {
            Some(known) if known == fingerprint => {}
            Some(_) => return Err(other_key()),
            None => db.write(0, |tx| {
                if key_fingerprint(tx)?.is_none() {
                    tx.execute(sql::register::INSERT_SETTING, &["key".into(), fingerprint.into()])?;
                }
                Ok(())
            })?,
        }
        Ok(Self { db, key, ids, key_file: None })
    }

    /// Opens a partition: the province with this official code as it is on this day.
    pub fn open_shard(
        &mut self,
        ctx: &Ctx,
        code: &str,
        name: &str,
        opened_on: jiff::civil::Date,
    ) -> Result<Shard, Failure> {
        // lock 0: the number of the new shard is not known before
        self.db.write(0, |tx| open_shard(tx, ctx, code, name, opened_on))
    }

    /// A number that changes when another connection has changed the database; it says nothing else.
    pub fn stamp(&mut self) -> Result<i64, Failure> {
        self.db.read(|tx| {
            {
                let stamp = tx.words().stamp;
                tx.row(stamp, &[])?
            }
            .map_or(Ok(0), |row| row.int(0))
        })
    }

    /// Numbers that change when anything of what is counted may have changed: a batch that came, or one that was undone.
    /// Corrections of households, sessions and grants change none of them.
    pub fn counted_stamp(&mut self) -> Result<[i64; 3], Failure> {
        self.db.read(|tx| {
            let counted = tx.words().counted;
            let row = tx.row(counted, &[])?;
            row.map_or(Ok([0; 3]), |row| Ok([row.int(0)?, row.int(1)?, row.int(2)?]))
        })
    }

    /// The database under the store, for copies, backups and inspection.
    pub fn db(&mut self) -> &mut Db {
        &mut self.db
    }
}

pub(crate) fn open_shard(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    code: &str,
    name: &str,
    opened_on: jiff::civil::Date,
) -> Result<Shard, Failure> {
    let id = tx.row(sql::register::NEXT_SHARD, &[])?.map_or(Ok(1), |row| row.int(0))?;
    let row = [id.into(), code.into(), name.into(), opened_on.to_string().into()];
    tx.execute(sql::register::INSERT_SHARD, &row)?;
    let digest = audit::digest_of(tx, sql::audit::SHARD, &[id.into()])?;
    let detail = format!("{code} {name}");
    audit::append(tx, id, ctx, &Record { command: "open_shard", detail, subject: Some(id), digest })?;
    Ok(Shard(id))
}

/// Refuses to seal or look for numbers with a key that was rotated away since it was opened.
pub(crate) fn must_be_current(tx: &mut Tx<'_>, key: &Key) -> Result<(), Failure> {
    if key_fingerprint(tx)? == Some(key.fingerprint()) { Ok(()) } else { Err(other_key()) }
}

pub(crate) fn other_key() -> Failure {
    Failure::new(
        "CC-STORE-KEY-OTHER",
        "tệp khoá không phải của cơ sở dữ liệu này",
        "the key file does not belong to this database",
    )
    .remedy(
        "dùng đúng tệp khoá hoặc khôi phục nó từ bản sao lưu; vừa đổi khoá thì chạy lại lệnh",
        "use the right key file or restore it; after a rotation of the key run again",
    )
}

pub(crate) fn key_fingerprint(tx: &mut Tx<'_>) -> Result<Option<String>, Failure> {
    let row = tx.row(sql::register::SETTING, &["key".into()])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}
