//! `/areas`: finding a unit of any time, and the provinces of a day.

mod lineage;
pub(crate) mod one;

use crate::ask::Ask;
use crate::figures::Figures;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::locale::Words;
use crate::pages::national::{AFTER, BEFORE};
use crate::parts::Choice;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{AreaKey, Failure, Level};
use domain::area::{Areas, Match, Unit, Why};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many units are shown; who gets more types more.
const MOST: usize = 60;

#[derive(Template)]
#[template(path = "areas.html")]
struct AreasPage {
    frame: Frame,
    headline: String,
    lead: String,
    on: Date,
    switch: Vec<Choice>,
    /// What was typed and found; none if nothing was typed.
    found: Option<Found>,
    provinces: Vec<Province>,
    merged: bool,
}

struct Found {
    /// Units of the day.
    now: Vec<UnitRow>,
    /// Units of other times.
    other: Vec<UnitRow>,
    more: bool,
}

struct UnitRow {
    name: String,
    code: String,
    kind: &'static str,
    above: String,
    period: String,
    address: String,
}

struct Province {
    name: String,
    code: String,
    address: String,
    communes: String,
    /// What it was made of, or what became of it.
    kin: Vec<(String, String)>,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<AreasPage, Failure> {
    let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
    let (words, figures, areas) = (ask.words(), ask.figures(), web.desk.areas());
    let (answer, found) = ask.value("q").map(|text| find(areas, text, on, words, figures)).unzip();
    let provinces = provinces(areas, on, figures);
    let (count, communes) = (provinces.len() as u64, areas.units(Level::Commune, on).len() as u64);
    let values = [
        ("day", &*figures.day(on)),
        ("provinces", &figures.count(count)),
        ("districts", &figures.count(areas.units(Level::District, on).len() as u64)),
        ("communes", &figures.count(communes)),
    ];
    let key = match (count, on < AFTER) {
        (0, _) => "areas-headline-none",
        (_, true) => "areas-headline-before",
        (_, false) => "areas-headline-after",
    };
    Ok(AreasPage {
        frame: Frame::new(ask, Section::Areas, words.t("nav-areas"))
            .crumb(words.t("nav-overview"), "/")
            .crumb(words.t("nav-areas"), "/areas"),
        headline: answer.unwrap_or_else(|| words.with(key, &values)),
        lead: words.t("areas-lead"),
        on,
        switch: switch(web, ask, on),
        found,
        provinces,
        merged: on >= AFTER,
    })
}

/// Before and after the mergers.
fn switch(web: &Web, ask: &Ask, on: Date) -> Vec<Choice> {
    let today = (web.today)().max(AFTER);
    let choice = |day: Date| {
        let provinces = web.desk.areas().units(Level::Province, day).len() as u64;
        Choice {
            text: ask.words().with("areas-provinces", &[("count", &ask.figures().count(provinces))]),
            address: Link::here(ask).with("on", day).to_string(),
            current: (on < AFTER) == (day < AFTER),
        }
    };
    vec![choice(today), choice(BEFORE)]
}

/// What was found, and the sentence that says so.
fn find(areas: &Areas, text: &str, on: Date, words: Words, figures: Figures) -> (String, Found) {
    let matches = areas.find(text, None);
    let row = |found: &Match<'_>| unit_row(areas, found.unit, on, words, figures);
    let (now, other): (Vec<Match<'_>>, Vec<Match<'_>>) = matches.into_iter().partition(|found| found.unit.valid_on(on));
    let here: Vec<&AreaKey> = now.iter().map(|found| &found.unit.key).collect();
    // a state that went on under the same code and name is no other unit
    let renewed =
        |unit: &Unit| now.iter().any(|found| found.unit.key.code == unit.key.code && found.unit.name == unit.name);
    let other: Vec<&Match<'_>> =
        other.iter().filter(|found| found.why < Why::Beginning && !renewed(found.unit)).collect();
    let (shown, more) = (now.iter().take(MOST).map(row).collect(), here.len() > MOST || other.len() > MOST);
    let counts = (here.len() as u64, other.len() as u64);
    let values = [
        ("text", text),
        ("now", &*figures.count(counts.0)),
        ("other", &figures.count(counts.1)),
        ("day", &figures.day(on)),
    ];
    let key = match counts {
        (0, 0) => "areas-found-none",
        (0, _) => "areas-found-other",
        (_, 0) => "areas-found",
        _ => "areas-found-both",
    };
    let other = other.into_iter().take(MOST).map(row).collect();
    (words.with(key, &values), Found { now: shown, other, more })
}

fn unit_row(areas: &Areas, unit: &Unit, on: Date, words: Words, figures: Figures) -> UnitRow {
    // the page of a unit is asked for on a day on which it was there
    let day = if unit.valid_on(on) { on } else { unit.key.valid_from };
    UnitRow {
        name: unit.name.clone(),
        code: unit.key.code.clone(),
        kind: unit.kind.name(words.0),
        above: above(areas, unit),
        period: period(unit, words, figures),
        address: address(&unit.key.code, day),
    }
}

fn provinces(areas: &Areas, on: Date, figures: Figures) -> Vec<Province> {
    let mut communes: BTreeMap<&AreaKey, u64> = BTreeMap::new();
    for unit in areas.units(Level::Commune, on) {
        if let Some(province) = areas.ancestor(&unit.key, Level::Province) {
            *communes.entry(&province.key).or_default() += 1;
        }
    }
    let mut units = areas.units(Level::Province, on);
    units.sort_by(|a, b| vntext::compare(&a.short_name, &b.short_name));
    let kin = |unit: &Unit| {
        let (day, kin) = if on < AFTER {
            (AFTER, areas.successors(&unit.key, AFTER))
        } else {
            (BEFORE, areas.predecessors(&unit.key, BEFORE))
        };
        let named = |key: &AreaKey| areas.get(key).map(|unit| unit.short_name.clone());
        let named = kin.iter().filter_map(|(key, _)| Some((named(key)?, address(&key.code, day))));
        let named: Vec<(String, String)> = named.collect();
        // one that stayed alone tells nothing
        if matches!(named.as_slice(), [(name, _)] if *name == unit.short_name) { Vec::new() } else { named }
    };
    let row = |unit: &Unit| Province {
        name: unit.name.clone(),
        code: unit.key.code.clone(),
        address: address(&unit.key.code, on),
        communes: figures.count(communes.get(&unit.key).copied().unwrap_or(0)),
        kin: kin(unit),
    };
    units.into_iter().map(row).collect()
}

/// The units above without the country, the nearest first.
fn above(areas: &Areas, unit: &Unit) -> String {
    let above = areas.above(&unit.key).into_iter().filter(|unit| unit.level != Level::Country);
    above.map(|unit| &*unit.name).collect::<Vec<_>>().join(", ")
}

/// First and last day; an unknown first day is told as such.
fn period(unit: &Unit, words: Words, figures: Figures) -> String {
    let (from, to) = (figures.day(unit.key.valid_from), unit.valid_to.map(|to| figures.day(to)));
    match (unit.from_known, to) {
        (true, None) => words.with("area-since", &[("from", &from)]),
        (true, Some(to)) => words.with("area-from-to", &[("from", &from), ("to", &to)]),
        (false, None) => words.t("area-since-unknown"),
        (false, Some(to)) => words.with("area-until", &[("to", &to)]),
    }
}

/// The page of a unit.
fn address(code: &str, on: Date) -> String {
    Link::to(format!("/areas/{code}")).with("on", on).to_string()
}
