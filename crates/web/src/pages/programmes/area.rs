//! `/targets?area=CODE&on=…`: all targets of all programmes that concern a unit: its own, those of the units above it and
//! within it, and those of ended units whose land it holds.

use super::lines::TargetLine;
use super::one::{UnitLine, of_unit};
use super::target::{Restated, restated_line};
use super::{Named, Tell, answer};
use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{AreaKey, Failure, Level};
use domain::area::Unit;
use domain::programme::{Programme, Tally};
use jiff::civil::Date;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "targets.html")]
struct TargetsPage {
    frame: Frame,
    headline: String,
    lead: String,
    area: String,
    on: String,
    unit: Option<Named>,
    groups: Vec<Group>,
    restated: Option<Restated>,
    choices: Vec<Named>,
}

struct Group {
    programme: Named,
    synthetic: bool,
    /// How the programme concerns the unit.
    relation: String,
    first: bool,
    /// The unit's own row of the programme's table, with its year.
    row: Option<(i16, UnitLine)>,
    targets: Vec<TargetLine>,
}

/// How the unit of a target stands to the one that is asked for, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    /// The same.
    Own,
    /// What an approved table gives it.
    Given,
    /// An ended unit whose land lies in it.
    Before,
    /// One that it is, or was, a part of.
    Above,
    /// A part of it.
    Within,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<TargetsPage, Failure> {
    let (areas, words, figures) = (web.desk.areas(), ask.words(), ask.figures());
    let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
    let code = ask.value("area").unwrap_or_default();
    let programmes = web.desk.programmes_for(&ask.caller)?;
    let tell = Tell { areas, programmes: &programmes, words };
    let unit = areas.at(code, on).or_else(|| areas.history(code).last());
    if unit.is_none() && !code.is_empty() {
        return Err(unknown(code));
    }
    let (mut groups, mut tally) = (Vec::new(), Tally::default());
    for programme in unit.map_or(&[][..], |_| &programmes.programmes) {
        let Some(unit) = unit else { continue };
        let Some((relation, group, counted)) = group(web, ask, tell, programme, unit, on)? else { continue };
        if !programme.synthetic {
            tally = super::sum(tally, counted);
        }
        groups.push((relation, group));
    }
    groups.sort_by_key(|(relation, _)| *relation);
    let before = groups.iter().any(|(relation, _)| *relation == Relation::Before);
    let restated = match unit.filter(|unit| before && unit.level == Level::Province) {
        Some(unit) => restated_line(tell, web, &unit.key, on)?,
        None => None,
    };
    let name = unit.map_or_else(String::new, |unit| unit.name.clone());
    let answer = lower(&answer::short(words, tally));
    let values = [("unit", &*name), ("day", &*figures.day(on)), ("answer", &answer)];
    let key = match (unit, groups.is_empty()) {
        (None, _) => "unit-targets-choose",
        (Some(_), true) => "unit-targets-none",
        (Some(_), false) => "unit-targets-headline",
    };
    let mut frame = Frame::new(ask, Section::Programmes, words.t("unit-targets"))
        .crumb(words.t("nav-programmes"), "/programmes")
        .crumb(words.t("unit-targets"), Link::to("/targets"));
    if unit.is_some() {
        frame = frame.crumb(&name, Link::here(ask)).scope(&name);
    }
    Ok(TargetsPage {
        frame,
        headline: words.with(key, &values),
        lead: words.with("unit-targets-lead", &values),
        area: code.to_owned(),
        on: on.to_string(),
        unit: unit.map(|unit| tell.unit_link(&unit.key, on)),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        restated,
        choices: choices(tell, on),
    })
}

/// The targets of a programme that concern the unit, with the nearest relation.
fn group(
    web: &Web,
    ask: &Ask,
    tell: Tell<'_>,
    programme: &Programme,
    unit: &Unit,
    on: Date,
) -> Result<Option<(Relation, Group, Tally)>, Failure> {
    let watched = web.desk.watch(&ask.caller, &programme.id, on)?;
    let standings = watched.standings(web.desk.areas());
    let mut concerned: Vec<(Relation, _)> = standings
        .iter()
        .filter_map(|(target, standing)| Some((relation(web, unit, &target.area, on)?, (*target, standing))))
        .collect();
    let given = web.desk.given_to(&ask.caller, &watched, &unit.key)?;
    concerned.extend(given.iter().map(|(target, standing)| (Relation::Given, (target, standing))));
    concerned.sort_by_key(|(relation, _)| *relation);
    let Some(nearest) = concerned.first().map(|(relation, _)| *relation) else { return Ok(None) };
    let key = match nearest {
        Relation::Own => "relation-own",
        Relation::Given => "relation-given",
        Relation::Before => "relation-before",
        Relation::Above => "relation-above",
        Relation::Within => "relation-within",
    };
    let first =
        programme.priorities.iter().flat_map(|one| &one.areas).any(|area| web.desk.is_same_unit(area, &unit.key));
    let tally = Tally::of(concerned.iter().map(|(_, (_, standing))| *standing));
    let group = Group {
        programme: Named {
            text: programme.name.get(ask.lang()).to_owned(),
            address: Link::to(format!("/programmes/{}", programme.id)).with("day", on).to_string(),
        },
        synthetic: programme.synthetic,
        relation: tell.words.with(key, &[("unit", &tell.unit(&programme.area))]),
        first,
        row: of_unit(tell, programme, |key| web.desk.is_same_unit(key, &unit.key)),
        targets: concerned.iter().map(|(_, (target, standing))| tell.line(programme, target, standing)).collect(),
    };
    Ok(Some((nearest, group, tally)))
}

/// How the unit of a target stands to `unit`; none if they share no land.
fn relation(web: &Web, unit: &Unit, area: &AreaKey, on: Date) -> Option<Relation> {
    let (desk, areas) = (&web.desk, web.desk.areas());
    let is = |one: &AreaKey| desk.is_same_unit(one, area);
    if is(&unit.key) {
        return Some(Relation::Own);
    }
    if areas.above(&unit.key).iter().any(|above| is(&above.key)) {
        return Some(Relation::Above);
    }
    if areas.above(area).iter().any(|above| desk.is_same_unit(&above.key, &unit.key)) {
        return Some(Relation::Within);
    }
    let last = areas.get(area)?.valid_to.filter(|last| *last < on)?;
    if areas.successors(area, on).iter().any(|(to, _)| *to == unit.key) {
        return Some(Relation::Before);
    }
    // a commune of today whose land lay in the ended unit
    let parts = areas.predecessors(&unit.key, last);
    let lay = parts.iter().any(|(part, _)| areas.above(part).iter().any(|above| is(&above.key)));
    lay.then_some(Relation::Above)
}

/// The units whose programmes are known, on the day.
fn choices(tell: Tell<'_>, on: Date) -> Vec<Named> {
    let mut keys: Vec<&AreaKey> = tell.programmes.programmes.iter().map(|programme| &programme.area).collect();
    keys.sort();
    keys.dedup();
    let named = |key: &AreaKey| {
        let last = tell.areas.get(key).and_then(|unit| unit.valid_to);
        let day = last.map_or(on, |last| last.min(on));
        Named {
            text: tell.unit(key),
            address: Link::to("/targets").with("area", &key.code).with("on", day).to_string(),
        }
    };
    keys.into_iter().map(named).collect()
}

/// As it goes on after a colon.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn unknown(code: &str) -> Failure {
    Failure::new(
        "CC-AREA-CODE",
        format!("không có đơn vị nào mang mã {code}"),
        format!("no unit has ever had the code {code}"),
    )
    .at(code)
    .remedy("tìm theo tên hoặc mã ở trang Đơn vị", "look for it by name or code on the page Areas")
}
