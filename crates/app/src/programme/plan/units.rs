//! Who is below a unit, and what the register counts there now.

use super::is_commune;
use crate::access::Caller;
use crate::desk::Desk;
use crate::programme::day_within;
use crate::programme::register::{actual, measured};
use base::{AreaKey, Failure, Level};
use domain::form::Counts;
use domain::programme::cascade::{Child, Recipient};
use domain::programme::{Actual, Exact, Programme, Reading, Target};
use domain::register::Review;
use domain::result::Measure;
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::ShardRow;

/// What is counted of a recipient in the unit of the target, and its households.
pub(super) type Current = BTreeMap<Recipient, (Option<Exact>, Option<u64>)>;

/// Figures of villages, which have no code of their own: each stands under its commune.
pub(super) type Villages = BTreeMap<Recipient, Vec<Actual>>;

impl Desk {
    /// Those below a unit: districts while there are any, communes, and of a commune the villages that the register has.
    pub(super) fn children(
        &self,
        caller: &Caller,
        programme: &Programme,
        area: &AreaKey,
        today: Date,
    ) -> Result<Vec<Recipient>, Failure> {
        let areas = self.areas();
        if is_commune(self, area) {
            let Some((province, review)) = self.newest_review(programme)? else { return Ok(Vec::new()) };
            let villages = self.villages_of(caller, &province, &review, area, today)?;
            return Ok(villages.into_keys().collect());
        }
        let day = day_within(areas, area, today);
        let below = |level| -> Vec<Recipient> {
            let all = areas.units(level, day).into_iter();
            let own = all.filter(|unit| areas.above(&unit.key).iter().any(|above| above.key == *area));
            let mut own: Vec<_> = own.collect();
            own.sort_by_cached_key(|unit| vntext::order::sort_key(&unit.name));
            own.into_iter().map(|unit| Recipient::Area(unit.key.clone())).collect()
        };
        let districts = below(Level::District);
        Ok(if districts.is_empty() { below(Level::Commune) } else { districts })
    }

    /// What the register counts now of those below a unit, as far as the caller may read it.
    pub(super) fn current(
        &self,
        caller: &Caller,
        programme: &Programme,
        target: &Target,
        area: &AreaKey,
        today: Date,
    ) -> Result<Current, Failure> {
        let Some((province, review)) = self.newest_review(programme)? else { return Ok(Current::new()) };
        let measured: BTreeMap<Recipient, Vec<(Measure, Reading)>> = if is_commune(self, area) {
            let villages = self.villages_of(caller, &province, &review, area, today)?;
            villages.into_iter().map(|(village, counts)| (village, measured(&counts))).collect()
        } else {
            let below = self.measured_below(caller, &province, &review, day_within(self.areas(), area, today))?;
            below.into_iter().map(|(key, measured)| (Recipient::Area(key), measured)).collect()
        };
        let measure = target.series.as_ref().map(|series| series.measure);
        let of = |measured: &[(Measure, Reading)]| {
            let reading =
                |wanted| measured.iter().find(|(known, _)| Some(*known) == wanted).map(|(_, reading)| *reading);
            let value = |wanted| reading(wanted).and_then(Reading::value);
            let households = value(Some(Measure::TotalHouseholds)).and_then(Exact::as_whole);
            (value(measure), households.and_then(|count| u64::try_from(count).ok()))
        };
        Ok(measured.into_iter().map(|(recipient, measured)| (recipient, of(&measured))).collect())
    }

    /// The figures of the villages of a commune, review by review, where lines name villages.
    pub(super) fn villages(
        &self,
        caller: &Caller,
        programme: &Programme,
        commune: &AreaKey,
        lines: &[Child],
    ) -> Result<Villages, Failure> {
        let mut figures = Villages::new();
        let has_villages = lines.iter().any(|line| matches!(line.recipient, Recipient::Village { .. }));
        let Some(province) = self.province_of(programme)?.filter(|_| has_villages) else { return Ok(figures) };
        for (review, known) in self.reviewed(&province)? {
            for (village, counts) in
                self.villages_of(caller, &province, &review, commune, base::year_end(review.year))?
            {
                let measured = measured(&counts).into_iter();
                let actuals = measured.map(|(measure, reading)| actual(commune, &review, known, measure, reading));
                figures.entry(village).or_default().extend(actuals);
            }
        }
        Ok(figures)
    }

    fn newest_review(&self, programme: &Programme) -> Result<Option<(ShardRow, Review)>, Failure> {
        let Some(province) = self.province_of(programme)? else { return Ok(None) };
        let newest = self.store(|store| store.reviews(province.shard))?.into_iter().max();
        Ok(newest.map(|review| (province, review)))
    }

    fn villages_of(
        &self,
        caller: &Caller,
        province: &ShardRow,
        review: &Review,
        commune: &AreaKey,
        today: Date,
    ) -> Result<BTreeMap<Recipient, Counts>, Failure> {
        if !caller.reach(domain::access::Action::ReadFigures).has_whole(commune) {
            return Ok(BTreeMap::new());
        }
        let day = day_within(self.areas(), commune, today);
        let villages = self
            .book(caller, province.shard, |book| book.villages(review, std::slice::from_ref(commune), day))?
            .remove(commune)
            .unwrap_or_default();
        let of = |village: String| Recipient::Village { commune: commune.clone(), village };
        Ok(villages.into_iter().filter_map(|unit| Some((of(unit.name), unit.counts?))).collect())
    }
}
