//! Some communes of the synthetic province in a register: those of three units of 1/7/2025, two of them of minorities.

use base::AreaKey;
use domain::area::{Areas, Extent};
use domain::form::Tally;
use domain::register::{HouseholdEntry, Review, Route};
use domain::synthetic::Synthetic;
use engine::{Answer, Birth, Class, pack};
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use store::{BatchIdentity, Ctx, Denominator, Shard, Store};

/// The boundaries whose communes are the old ones, and those of the merger.
pub(crate) const BOUNDARIES: [Date; 2] = [date(2025, 1, 1), date(2025, 7, 1)];

pub(crate) struct Province {
    reviews: Vec<(Review, Vec<HouseholdEntry>)>,
    synthetic: Synthetic,
    communes: BTreeSet<AreaKey>,
}

impl Province {
    pub(crate) fn make() -> Self {
        let synthetic = Synthetic::hue(Synthetic::SEED).unwrap();
        let newest = synthetic.reviews().last().unwrap().clone();
        let mut minorities: BTreeMap<AreaKey, usize> = BTreeMap::new();
        for entry in synthetic.entries(&newest) {
            *minorities.entry(merged(&entry.commune)).or_default() += usize::from(entry.marks.ethnic_minority);
        }
        let mut units: Vec<(AreaKey, usize)> = minorities.into_iter().collect();
        units.sort_by_key(|(_, count)| *count);
        let wanted: BTreeSet<AreaKey> = [0, units.len() - 2, units.len() - 1].map(|i| units[i].0.clone()).into();
        let reviews: Vec<(Review, Vec<HouseholdEntry>)> = synthetic
            .reviews()
            .map(|review| {
                let inside = synthetic.entries(review).filter(|entry| wanted.contains(&merged(&entry.commune)));
                (review.clone(), inside.enumerate().map(|(place, entry)| odd(place, entry, review)).collect())
            })
            .collect();
        let communes = reviews.iter().flat_map(|(_, entries)| entries).map(|entry| entry.commune.clone()).collect();
        Self { reviews, synthetic, communes }
    }

    pub(crate) fn fill(&self, store: &mut Store) -> Shard {
        let ctx = Ctx { actor: "thử".into(), at: "2025-01-01T08:00:00Z".into(), reason: "thử".into() };
        let shard = store.open_shard(&ctx, "46", "Huế", BOUNDARIES[0]).unwrap();
        let mut known = BTreeSet::new();
        let mut since = Date::MIN;
        for (review, entries) in &self.reviews {
            known.extend(entries.iter().map(|entry| entry.code.as_str()));
            let digest = format!("{} {}", review.year, review.standard);
            let identity = BatchIdentity { digest, source: "thử".into(), route: Route::Periodic };
            let events = self.synthetic.events().iter().filter(|event| {
                known.contains(event.household.as_str()) && event.day > since && event.day <= review.day
            });
            let pack = pack::find(&review.standard).unwrap();
            let entries = entries.iter().cloned();
            store.commit_review(&ctx, shard, review, pack, entries, events.cloned(), &identity).unwrap();
            since = review.day;
        }
        let mut rows = Vec::new();
        for of_year in self.synthetic.denominators() {
            for (area, all) in of_year.rows.iter().filter(|(area, _)| self.communes.contains(area)) {
                let minority = Tally { households: all.households / 3, persons: all.persons / 3 };
                let kinh =
                    Tally { households: all.households - minority.households, persons: all.persons - minority.persons };
                rows.push(Denominator {
                    year: of_year.year,
                    area: area.clone(),
                    all: *all,
                    by_ethnicity: Some([kinh, minority, minority]),
                    status: "derived".into(),
                    source: "thử".into(),
                });
            }
        }
        store.set_denominators(&ctx, shard, &rows, "d", "thử").unwrap();
        shard
    }

    pub(crate) fn reviews(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().map(|(review, _)| review)
    }
}

/// What registers have and the synthetic province does not: heads without an ethnic group, foreigners, rare groups,
/// children without insurance (where one more deprivation does not change the class).
fn odd(place: usize, mut entry: HouseholdEntry, review: &Review) -> HouseholdEntry {
    if let Some(head) = entry.members.first_mut() {
        match place % 29 {
            0 => head.ethnic = None,
            1 => head.ethnic = Some("foreigner".into()),
            2 => head.ethnic = Some("muong".into()),
            _ => {}
        }
    }
    let stays = entry.class == Class::Poor || entry.class == Class::NearPoor && entry.flags.count() < 2;
    let of_school_age = |birth: Birth| (8..15).contains(&(review.year - birth.year()));
    let child = entry.members.iter_mut().find(|member| member.birth.is_some_and(of_school_age));
    if let Some(child) = child.filter(|_| stays && place.is_multiple_of(7)) {
        child.answers.insert("health_insurance".into(), Answer::Choice("no".into()));
        let pack = pack::find(&review.standard).unwrap();
        entry.flags.set(pack.indicator("health_insurance").unwrap());
    }
    entry.marks.indigenous = entry.marks.ethnic_minority && place.is_multiple_of(2);
    entry
}

fn merged(commune: &AreaKey) -> AreaKey {
    match Areas::bundled().holders(commune, BOUNDARIES[1]).as_slice() {
        [(unit, Extent::Whole)] => unit.clone(),
        other => panic!("{commune}: {other:?}"),
    }
}
