//! A database on either engine: open it, bring its schema up to date, read and write in transactions.

use crate::tx::{Prepared, Tx};
use crate::{dialect, failure, migrate};
use base::Failure;
use std::path::PathBuf;

/// Where the data live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file, made when it is missing.
    Sqlite(PathBuf),
    /// The address of a server and database: `postgres://…` or `host=… dbname=…`.
    Postgres(String),
}

/// One connection. SQLite allows many of them to read beside one that writes.
pub struct Db(Engine);

enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>, Prepared),
}

impl Db {
    /// Opens the database and applies the migrations it lacks. A database of a newer program is refused.
    pub fn open(target: &Target) -> Result<Self, Failure> {
        let mut db = Self::connect(target)?;
        db.read(|tx| tx.script(crate::sql::STAGE))?;
        // looking first keeps readers from waiting for a writer; a database without the table of migrations is new
        if !db.read(migrate::is_current).unwrap_or(false) {
            db.write(0, migrate::migrate)?;
        }
        Ok(db)
    }

    /// Opens the database as it is, without migrations: for copies, inspection and tests.
    pub fn connect(target: &Target) -> Result<Self, Failure> {
        Ok(Self(match target {
            Target::Sqlite(path) => Engine::Sqlite(dialect::open_sqlite(path)?),
            Target::Postgres(address) => {
                Engine::Postgres(Box::new(dialect::open_postgres(address)?), Prepared::default())
            }
        }))
    }

    /// One transaction that may change `shard`; all or nothing. Writers of the same shard wait for each other.
    pub fn write<R>(&mut self, shard: i64, work: impl FnOnce(&mut Tx<'_>) -> Result<R, Failure>) -> Result<R, Failure> {
        let mut tx = match &mut self.0 {
            Engine::Sqlite(connection) => Tx::Sqlite(
                connection
                    .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
                    .map_err(|error| failure::sqlite(&error))?,
            ),
            Engine::Postgres(client, prepared) => {
                Tx::Postgres(client.transaction().map_err(|error| failure::postgres(&error))?, prepared)
            }
        };
        if let Some(lock) = tx.words().lock_shard {
            tx.rows(lock, &[shard.into()])?;
        }
        // an early return drops the transaction, which takes everything back
        let answer = work(&mut tx)?;
        tx.commit()?;
        Ok(answer)
    }

    /// One transaction that sees the data as they were when it began. It may fill the staging tables.
    pub fn read<R>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<R, Failure>) -> Result<R, Failure> {
        let mut tx = match &mut self.0 {
            Engine::Sqlite(connection) => {
                Tx::Sqlite(connection.transaction().map_err(|error| failure::sqlite(&error))?)
            }
            Engine::Postgres(client, prepared) => Tx::Postgres(
                client
                    .build_transaction()
                    .isolation_level(postgres::IsolationLevel::RepeatableRead)
                    .start()
                    .map_err(|error| failure::postgres(&error))?,
                prepared,
            ),
        };
        let answer = work(&mut tx)?;
        tx.commit()?;
        Ok(answer)
    }

    /// A consistent copy of a SQLite file, in one statement; a server has no file to copy, which the answer says.
    pub(crate) fn copy_file(&mut self, to: &std::path::Path) -> Result<bool, Failure> {
        match &mut self.0 {
            Engine::Sqlite(connection) => connection
                .execute("vacuum into ?1", [to.display().to_string()])
                .map(|_| true)
                .map_err(|error| failure::sqlite(&error)),
            Engine::Postgres(..) => Ok(false),
        }
    }
}
