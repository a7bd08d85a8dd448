//! Counts of the register as actuals of a programme: of the province and all units below it, as far as the caller may read
//! figures there. Nothing of the register is approved yet, so they are preliminary.

use super::day_of;
use crate::access::{Caller, On};
use crate::demo;
use crate::desk::{Below, Desk};
use crate::year::Year;
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::form::{Counts, UnitCounts};
use domain::programme::{Actual, ActualVersion, Exact, Households, Programme, Reading, Source};
use domain::register::Review;
use domain::result::{Measure, SourceKind};
use jiff::civil::Date;
use store::ShardRow;

impl Desk {
    /// What the register counts in the province of a programme, review by review: on the boundaries of each year's end, and
    /// for units that came later on those of the day, so that they have a past too.
    pub(super) fn registered(&self, caller: &Caller, programme: &Programme, day: Date) -> Result<Vec<Actual>, Failure> {
        let Some(province) = self.province_of(programme)? else { return Ok(Vec::new()) };
        if !caller.may(Action::ReadFigures) {
            return Ok(Vec::new());
        }
        let mut actuals = Vec::new();
        for (review, known) in self.reviewed(&province)? {
            let end = base::year_end(review.year);
            let then = self.measured_below(caller, &province, &review, end)?;
            let mut now = if day > end { self.measured_below(caller, &province, &review, day)? } else { Below::new() };
            now.retain(|area, _| area.valid_from > end && !self.was_same_unit(area, end));
            for (area, measured) in then.iter().chain(&now) {
                let restated = area.valid_from > end;
                let told = |&(measure, reading): &(Measure, Reading)| {
                    let mut one = actual(area, &review, known, measure, reading);
                    if restated {
                        one.evidence = format!("{}, tính lại theo địa giới ngày {day}", one.evidence);
                    }
                    one
                };
                actuals.extend(measured.iter().map(told));
            }
        }
        Ok(actuals)
    }

    /// Whether a unit was the same one under an older key on a day.
    fn was_same_unit(&self, area: &AreaKey, day: Date) -> bool {
        let before = self.areas().predecessors(area, day);
        matches!(before.as_slice(), [(only, _)] if self.is_same_unit(only, area))
    }

    /// The reviews of a province, the oldest first, each with the day since which it is known: that on which the last
    /// household of it came in.
    pub(super) fn reviewed(&self, province: &ShardRow) -> Result<Vec<(Review, Option<Date>)>, Failure> {
        let (mut reviews, batches) =
            self.store(|store| Ok((store.reviews(province.shard)?, store.batches(province.shard)?)))?;
        reviews.sort();
        let known = |review: &Review| {
            let own = batches.iter().filter(|batch| {
                batch.undone_at.is_none() && batch.review == Some((review.year, review.standard.clone()))
            });
            own.map(|batch| day_of(&batch.recorded_at, base::year_end(review.year))).max()
        };
        Ok(reviews.into_iter().map(|review| (review.clone(), known(&review))).collect())
    }

    /// The province of the register in which a programme lies. Simulated figures never stand beside a real programme.
    pub(super) fn province_of(&self, programme: &Programme) -> Result<Option<ShardRow>, Failure> {
        let areas = self.areas();
        let area = areas.ancestor(&programme.area, Level::Province).map_or(&programme.area, |unit| &unit.key);
        let found = self.provinces()?.into_iter().find(|row| {
            let Some(opened) = areas.at(&row.code, row.opened_on).map(|unit| &unit.key) else { return false };
            let goes_on = |from: &AreaKey, to: &AreaKey| {
                areas.holders(from, to.valid_from).iter().any(|(holder, _)| holder == to)
            };
            area == opened || goes_on(area, opened) || goes_on(opened, area)
        });
        Ok(found.filter(|row| programme.synthetic || !demo::is_demo(row)))
    }

    /// What a review measured in the province and every unit below it on the boundaries of a day, or in those of its
    /// communes whose figures the caller may read.
    pub(super) fn measured_below(
        &self,
        caller: &Caller,
        province: &ShardRow,
        review: &Review,
        boundaries: Date,
    ) -> Result<Below, Failure> {
        let areas = self.areas();
        let Some(opened) = areas.at(&province.code, province.opened_on) else { return Ok(Below::new()) };
        let Some((root, _)) = areas.holders(&opened.key, boundaries).into_iter().next() else {
            return Ok(Below::new());
        };
        let all = self.below(province.shard, review, boundaries, |counted| {
            let mut all = Below::new();
            collect(Year::roll(areas, counted, &root.code, boundaries)?.root, &mut all);
            Ok(all)
        })?;
        if caller.authorise(Action::ReadFigures, On::Unit(areas, &root, boundaries)).is_ok() {
            return Ok(Below::clone(&all));
        }
        let reach = caller.reach(Action::ReadFigures);
        let own =
            |key: &AreaKey| areas.get(key).is_some_and(|unit| unit.level == Level::Commune) && reach.has_whole(key);
        Ok(all.iter().filter(|(key, _)| own(key)).map(|(key, measured)| (key.clone(), measured.clone())).collect())
    }
}

fn collect(unit: UnitCounts, into: &mut Below) {
    if let Some(counts) = unit.counts {
        into.insert(unit.key, measured(&counts));
    }
    for child in unit.children {
        collect(child, into);
    }
}

/// What is counted of a unit; rates only where the households of the population are known, and then as the two counts.
pub(super) fn measured(counts: &Counts) -> Vec<(Measure, Reading)> {
    let (poor, near) = (counts.poor.all.households, counts.near_poor.all.households);
    let count = |count: u64| Reading::Value(Exact::count(count));
    let mut all = vec![(Measure::PoorHouseholds, count(poor)), (Measure::NearPoorHouseholds, count(near))];
    if let Some(whole) = counts.population.map(|tally| tally.households) {
        let rate = |part: u64| (0 < whole && part <= whole).then_some(Reading::Share { part, whole });
        all.push((Measure::TotalHouseholds, count(whole)));
        all.extend(rate(poor).map(|rate| (Measure::PoorRate, rate)));
        all.extend(rate(near).map(|rate| (Measure::NearPoorRate, rate)));
    }
    all
}

pub(super) fn actual(
    area: &AreaKey,
    review: &Review,
    known: Option<Date>,
    measure: Measure,
    reading: Reading,
) -> Actual {
    Actual {
        on: base::year_end(review.year),
        known_from: known,
        known_to: None,
        reading,
        version: ActualVersion::Preliminary,
        source: Source::Register,
        series: Some(SourceKind::Review),
        measure: Some(measure),
        standard: Some(review.standard.clone()),
        area: area.clone(),
        households: Households::All,
        item: None,
        target: None,
        evidence: format!("sổ bộ, rà soát {}", review.year),
    }
}
