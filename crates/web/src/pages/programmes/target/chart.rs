//! The path against what was measured, year by year, with every version, and broken where figures are not comparable.

use super::super::Tell;
use super::{known, year_of};
use crate::ask::Ask;
use crate::error::sentence;
use crate::link::Link;
use crate::picture::{self, Picture, series};
use app::programme::Watched;
use base::Number;
use domain::programme::{Actual, ActualVersion, Exact, Kind, Standing, Target, Unit};
use domain::result::{Decimal, Measure, Status, Value};
use domain::series::Observation;
use report::chart::{Band, Line, LineSeries, Path, Point, Segment, Tone};
use std::sync::Arc;

/// None where there is nothing to draw.
pub(super) fn draw(
    tell: Tell<'_>,
    ask: &Ask,
    watched: &Watched,
    target: &Target,
    standing: &Standing,
) -> Option<Picture> {
    let unit = target.unit?;
    let words = tell.words;
    let all = known(watched, tell, target);
    let mut lines = vec![own(tell, ask, target, &all, standing)];
    lines.extend(preliminary(tell, &all));
    lines.extend(other(tell, ask, watched, target));
    lines.retain(|line| line.segments.iter().any(|segment| !segment.points.is_empty()));
    let reference = path(tell, target, standing);
    if lines.is_empty() && reference.is_none() {
        return None;
    }
    let forecast = standing.outlook.as_ref().and_then(|outlook| {
        let (low, high) = outlook.projection.range()?;
        let number = |value| number(value, unit);
        Some(Band {
            name: words.t("chart-outlook"),
            year: outlook.projection.on.year(),
            low: number(low),
            high: number(high),
        })
    });
    let desc = words.with("chart-path-desc", &[("name", target.name.get(ask.lang())), ("goal", &tell.goal(target))]);
    let sign = if unit.is_count() { "" } else { "%" };
    let of = |id: &str, size: (u16, u16)| Line {
        frame: picture::frame(ask, id, words.t("chart-path"), desc.clone(), sign),
        size,
        series: lines.clone(),
        reference: reference.clone(),
        forecast: forecast.clone(),
    };
    Some(Picture::of_two(&of("path", (760, 340)), &of("path-s", (400, 320))))
}

fn number(value: Exact, unit: Unit) -> Number {
    value.scaled(if unit.is_count() { 1 } else { 2 }).trimmed()
}

/// The figures that count, by year.
fn own(tell: Tell<'_>, ask: &Ask, target: &Target, all: &[&Actual], standing: &Standing) -> LineSeries {
    let name = match &target.series {
        Some(series) => sentence(series.measure.name().get(ask.lang())),
        None => tell.words.t("chart-reported"),
    };
    let observations = observations(all);
    if observations.is_empty() {
        return reported(name, target, all, standing);
    }
    let measure = target.series.as_ref().map_or("", |series| series.measure.word());
    let link = |one: &Observation| {
        let area = all.iter().find(|actual| actual.on.year() == one.year).map(|actual| &actual.area)?;
        Some(Link::to("/results").with("area", area).with("measure", measure).with("year", one.year))
    };
    series(name, Tone::Poor, ask.lang(), observations, link)
}

/// Published figures, one for each year and standard, the official before the preliminary.
fn observations(all: &[&Actual]) -> Vec<Observation> {
    let mut out: Vec<Observation> = Vec::new();
    for one in all {
        let (Some(year), Some(standard), Some(kind)) = (year_of(one.on), &one.standard, one.series) else { continue };
        if out.last().is_some_and(|last| last.year == year && *last.standard == **standard) {
            continue;
        }
        let Some(value) = one.reading.value().and_then(|value| published(value, one)) else { continue };
        out.push(Observation {
            year,
            value,
            standard: Arc::from(standard.as_str()),
            boundaries: one.area.valid_from,
            source_kind: kind,
            status: if one.version == ActualVersion::Official { Status::Official } else { Status::Preliminary },
        });
    }
    out
}

/// A count as a count, all else to the hundredths that are printed.
fn published(value: Exact, one: &Actual) -> Option<Value> {
    if let Some(whole) = value.as_whole().filter(|_| !one.measure.is_some_and(Measure::is_rate)) {
        return u64::try_from(whole).ok().map(Value::Count);
    }
    u64::try_from(value.scaled(2).digits).ok().map(|hundredths| Value::Printed(Decimal::from_hundredths(hundredths)))
}

/// Figures that somebody reported: base and actuals at the ends of years.
fn reported(name: String, target: &Target, all: &[&Actual], standing: &Standing) -> LineSeries {
    let unit = target.unit.unwrap_or(Unit::Percent);
    let base = standing.base.and_then(|(on, amount)| Some((year_of(on)?, amount.value)));
    let mut points: Vec<(i16, Exact)> = base.into_iter().collect();
    let figures = all.iter().filter(|one| one.item.is_none());
    for (year, value) in figures.filter_map(|one| Some((year_of(one.on)?, one.reading.value()?))) {
        if points.last().is_none_or(|last| last.0 < year) {
            points.push((year, value));
        }
    }
    let points = points.into_iter().map(|(year, value)| Point::new(year, number(value, unit)));
    LineSeries::whole(name, Tone::Poor, points.collect())
}

/// Preliminary figures beside official ones of the same day: points that are joined to nothing.
fn preliminary(tell: Tell<'_>, all: &[&Actual]) -> Option<LineSeries> {
    let beside = |one: &&&Actual| {
        one.version == ActualVersion::Preliminary
            && all.iter().any(|other| {
                other.version == ActualVersion::Official && other.on == one.on && other.standard == one.standard
            })
    };
    let segment = |one: &&Actual| {
        let value = published(one.reading.value()?, one)?;
        let point = Point::new(year_of(one.on)?, picture::number(value));
        Some(Segment { reasons: Vec::new(), points: vec![point] })
    };
    let segments: Vec<Segment> = all.iter().filter(beside).filter_map(segment).collect();
    let name = sentence(&tell.words.with("target-version", &[("version", &tell.version(ActualVersion::Preliminary))]));
    (!segments.is_empty()).then_some(LineSeries { name, tone: Tone::Bad, segments })
}

/// The series of the other unit or group that a target is compared with.
fn other(tell: Tell<'_>, ask: &Ask, watched: &Watched, target: &Target) -> Option<LineSeries> {
    let (other, name) = match &target.kind {
        Kind::Comparator { with, .. } => (Target { area: with.clone(), ..target.clone() }, tell.unit(with)),
        Kind::Gap { against, .. } => {
            (Target { households: against.clone(), ..target.clone() }, tell.households(against))
        }
        _ => return None,
    };
    let all = known(watched, tell, &other);
    Some(series(sentence(&name), Tone::Near, ask.lang(), observations(&all), |_| None))
}

/// The path at the end of each year from base to goal.
fn path(tell: Tell<'_>, target: &Target, standing: &Standing) -> Option<Path> {
    let unit = standing.goal?.unit;
    let (from, to) = (standing.base?.0, target.due.last_day()?);
    let at = |year: i16| Some((year, number(standing.path_on(target, base::year_end(year))?.value, unit)));
    let points: Option<Vec<(i16, Number)>> = (from.year()..=to.year()).map(at).collect();
    Some(Path { name: tell.words.t("chart-path-name"), points: points? })
}
