//! One target and one actual of a file.

use super::parse::{self, At, day};
use super::raw;
use crate::area::Areas;
use crate::programme::{
    Actual, ActualVersion, Baseline, Bound, Due, Exact, Households, Item, Kind, Must, Over, Path, Programme, Quote,
    Reading, Series, Side, Source, Stage, Target, Unit,
};
use crate::result::{Measure, SourceKind};
use base::{AreaKey, Failure, Level};

pub(super) fn target(
    file: &str,
    raw: raw::Target,
    programme_area: &AreaKey,
    areas: &Areas,
    quote: Quote,
) -> Result<Target, Failure> {
    let at = At::new(file, &raw.id);
    let series = |one: &raw::Series| {
        Ok(Series {
            kind: at.word(&one.kind, SourceKind::from_word)?,
            measure: at.word(&one.measure, Measure::from_word)?,
            standard: one.standard.clone(),
        })
    };
    let due = match &raw.due {
        None => Due::Open,
        Some(raw::Due::Word(word)) if word == "always" => Due::Always,
        Some(raw::Due::Word(word)) => return Err(at.unknown(word)),
        Some(raw::Due::Day(raw::DueDay { on: Some(on), before: None })) => Due::On(day(&at, on)?),
        Some(raw::Due::Day(raw::DueDay { on: None, before: Some(before) })) => Due::Before(day(&at, before)?),
        Some(raw::Due::Day(_)) => return Err(at.missing("on, before")),
    };
    let baseline = |one: &raw::Baseline| {
        Ok(Baseline {
            on: day(&at, &one.on)?,
            value: one.value.as_deref().map(|value| at.exact(value)).transpose()?,
            standard: one.standard.clone(),
            sentence: one.sentence.clone(),
        })
    };
    Ok(Target {
        kind: kind(&at, &raw, due, areas)?,
        unit: raw.unit.as_deref().map(|word| at.word(word, Unit::from_word)).transpose()?,
        area: raw.area.as_ref().map_or_else(|| Ok(programme_area.clone()), |own| parse::area(&at, own, areas))?,
        households: Households::from_word(raw.households.as_deref().unwrap_or("")),
        due,
        baseline: raw.baseline.as_ref().map(baseline).transpose()?,
        path: path(&at, &raw)?,
        source: at.word(&raw.source, Source::from_word)?,
        series: raw.series.as_ref().map(series).transpose()?,
        items: raw.items.into_iter().map(|one| Item { id: one.id, name: one.name }).collect(),
        quote,
        id: raw.id,
        name: raw.name,
        version: raw.version,
        replaces: raw.replaces,
        lead: raw.lead,
        note: raw.note,
    })
}

fn kind(at: &At<'_>, raw: &raw::Target, due: Due, areas: &Areas) -> Result<Kind, Failure> {
    let side = || at.word(raw.bound.as_deref().ok_or_else(|| at.missing("bound"))?, Side::from_word);
    let bound = || {
        let limit = at.exact(raw.value.as_deref().ok_or_else(|| at.missing("value"))?)?;
        let stretch = raw.stretch.as_deref().map(|stretch| at.exact(stretch)).transpose()?;
        Ok::<_, Failure>(Bound { side: side()?, limit, stretch })
    };
    Ok(match raw.kind.as_str() {
        "level" => {
            let counted = raw.counted_level.as_deref().map(|word| at.word(word, Level::from_word)).transpose()?;
            Kind::Level { bound: bound()?, counted }
        }
        "points_per_year" => {
            let over = at.word(raw.over.as_deref().ok_or_else(|| at.missing("over"))?, Over::from_word)?;
            Kind::PointsPerYear { bound: bound()?, over }
        }
        "relative" => Kind::Relative { bound: bound()? },
        "coverage" => Kind::Coverage { bound: bound()? },
        "recognitions" => Kind::Recognitions { bound: bound()? },
        "milestone" => Kind::Milestone { stage: at.word(raw.stage.as_deref().unwrap_or("done"), Stage::from_word)? },
        "comparator" => {
            let code = raw.comparator.as_deref().ok_or_else(|| at.missing("comparator"))?;
            let on = due.last_day().ok_or_else(|| at.missing("due"))?;
            Kind::Comparator { side: side()?, with: parse::unit(at, code, on, areas)? }
        }
        "gap" => {
            let against = raw.against.as_deref().ok_or_else(|| at.missing("against"))?;
            let must = match raw.must.as_deref() {
                Some("narrow") => Must::Narrow,
                Some("reach") => Must::Reach(bound()?),
                Some(other) => return Err(at.unknown(other)),
                None => return Err(at.missing("must")),
            };
            Kind::Gap { against: Households::from_word(against), must }
        }
        "to_be_set" => Kind::ToBeSet { waits_for: raw.waits_for.clone().ok_or_else(|| at.missing("waits_for"))? },
        "unquantified" => Kind::Unquantified {
            word: raw.word.clone().ok_or_else(|| at.missing("word"))?,
            side: side()?,
            threshold: raw.value.as_deref().map(|value| at.exact(value)).transpose()?,
        },
        "evidence" => Kind::Evidence,
        other => return Err(at.unknown(other)),
    })
}

fn path(at: &At<'_>, raw: &raw::Target) -> Result<Path, Failure> {
    Ok(match raw.path.as_deref() {
        None => Path::None,
        Some("linear") => Path::Linear,
        Some("constant_rate") => Path::ConstantRate,
        Some("given") => {
            let point = |one: &raw::Point| Ok((day(at, &one.on)?, at.exact(&one.value)?));
            Path::Given(raw.points.iter().map(point).collect::<Result<_, Failure>>()?)
        }
        Some(other) => return Err(at.unknown(other)),
    })
}

/// An actual that stands in the file of its programme: reported for one target by name.
pub(super) fn actual(file: &str, raw: raw::Actual, programme: &Programme) -> Result<Actual, Failure> {
    let at = At::new(file, &raw.target);
    let target = programme.target(&raw.target).ok_or_else(|| at.unknown(&raw.target))?;
    let reading = match (&raw.value, raw.part, raw.whole, &raw.event) {
        (Some(value), None, None, None) => Reading::Value(at.exact(value)?),
        (None, Some(part), Some(whole), None) => Reading::Share { part, whole },
        (None, None, None, Some(event)) if event == "open" => Reading::Open,
        (None, None, None, Some(event)) => Reading::Event(at.word(event, Stage::from_word)?),
        _ => return Err(at.missing("value | part, whole | event")),
    };
    Ok(Actual {
        on: day(&at, &raw.on)?,
        known_from: raw.known_from.as_ref().map(|date| day(&at, date)).transpose()?,
        known_to: None,
        reading,
        version: at.word(&raw.version, ActualVersion::from_word)?,
        source: target.source,
        series: target.series.as_ref().map(|series| series.kind),
        measure: None,
        standard: raw.standard.or_else(|| target.series.as_ref().map(|series| series.standard.clone())),
        area: target.area.clone(),
        households: target.households.clone(),
        item: raw.item,
        target: Some(raw.target),
        evidence: raw.evidence,
    })
}

/// Whether a path can lead from this base to this goal.
pub(super) fn leads(path: &Path, base: Option<Exact>, goal: Option<Exact>) -> bool {
    *path != Path::ConstantRate || (base != Some(Exact::ZERO) && goal != Some(Exact::ZERO))
}
