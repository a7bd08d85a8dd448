//! All that differs between SQLite and PostgreSQL. No other file asks which engine it talks to.

use crate::failure;
use base::Failure;
use std::path::Path;
use std::time::Duration;

/// How long a SQLite connection waits for another's write before it says so.
const PATIENCE: Duration = Duration::from_secs(30);

/// A statement that empties the staging tables for good: a plain delete would leave millions of dead rows behind on
/// PostgreSQL, and SQLite knows no truncate but does a delete without a condition just as fast.
pub(crate) struct Words {
    pub(crate) empty_stage: &'static [&'static str],
    /// Tells the planner what the staging tables hold. SQLite needs no telling.
    pub(crate) measure_stage: &'static [&'static str],
    /// The same for the heads that the register knows.
    pub(crate) measure_heads: &'static [&'static str],
    /// The same for personal numbers under a new key.
    pub(crate) measure_numbers: &'static [&'static str],
    /// The same for the register, after a batch that may have changed its size: until the server's own housekeeping
    /// comes by, PostgreSQL would take a review of a million households for one row.
    pub(crate) measure_register: &'static [&'static str],
    pub(crate) lock_shard: Option<&'static str>,
    /// Answers a number that is another one after another connection has written.
    pub(crate) stamp: &'static str,
    /// What is replaced from now on leaves nothing legible behind in the file. A server keeps dead rows until its own
    /// housekeeping comes by (`vacuum`).
    pub(crate) erase: Option<&'static str>,
    /// The tables that outlive a connection.
    pub(crate) tables: &'static str,
    /// The columns of table $1 in their order.
    pub(crate) columns: &'static str,
    /// Answers three numbers that are others after anything that is counted may have changed: batches that came and that
    /// were undone, corrections of households aside, and how many results there are.
    pub(crate) counted: &'static str,
    /// Runs after the migrations.
    pub(crate) after_migrations: &'static str,
}

pub(crate) const SQLITE: Words = Words {
    empty_stage: &[
        "delete from stage_household",
        "delete from stage_member",
        "delete from stage_event",
        "delete from stage_successor",
        "delete from stage_flow",
        "delete from stage_reach",
        "delete from stage_village",
        "delete from stage_head",
    ],
    measure_stage: &[],
    measure_heads: &[],
    measure_numbers: &[],
    measure_register: &[],
    lock_shard: None,
    stamp: "pragma data_version",
    erase: Some("pragma secure_delete = on"),
    tables: "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name",
    columns: "select name from pragma_table_info($1) order by cid",
    // a row that is deleted behind the program's back is missed in the counts at once
    counted: "\
select count(*), count(undone_at), (select count(*) from result) from batch where command <> 'edit_household'",
    after_migrations: include_str!("../migrations/sqlite_statistics.sql"),
};

pub(crate) const POSTGRES: Words = Words {
    empty_stage: &[
        "truncate stage_household, stage_member, stage_event, stage_successor, stage_flow, stage_reach, stage_village, \
         stage_head",
    ],
    measure_stage: &["analyze stage_household", "analyze stage_member"],
    measure_heads: &["analyze stage_head", "analyze stage_village"],
    measure_numbers: &["analyze stage_number"],
    measure_register: &[
        "analyze household",
        "analyze household_state",
        "analyze person",
        "analyze membership",
        "analyze result",
        "analyze answers",
        "analyze event",
    ],
    // writers of one shard follow each other: numbers of batches and the audit chain have no gaps and no races
    lock_shard: Some("select pg_advisory_xact_lock($1)"),
    // every command leaves a record in its chain; whoever writes beside the program is not noticed here
    stamp: "select cast(coalesce(sum(seq), 0) as bigint) from audit_head",
    erase: None,
    tables: "select cast(tablename as text) from pg_tables where schemaname = current_schema() order by 1",
    columns: "\
select cast(column_name as text)
  from information_schema.columns
 where table_schema = current_schema() and table_name = cast($1 as text)
 order by ordinal_position",
    counted: "\
select count(*), count(undone_at), cast(0 as bigint) from batch where command <> 'edit_household'",
    // autovacuum gathers its own
    after_migrations: "",
};

/// SQLite numbers `$2` by first appearance; `?2` is what PostgreSQL means by `$2`. No literal of ours holds a `$`.
pub(crate) fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

/// Opens a file, with a log for writers and readers beside it and every commit on the disk before it is answered.
pub(crate) fn open_sqlite(path: &Path) -> Result<rusqlite::Connection, Failure> {
    let place = path.display().to_string();
    let connection = rusqlite::Connection::open(path).map_err(|error| failure::open(&place, &error))?;
    connection.set_prepared_statement_cache_capacity(200);
    connection
        .busy_timeout(PATIENCE)
        .and_then(|()| connection.pragma_update(None, "journal_mode", "wal"))
        .and_then(|()| connection.pragma_update(None, "synchronous", "full"))
        .and_then(|()| connection.pragma_update(None, "foreign_keys", "on"))
        .and_then(|()| connection.pragma_update(None, "cache_size", -65_536))
        .map_err(|error| failure::sqlite(&error).at(place))?;
    Ok(connection)
}

/// Opens a connection to a server; the address may hold a password and is not repeated in the failure.
pub(crate) fn open_postgres(address: &str) -> Result<postgres::Client, Failure> {
    let mut client = postgres::Client::connect(address, postgres::NoTls)
        .map_err(|error| failure::open("PostgreSQL", &chain(&error)))?;
    client.batch_execute("set client_min_messages = warning").map_err(|error| failure::postgres(&error))?;
    Ok(client)
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        told = format!("{told}: {cause}");
        source = cause.source();
    }
    told
}
