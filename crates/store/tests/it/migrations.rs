//! Forward-only migrations: from yesterday's database, from nothing, and never from tomorrow's.

use crate::engines::on_both;
use crate::register::{all, commit, commune, household, number, review};
use domain::form::Untold;
use engine::Class::{NearPoor, Poor};
use store::{Db, Filter, Page, Shard, Sort, Target, Tx};

const SCHEMA_1: &str = include_str!("../fixture/schema_1.sql");

/// How many steps lead to the schema of today.
fn steps() -> i64 {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    i64::try_from(names.filter(|name| name.starts_with('0')).count()).unwrap()
}

/// Each statement of the fixture ends with `;` at the end of a line.
fn load(tx: &mut Tx<'_>, target: &Target) -> Result<(), base::Failure> {
    let text = match target {
        Target::Sqlite(_) => SCHEMA_1.to_owned(),
        Target::Postgres(_) => SCHEMA_1.replace(",x'", ",'\\x"),
    };
    for statement in text.split(";\n").map(str::trim).filter(|statement| !statement.is_empty()) {
        tx.execute(statement, &[])?;
    }
    Ok(())
}

#[test]
fn a_database_of_the_first_schema_is_brought_up_to_date() {
    on_both(|place| {
        Db::connect(&place.target).unwrap().write(0, |tx| load(tx, &place.target)).unwrap();
        let mut store = place.store();
        assert_eq!(number(&mut store, "select max(no) from migration"), steps());
        assert_eq!(number(&mut store, "select count(*) from batch where route = 'periodic'"), 3);
        store.verify().unwrap();
        let shard = Shard(1);
        let counts = store.counts(all(shard), &review(2022), None).unwrap();
        let own = &counts[&commune(1)];
        assert_eq!((own.poor.all.households, own.near_poor.all.households), (1, 1));
        assert_eq!(own.population.unwrap().persons, 190);
        assert_eq!(own.poor.untold, Untold::default(), "the older schemas told everything");
        let listed = store.list(all(shard), &review(2023), None, &commune(2), NearPoor).unwrap();
        assert_eq!(listed[0].members[0].cccd, household(1, 1, Poor).members[0].cccd);
        let page = Page { offset: 0, limit: 9 };
        let named = Filter { text: "an tran".into(), ..Filter::default() };
        let found = store.search(all(shard), &review(2023), None, &named, Sort::default(), page).unwrap();
        let rows: Vec<(&str, u32)> =
            found.rows.iter().map(|row| (row.code.as_str(), row.flags.unwrap().count())).collect();
        assert_eq!(
            (rows, found.deprivations),
            (vec![("H000001", 3)], Some(3)),
            "old persons and results are searched too"
        );
        let report = commit(&mut store, shard, 2023, "c", &[household(2, 2, Poor)]);
        assert_eq!((report.batch, report.new_households, report.new_persons), (4, 0, 0));
        store.verify().unwrap();
    });
}

#[test]
fn opening_twice_changes_nothing() {
    on_both(|place| {
        let mut first = place.store();
        let mut second = place.store();
        for store in [&mut first, &mut second] {
            assert_eq!(number(store, "select count(*) from migration"), steps());
            assert_eq!(number(store, "select count(*) from bit"), 32);
        }
    });
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    on_both(|place| {
        let mut store = place.store();
        let newer = "insert into migration (no, name) values ($1, 'of_tomorrow')";
        store.db().write(0, |tx| tx.execute(newer, &[(steps() + 1).into()])).unwrap();
        let failure = Db::open(&place.target).err().unwrap();
        assert_eq!(failure.code, "CC-STORE-NEWER");
    });
}
