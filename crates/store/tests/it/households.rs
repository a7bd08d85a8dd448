//! One household through the years.

use crate::engines::on_both;
use crate::register::{all, commit, commit_with, commune, household, open, review};
use domain::register::{EventKind, RegisterEvent, Relation};
use engine::Class::{NearPoor, NotPoor, Poor};
use jiff::civil::date;

#[test]
fn a_household_tells_its_whole_story() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let first = household(1, 1, Poor);
        let mut later = household(1, 2, NearPoor);
        later.members.pop();
        let event = RegisterEvent { household: first.code.clone(), day: date(2023, 6, 1), kind: EventKind::MovedIn };
        commit(&mut store, shard, 2022, "a", &[first.clone(), household(2, 1, Poor)]);
        commit_with(&mut store, shard, 2023, "b", std::slice::from_ref(&later), &[event]);
        let mut corrected = later.clone();
        corrected.class = NotPoor;
        commit(&mut store, shard, 2023, "c", &[corrected]);
        commit(&mut store, shard, 2024, "d", &[household(2, 1, Poor)]);

        let told = store.household(all(shard), "H000001").unwrap().unwrap();
        let living: Vec<_> = told.members.iter().map(|one| (one.person.relation, one.valid_until.is_none())).collect();
        assert_eq!(living, [(Relation::Head, true), (Relation::Spouse, true), (Relation::Child, false)]);
        assert_eq!(told.members[0].person.cccd, first.members[0].cccd);
        assert_eq!(told.members[2].valid_until, Some(review(2023).day));
        let addresses: Vec<_> = told.addresses.iter().map(|one| (one.commune.clone(), one.valid_until)).collect();
        assert_eq!(addresses, [(commune(1), Some(review(2023).day)), (commune(2), None)]);
        let results: Vec<_> = told.results.iter().map(|one| (one.review.year, one.class, one.batch)).collect();
        assert_eq!(results, [(2022, Poor, 1), (2023, NearPoor, 2), (2023, NotPoor, 3)]);
        let superseded: Vec<_> = told.results.iter().map(|one| one.superseded.as_ref().map(|by| by.1)).collect();
        assert_eq!(superseded, [None, Some(3), None]);
        assert_eq!(told.results[0].answers, Some(first.for_rules()));
        assert_eq!(told.results[0].causes, first.causes.iter().cloned().collect::<Vec<_>>());
        assert_eq!((told.results[0].flags, told.results[0].means), (Some(first.flags), first.means));
        assert_eq!((told.events.len(), told.events[0].kind, told.events[0].batch), (1, EventKind::MovedIn, 2));
        let batches: Vec<_> = told.batches.iter().map(|one| (one.batch, one.source.as_str())).collect();
        assert_eq!(batches, [(1, "a.xlsx"), (2, "b.xlsx"), (3, "c.xlsx")], "no batch that did not touch it");
        assert_eq!(store.household(all(shard), "H999999").unwrap(), None);
    });
}
