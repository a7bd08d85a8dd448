//! Files without codes, and lists that do not tell everything.

use crate::engines::on_both;
use crate::register::{all, commit, commune, ctx, everything, household, identity, member, number, open, pack, review};
use base::{AreaKey, Failure};
use domain::form::Untold;
use domain::register::{HouseholdEntry, Relation, Told};
use engine::Class::{NearPoor, NotPoor, Poor};
use engine::Flags;
use jiff::civil::date;
use store::{BatchReport, Intake, Register, Shard, Store};

/// A household as a file without codes has it: no number of the head, none of its own.
fn nameless(number: u32, commune_number: u32, village: &str) -> HouseholdEntry {
    let mut entry = household(number, commune_number, Poor);
    entry.code.clear();
    entry.members[0].cccd = None;
    entry.village = village.into();
    entry
}

fn take(
    store: &mut Store,
    shard: Shard,
    year: i16,
    reach: &dyn Fn(&AreaKey) -> Vec<AreaKey>,
    entries: Vec<Result<HouseholdEntry, Failure>>,
) -> Result<BatchReport, Failure> {
    let (review, identity) = (review(year), identity(&format!("{year} {}", entries.len())));
    let register = Register::Open(shard);
    let intake = Intake { register: &register, review: &review, pack: pack(), identity: &identity, reach };
    store.commit_intake(&ctx(2), &intake, entries.into_iter(), std::iter::empty())
}

fn same(key: &AreaKey) -> Vec<AreaKey> {
    vec![key.clone()]
}

fn codes(store: &mut Store) -> Vec<String> {
    let rows = store.db().read(|tx| tx.rows("select code from household order by id", &[])).unwrap();
    rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
}

#[test]
fn a_household_without_a_code_is_found_by_the_number_of_its_head_wherever_it_lives() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), household(2, 1, Poor)]);
        let mut moved = household(1, 3, NearPoor);
        moved.code.clear();
        moved.members[0].name = "Trần Văn Khác".into();
        // the son of household 2 has a household of his own now, the old one goes on without him
        let mut old = household(2, 1, Poor);
        old.members[2].cccd = domain::register::Cccd::new("046999999999");
        let report = commit(&mut store, shard, 2022, "numbers", &[old]);
        assert_eq!(report.new_persons, 0);
        let mut old = household(2, 1, Poor);
        old.code.clear();
        let mut son = nameless(9, 1, "Thôn 2");
        son.members.truncate(1);
        son.members[0].name = "Trần An".into();
        son.members[0].cccd = domain::register::Cccd::new("046999999999");
        let report = take(&mut store, shard, 2023, &same, vec![Ok(moved), Ok(son), Ok(old)]).unwrap();
        assert_eq!((report.by_number, report.by_name, report.new_households), (2, 0, 1));
        let codes = codes(&mut store);
        assert_eq!(codes[..2], ["H000001", "H000002"]);
        assert!(codes[2].starts_with("19701-") && codes[2].len() == 22, "{codes:?}");
        store.verify().unwrap();
    });
}

#[test]
fn by_name_birth_village_and_commune_across_a_merger_and_without_marks() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let first: Vec<HouseholdEntry> =
            vec![nameless(1, 1, "Thôn 2"), nameless(2, 2, "Tổ dân phố 3"), nameless(3, 2, "TDP 3")];
        let report = take(&mut store, shard, 2022, &same, first.iter().cloned().map(Ok).collect()).unwrap();
        assert_eq!((report.new_households, report.by_name), (3, 0));
        let before = codes(&mut store);
        // communes 1 and 2 are commune 7 now, and the list is written without marks
        let later = |number: u32, village: &str| {
            let mut entry = nameless(number, 7, village);
            entry.members[0].name = format!("TRAN VAN {number}");
            Ok(entry)
        };
        let reach = |_: &AreaKey| vec![commune(7)];
        let list = vec![later(1, "thon 02"), later(2, "TDP 03"), later(3, "Thôn 3")];
        let report = take(&mut store, shard, 2023, &reach, list).unwrap();
        assert_eq!((report.by_name, report.new_households), (2, 1), "the third lives in another village");
        assert_eq!(codes(&mut store)[..3], before);
        // the same list again in another file: everyone is found, and nobody is claimed twice
        let twins = vec![later(1, "Thôn 2"), later(1, "thôn 2"), later(2, "TDP 3"), later(3, "Thôn 3")];
        let report = take(&mut store, shard, 2024, &reach, twins).unwrap();
        assert_eq!((report.by_name, report.new_households), (2, 2), "two namesakes are nobody for sure");
        store.verify().unwrap();
    });
}

#[test]
fn codes_that_are_made_never_meet_and_an_undo_gives_them_back() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let namesakes = || {
            (1..=3)
                .map(|number: u32| {
                    let mut entry = nameless(1, 1, "Thôn 1");
                    entry.members.truncate(1);
                    entry.members[0].birth = None;
                    entry.members[0].cccd = domain::register::Cccd::new(&format!("04600000100{number}"));
                    Ok(entry)
                })
                .collect::<Vec<_>>()
        };
        let report = take(&mut store, shard, 2022, &same, namesakes()).unwrap();
        assert_eq!(report.new_households, 3);
        let made = codes(&mut store);
        assert_eq!(made[1], format!("{}.1.2", made[0]));
        assert_eq!(take(&mut store, shard, 2023, &same, namesakes()).unwrap().by_number, 3);
        for batch in [2, 1] {
            store.undo_batch(&ctx(5), shard, batch).unwrap();
        }
        take(&mut store, shard, 2022, &same, namesakes()).unwrap();
        assert_eq!(codes(&mut store)[0], made[0]);
        store.verify().unwrap();
    });
}

#[test]
fn a_list_of_heads_keeps_the_members_that_are_known_and_the_number_that_is_stated() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), household(2, 1, Poor)]);
        let mut head_only = household(1, 1, Poor);
        head_only.members.truncate(1);
        head_only.members_told = Told::Number(5);
        head_only.flags = Flags::default();
        head_only.flags_told = Told::Number(4);
        let mut widow = household(2, 1, Poor);
        widow.members = vec![member("Lê Thị Đào", 1975, Relation::Head)];
        widow.members_told = Told::Nothing;
        commit(&mut store, shard, 2023, "b", &[head_only, widow]);
        let counts = store.counts(all(shard), &review(2023), None).unwrap();
        let poor = &counts[&commune(1)].poor;
        assert_eq!((poor.all.households, poor.all.persons), (2, 6));
        assert_eq!(poor.untold, Untold { indicators: 1, members: 2, children: 0 });
        assert_eq!(poor.indicators.iter().sum::<u64>(), 3, "the widow's three");
        assert_eq!(number(&mut store, "select deprived from result where lacks = 3"), 4);
        let listed = store.list(all(shard), &review(2023), None, &commune(1), Poor).unwrap();
        let names = |at: usize| listed[at].members.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names(1), ["Lê Thị Đào", "Trần An"], "the old head is gone, the child is not");
        assert_eq!(names(0), ["Trần Văn 1", "Lê Thị Đào", "Trần An"]);
        store.verify().unwrap();
        // what is not told is guarded like everything else
        store.db().write(1, |tx| tx.execute("update result set deprived = 1 where deprived = 4", &[])).unwrap();
        assert_eq!(store.verify().unwrap_err().code, "CC-STORE-AUDIT");
    });
}

#[test]
fn children_without_answers_are_told() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let mut grown = household(2, 1, Poor);
        grown.members.truncate(2);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), grown, household(3, 1, NotPoor)]);
        let counts = store.counts(all(shard), &review(2022), None).unwrap();
        assert_eq!(counts[&commune(1)].poor.untold, Untold { indicators: 0, members: 0, children: 1 });
    });
}

#[test]
fn a_source_that_fails_leaves_no_trace() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let before = everything(&mut store);
        let broken = Err(Failure::new("CC-TEST", "hỏng", "broken"));
        let entries = vec![Ok(household(1, 1, Poor)), broken, Ok(household(2, 1, Poor))];
        assert_eq!(take(&mut store, shard, 2022, &same, entries).unwrap_err().code, "CC-TEST");
        assert_eq!(everything(&mut store), before);
        assert!(store.reviews(shard).unwrap().is_empty());
        // not even the register that the batch would have opened
        let new = Register::New { code: "48".into(), name: "Đà Nẵng".into(), opened_on: date(2025, 7, 1) };
        let (review, identity) = (review(2022), identity("new"));
        let intake = Intake { register: &new, review: &review, pack: pack(), identity: &identity, reach: &same };
        let mut first = |entries: Vec<Result<HouseholdEntry, Failure>>| {
            store.commit_intake(&ctx(2), &intake, entries.into_iter(), std::iter::empty())
        };
        let broken = Err(Failure::new("CC-TEST", "hỏng", "broken"));
        assert_eq!(first(vec![Ok(household(1, 1, Poor)), broken]).unwrap_err().code, "CC-TEST");
        assert_eq!(first(vec![Ok(household(1, 1, Poor))]).unwrap().shard, Shard(2));
        assert_eq!(store.shards().unwrap().len(), 2);
        store.verify().unwrap();
    });
}
