//! Targets with a figure: newest figure, goal, path, state.

use super::goal::{base, goal, value_unit};
use super::{Judged, Known, Outlook, Standing, State, Today, Why};
use crate::programme::projection::{Observed, Projection, project};
use crate::programme::{
    Actual, Amount, Bound, Due, Exact, Kind, Must, Over, Percent, Point, Risk, Side, Source, Target, Unit, years,
};
use base::{Share, year_end};
use jiff::civil::Date;

/// A target that is one figure.
pub(super) fn figures(target: &Target, risk: Risk, known: &Known<'_>) -> Standing {
    item(target, None, risk, known)
}

/// The same of one item of a coverage.
pub(super) fn item(target: &Target, item: Option<&str>, risk: Risk, known: &Known<'_>) -> Standing {
    let unit = value_unit(target);
    let from = target.baseline.as_ref().map(|base| base.on);
    let own = own(target, item, known);
    let base = base(target, &own);
    let mut standing = Standing::without_figure(known, Why::NoActual);
    standing.base = base.map(|(on, value)| (on, Amount::new(value, unit)));
    let newest = own.last().map(|actual| actual.on).filter(|on| from.is_none_or(|from| *on > from));
    if let Some((side, goal)) = newest.or(target.due.last_day()).and_then(|on| goal(target, known, base, on)) {
        let whole = if side.falls() { goal.floor() } else { goal.ceil() };
        standing.goal = Some(Amount::new(goal, unit));
        standing.whole_goal = Some(Amount::new(if unit.is_count() { whole } else { goal }, unit));
    }
    let frame = Frame { target, known, base, unit, risk, own: &own };
    standing.versions =
        newest.into_iter().flat_map(|on| Known::versions(&own, on)).map(|actual| frame.judge(actual)).collect();
    let judged = standing.versions.first().map(|judged| judged.state.clone());
    standing.state = frame.overall(judged, newest);
    if frame.other_standard().is_none() {
        standing.today = frame.today(newest.or(from));
        standing.outlook = frame.outlook(&frame.series_with(None));
    }
    standing
}

/// What counts. What came after the target was due says nothing about whether it was reached in time, what was before its
/// base nothing about the way.
fn own<'a>(target: &Target, item: Option<&str>, known: &Known<'a>) -> Vec<&'a Actual> {
    let (from, last) = (target.baseline.as_ref().map(|base| base.on), target.due.last_day());
    let in_time = |on: Date| last.is_none_or(|last| on <= last) && from.is_none_or(|from| on >= from);
    known.of(target, item).into_iter().filter(|actual| in_time(actual.on)).collect()
}

/// Every figure since the base, oldest first, each version judged by what was counting before it.
pub(super) fn every(target: &Target, item: Option<&str>, risk: Risk, known: &Known<'_>) -> Vec<Judged> {
    let all = own(target, item, known);
    let from = target.baseline.as_ref().map(|base| base.on);
    let mut days: Vec<Date> =
        all.iter().map(|actual| actual.on).filter(|on| from.is_none_or(|from| *on > from)).collect();
    days.dedup();
    let of_day = |on: Date| {
        let until: Vec<&Actual> = all.iter().copied().filter(|actual| actual.on <= on).collect();
        let unit = value_unit(target);
        let frame = Frame { target, known, base: base(target, &until), unit, risk, own: &until };
        Known::versions(&until, on).into_iter().map(|actual| frame.judge(actual)).collect::<Vec<_>>()
    };
    days.into_iter().filter(|_| target.unit.is_some()).flat_map(of_day).collect()
}

/// The day of the review after a figure: results hold at the end of a year.
fn next_review(last: Date) -> Date {
    let end = year_end(last.year());
    if last < end { end } else { year_end(last.year() + 1) }
}

struct Frame<'a> {
    target: &'a Target,
    known: &'a Known<'a>,
    base: Option<Point>,
    unit: Unit,
    risk: Risk,
    own: &'a [&'a Actual],
}

impl Frame<'_> {
    /// The state of the newest figure, unless a newer one should be there. The figures keep their own states beside it.
    fn overall(&self, judged: Option<State>, newest: Option<Date>) -> State {
        if let Some(why) = self.other_standard() {
            return State::NotMeasured(why);
        }
        if let Some(why) =
            newest.or(self.target.baseline.as_ref().map(|base| base.on)).and_then(|last| self.waits(last, newest))
        {
            return State::NotMeasured(why);
        }
        let due = self.target.due.last_day();
        let Some(state) = judged else {
            // silence past the day is overdue, also where there never was a figure
            let overdue = due.filter(|last| *last < self.known.day && self.target.source == Source::Reported);
            return State::NotMeasured(overdue.map_or(Why::NoActual, |last_day| Why::NotReported { last_day }));
        };
        match (newest, due) {
            // a report of before the due day, read after it
            (Some(on), Some(last_day))
                if !self.target.is_reviewed() && state != State::Met && on < last_day && last_day < self.known.day =>
            {
                State::NotMeasured(Why::NotReported { last_day })
            }
            _ => state,
        }
    }

    /// One version of the newest figure.
    fn judge(&self, actual: &Actual) -> Judged {
        let on = actual.on;
        let value = actual.reading.value();
        let goal = goal(self.target, self.known, self.base, on);
        let path = self.yearly(on).or_else(|| goal.and_then(|(_, goal)| self.path(goal, on)));
        let amount = |value: Exact| Amount::new(value, self.unit);
        let less = |other: Option<Exact>| amount(value?).minus(amount(other?));
        let state = match value {
            None => State::NotMeasured(Why::NothingToReach),
            Some(value) => self.state(actual, value, goal, path),
        };
        Judged {
            actual: actual.clone(),
            value: value.map(amount),
            path: path.map(amount),
            gap: less(path),
            to_goal: less(goal.map(|(_, goal)| goal)),
            state,
        }
    }

    fn state(&self, actual: &Actual, value: Exact, goal: Option<(Side, Exact)>, path: Option<Exact>) -> State {
        match &self.target.kind {
            Kind::Gap { .. } => return self.gap(actual.on, value),
            Kind::PointsPerYear { bound, over: Over::EachYear } => return self.each_year(*bound, actual, value),
            _ => {}
        }
        let Some((side, goal)) = goal else {
            let why =
                if matches!(self.target.kind, Kind::Comparator { .. }) { Why::NoComparator } else { Why::NoBaseline };
            return State::NotMeasured(why);
        };
        let met = side.met(value, goal);
        let settled_only_when_due = matches!(self.target.kind, Kind::PointsPerYear { .. } | Kind::Comparator { .. });
        match self.target.due {
            Due::Always | Due::Open if met => State::Met,
            Due::Always => State::Behind,
            Due::Open => State::NotMeasured(Why::NoDeadline),
            Due::On(_) | Due::Before(_) if self.is_over(actual.on) => {
                if met {
                    State::Met
                } else {
                    State::Behind
                }
            }
            Due::On(_) | Due::Before(_) if met && !settled_only_when_due => State::Met,
            Due::On(_) | Due::Before(_) => match path {
                None if met => State::OnTrack,
                None => State::NotMeasured(Why::NoPath),
                Some(path) if !side.met(value, path) => State::Behind,
                Some(_) => self.risk(actual, value),
            },
        }
    }

    /// Whether the figure decides: it is of the last day in time, or that day is past and no later figure can be in time.
    fn is_over(&self, on: Date) -> bool {
        let Some(last) = self.target.due.last_day() else { return false };
        on >= last || (self.target.is_reviewed() && self.known.day > last && next_review(on) > last)
    }

    /// Of a pace that every year must keep: the figure of the last year end before, less the pace since.
    fn yearly(&self, on: Date) -> Option<Exact> {
        let Kind::PointsPerYear { bound, over: Over::EachYear } = &self.target.kind else { return None };
        let series = self.series_with(None);
        let (from, value) = series.into_iter().rfind(|point| point.0 < on)?;
        let since = years(from, on);
        (since <= Exact::ONE).then(|| (value - bound.limit * since).max(Exact::ZERO))
    }

    /// What the path asks for.
    fn path(&self, goal: Exact, on: Date) -> Option<Exact> {
        self.target.path.value(self.base?, (self.target.due.last_day()?, goal), on)
    }

    /// A base by one standard and figures by another are never compared.
    fn other_standard(&self) -> Option<Why> {
        let base = self.target.baseline.as_ref()?.standard.clone()?;
        let figures = self.target.series.as_ref()?.standard.clone();
        (base != figures).then_some(Why::OtherStandard { base, figures })
    }

    /// Every single year since the base, or since the first figure, must have fallen enough. A year without a figure
    /// leaves the years around it unjudged, because nobody knows how the fall was shared.
    fn each_year(&self, bound: Bound, actual: &Actual, value: Exact) -> State {
        let series = self.series_with(Some((actual.on, value)));
        let one_year = |pair: &&[Point]| years(pair[0].0, pair[1].0) == Exact::ONE;
        let judged: Vec<bool> =
            series.windows(2).filter(one_year).map(|pair| bound.side.met(pair[0].1 - pair[1].1, bound.limit)).collect();
        match (judged.is_empty(), judged.iter().all(|fell| *fell)) {
            (true, _) => State::NotMeasured(Why::NoBaseline),
            (false, false) => State::Behind,
            (false, true) if self.is_over(actual.on) => State::Met,
            (false, true) => State::OnTrack,
        }
    }

    /// The gap to the other group on the same day, narrower than at first or within its bound.
    fn gap(&self, on: Date, value: Exact) -> State {
        let Kind::Gap { against, must } = &self.target.kind else { return State::NotMeasured(Why::NoComparator) };
        let other = Target { households: against.clone(), ..self.target.clone() };
        let gap = |on: Date, value: Exact| self.known.elsewhere(&other, on).map(|other| (value - other).abs());
        let Some(now) = gap(on, value) else { return State::NotMeasured(Why::NoComparator) };
        match must {
            Must::Reach(bound) if bound.side.met(now, bound.limit) => State::Met,
            Must::Reach(_) if self.is_over(on) => State::Behind,
            Must::Reach(_) => State::NotMeasured(Why::NoPath),
            Must::Narrow => {
                let mut earlier = Known::series(self.own).into_iter().filter(|point| point.0 < on);
                let Some(first) = earlier.find_map(|(on, value)| gap(on, value)) else {
                    return State::NotMeasured(Why::NoBaseline);
                };
                if now >= first {
                    State::Behind
                } else if self.is_over(on) {
                    State::Met
                } else {
                    State::OnTrack
                }
            }
        }
    }

    /// The review that should have brought a newer figure than `last`, or why there cannot be one.
    fn waits(&self, last: Date, newest: Option<Date>) -> Option<Why> {
        let (day, due) = (self.known.day, self.target.due.last_day());
        if !self.target.is_reviewed() || due.is_some_and(|due| last >= due) {
            return None;
        }
        if last > day {
            return Some(Why::NoBaseline);
        }
        // measured since the base: that figure's state holds until the next review; else nothing was measured yet
        let measured = newest.is_some_and(|newest| self.target.baseline.as_ref().is_none_or(|base| newest > base.on));
        let next = next_review(last);
        if next > day || due.is_some_and(|due| next > due) {
            return (!measured).then(|| self.between(next.year()));
        }
        let ended = self.known.area_ended(&self.target.area).filter(|since| *since <= next);
        Some(ended.map_or(Why::ResultDue { year: next.year() }, |since| Why::AreaEnded { since }))
    }

    fn between(&self, year: i16) -> Why {
        let window = &self.known.rules.review;
        Why::BetweenReviews { year, first_month: window.first_month, last_month: window.last_month }
    }

    /// The path of the day that is asked for, when the newest figure is older.
    fn today(&self, last: Option<Date>) -> Option<Today> {
        let (day, last) = (self.known.day, last?);
        let due = self.target.due.last_day()?;
        if last >= day || last >= due || day > due {
            return None;
        }
        let path = || self.path(goal(self.target, self.known, self.base, last)?.1, day);
        let path = self.yearly(day).or_else(path)?;
        let next = next_review(last);
        let why = if !self.target.is_reviewed() {
            Why::NoActual
        } else if next <= day {
            Why::ResultDue { year: next.year() }
        } else {
            self.between(next.year())
        };
        Some(Today { path: Amount::new(path, self.unit), why })
    }

    /// The base, where it is by the same standard, and the figure that counts on each day since; with `instead` the
    /// series as another version of its newest figure has it.
    fn series_with(&self, instead: Option<Point>) -> Vec<Point> {
        let base = self.base.filter(|_| self.other_standard().is_none());
        let from = base.map(|base| base.0);
        let since = Known::series(self.own).into_iter().filter(|point| from.is_none_or(|from| point.0 > from));
        let mut series: Vec<Point> = base.into_iter().chain(since).collect();
        if let (Some(last), Some(instead)) = (series.last_mut(), instead)
            && last.0 == instead.0
        {
            *last = instead;
        }
        series
    }

    fn risk(&self, actual: &Actual, value: Exact) -> State {
        let outlook = self.outlook(&self.series_with(Some((actual.on, value))));
        let at_risk = outlook.is_some_and(|outlook| match self.risk {
            Risk::None => false,
            Risk::EveryMethod => outlook.reach == 0,
            Risk::AnyMethod => outlook.reach < outlook.projection.values.len(),
        });
        if at_risk { State::AtRisk } else { State::OnTrack }
    }

    /// Needs three figures and a day that is still to come.
    fn outlook(&self, series: &[Point]) -> Option<Outlook> {
        let (due, last) = (self.target.due.last_day()?, series.last()?.0);
        if series.len() < 3
            || last >= due
            || due < self.known.day
            || matches!(self.target.kind, Kind::Comparator { .. } | Kind::Gap { .. })
        {
            return None;
        }
        let (side, goal) = goal(self.target, self.known, self.base, last)?;
        let projection = self.project(series, due);
        let reach = projection.values.iter().filter(|(_, value)| side.met(*value, goal)).count();
        (!projection.values.is_empty()).then_some(Outlook { projection, reach })
    }

    fn project(&self, series: &[Point], due: Date) -> Projection {
        let counts: Option<Vec<(Date, u64)>> =
            series.iter().map(|(on, value)| Some((*on, u64::try_from(value.as_whole()?).ok()?))).collect();
        match (self.unit, self.shares(series), counts) {
            (Unit::Percent, Some(shares), _) => project(Observed::Shares(&shares), due),
            (Unit::Percent, None, _) => {
                let rates: Vec<_> = series.iter().map(|(on, value)| (*on, Percent(*value))).collect();
                project(Observed::Rates(&rates), due)
            }
            (unit, _, Some(counts)) if unit.is_count() => project(Observed::Counts(&counts), due),
            _ => project(Observed::Figures(series), due),
        }
    }

    /// The counts behind a series of rates, where each of its figures is known by them: a base that a text gives is not.
    fn shares(&self, series: &[Point]) -> Option<Vec<(Date, Share)>> {
        let share = |(on, value): &Point| {
            let mut counted =
                self.own.iter().filter(|actual| actual.on == *on && actual.reading.value() == Some(*value));
            counted.find_map(|actual| actual.reading.share()).map(|share| (*on, share))
        };
        series.iter().map(share).collect()
    }
}
