//! A province's register, read for forms: reviews, their counts on any boundaries, the rosters of communes.

use crate::access::{Caller, On};
use crate::year::{Counted, Year};
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::area::{Areas, Extent};
use domain::form::UnitCounts;
use domain::register::Review;
use engine::Class;
use jiff::civil::Date;
use report::forms::{RosterHousehold, RosterMember, Standing, Village};
use std::collections::{BTreeMap, BTreeSet};
use store::{At, Listed, Movement, Store, View};

/// How many years back a household may have been poor to count as “tái nghèo”. The circular's own window is not at
/// hand, so every form says which years were looked at.
pub const LOOK_BACK_YEARS: i16 = 5;

/// One province of the store, as it was known at a moment, read by somebody.
pub struct Book<'a> {
    /// The store.
    pub store: &'a mut Store,
    /// The province's partition.
    pub at: At,
    /// Who reads.
    pub caller: &'a Caller,
    /// Units through time.
    pub areas: &'a Areas,
}

impl<'a> Book<'a> {
    /// What of the partition the caller sees.
    pub fn view(&self) -> View<'a> {
        self.caller.scope().of(self.at)
    }

    /// The review of a year: by `standard` if one is asked for, else the newest standard reviewed that year.
    pub fn review(&mut self, year: i16, standard: Option<&str>) -> Result<Review, Failure> {
        let reviews = self.store.reviews(self.at)?;
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
        let view = self.view();
        let reviews = self.store.reviews(self.at)?;
        let same = reviews.into_iter().filter(|one| one.standard == review.standard && one.year < review.year);
        let Some(previous) = same.max_by_key(|one| one.year) else { return Ok(None) };
        let year_end = base::year_end(review.year);
        let mut successors = BTreeMap::new();
        for key in self.store.communes(view, &previous)? {
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
        let reviews = self.store.reviews(self.at)?;
        let inside = |one: &Review| {
            one.standard == review.standard
                && one.year < movement.previous.year
                && one.year >= review.year - movement.look_back_years
        };
        Ok(reviews.iter().filter(|one| inside(one)).map(|one| one.year).collect())
    }

    /// The counts of a review by commune, with those of the one before it.
    pub fn counted(&mut self, review: &Review) -> Result<Counted, Failure> {
        let view = self.view();
        let movement = self.movement(review)?;
        let communes = self.store.counts(view, review, movement.as_ref())?;
        let previous = match &movement {
            Some(movement) => Some(self.store.counts(view, &movement.previous, None)?),
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
        let view = self.view();
        let mut communes: BTreeSet<AreaKey> = self.store.communes(view, review)?.into_iter().collect();
        if let Some(movement) = self.movement(review)? {
            // a commune that lost all its households since is still the one they left
            let before = self.store.communes(view, &movement.previous)?;
            communes.extend(before.into_iter().map(|key| movement.successors.get(&key).cloned().unwrap_or(key)));
        }
        let areas = self.areas;
        communes.retain(|key| match areas.holders(key, boundaries).as_slice() {
            [(target, Extent::Whole)] => target == unit || areas.above(target).iter().any(|above| above.key == *unit),
            _ => false,
        });
        Ok(communes)
    }

    /// The communes of a review that went whole into a unit of `boundaries`, by that unit. A split commune is in none:
    /// its households must be assigned first.
    fn origins(&mut self, review: &Review, boundaries: Date) -> Result<BTreeMap<AreaKey, Vec<AreaKey>>, Failure> {
        let view = self.view();
        let mut origins: BTreeMap<AreaKey, Vec<AreaKey>> = BTreeMap::new();
        for key in self.store.communes(view, review)? {
            if let [(target, Extent::Whole)] = self.areas.holders(&key, boundaries).as_slice() {
                origins.entry(target.clone()).or_default().push(key);
            }
        }
        Ok(origins)
    }

    /// The counts of the villages of `communes` (units of `boundaries`), in Vietnamese order of names. The key of a
    /// village is made of its commune and its name: no list gives villages a code.
    pub fn villages(
        &mut self,
        review: &Review,
        communes: &[AreaKey],
        boundaries: Date,
    ) -> Result<BTreeMap<AreaKey, Vec<UnitCounts>>, Failure> {
        let view = self.view();
        let movement = self.movement(review)?;
        let places = Places { areas: self.areas, origins: self.origins(review, boundaries)? };
        let (origins, targets) = places.of(communes);
        let counted = self.store.villages(view, review, movement.as_ref(), &origins)?;
        let mut villages: BTreeMap<AreaKey, Vec<UnitCounts>> = BTreeMap::new();
        for ((origin, village), counts) in counted {
            let Some(target) = targets.get(&origin) else { continue };
            villages.entry(target.clone()).or_default().push(UnitCounts {
                key: AreaKey { code: format!("{}/{village}", origin.code), valid_from: origin.valid_from },
                name: places.village(&village, &origin, target),
                level: Level::Village,
                counts: Some(counts),
                children: Vec::new(),
            });
        }
        for units in villages.values_mut() {
            units.sort_by_cached_key(|unit| (vntext::order::sort_key(&unit.name), unit.key.clone()));
        }
        Ok(villages)
    }

    /// The rosters of `communes` (units of `boundaries`) that have poor or near-poor households, by commune.
    pub fn rosters(
        &mut self,
        review: &Review,
        communes: &[AreaKey],
        boundaries: Date,
    ) -> Result<BTreeMap<AreaKey, Vec<Village>>, Failure> {
        self.caller.authorise(Action::ListHouseholds, On::Anything)?;
        let view = self.view();
        let movement = self.movement(review)?;
        let places = Places { areas: self.areas, origins: self.origins(review, boundaries)? };
        let (origins, targets) = places.of(communes);
        let lists: Vec<(AreaKey, Class)> =
            origins.iter().flat_map(|key| [Class::Poor, Class::NearPoor].map(|class| (key.clone(), class))).collect();
        let mut rosters: BTreeMap<AreaKey, Vec<Village>> = BTreeMap::new();
        self.store.list_each(view, review, movement.as_ref(), &lists, |origin, _, households| {
            let Some(target) = targets.get(origin) else { return Ok(()) };
            let villages = rosters.entry(target.clone()).or_default();
            for listed in households {
                let name = places.village(&listed.village, origin, target);
                let household = roster(listed);
                match villages.iter_mut().find(|village| village.name == name) {
                    Some(village) => village.households.push(household),
                    None => villages.push(Village { name, households: vec![household] }),
                }
            }
            Ok(())
        })?;
        for villages in rosters.values_mut() {
            villages.sort_by_cached_key(|village| vntext::order::sort_key(&village.name));
        }
        Ok(rosters)
    }
}

/// Where the communes of a review lie on the day of the boundaries.
struct Places<'a> {
    areas: &'a Areas,
    /// By unit of that day, the communes that went whole into it.
    origins: BTreeMap<AreaKey, Vec<AreaKey>>,
}

impl Places<'_> {
    /// The communes of the review behind `communes`, and the way back.
    fn of(&self, communes: &[AreaKey]) -> (Vec<AreaKey>, BTreeMap<AreaKey, AreaKey>) {
        let mut targets = BTreeMap::new();
        for target in communes {
            let origins = self.origins.get(target).into_iter().flatten();
            targets.extend(origins.map(|origin| (origin.clone(), target.clone())));
        }
        (targets.keys().cloned().collect(), targets)
    }

    /// A village as forms name it: those of merged communes may share a name, then the old commune tells them apart.
    fn village(&self, village: &str, origin: &AreaKey, target: &AreaKey) -> String {
        let merged = self.origins.get(target).is_some_and(|origins| origins.len() > 1);
        match self.areas.get(origin).filter(|_| merged) {
            Some(unit) => format!("{village} ({})", unit.short_name),
            None => village.to_owned(),
        }
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
