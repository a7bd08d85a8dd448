//! One unit, one year: the figure on other boundaries than those it was published on.

use super::book::Book;
use crate::area::{Areas, Extent};
use crate::result::{Decimal, Measure, Status, Tree, Value};
use base::{AreaKey, Level};
use jiff::civil::Date;

/// Figures that may be added together. A preliminary figure beside an approved one would make a sum that was never
/// true on any day; a derived one stands in for the approved one that it was derived from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pool {
    Settled,
    Preliminary,
}

/// One year of the series.
pub(super) struct Restater<'a> {
    pub(super) areas: &'a Areas,
    pub(super) book: &'a Book<'a>,
    /// The day of the boundaries, and its tree.
    pub(super) boundaries: Date,
    pub(super) now: &'a Tree,
    /// The year's last day, and its tree.
    pub(super) year_end: Date,
    pub(super) then: &'a Tree,
}

impl Restater<'_> {
    /// The figure of a unit of the boundaries' day; `None` unless all of it is known.
    pub(super) fn answer(&self, unit: &AreaKey, measure: Measure) -> Option<(Value, Status)> {
        if measure.is_rate() {
            self.rate(unit, measure)
        } else if measure.is_count() {
            self.count(unit, measure).map(|(count, status)| (Value::Count(count), status))
        } else {
            self.own(unit, measure)
        }
    }

    /// The figure published for exactly this territory.
    fn own(&self, unit: &AreaKey, measure: Measure) -> Option<(Value, Status)> {
        match &self.origins(unit)?[..] {
            [origin] => {
                // what cannot be is told by the checks and taken up by nobody
                let impossible = |value: Value| measure.is_rate() && value.printed().is_some_and(|it| it.exceeds(100));
                self.book.best(origin, measure).filter(|(value, _)| !impossible(*value))
            }
            _ => None,
        }
    }

    /// A count: the unit's own figure if there is one, else a sum. A sum is `derived`: no decision states it.
    fn count(&self, unit: &AreaKey, measure: Measure) -> Option<(u64, Status)> {
        if let Some((value, status)) = self.own(unit, measure) {
            return value.count().map(|count| (count, status));
        }
        let sum = |pool| self.sum(unit, measure, pool);
        sum(Pool::Settled)
            .map(|count| (count, Status::Derived))
            .or_else(|| sum(Pool::Preliminary).map(|count| (count, Status::Preliminary)))
    }

    /// Over the whole units it was made of; failing that, over its own parts of the boundaries' day.
    fn sum(&self, unit: &AreaKey, measure: Measure, pool: Pool) -> Option<u64> {
        let over_origins =
            self.origins(unit).and_then(|origins| add(&origins, |origin| self.then(origin, measure, pool)));
        over_origins.or_else(|| {
            let children = self.now.children(unit);
            let worth_it = self.book.has_finer(self.level(unit), measure);
            if worth_it { add(children, |child| self.sum(child, measure, pool)) } else { None }
        })
    }

    /// The count of a unit of the year's own boundaries: its own figure, else the sum of its parts.
    fn then(&self, unit: &AreaKey, measure: Measure, pool: Pool) -> Option<u64> {
        let own = |status| self.book.own(unit, measure, status).and_then(Value::count);
        let own = match pool {
            Pool::Settled => own(Status::Official).or_else(|| own(Status::Derived)),
            Pool::Preliminary => own(Status::Preliminary),
        };
        own.or_else(|| {
            let worth_it = self.book.has_finer(self.level(unit), measure);
            if worth_it { add(self.then.children(unit), |child| self.then(child, measure, pool)) } else { None }
        })
    }

    /// A rate: from counts and denominators if both are complete, computed once; else as printed for this territory.
    ///
    /// A part above its whole is a mistake in one of the two (the checks report it): then no rate is known at all.
    fn rate(&self, unit: &AreaKey, measure: Measure) -> Option<(Value, Status)> {
        let printed = self.own(unit, measure);
        let count = measure.numerator().and_then(|numerator| self.count(unit, numerator));
        let total = self.count(unit, Measure::TotalHouseholds);
        let (Some((count, count_status)), Some((total, total_status))) = (count, total) else { return printed };
        let preliminary = |status| status == Status::Preliminary;
        if preliminary(count_status) != preliminary(total_status) {
            return printed;
        }
        if count > total {
            return None;
        }
        let Some(rate) = Decimal::percent(count, total, 2).map(Value::Printed) else { return printed };
        let status = match printed {
            // the decision prints the same figure: then it is the decision's
            Some((value, status)) if value == rate && status == count_status => status,
            _ if preliminary(count_status) => Status::Preliminary,
            _ => Status::Derived,
        };
        Some((rate, status))
    }

    /// The units of the year's own boundaries that together are exactly this unit. `None` when one of them was split.
    fn origins(&self, unit: &AreaKey) -> Option<Vec<AreaKey>> {
        let origins = self.related(unit);
        let whole = |(origin, extent): &(AreaKey, Extent)| {
            if self.year_end <= self.boundaries {
                *extent == Extent::Whole
            } else {
                // later units on earlier boundaries: the later unit must hold nothing but this one
                let holds = self.areas.predecessors(origin, self.boundaries);
                holds.iter().all(|(held, _)| held == unit)
            }
        };
        let exact = !origins.is_empty() && origins.iter().all(whole);
        exact.then(|| origins.into_iter().map(|(origin, _)| origin).collect())
    }

    /// The units of the year's own boundaries that share territory with this one: itself if nothing changed.
    ///
    /// The same key on both days is no shortcut: a unit that absorbs another keeps its key.
    fn related(&self, unit: &AreaKey) -> Vec<(AreaKey, Extent)> {
        if self.year_end <= self.boundaries {
            self.areas.predecessors(unit, self.year_end)
        } else {
            self.areas.successors(unit, self.year_end)
        }
    }

    fn level(&self, unit: &AreaKey) -> Level {
        self.areas.get(unit).map_or(Level::Village, |unit| unit.level)
    }
}

/// The sum when there is at least one part and every part is known.
fn add(parts: &[AreaKey], count: impl Fn(&AreaKey) -> Option<u64>) -> Option<u64> {
    if parts.is_empty() {
        return None;
    }
    parts.iter().try_fold(0u64, |sum, part| sum.checked_add(count(part)?))
}
