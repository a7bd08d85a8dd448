//! Committing reviews: matching, correcting, repeating.

use crate::engines::on_both;
use crate::register::{
    all, commit, commit_with, commune, ctx, everything, household, identity, member, number, open, pack, review,
};
use domain::register::{Cccd, EventKind, RegisterEvent, Relation};
use engine::Class::{NearPoor, Poor};
use jiff::civil::date;
use store::Outcome;

#[test]
fn the_same_batch_again_changes_nothing_and_says_so() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let entries = [household(1, 1, Poor), household(2, 1, NearPoor)];
        let report = commit(&mut store, shard, 2022, "a", &entries);
        assert_eq!((report.outcome, report.households, report.new_persons), (Outcome::Committed, 2, 6));
        let before = everything(&mut store);
        let again = commit(&mut store, shard, 2022, "a", &entries);
        assert_eq!((again.outcome, again.batch), (Outcome::AlreadyThere, report.batch));
        assert_eq!(everything(&mut store), before);
        // the same households in another file: a batch of its own that leaves every row alone
        let other = commit(&mut store, shard, 2022, "b", &entries);
        assert_eq!((other.outcome, other.unchanged, other.new_persons), (Outcome::Committed, 2, 0));
        assert_eq!(everything(&mut store), before);
    });
}

#[test]
fn a_correction_supersedes_and_keeps_what_was() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), household(2, 1, Poor)]);
        let mut corrected = household(1, 1, NearPoor);
        corrected.village = "Thôn khác".into();
        corrected.members[1].name = "Lê Thị Đáo".into();
        let report = commit(&mut store, shard, 2022, "b", &[corrected]);
        assert_eq!((report.new_households, report.unchanged, report.new_persons), (0, 0, 0));
        assert_eq!(number(&mut store, "select count(*) from result"), 3);
        assert_eq!(number(&mut store, "select count(*) from result where superseded_by = 2 and class = 0"), 1);
        assert_eq!(number(&mut store, "select count(*) from person where superseded_by = 2"), 1);
        assert_eq!(number(&mut store, "select count(*) from household_state where superseded_at is null"), 2);
        let counts = store.counts(all(shard), &review(2022), None).unwrap();
        assert_eq!(counts[&commune(1)].poor.all.households, 1);
        assert_eq!(counts[&commune(1)].near_poor.all.persons, 3);
    });
}

#[test]
fn valid_time_follows_the_reviews_also_out_of_order() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2021, "2021", &[household(1, 1, Poor)]);
        commit(&mut store, shard, 2023, "2023", &[household(1, 3, Poor)]);
        commit(&mut store, shard, 2022, "2022", &[household(1, 2, Poor)]);
        let rows = store
            .db()
            .read(|tx| {
                tx.rows(
                    "select commune_code, valid_from, valid_until from household_state where superseded_at is null \
                     order by valid_from",
                    &[],
                )
            })
            .unwrap();
        let told: Vec<String> = rows
            .iter()
            .map(|row| {
                format!(
                    "{} {} {}",
                    row.text(0).unwrap(),
                    row.text(1).unwrap(),
                    row.text_or_null(2).unwrap().unwrap_or("…")
                )
            })
            .collect();
        assert_eq!(told, ["19701 2021-12-14 2022-12-14", "19702 2022-12-14 2023-12-14", "19703 2023-12-14 …"]);
        assert_eq!(number(&mut store, "select count(*) from membership"), 3, "nobody joined or left");
        store.verify().unwrap();
    });
}

#[test]
fn persons_are_found_by_number_elsewhere_and_by_name_at_home() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2021, "2021", &[household(1, 1, Poor), household(2, 1, Poor)]);
        let mut first = household(1, 1, Poor);
        // the head of household 2 moves in, the child leaves, a second Trần An is born
        let mut moved = household(2, 1, Poor).members.remove(0);
        moved.relation = Relation::Other;
        first.members[2] = moved;
        first.members.push(member("Trần  ÁN", 2022, Relation::Child));
        let mut second = household(2, 1, Poor);
        second.members.remove(0);
        second.members[0].relation = Relation::Head;
        let report = commit(&mut store, shard, 2022, "2022", &[first, second]);
        assert_eq!((report.persons, report.new_persons), (6, 1));
        let at_home = "select count(*) from membership where superseded_at is null and valid_until is null";
        assert_eq!(number(&mut store, at_home), 6);
        let twice = "select count(*) from (select person from membership where superseded_at is null and valid_until \
                     is null group by person having count(*) > 1) twice";
        assert_eq!(number(&mut store, twice), 0);
        let listed = store.list(all(shard), &review(2022), None, &commune(1), Poor).unwrap();
        let names = |at: usize| listed[at].members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names(0), ["Trần Văn 1", "Lê Thị Đào", "Trần Văn 2", "Trần  ÁN"]);
        assert_eq!(names(1), ["Lê Thị Đào", "Trần An"]);
        assert_eq!(listed[0].members[2].cccd, Cccd::new("046000000002"));
        let past = store.list(all(shard), &review(2021), None, &commune(1), Poor).unwrap();
        assert_eq!(past[0].members.len(), 3);
        store.verify().unwrap();
    });
}

#[test]
fn namesakes_of_one_birth_are_told_apart_by_their_order() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let mut twins = household(1, 1, Poor);
        twins.members.push(member("Trần An", 2015, Relation::Child));
        commit(&mut store, shard, 2021, "2021", &[twins.clone()]);
        let report = commit(&mut store, shard, 2022, "2022", &[twins]);
        assert_eq!(report.new_persons, 0);
        assert_eq!(number(&mut store, "select count(*) from membership"), 4);
    });
}

#[test]
fn doubles_strangers_and_other_packs_are_refused_whole() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let before = everything(&mut store);
        let mut refused = |entries: Vec<domain::register::HouseholdEntry>, events: Vec<RegisterEvent>| {
            store
                .commit_review(
                    &ctx(1),
                    shard,
                    &review(2022),
                    pack(),
                    entries.into_iter(),
                    events.into_iter(),
                    &identity("a"),
                )
                .unwrap_err()
        };
        let twice = refused(vec![household(1, 1, Poor), household(1, 2, Poor)], vec![]);
        assert_eq!((twice.code, twice.place.as_str()), ("CC-STORE-HOUSEHOLD-TWICE", "H000001"));
        let mut other = household(2, 1, Poor);
        other.members[0].cccd = household(1, 1, Poor).members[0].cccd.clone();
        assert_eq!(refused(vec![household(1, 1, Poor), other], vec![]).code, "CC-STORE-CCCD-TWICE");
        let stranger = RegisterEvent { household: "nobody".into(), day: date(2022, 3, 1), kind: EventKind::Died };
        assert_eq!(refused(vec![household(1, 1, Poor)], vec![stranger]).code, "CC-STORE-EVENT");
        let mut cause = household(1, 1, Poor);
        cause.causes.insert("no such cause".into());
        assert_eq!(refused(vec![cause], vec![]).code, "CC-STORE-CAUSE");
        assert_eq!(everything(&mut store), before);
        assert_eq!(number(&mut store, "select count(*) from audit"), 1);
    });
}

#[test]
fn two_standards_fit_into_one_year() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2021, "new", &[household(1, 1, Poor)]);
        let old = engine::pack::find("vn-2016").unwrap();
        let mut review = review(2021);
        review.standard = "vn-2016".into();
        let mut entry = household(1, 1, NearPoor);
        entry.causes.clear();
        let identity = identity("old");
        store.commit_review(&ctx(2), shard, &review, old, [entry].into_iter(), std::iter::empty(), &identity).unwrap();
        let counts = store.counts(all(shard), &review, None).unwrap();
        assert_eq!(counts[&commune(1)].near_poor.all.households, 1);
        assert_eq!(counts[&commune(1)].near_poor.indicators.len(), 10);
        assert_eq!(store.reviews(shard).unwrap().len(), 2);
        assert_eq!(number(&mut store, "select count(*) from household_state"), 1);
    });
}

#[test]
fn personal_numbers_are_nowhere_in_the_clear() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let arrived = RegisterEvent { household: "H000007".into(), day: date(2022, 3, 1), kind: EventKind::MovedIn };
        commit_with(&mut store, shard, 2022, "a", &[household(7, 1, Poor)], &[arrived]);
        for (table, rows) in everything(&mut store) {
            let text = format!("{rows:?}");
            assert!(!text.contains("046000000007"), "{table}");
            assert!(!text.contains(&format!("{:?}", b"046000000007")[1..30]), "{table}");
        }
        assert_eq!(number(&mut store, "select count(*) from event"), 1);
    });
}
