//! Every statement of the store, by what it is for. A test prepares each of them on both engines.
//!
//! Lower case, arguments as `$n`, nothing but `bigint`, `text` and `bytea`; sums are cast because PostgreSQL's
//! `sum(bigint)` is numeric. No statement is put together at run time, except the places for the rows of a bulk insert.

pub(crate) mod account;
pub(crate) mod agency;
pub(crate) mod audit;
pub(crate) mod commit;
pub(crate) mod copy;
pub(crate) mod counts;
pub(crate) mod document;
pub(crate) mod edit;
pub(crate) mod grant;
pub(crate) mod heads;
pub(crate) mod household;
pub(crate) mod kin;
pub(crate) mod list;
pub(crate) mod matching;
pub(crate) mod oversight;
pub(crate) mod programme;
pub(crate) mod reading;
pub(crate) mod register;
pub(crate) mod rotate;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod token;
pub(crate) mod trail;
pub(crate) mod undo;

/// The staging tables of a connection.
pub(crate) const STAGE: &str = include_str!("../../migrations/stage.sql");

pub(crate) const CREATE_MIGRATION: &str = "\
create table if not exists migration (
    no   bigint not null primary key,
    name text   not null
)";

pub(crate) const APPLIED_MIGRATIONS: &str = "select coalesce(max(no), 0) from migration";

pub(crate) const RECORD_MIGRATION: &str = "insert into migration (no, name) values ($1, $2)";

/// The tables that a copy takes along.
pub fn tables() -> &'static [&'static str] {
    copy::TABLES
}

/// All statements, for the test that prepares each of them.
pub fn all() -> Vec<String> {
    let mut all: Vec<String> = [APPLIED_MIGRATIONS, RECORD_MIGRATION].map(str::to_owned).to_vec();
    for group in [
        account::ALL,
        agency::ALL,
        audit::ALL,
        commit::ALL,
        counts::ALL,
        document::ALL,
        edit::ALL,
        grant::ALL,
        heads::ALL,
        household::ALL,
        kin::ALL,
        list::ALL,
        matching::ALL,
        oversight::ALL,
        programme::ALL,
        reading::ALL,
        register::ALL,
        rotate::ALL,
        search::ALL,
        session::ALL,
        token::ALL,
        trail::ALL,
        undo::ALL,
    ] {
        all.extend(group.iter().map(|&sql| sql.to_owned()));
    }
    all.extend(search::PAGES.as_flattened().as_flattened().iter().map(|&sql| sql.to_owned()));
    for table in audit::TABLES {
        all.extend([table.made.to_owned(), table.superseded.to_owned()]);
    }
    let bulk = commit::BULK.iter().chain(matching::BULK).chain(register::BULK).chain(search::BULK);
    let bulk = bulk.chain(rotate::BULK).chain(&[counts::STAGE_SUCCESSOR]);
    all.extend(bulk.map(|insert| crate::tx::text(insert, insert.matches(',').count() + 1, 2)));
    for table in copy::TABLES {
        all.extend([copy::count(table), copy::clear(table)]);
    }
    all.retain(|sql| !sql.is_empty());
    all
}
