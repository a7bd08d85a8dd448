//! Series counted in the register, beside the published ones: rows of the same shape, never merged into one value.
//!
//! Households are counted where they are, so a row is complete when all of its unit lies in the register and no commune
//! of it was split. Nothing in the register is approved yet: rows are preliminary, those of the demonstration derived.

use crate::dashboard::mean_deprivations;
use crate::{Book, Caller, demo, territory};
use base::{AreaKey, Failure, Level};
use domain::area::{Areas, Unit};
use domain::form::{Counts, UnitCounts, tree};
use domain::register::Review;
use domain::result::{Decimal, Measure, Status, Value};
use domain::series::{Request, Row, Source};
use std::collections::{BTreeMap, BTreeSet};
use store::{ShardRow, Store};

/// The rows of `request` that the register answers: units in the provinces it holds, years reviewed by one standard.
pub fn register_series(
    store: &mut Store,
    areas: &Areas,
    caller: &Caller,
    request: &Request,
) -> Result<Vec<Row>, Failure> {
    let years = request.years()?;
    let above = request.above(areas)?;
    let shards = store.shards()?;
    let mut rows = Vec::new();
    for year in years {
        let mut reviews = Vec::new();
        for shard in &shards {
            let own = store.reviews(shard.shard)?;
            reviews.extend(own.into_iter().filter(|review| review.year == year).map(|review| (shard, review)));
        }
        // one standard for all units of the year: figures by two do not mix
        let newest = reviews.iter().map(|(_, review)| review.standard.clone()).max();
        let Some(standard) = request.standard.clone().or(newest) else { continue };
        reviews.retain(|(_, review)| review.standard == standard);
        let answer = Answer { areas, caller, request, above, year, reviews };
        rows.extend(answer.rows(store)?);
    }
    Ok(rows)
}

/// One year of the series, by one standard.
struct Answer<'a> {
    areas: &'a Areas,
    caller: &'a Caller,
    request: &'a Request,
    above: Option<&'a Unit>,
    year: i16,
    /// The partitions that were reviewed.
    reviews: Vec<(&'a ShardRow, Review)>,
}

impl Answer<'_> {
    fn rows(&self, store: &mut Store) -> Result<Vec<Row>, Failure> {
        let mut communes = BTreeMap::new();
        let mut provinces = BTreeSet::new();
        for (shard, review) in &self.reviews {
            communes.extend(store.counts(self.caller.scope().of(shard.shard), review, None)?);
            let province = territory::province(self.areas, shard).map(|unit| &unit.key);
            let today = province.map(|key| self.areas.holders(key, self.request.boundaries));
            provinces.extend(today.into_iter().flatten().map(|(key, _)| key));
        }
        let mut rows = Vec::new();
        for province in provinces {
            let (root, _) = tree(self.areas, &communes, &province, self.request.boundaries)?;
            self.walk(&root, self.above.is_none(), store, &mut rows)?;
        }
        rows.sort_by(|one, other| one.area.cmp(&other.area));
        Ok(rows)
    }

    fn walk(&self, unit: &UnitCounts, inside: bool, store: &mut Store, rows: &mut Vec<Row>) -> Result<(), Failure> {
        let inside = inside || self.above.is_some_and(|above| above.key == unit.key);
        if inside && unit.level == self.request.level {
            let value = if self.held(unit) { self.value(unit.counts.as_ref()) } else { None };
            rows.push(self.row(unit, value));
        } else if inside && unit.level == Level::Commune && self.request.level == Level::Village {
            for village in self.villages(unit, store)? {
                rows.push(self.row(&village, self.value(village.counts.as_ref())));
            }
        }
        unit.children.iter().try_for_each(|child| self.walk(child, inside, store, rows))
    }

    fn villages(&self, commune: &UnitCounts, store: &mut Store) -> Result<Vec<UnitCounts>, Failure> {
        let mut villages = Vec::new();
        if commune.counts.is_none() || !self.held(commune) {
            return Ok(villages);
        }
        for (shard, review) in &self.reviews {
            let mut book = Book { store, at: shard.shard.into(), areas: self.areas, caller: self.caller };
            let keys: [AreaKey; 1] = [commune.key.clone()];
            villages.extend(book.villages(review, &keys, self.request.boundaries)?.into_values().flatten());
        }
        Ok(villages)
    }

    fn held(&self, unit: &UnitCounts) -> bool {
        let shards: Vec<&ShardRow> = self.reviews.iter().map(|(shard, _)| *shard).collect();
        let unit = self.areas.get(&unit.key);
        unit.is_some_and(|unit| territory::holds(self.areas, &shards, unit, self.request.boundaries))
    }

    fn value(&self, counts: Option<&Counts>) -> Option<Value> {
        let counts = counts?;
        let (poor, near) = (&counts.poor, &counts.near_poor);
        let share = |part: u64| {
            let whole = counts.population?.households;
            // a part above its whole is a mistake in one of the two: then no rate is known
            if part > whole { None } else { Decimal::percent(part, whole, 2).map(Value::Printed) }
        };
        match self.request.measure {
            Measure::PoorHouseholds => Some(Value::Count(poor.all.households)),
            Measure::NearPoorHouseholds => Some(Value::Count(near.all.households)),
            Measure::PoorRate => share(poor.all.households),
            Measure::NearPoorRate => share(near.all.households),
            Measure::MeanDeprivations => {
                mean_deprivations(poor).and_then(|mean| Decimal::parse(&mean)).map(Value::Printed)
            }
            _ => None,
        }
    }

    fn row(&self, unit: &UnitCounts, value: Option<Value>) -> Row {
        let simulated = self.reviews.iter().any(|(shard, _)| demo::is_demo(shard));
        let settled = if simulated { Status::Derived } else { Status::Preliminary };
        Row {
            area: unit.key.clone(),
            name: unit.name.clone(),
            level: unit.level,
            year: self.year,
            status: if value.is_some() { settled } else { Status::Derived },
            value,
            source: Source::Register,
        }
    }
}
