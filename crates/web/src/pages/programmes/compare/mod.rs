//! `/programmes/compare`: units as small pictures on one scale: the provinces of the programmes, all provinces, the units of
//! one programme's table, or those to whom a target was given on.

mod units;

use super::map::targets_of;
use super::{Tell, asked_day};
use crate::ask::{Ask, unreadable};
use crate::error::sentence;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::parts::Choice;
use crate::picture::{self, Picture};
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{AreaKey, Failure, Level, Number};
use domain::programme::{Actual, ActualVersion};
use domain::result::{Measure, SourceKind};
use report::chart::{Panel, SmallMultiples, Tone};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Panels on a page: a telephone on a slow line loads them too.
const MOST: usize = 30;

#[derive(Template)]
#[template(path = "units_compare.html")]
struct ComparePage {
    frame: Frame,
    headline: String,
    lead: String,
    of: Vec<Choice>,
    standards: Vec<Choice>,
    picture: Option<Picture>,
    key: Vec<(&'static str, String)>,
}

/// What is compared.
struct Shown {
    headline: String,
    lead: String,
    names: String,
    unit: &'static str,
    years: Vec<i16>,
    panels: Vec<Panel>,
    /// What the colours say: word of the style, text.
    key: Vec<(&'static str, String)>,
    simulated: bool,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<ComparePage, Failure> {
    let words = ask.words();
    let day = asked_day(ask, (web.today)())?;
    let programmes = web.desk.programmes_for(&ask.caller)?;
    let tell = Tell { areas: web.desk.areas(), programmes: &programmes, words };
    let of = ask.value("of").unwrap_or("rate");
    let actuals = programmes.published(web.desk.results());
    let known: Vec<&Actual> = actuals.iter().filter(|one| one.known_on(day)).collect();
    let measure = if of == "rate" { Measure::PoorRate } else { Measure::PoorHouseholds };
    let is_table = !["rate", "count", "all"].contains(&of);
    let told = |standard: &&str| !provinces(tell, &known, measure, standard, of == "all").panels.is_empty();
    let standards: Vec<&str> = if is_table { Vec::new() } else { standards(&known).into_iter().filter(told).collect() };
    let standard = ask.value("standard").filter(|one| standards.contains(one));
    let standard = standard.or(standards.last().copied()).unwrap_or_default();
    let shown = match of {
        "rate" | "count" | "all" => provinces(tell, &known, measure, standard, of == "all"),
        of if of.contains('/') => units::given(tell, web, ask, of, day)?,
        id => {
            let programme = programmes.programme(id).ok_or_else(|| unreadable("of", id))?;
            let table = programme.units.as_ref().ok_or_else(|| unreadable("of", id))?;
            units::units(tell, programme, table)
        }
    };
    let with_units = programmes.programmes.iter().filter(|programme| programme.units.is_some());
    let choice = |word: &str, text: String| Choice {
        text,
        address: Link::here(ask).with("of", word).to_string(),
        current: word == of,
    };
    let published = ["rate", "count", "all"].map(|word| choice(word, words.t(&format!("units-compare-{word}"))));
    let tables = with_units.map(|one| choice(&one.id, one.name.get(ask.lang()).to_owned()));
    let given = web.desk.given_targets(&ask.caller)?.into_iter().filter_map(|(id, target)| {
        let name = &programmes.programme(&id)?.target(&target)?.name;
        let values = [("target", name.get(ask.lang()))];
        Some(choice(&format!("{id}/{target}"), words.with("units-compare-given", &values)))
    });
    let standards = standards.iter().map(|one| Choice {
        text: words.with("fact-standard", &[("standard", *one)]),
        address: Link::here(ask).with("standard", *one).to_string(),
        current: *one == standard,
    });
    let draw = |id: &str, width: u16, across: u8| SmallMultiples {
        frame: picture::frame(ask, id, shown.headline.clone(), shown.lead.clone(), shown.unit),
        width,
        across,
        names: shown.names.clone(),
        years: shown.years.clone(),
        panels: shown.panels.clone(),
    };
    let picture =
        (!shown.panels.is_empty()).then(|| Picture::of_two(&draw("units", 1200, 6), &draw("units-s", 360, 2)));
    Ok(ComparePage {
        frame: Frame::new(ask, Section::Programmes, words.t("units-compare-title"))
            .simulated(shown.simulated.then(|| words.t("programme-synthetic")))
            .crumb(words.t("nav-programmes"), Link::to("/programmes"))
            .crumb(words.t("units-compare-title"), Link::here(ask)),
        of: published.into_iter().chain(tables).chain(given).collect(),
        standards: standards.collect(),
        headline: shown.headline.clone(),
        lead: shown.lead.clone(),
        picture,
        key: shown.key,
    })
}

/// The standards by which provinces were published, the newest last.
fn standards<'a>(known: &[&'a Actual]) -> BTreeSet<&'a str> {
    let review = |one: &&&Actual| one.series == Some(SourceKind::Review);
    known.iter().filter(review).filter_map(|one| one.standard.as_deref()).collect()
}

/// Provinces over the years by one standard; of several figures of a year the official one.
fn provinces(tell: Tell<'_>, known: &[&Actual], measure: Measure, standard: &str, all: bool) -> Shown {
    let areas = tell.areas;
    let mut ours: Vec<&AreaKey> =
        tell.programmes.programmes.iter().filter(|one| !one.synthetic).map(|programme| &programme.area).collect();
    // the country is a rate to compare with, but no count beside provinces
    ours.extend(areas.all().filter(|unit| unit.level == Level::Country && measure.is_rate()).map(|unit| &unit.key));
    ours.sort();
    ours.dedup();
    let fits = |one: &&&Actual| {
        one.measure == Some(measure)
            && one.series == Some(SourceKind::Review)
            && one.standard.as_deref() == Some(standard)
            && one.households.word() == "all"
    };
    let figures: Vec<&Actual> = known.iter().filter(fits).copied().collect();
    let units: Vec<AreaKey> = if all {
        let province = |key: &&AreaKey| areas.get(key).is_some_and(|unit| unit.level == Level::Province);
        let keys: BTreeSet<&AreaKey> = figures.iter().map(|one| &one.area).filter(province).collect();
        keys.into_iter().cloned().collect()
    } else {
        ours.into_iter().cloned().collect()
    };
    let same = |one: &Actual, key: &AreaKey| one.area.code == key.code && (one.area == *key || !all);
    let mine = |one: &&&Actual| units.iter().any(|key| same(one, key));
    let mut years: Vec<i16> = figures.iter().filter(mine).map(|one| one.on.year()).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<i16> = years.first().zip(years.last()).map_or_else(Vec::new, |(a, b)| (*a..=*b).collect());
    let value = |key: &AreaKey, year: i16| {
        let of_year = figures.iter().filter(|one| one.on == base::year_end(year) && same(one, key));
        let best = of_year.max_by_key(|one| one.version == ActualVersion::Official)?;
        let value = best.reading.value()?;
        Some(value.scaled(if measure.is_rate() { 2 } else { 0 }))
    };
    let mut panels: Vec<(Option<i64>, Panel)> = Vec::new();
    for key in &units {
        let values: Vec<Option<Number>> = years.iter().map(|year| value(key, *year)).collect();
        let Some(last) = values.iter().flatten().next_back() else { continue };
        let on = years.last().map_or(key.valid_from, |year| base::year_end(*year));
        panels.push((
            Some(last.digits),
            Panel {
                name: areas.get(key).map_or_else(|| key.code.clone(), |unit| unit.short_name.clone()),
                tone: Tone::Poor,
                note: String::new(),
                href: Some(targets_of(tell, key, on)),
                values,
            },
        ));
    }
    // the highest first: whoever has the longest way to go
    panels.sort_by_key(|(last, _)| std::cmp::Reverse(*last));
    let found = tell.figures().count(panels.len() as u64);
    panels.truncate(MOST);
    let (name, count) = (measure.name(), tell.figures().count(panels.len() as u64));
    let (from, to) =
        (years.first().map_or(0, |year| *year).to_string(), years.last().map_or(0, |year| *year).to_string());
    let values = [
        ("measure", &*sentence(name.get(tell.words.0))),
        ("from", &from),
        ("to", &to),
        ("count", &count),
        ("all", &found),
        ("standard", standard),
    ];
    let key = match (panels.is_empty(), found == count) {
        (true, _) => "units-compare-none",
        (false, true) => "units-compare-headline",
        (false, false) => "units-compare-most",
    };
    Shown {
        headline: tell.words.with(key, &values),
        lead: tell.words.with("units-compare-lead", &values),
        names: tell.words.t("col-province"),
        unit: if measure.is_rate() { "%" } else { "" },
        years,
        panels: panels.into_iter().map(|(_, panel)| panel).collect(),
        key: Vec::new(),
        simulated: false,
    }
}
