//! A province's register, read for forms: reviews, their counts on any boundaries, the rosters of communes.

use crate::year::{Counted, Year};
use base::{AreaKey, Failure};
use domain::area::{Areas, Extent};
use domain::register::Review;
use engine::Class;
use jiff::civil::Date;
use report::forms::{RosterHousehold, RosterMember, Standing, Village};
use std::collections::{BTreeMap, BTreeSet};
use store::{Listed, Movement, Shard, Store};

/// How many years back a household may have been poor to count as “tái nghèo”. The circular's own window is not at
/// hand, so every form says which years were looked at.
pub const LOOK_BACK_YEARS: i16 = 5;

/// One province of the store.
pub struct Book<'a> {
    /// The store.
    pub store: &'a mut Store,
    /// The province's partition.
    pub shard: Shard,
    /// Units through time.
    pub areas: &'a Areas,
}

impl Book<'_> {
    /// The review of a year: by `standard` if one is asked for, else the newest standard reviewed that year.
    pub fn review(&mut self, year: i16, standard: Option<&str>) -> Result<Review, Failure> {
        let reviews = self.store.reviews(self.shard)?;
        let of_year = reviews.iter().filter(|review| review.year == year);
        let found = of_year
            .filter(|review| standard.is_none_or(|id| review.standard == id))
            .max_by_key(|review| &review.standard);
        found.cloned().ok_or_else(|| {
            let known: Vec<String> =
                reviews.iter().map(|review| format!("{} ({})", review.year, review.standard)).collect();
            Failure::new(
                "CC-REVIEW-NONE",
                format!("chưa có rà soát năm {year}"),
                format!("there is no review of {year}"),
            )
            .at(standard.unwrap_or_default())
            .remedy(format!("các đợt đang có: {}", known.join(", ")), format!("reviews at hand: {}", known.join(", ")))
        })
    }

    /// From which earlier review the movement of this one is computed; none in the first year of a standard.
    pub fn movement(&mut self, review: &Review) -> Result<Option<Movement>, Failure> {
        let reviews = self.store.reviews(self.shard)?;
        let same = reviews.into_iter().filter(|one| one.standard == review.standard && one.year < review.year);
        let Some(previous) = same.max_by_key(|one| one.year) else { return Ok(None) };
        let year_end = base::year_end(review.year);
        let mut successors = BTreeMap::new();
        for key in self.store.communes(self.shard, &previous)? {
            if let [(target, Extent::Whole)] = self.areas.successors(&key, year_end).as_slice()
                && *target != key
            {
                successors.insert(key, target.clone());
            }
        }
        Ok(Some(Movement { previous, look_back_years: LOOK_BACK_YEARS, successors }))
    }

    /// The years in which a household is looked for before it counts as coming back, as printed on forms 2 and 3.
    pub fn look_back(&mut self, review: &Review) -> Result<Vec<i16>, Failure> {
        let Some(movement) = self.movement(review)? else { return Ok(Vec::new()) };
        let reviews = self.store.reviews(self.shard)?;
        let inside = |one: &Review| {
            one.standard == review.standard
                && one.year < movement.previous.year
                && one.year >= review.year - movement.look_back_years
        };
        Ok(reviews.iter().filter(|one| inside(one)).map(|one| one.year).collect())
    }

    /// The counts of a review by commune, with those of the one before it.
    pub fn counted(&mut self, review: &Review) -> Result<Counted, Failure> {
        let movement = self.movement(review)?;
        let communes = self.store.counts(self.shard, review, movement.as_ref())?;
        let previous = match &movement {
            Some(movement) => Some(self.store.counts(self.shard, &movement.previous, None)?),
            None => None,
        };
        Ok(Counted { review: review.clone(), communes, previous })
    }

    /// A review rolled up to `code` on the boundaries of a day.
    pub fn year(&mut self, review: &Review, code: &str, boundaries: Date) -> Result<Year, Failure> {
        let counted = self.counted(review)?;
        Year::roll(self.areas, &counted, code, boundaries)
    }

    /// The communes of the register whose households a figure of `unit`, a unit of `boundaries`, counts: for
    /// [`store::Filter::communes`].
    pub fn communes_of(
        &mut self,
        review: &Review,
        unit: &AreaKey,
        boundaries: Date,
    ) -> Result<BTreeSet<AreaKey>, Failure> {
        let mut communes: BTreeSet<AreaKey> = self.store.communes(self.shard, review)?.into_iter().collect();
        if let Some(movement) = self.movement(review)? {
            // a commune that lost all its households since is still the one they left
            let before = self.store.communes(self.shard, &movement.previous)?;
            communes.extend(before.into_iter().map(|key| movement.successors.get(&key).cloned().unwrap_or(key)));
        }
        let areas = self.areas;
        communes.retain(|key| match areas.on(key, boundaries).as_slice() {
            [(target, Extent::Whole)] => target == unit || areas.above(target).iter().any(|above| above.key == *unit),
            _ => false,
        });
        Ok(communes)
    }

    /// The rosters of every commune of `boundaries` that has poor or near-poor households, by commune.
    pub fn rosters(&mut self, review: &Review, boundaries: Date) -> Result<BTreeMap<AreaKey, Vec<Village>>, Failure> {
        let movement = self.movement(review)?;
        let communes = self.store.communes(self.shard, review)?;
        let mut targets: BTreeMap<AreaKey, AreaKey> = BTreeMap::new();
        let mut sources: BTreeMap<AreaKey, u32> = BTreeMap::new();
        for key in &communes {
            // a split commune has no roster of its own until its households are assigned
            if let [(target, Extent::Whole)] = self.areas.successors(key, boundaries).as_slice() {
                targets.insert(key.clone(), target.clone());
                *sources.entry(target.clone()).or_default() += 1;
            }
        }
        let lists: Vec<(AreaKey, Class)> =
            targets.keys().flat_map(|key| [Class::Poor, Class::NearPoor].map(|class| (key.clone(), class))).collect();
        let mut rosters: BTreeMap<AreaKey, BTreeMap<(String, String), Village>> = BTreeMap::new();
        let areas = self.areas;
        self.store.list_each(self.shard, review, movement.as_ref(), &lists, |key, _, households| {
            let Some(target) = targets.get(key) else { return Ok(()) };
            // villages of merged communes may share a name: then the old commune tells them apart
            let merged = sources.get(target).is_some_and(|count| *count > 1);
            let commune = areas.get(key).filter(|_| merged).map_or(String::new(), |unit| unit.short_name.clone());
            let villages = rosters.entry(target.clone()).or_default();
            for listed in households {
                let name =
                    if commune.is_empty() { listed.village.clone() } else { format!("{} ({commune})", listed.village) };
                let village = villages.entry((commune.clone(), listed.village.clone()));
                village.or_insert_with(|| Village { name, households: Vec::new() }).households.push(roster(listed));
            }
            Ok(())
        })?;
        Ok(rosters.into_iter().map(|(key, villages)| (key, villages.into_values().collect())).collect())
    }
}

fn roster(listed: Listed) -> RosterHousehold {
    let members = listed.members.into_iter().map(|member| RosterMember {
        name: member.name,
        sex: member.sex,
        birth_year: member.birth.map(engine::Birth::year),
        ethnic: member.ethnic,
        relation: member.relation,
    });
    RosterHousehold {
        class: listed.class,
        standing: listed.flow.and_then(Standing::of),
        merit: listed.marks.merit,
        indigenous: listed.marks.indigenous,
        no_labour_capacity: listed.marks.no_labour_capacity,
        supports: listed.supports,
        members: members.collect(),
    }
}
