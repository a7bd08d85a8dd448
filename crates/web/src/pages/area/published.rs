//! An area that is not in the register: what was published of it, and nothing made up beside it.

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::picture::{self, Picture};
use crate::serve::Web;
use askama::Template;
use base::{Failure, Lang, Level};
use domain::area::Unit;
use domain::result::{Fact, Measure};
use domain::series::Observation;
use jiff::civil::Date;
use report::chart::Tone;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "published.html")]
pub(super) struct PublishedPage {
    frame: Frame,
    headline: String,
    lead: String,
    charts: Vec<(String, Picture)>,
    facts: Vec<FactRow>,
    all: String,
    lineage: String,
    targets: String,
}

struct FactRow {
    year: String,
    measure: String,
    value: String,
    standard: String,
    status: String,
    source: String,
    unverified: bool,
}

/// What is told of every province.
const MEASURES: [Measure; 6] = [
    Measure::PoorHouseholds,
    Measure::NearPoorHouseholds,
    Measure::PoorRate,
    Measure::NearPoorRate,
    Measure::PoorNearPoorHouseholds,
    Measure::PoorNearPoorRate,
];

pub(super) fn build(web: &Web, ask: &Ask, unit: &Unit, on: Date) -> Result<PublishedPage, Failure> {
    let (words, figures) = (ask.words(), ask.figures());
    let mut charts = Vec::new();
    for (measures, title, unit_sign) in [
        ([Measure::PoorHouseholds, Measure::NearPoorHouseholds], "published-counts", ""),
        ([Measure::PoorRate, Measure::NearPoorRate], "published-rates", "%"),
    ] {
        let series: Vec<_> = measures
            .into_iter()
            .zip([Tone::Poor, Tone::Near])
            .filter_map(|(measure, tone)| line(web, ask, unit, on, measure, tone))
            .collect();
        if !series.is_empty() {
            let title = words.t(title);
            charts.push((
                title.clone(),
                Picture::of(&report::chart::Line {
                    frame: picture::frame(
                        ask,
                        title_id(unit_sign),
                        title.clone(),
                        words.t("published-desc"),
                        unit_sign,
                    ),
                    size: (480, 300),
                    series,
                    reference: None,
                    forecast: None,
                }),
            ));
        }
    }
    let mut facts: Vec<&Fact> =
        MEASURES.into_iter().flat_map(|measure| web.desk.published(&unit.key, measure)).collect();
    facts.sort_by(|a, b| (b.year, &b.standard, a.measure.word()).cmp(&(a.year, &a.standard, b.measure.word())));
    let newest = web.desk.published(&unit.key, Measure::PoorHouseholds);
    let headline = match newest.last().and_then(|fact| Some((fact.value.count()?, fact.year))) {
        Some((poor, year)) => words.with(
            "area-headline",
            &[("name", &unit.short_name), ("poor", &figures.count(poor)), ("year", &year.to_string())],
        ),
        None => unit.name.clone(),
    };
    let restated = restated(web, ask, unit, on)?;
    let lead = match (facts.is_empty(), &restated) {
        (true, None) => words.t("published-nothing"),
        (true, Some(_)) => words.t("published-restated"),
        (false, _) => words.t("published-lead"),
    };
    let headline = restated.filter(|_| facts.is_empty()).unwrap_or(headline);
    // a code may have meant another unit: every figure that is told here must be found there, and no other
    let own = web.desk.results().facts.iter().filter(|fact| fact.area.code == unit.key.code);
    let all = if facts.is_empty() {
        String::new()
    } else if own.into_iter().all(|fact| web.desk.is_same_unit(&fact.area, &unit.key)) {
        Link::to("/results").with("area", &unit.key.code).to_string()
    } else {
        Link::to("/results").with("area", &unit.key).to_string()
    };
    Ok(PublishedPage {
        frame: Frame::new(ask, Section::Overview, &unit.name)
            .crumb(words.t("country"), "/")
            .crumb(&unit.name, Link::here(ask))
            .scope(&unit.name),
        headline,
        lead,
        charts,
        facts: facts.into_iter().map(|fact| row(ask, fact)).collect(),
        all,
        lineage: Link::to(format!("/areas/{}", unit.key.code)).with("on", on).to_string(),
        targets: Link::to("/targets").with("area", &unit.key.code).with("on", on).to_string(),
    })
}

/// A line of published figures; restated sums of a merged unit where nothing was published of it itself.
fn line(
    web: &Web,
    ask: &Ask,
    unit: &Unit,
    on: Date,
    measure: Measure,
    tone: Tone,
) -> Option<report::chart::LineSeries> {
    let lang = ask.lang();
    let facts = web.desk.published(&unit.key, measure);
    let mut observations: Vec<Observation> = Vec::new();
    for fact in &facts {
        // of several copies of one figure the most settled comes first
        if observations.last().is_none_or(|last| last.year != fact.year || last.standard != fact.standard) {
            observations.push(Observation {
                year: fact.year,
                value: fact.value,
                standard: Arc::clone(&fact.standard),
                boundaries: fact.area.valid_from,
                source_kind: fact.source_kind,
                status: fact.status,
            });
        }
    }
    if observations.is_empty() && unit.level == Level::Province {
        let lines = web.desk.lines(Level::Province, on).ok()?;
        let line = lines.into_iter().find(|line| line.key == unit.key)?;
        let counts = match measure {
            Measure::PoorHouseholds => line.poor,
            Measure::NearPoorHouseholds => line.near_poor,
            _ => return None,
        };
        let span = web.desk.span().ok()?;
        for ((year, count), status) in (span.from..).zip(counts).zip(line.status) {
            observations.push(Observation {
                year,
                value: domain::result::Value::Count(count?),
                standard: Arc::from(span.standard.as_str()),
                boundaries: on,
                source_kind: domain::result::SourceKind::Review,
                status,
            });
        }
    }
    if observations.is_empty() {
        return None;
    }
    let address = |one: &Observation| {
        // a sum of several units is no published figure of one
        let area = facts.iter().find(|fact| fact.year == one.year && fact.standard == one.standard)?;
        Some(Link::to("/results").with("area", &area.area).with("measure", measure.word()).with("year", one.year))
    };
    Some(picture::series(measure.name().get(lang).to_owned(), tone, lang, observations, address))
}

/// The headline of a merged province from the figures of the old ones; none if it is not known on these boundaries.
fn restated(web: &Web, ask: &Ask, unit: &Unit, on: Date) -> Result<Option<String>, Failure> {
    if unit.level != Level::Province {
        return Ok(None);
    }
    let lines = web.desk.lines(Level::Province, on)?;
    let Some(line) = lines.into_iter().find(|line| line.key == unit.key) else { return Ok(None) };
    let (year, figures) = (web.desk.span()?.to.to_string(), ask.figures());
    Ok(line.latest().map(|poor| {
        let values = [("name", &*unit.short_name), ("poor", &figures.count(poor)), ("year", &year)];
        ask.words().with("area-headline", &values)
    }))
}

fn row(ask: &Ask, fact: &Fact) -> FactRow {
    let lang = ask.lang();
    let value = match lang {
        Lang::Vi => fact.value.vietnamese(),
        Lang::En => fact.value.english(),
    };
    let decision = if fact.decision.is_empty() { String::new() } else { format!("{} · ", fact.decision) };
    FactRow {
        year: fact.year.to_string(),
        measure: fact.measure.name().get(lang).to_owned(),
        value: if fact.measure.is_rate() { format!("{value}\u{a0}%") } else { value },
        standard: fact.standard.to_string(),
        status: ask.words().t(&format!("status-{}", fact.status.word())),
        source: format!("{decision}{}", fact.source),
        unverified: fact.verified == domain::result::Verified::Unverified,
    }
}

fn title_id(sign: &str) -> &'static str {
    if sign.is_empty() { "counts" } else { "rates" }
}
