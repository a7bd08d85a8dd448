//! A past result is computed again under its own pack, from what the store kept.

use crate::engines::on_both;
use crate::register::{all, commit, household, member, open, review};
use domain::register::{HouseholdEntry, Relation};
use engine::{Answer, Birth, Class};
use jiff::civil::date;
use std::collections::BTreeMap;

#[test]
fn what_was_answered_comes_back_exactly() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let mut entries: Vec<HouseholdEntry> = (0..30).map(|number| household(number, 1, Class::Poor)).collect();
        entries[3].members.clear();
        entries[4].answers.insert("floor_area".into(), Answer::Number(4550));
        entries[5].members[1].birth = Some(Birth::Month(1980, 2));
        entries[6].members[1].birth = Some(Birth::Day(date(1980, 2, 29)));
        entries[7].members[1].birth = None;
        let mut child = member("“Bé” \\ \n", 2020, Relation::Child);
        child.answers.insert("school".into(), Answer::Choice("none".into()));
        entries[8].members.push(child);
        commit(&mut store, shard, 2024, "a", &entries);
        let corrected = HouseholdEntry { class: Class::NearPoor, ..entries[9].clone() };
        commit(&mut store, shard, 2024, "b", std::slice::from_ref(&corrected));
        entries[9] = corrected;
        let mut read = BTreeMap::new();
        store
            .answers_of(all(shard), &review(2024), |recorded| {
                read.insert(recorded.code.clone(), recorded);
                Ok(())
            })
            .unwrap();
        assert_eq!(read.len(), entries.len());
        for entry in &entries {
            let recorded = &read[&entry.code];
            assert_eq!(recorded.household, entry.for_rules());
            assert_eq!((recorded.means, recorded.area_kind), (entry.means, entry.area_kind));
            assert_eq!((recorded.flags, recorded.class), (entry.flags, entry.class));
        }
        assert_eq!(read["H000001"].basis, "income", "900.000 đ and three deprivations are poor by income");
        assert_eq!(read["H000009"].basis, "recorded", "the standard says otherwise");
    });
}
