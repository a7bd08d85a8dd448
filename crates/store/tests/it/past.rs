//! The register as it was known at a moment, and its villages.

use crate::engines::on_both;
use crate::register::{all, commune, ctx, household, identity, open, pack, review};
use base::AreaKey;
use domain::form::{Counts, Flows, Tally, identities};
use domain::register::HouseholdEntry;
use engine::Class::{self, Average, NearPoor, Poor};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::{Denominator, Movement, Scope, Shard, Store};

/// The moment at which the stories enter what they enter at `minute`.
fn at(minute: u32) -> Timestamp {
    ctx(minute).at.parse().unwrap()
}

/// Enters a review of `year` at `minute`; the number of the batch.
fn enter(store: &mut Store, shard: Shard, minute: u32, year: i16, entries: &[HouseholdEntry]) -> i64 {
    let (entries, events) = (entries.iter().cloned(), std::iter::empty());
    let identity = identity(&format!("at {minute}"));
    store.commit_review(&ctx(minute), shard, &review(year), pack(), entries, events, &identity).unwrap().batch
}

fn from_2022() -> Movement {
    Movement { previous: review(2022), look_back_years: 3, successors: BTreeMap::new() }
}

fn poor(counts: &BTreeMap<AreaKey, Counts>, number: u32) -> u64 {
    counts.get(&commune(number)).map_or(0, |counts| counts.poor.all.households)
}

#[test]
fn a_correction_does_not_change_what_was_known_before_it() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        enter(&mut store, shard, 1, 2022, &[household(1, 1, Poor), household(2, 1, Poor), household(3, 1, NearPoor)]);
        enter(&mut store, shard, 3, 2023, &[household(1, 1, Poor), household(2, 1, NearPoor)]);
        let mut renamed = household(2, 2, Poor);
        renamed.members[0].name = "Trần Văn Khác".into();
        enter(&mut store, shard, 5, 2023, &[renamed]);

        let known = |store: &mut Store, minute| {
            let view = shard.as_of(at(minute));
            (
                store.counts(Scope::everything().of(view), &review(2023), Some(&from_2022())).unwrap(),
                store.reviews(view).unwrap().len(),
            )
        };
        let (before, reviews) = known(&mut store, 2);
        assert_eq!((poor(&before, 1), reviews), (0, 1), "the review of 2023 had not come yet");
        for minute in [3, 4] {
            let (counts, _) = known(&mut store, minute);
            assert_eq!((poor(&counts, 1), poor(&counts, 2)), (1, 0));
            let line = counts[&commune(1)].poor_flows.unwrap();
            assert_eq!((line.opening.households, line.to_pair.households, line.other_down.households), (2, 1, 0));
        }
        let (corrected, _) = known(&mut store, 5);
        assert_eq!((poor(&corrected, 1), poor(&corrected, 2)), (1, 1));
        assert_eq!(corrected[&commune(1)].poor_flows.unwrap().other_down.households, 1);
        assert_eq!(corrected, store.counts(all(shard), &review(2023), Some(&from_2022())).unwrap());

        let head = |store: &mut Store, view: store::At, number, class: Class| {
            let listed =
                store.list(Scope::everything().of(view), &review(2023), None, &commune(number), class).unwrap();
            listed.into_iter().map(|one| one.members[0].name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(head(&mut store, shard.as_of(at(4)), 1, NearPoor), ["Trần Văn 2"]);
        assert_eq!(head(&mut store, shard.into(), 2, Poor), ["Trần Văn Khác"]);
        assert_eq!(store.communes(Scope::everything().of(shard.as_of(at(4))), &review(2023)).unwrap(), [commune(1)]);
    });
}

#[test]
fn a_past_in_which_an_undone_batch_stood_is_refused() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        enter(&mut store, shard, 1, 2022, &[household(1, 1, Poor)]);
        let batch = enter(&mut store, shard, 3, 2023, &[household(1, 1, Poor), household(2, 1, Poor)]);
        store.undo_batch(&ctx(5), shard, batch).unwrap();
        for minute in [3, 4] {
            let failure =
                store.counts(Scope::everything().of(shard.as_of(at(minute))), &review(2023), None).unwrap_err();
            assert_eq!(failure.code, "CC-AS-OF-UNDONE");
            assert!(failure.remedy.en.contains("08:03") && failure.remedy.en.contains("08:05"), "{failure:?}");
            assert_eq!(store.reviews(shard.as_of(at(minute))).unwrap_err().code, "CC-AS-OF-UNDONE");
        }
        for view in [shard.as_of(at(2)), shard.as_of(at(5)), shard.into()] {
            assert_eq!(store.reviews(view).unwrap(), [review(2022)], "an undone review is none");
            assert_eq!(poor(&store.counts(Scope::everything().of(view), &review(2022), None).unwrap(), 1), 1);
        }
    });
}

#[test]
fn denominators_are_those_of_the_moment() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        for (minute, households) in [(1, 100), (3, 120)] {
            let one = Denominator {
                year: 2023,
                area: commune(1),
                all: Tally { households, persons: 3 * households },
                by_ethnicity: None,
                status: "official".into(),
                source: "niên giám".into(),
            };
            store.set_denominators(&ctx(minute), shard, &[one], &minute.to_string(), "a").unwrap();
        }
        let households = |store: &mut Store, view: store::At| {
            store.denominators(view, 2023).unwrap().iter().map(|one| one.all.households).collect::<Vec<_>>()
        };
        assert_eq!(households(&mut store, shard.as_of(at(0))), Vec::<u64>::new());
        assert_eq!(households(&mut store, shard.as_of(at(2))), [100]);
        assert_eq!(households(&mut store, shard.into()), [120]);
    });
}

/// The same household in another village of the commune.
fn lives(village: &str, mut entry: HouseholdEntry) -> HouseholdEntry {
    entry.village = village.into();
    entry
}

#[test]
fn villages_add_up_to_their_commune_and_a_move_between_them_is_no_movement() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let before = [
            lives("Thôn 1", household(1, 1, Poor)),
            lives("Thôn 1", household(2, 1, Poor)),
            lives("Thôn 1", household(3, 1, NearPoor)),
            lives("Thôn 2", household(4, 1, Poor)),
            lives("Thôn 2", household(5, 1, Poor)),
            lives("Thôn 3", household(6, 1, Poor)),
            lives("Thôn 1", household(7, 2, Poor)),
        ];
        let after = [
            lives("Thôn 2", household(1, 1, Poor)),
            lives("Thôn 1", household(2, 1, NearPoor)),
            lives("Thôn 2", household(3, 1, Poor)),
            lives("Thôn 2", household(4, 1, Average)),
            lives("Thôn 1", household(5, 2, Poor)),
            lives("Thôn 1", household(7, 1, Poor)),
        ];
        enter(&mut store, shard, 1, 2022, &before);
        enter(&mut store, shard, 2, 2023, &after);
        let communes = store.counts(all(shard), &review(2023), Some(&from_2022())).unwrap();
        let both = [commune(1), commune(2)];
        let villages = store.villages(all(shard), &review(2023), Some(&from_2022()), &both).unwrap();
        for key in &both {
            let own: Vec<&Counts> = villages.iter().filter(|((at, _), _)| at == key).map(|(_, own)| own).collect();
            assert_eq!(Counts::sum(own.iter().copied()), communes[key]);
            assert!(own.iter().all(|counts| identities("thôn", counts, None).is_empty()));
        }
        let line = |name: &str| villages[&(commune(1), name.to_owned())].poor_flows.unwrap();
        let one = |households: u64| Tally { households, persons: 3 * households };
        // household 1 opens where it lives now; 2 left the class there; 7 came from another commune
        let first = Flows { opening: one(1), to_pair: one(1), other_up: one(1), closing: one(1), ..Flows::default() };
        assert_eq!(line("Thôn 1"), first);
        // 1 stayed, 3 came from the near-poor, 4 went out, 5 left the commune
        let second = Flows {
            opening: one(3),
            out: one(1),
            other_down: one(1),
            from_pair: one(1),
            closing: one(2),
            ..Flows::default()
        };
        assert_eq!(line("Thôn 2"), second);
        assert_eq!(line("Thôn 3"), Flows { opening: one(1), other_down: one(1), ..Flows::default() });
    });
}
