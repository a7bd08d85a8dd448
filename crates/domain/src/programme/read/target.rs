//! One target and one actual of a file.

use super::parse::{self, At, day};
use super::{raw, sound};
use crate::area::Areas;
use crate::programme::{
    Actual, ActualVersion, Baseline, Bound, Due, Households, Item, KINDS, Kind, Must, Over, Path, Programme, Quote,
    Reading, Series, Side, Source, Stage, Target, Unit, kinds_with,
};
use crate::result::{Measure, SourceKind};
use base::{AreaKey, Failure, Level};

pub(super) fn target(
    at: &At<'_>,
    raw: raw::Target,
    programme_area: &AreaKey,
    areas: &Areas,
    quote: Quote,
) -> Result<Target, Failure> {
    fits(at, &raw)?;
    let series = |one: &raw::Series| {
        Ok(Series {
            kind: at.key("series.kind").word(&one.kind, SourceKind::from_word)?,
            measure: at.key("series.measure").word(&one.measure, Measure::from_word)?,
            standard: at.needed("series.standard", Some(&one.standard))?.to_owned(),
        })
    };
    let due_at = at.key("due.on");
    let due = match &raw.due {
        None => Due::Open,
        Some(raw::Due::Word(word)) if word == "always" => Due::Always,
        Some(raw::Due::Word(word)) => return Err(due_at.unknown(word)),
        Some(raw::Due::Day(raw::DueDay { on: Some(on), before: None })) => Due::On(day(&due_at, on)?),
        Some(raw::Due::Day(raw::DueDay { on: None, before: Some(before) })) => Due::Before(day(&due_at, before)?),
        Some(raw::Due::Day(_)) => return Err(at.missing("due.on")),
    };
    let baseline = |one: &raw::Baseline| {
        let value_at = at.key("baseline.value");
        Ok(Baseline {
            on: day(&at.key("baseline.on"), &one.on)?,
            value: one.value.as_deref().map(|value| value_at.exact(value)).transpose()?,
            standard: one.standard.clone(),
            sentence: one.sentence.clone(),
        })
    };
    let unit_at = at.key("unit");
    let own_area = |own: &raw::Area| parse::area(&at.key("area"), own, areas);
    let target = Target {
        kind: kind(at, &raw, due, areas)?,
        unit: raw.unit.as_deref().map(|word| unit_at.word(word, Unit::from_word)).transpose()?,
        area: raw.area.as_ref().map_or_else(|| Ok(programme_area.clone()), own_area)?,
        households: Households::from_word(raw.households.as_deref().unwrap_or("")),
        due,
        baseline: raw.baseline.as_ref().map(baseline).transpose()?,
        path: path(at, &raw)?,
        source: at.key("source").word(&raw.source, Source::from_word)?,
        series: raw.series.as_ref().map(series).transpose()?,
        items: raw.items.into_iter().map(|one| Item { id: one.id, name: one.name }).collect(),
        quote,
        id: raw.id,
        name: raw.name,
        version: raw.version,
        replaces: raw.replaces,
        lead: raw.lead,
        note: raw.note,
    };
    sound::target(at, &target, programme_area, areas)?;
    Ok(target)
}

/// Refuses a key that means nothing for the kind.
fn fits(at: &At<'_>, raw: &raw::Target) -> Result<(), Failure> {
    let given = [
        ("unit", raw.unit.is_some()),
        ("bound", raw.bound.is_some()),
        ("value", raw.value.is_some()),
        ("stretch", raw.stretch.is_some()),
        ("over", raw.over.is_some()),
        ("stage", raw.stage.is_some()),
        ("comparator", raw.comparator.is_some()),
        ("against", raw.against.is_some()),
        ("must", raw.must.is_some()),
        ("waits_for", raw.waits_for.is_some()),
        ("word", raw.word.is_some()),
        ("counted_level", raw.counted_level.is_some()),
        ("items", !raw.items.is_empty()),
        ("baseline.on", raw.baseline.is_some()),
        ("path", raw.path.is_some()),
        ("points", !raw.points.is_empty()),
        ("series.measure", raw.series.is_some()),
    ];
    let kind = at.key("kind").word(&raw.kind, |word| KINDS.iter().find(|kind| **kind == word))?;
    match given.iter().find(|(key, given)| *given && !kinds_with(key).contains(kind)) {
        None => Ok(()),
        Some((key, _)) => Err(at.key(key).failure(
            "loại chỉ tiêu này không dùng điều ghi ở đây: bỏ trống, hoặc chọn loại khác",
            "this kind of target has no use for what stands here: leave it empty, or choose another kind",
        )),
    }
}

fn kind(at: &At<'_>, raw: &raw::Target, due: Due, areas: &Areas) -> Result<Kind, Failure> {
    let side = || at.key("bound").word(at.needed("bound", raw.bound.as_deref())?, Side::from_word);
    let bound = || {
        let limit = at.key("value").exact(at.needed("value", raw.value.as_deref())?)?;
        let stretch_at = at.key("stretch");
        let stretch = raw.stretch.as_deref().map(|stretch| stretch_at.exact(stretch)).transpose()?;
        Ok::<_, Failure>(Bound { side: side()?, limit, stretch })
    };
    Ok(match raw.kind.as_str() {
        "level" => {
            let level_at = at.key("counted_level");
            let counted = raw.counted_level.as_deref().map(|word| level_at.word(word, Level::from_word)).transpose()?;
            Kind::Level { bound: bound()?, counted }
        }
        "points_per_year" => {
            let over = at.key("over").word(at.needed("over", raw.over.as_deref())?, Over::from_word)?;
            Kind::PointsPerYear { bound: bound()?, over }
        }
        "relative" => Kind::Relative { bound: bound()? },
        "coverage" => Kind::Coverage { bound: bound()? },
        "recognitions" => Kind::Recognitions { bound: bound()? },
        "milestone" => {
            Kind::Milestone { stage: at.key("stage").word(raw.stage.as_deref().unwrap_or("done"), Stage::from_word)? }
        }
        "comparator" => {
            let code = at.needed("comparator", raw.comparator.as_deref())?;
            let on = due.last_day().ok_or_else(|| at.missing("due.on"))?;
            Kind::Comparator { side: side()?, with: parse::unit(&at.key("comparator"), code, on, areas)? }
        }
        "gap" => {
            let against = at.needed("against", raw.against.as_deref())?;
            let must = match at.needed("must", raw.must.as_deref())? {
                "narrow" if raw.value.is_some() => {
                    return Err(at.key("value").failure(
                        "khoảng cách chỉ phải thu hẹp thì không có con số: bỏ trống, hoặc chọn đạt một mức",
                        "a gap that need only narrow has no figure: leave it empty, or have it reach a limit",
                    ));
                }
                "narrow" => Must::Narrow,
                "reach" => Must::Reach(bound()?),
                other => return Err(at.key("must").unknown(other)),
            };
            Kind::Gap { against: Households::from_word(against), must }
        }
        "to_be_set" => Kind::ToBeSet { waits_for: raw.waits_for.clone().ok_or_else(|| at.missing("waits_for"))? },
        "unquantified" => {
            let value_at = at.key("value");
            Kind::Unquantified {
                word: at.needed("word", raw.word.as_deref())?.to_owned(),
                side: side()?,
                threshold: raw.value.as_deref().map(|value| value_at.exact(value)).transpose()?,
            }
        }
        "evidence" => Kind::Evidence,
        other => return Err(at.key("kind").unknown(other)),
    })
}

fn path(at: &At<'_>, raw: &raw::Target) -> Result<Path, Failure> {
    let points_at = at.key("points");
    let path = match raw.path.as_deref() {
        Some("given") if raw.points.is_empty() => return Err(at.missing("points")),
        Some("given") => {
            let point = |one: &raw::Point| Ok((day(&points_at, &one.on)?, points_at.exact(&one.value)?));
            return Ok(Path::Given(raw.points.iter().map(point).collect::<Result<_, Failure>>()?));
        }
        None => Path::None,
        Some("linear") => Path::Linear,
        Some("constant_rate") => Path::ConstantRate,
        Some(other) => return Err(at.key("path").unknown(other)),
    };
    if raw.points.is_empty() {
        return Ok(path);
    }
    Err(points_at.failure(
        "các điểm chỉ dùng khi lộ trình đi qua các điểm cho trước",
        "points belong to a path through given points alone",
    ))
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
