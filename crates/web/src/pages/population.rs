//! `/population`: the facts behind a denominator: all households of a unit at the end of a year, and where they are from.

use crate::ask::{Ask, unreadable};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::pages::area::find;
use crate::serve::{Web, page};
use app::{On, Shard};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{AreaKey, Failure};
use domain::access::Action;
use domain::area::{Areas, Extent};
use jiff::civil::Date;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "population.html")]
struct PopulationPage {
    frame: Frame,
    headline: String,
    lead: String,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    households: String,
    persons: String,
    status: String,
    source: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<PopulationPage, Failure> {
    let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
    let missing = |name: &str| unreadable(name, "");
    let unit = find(web, ask.value("area").ok_or_else(|| missing("area"))?, on)?;
    let year: i16 = ask.number("year")?.ok_or_else(|| missing("year"))?;
    let shard = Shard(ask.number("province")?.ok_or_else(|| missing("province"))?);
    let province =
        web.desk.provinces()?.into_iter().find(|row| row.shard == shard).ok_or_else(|| missing("province"))?;
    let (words, figures, areas) = (ask.words(), ask.figures(), web.desk.areas());
    ask.caller.authorise(Action::ReadFigures, On::Unit(areas, &unit.key, on))?;
    let facts = web.desk.store(|store| store.denominators(shard, year))?;
    let mut inside: Vec<_> = facts.into_iter().filter(|fact| is_inside(areas, &fact.area, &unit.key, on)).collect();
    inside.sort_by(|a, b| a.area.cmp(&b.area));
    let households: u64 = inside.iter().map(|fact| fact.all.households).sum();
    let persons: u64 = inside.iter().map(|fact| fact.all.persons).sum();
    let year = year.to_string();
    Ok(PopulationPage {
        frame: Frame::new(ask, Section::Overview, words.t("population-title"))
            .crumb(words.t("country"), "/")
            .crumb(&unit.name, Link::to(format!("/area/{}", unit.key.code)).with("on", on).with("year", &year))
            .crumb(words.t("population-title"), Link::here(ask))
            .scope(&unit.name)
            .simulated(crate::pages::simulated(&province, words)),
        headline: words.with(
            "population-headline",
            &[("households", &figures.count(households)), ("name", &unit.name), ("year", &year)],
        ),
        lead: words.with(
            "population-lead",
            &[("persons", &figures.count(persons)), ("count", &figures.count(inside.len() as u64))],
        ),
        rows: inside
            .iter()
            .map(|fact| Row {
                name: areas.get(&fact.area).map_or(fact.area.code.clone(), |unit| unit.name.clone()),
                households: figures.count(fact.all.households),
                persons: figures.count(fact.all.persons),
                status: words.t(&format!("status-{}", fact.status)),
                source: fact.source.clone(),
            })
            .collect(),
    })
}

/// Whether a commune's figure is part of the unit's on a day. Figures of wider units are not added to those.
fn is_inside(areas: &Areas, commune: &AreaKey, unit: &AreaKey, on: Date) -> bool {
    match areas.holders(commune, on).as_slice() {
        [(key, Extent::Whole)] => {
            areas.get(key).is_some_and(|held| held.level == base::Level::Commune)
                && (key == unit || areas.above(key).iter().any(|above| above.key == *unit))
        }
        _ => false,
    }
}
