//! Undoing a batch: the register stands as it stood before, and the chain tells both commands.

use crate::engines::on_both;
use crate::register::{all, commit, commit_with, commune, ctx, everything, household, member, number, open, review};
use domain::form::Tally;
use domain::register::{EventKind, RegisterEvent, Relation};
use engine::Class::{NearPoor, Poor};
use jiff::civil::date;
use store::{Denominator, Outcome};

#[test]
fn an_undone_batch_leaves_the_register_as_it_was() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), household(2, 1, Poor)]);
        let before = everything(&mut store);
        let mut first = household(1, 2, NearPoor);
        first.members[2].ethnic = Some("taoi".into());
        first.members.push(member("Trần Bé", 2022, Relation::Child));
        first.members.swap(1, 2);
        let event = RegisterEvent { household: "H000002".into(), day: date(2023, 1, 5), kind: EventKind::Died };
        let entries = [first, household(3, 1, Poor)];
        let report = commit_with(&mut store, shard, 2023, "b", &entries, &[event]);
        assert_ne!(everything(&mut store), before);
        store.undo_batch(&ctx(5), shard, report.batch).unwrap();
        assert_eq!(everything(&mut store), before);
        store.verify().unwrap();
        assert_eq!(store.batches(shard).unwrap()[1].undone_at.as_deref(), Some("2025-01-01T08:05:00Z"));
        // after an undo the same file may come again
        let again = commit(&mut store, shard, 2023, "b", &entries);
        assert_eq!((again.outcome, again.batch), (Outcome::Committed, 3));
        store.verify().unwrap();
        assert_eq!(number(&mut store, "select count(*) from audit where command = 'undo_batch'"), 1);
    });
}

#[test]
fn a_batch_on_which_a_later_one_rests_is_not_undone_first() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor)]);
        commit(&mut store, shard, 2022, "other commune", &[household(2, 2, Poor)]);
        commit(&mut store, shard, 2023, "b", &[household(1, 1, NearPoor)]);
        let failure = store.undo_batch(&ctx(5), shard, 1).unwrap_err();
        assert_eq!((failure.code, failure.remedy.en.as_str()), ("CC-STORE-UNDO-ORDER", "undo batch 3 first"));
        store.undo_batch(&ctx(5), shard, 2).unwrap();
        store.undo_batch(&ctx(6), shard, 3).unwrap();
        store.undo_batch(&ctx(7), shard, 1).unwrap();
        assert_eq!(store.undo_batch(&ctx(8), shard, 1).unwrap_err().code, "CC-STORE-UNDONE");
        assert_eq!(store.undo_batch(&ctx(8), shard, 9).unwrap_err().code, "CC-STORE-NO-BATCH");
        assert!(everything(&mut store).iter().all(|(_, rows)| rows.is_empty()));
        assert!(store.counts(all(shard), &review(2022), None).unwrap().is_empty());
        store.verify().unwrap();
    });
}

#[test]
fn denominators_supersede_and_come_back() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let set = |households| {
            vec![Denominator {
                year: 2023,
                area: commune(1),
                all: Tally { households, persons: 3 * households },
                by_ethnicity: None,
                status: "official".into(),
                source: "niên giám".into(),
            }]
        };
        store.set_denominators(&ctx(1), shard, &set(100), "first", "a").unwrap();
        let report = store.set_denominators(&ctx(2), shard, &set(120), "second", "b").unwrap();
        let again = store.set_denominators(&ctx(3), shard, &set(120), "second", "b").unwrap();
        assert_eq!((again.outcome, again.batch), (Outcome::AlreadyThere, report.batch));
        assert_eq!(store.denominators(shard, 2023).unwrap(), set(120));
        assert_eq!(store.undo_batch(&ctx(4), shard, 1).unwrap_err().code, "CC-STORE-UNDO-ORDER");
        store.undo_batch(&ctx(4), shard, report.batch).unwrap();
        assert_eq!(store.denominators(shard, 2023).unwrap(), set(100));
        store.verify().unwrap();
    });
}
