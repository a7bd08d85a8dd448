//! Whoever changes the database behind the store's back is found, and the first broken record is named.

use crate::engines::{Place, on_both};
use crate::register::{commit, household, open};
use engine::Class::{NearPoor, Poor};
use store::Store;

/// Three records: open_shard, open_review, commit_review; then commit, open_review, commit.
fn grown(place: &Place) -> Store {
    let (mut store, shard) = open(place);
    commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), household(2, 1, Poor)]);
    commit(&mut store, shard, 2022, "b", &[household(1, 1, NearPoor)]);
    commit(&mut store, shard, 2023, "c", &[household(1, 1, NearPoor)]);
    let report = store.verify().unwrap();
    assert_eq!((report.shards[0].records, report.shards[0].digests), (6, 6));
    assert_eq!(report.shards[0].head.len(), 64);
    store
}

fn found(statements: &[&str]) -> Vec<(String, String)> {
    let all = std::cell::RefCell::new(Vec::new());
    on_both(|place| {
        let mut store = grown(place);
        store
            .db()
            .write(1, |tx| statements.iter().try_for_each(|statement| tx.execute(statement, &[]).map(drop)))
            .unwrap();
        let failure = store.verify().unwrap_err();
        assert_eq!(failure.code, "CC-STORE-AUDIT");
        all.borrow_mut().push((failure.place, failure.message.en));
    });
    let all = all.into_inner();
    assert_eq!(all[0], all[1], "both engines find the same");
    all
}

fn names(statements: &[&str], record: u32, why: &str) {
    let (place, message) = found(statements).remove(0);
    assert_eq!(place, format!("shard 46, record {record}"));
    assert!(message.contains(why), "{message}");
}

#[test]
fn a_changed_record_is_named() {
    names(&["update audit set actor = 'cán bố' where seq = 4"], 4, "the record itself was changed");
    names(&["update audit set reason = 'tốt' where seq = 1"], 1, "the record itself was changed");
}

#[test]
fn a_deleted_last_record_is_noticed() {
    names(&["delete from audit where seq = 6"], 6, "the last record is gone");
    names(&["delete from audit where seq = 3"], 3, "a record is missing");
    names(&["delete from audit_head"], 7, "the last record is gone");
}

#[test]
fn two_swapped_records_are_noticed() {
    let swap = [
        "update audit set seq = 99 where seq = 3",
        "update audit set seq = 3 where seq = 4",
        "update audit set seq = 4 where seq = 99",
    ];
    names(&swap, 3, "does not follow");
}

#[test]
fn two_swapped_rows_are_noticed() {
    let swap = [
        "update answers set batch = 99 where batch = 2",
        "update answers set batch = 2 where batch = 3",
        "update answers set batch = 3 where batch = 99",
    ];
    names(&swap, 4, "the rows of this command were changed");
}

#[test]
fn a_changed_row_no_longer_has_its_digest() {
    let rows = "the rows of this command were changed";
    names(&["update result set class = 3 where batch = 2"], 4, rows);
    names(&["update person set name = name || ' '"], 3, rows);
    names(&["delete from membership where position = 3"], 3, rows);
    names(&["update answers set answers = '{}' where batch = 3"], 6, rows);
    names(&["update result set superseded_at = null, superseded_by = null where superseded_by = 2"], 4, rows);
    names(&["update review set standard = 'x' where year = 2023"], 5, rows);
    names(&["update shard set name = 'x'"], 1, rows);
}
