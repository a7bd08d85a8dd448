//! What was known and true on a day, sorted for one target.

use crate::area::Areas;
use crate::programme::{Actual, ActualVersion, Exact, Reading, Rules, Target, territory};
use base::{AreaKey, Level};
use jiff::civil::Date;

/// Everything a standing may use. What became known later is in `actuals` too, and not used.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// As of.
    pub day: Date,
    /// Figures and events of all times.
    pub actuals: &'a [Actual],
    /// Units of all times.
    pub areas: &'a Areas,
    /// The common rules.
    pub rules: &'a Rules,
}

impl<'a> Known<'a> {
    /// What counts for the target, known and true on the day, oldest first.
    pub(super) fn of(&self, target: &Target, item: Option<&str>) -> Vec<&'a Actual> {
        let mut own: Vec<&Actual> = self
            .actuals
            .iter()
            .filter(|actual| {
                actual.counts_for(target, self.areas) && actual.known_on(self.day) && actual.item.as_deref() == item
            })
            .collect();
        own.sort_by_key(|actual| (actual.on, actual.version, actual.known_from));
        own
    }

    /// What is about the same thing and known, but of another source, kind of series or standard. Older figures than
    /// those of the target are history and no alternative.
    pub(super) fn set_aside(&self, target: &Target, since: Option<Date>) -> Vec<Actual> {
        let aside = |actual: &&Actual| {
            actual.is_about(target, self.areas)
                && !actual.counts_for(target, self.areas)
                && actual.known_on(self.day)
                && since.is_none_or(|since| actual.on >= since)
        };
        self.actuals.iter().filter(aside).cloned().collect()
    }

    /// The versions of one day, the one that counts first; of two of the same version the one known last.
    pub(super) fn versions(own: &[&'a Actual], on: Date) -> Vec<&'a Actual> {
        let of = |version: ActualVersion| own.iter().rfind(|one| one.on == on && one.version == version).copied();
        [ActualVersion::Official, ActualVersion::Preliminary].into_iter().filter_map(of).collect()
    }

    /// The figure that counts on each day, oldest first.
    pub(super) fn series(own: &[&'a Actual]) -> Vec<(Date, Exact)> {
        let mut days: Vec<Date> = own.iter().map(|actual| actual.on).collect();
        days.dedup();
        let value = |on: Date| Some((on, Self::versions(own, on).first()?.reading.value()?));
        days.into_iter().filter_map(value).collect()
    }

    /// The figure of another unit or group on a day, in the series of the target.
    pub(super) fn elsewhere(&self, target: &Target, on: Date) -> Option<Exact> {
        let own = self.of(target, None);
        Self::versions(&own, on).first().and_then(|actual| actual.reading.value())
    }

    /// The first day without any unit of a level that once existed, if that is past.
    pub(super) fn level_ended(&self, level: Level) -> Option<Date> {
        if !self.areas.units(level, self.day).is_empty() {
            return None;
        }
        let past = self.areas.all().filter(|unit| unit.level == level).filter_map(|unit| unit.valid_to);
        past.filter(|last| *last < self.day).max().and_then(|last| last.tomorrow().ok())
    }

    /// The first day on which the target's land is no unit of its own any more, if that is past.
    pub(super) fn area_ended(&self, key: &AreaKey) -> Option<Date> {
        territory::ended(self.areas, key, self.day)
    }
}

/// Whether an actual is an event of this kind.
pub(super) fn is_event(actual: &Actual, wanted: crate::programme::Stage) -> bool {
    actual.reading == Reading::Event(wanted)
}
