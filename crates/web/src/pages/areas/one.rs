//! `/areas/{code}`: one unit: what its code meant through time, its lineage, its parts on a day, what is not known.

use super::lineage::{self, Step};
use super::{above, address, period};
use crate::ask::Ask;
use crate::figures::Figures;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::locale::Words;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Failure, Level};
use domain::area::{Areas, Unit};
use jiff::civil::Date;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "area_unit.html")]
struct UnitPage {
    frame: Frame,
    name: String,
    lead: String,
    /// Said when the code means no unit on the day that was asked for.
    absent: Option<String>,
    code: String,
    on: Date,
    figures: String,
    published: String,
    targets: String,
    history: Vec<Meaning>,
    before: Vec<Step>,
    after: Vec<Step>,
    split: bool,
    parts: Vec<PartGroup>,
    groups: Vec<Group>,
    unknown: Vec<String>,
    sources: Vec<(String, String)>,
}

/// What the code meant for a while.
struct Meaning {
    name: String,
    period: String,
    above: String,
    source: String,
    address: String,
    current: bool,
}

/// Units of one kind below this one.
struct PartGroup {
    title: String,
    units: Vec<(String, String, String)>,
}

struct Group {
    name: String,
    period: String,
    decision: String,
    verified: bool,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path(code): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &code)).await
}

fn build(web: &Web, ask: &Ask, code: &str) -> Result<UnitPage, Failure> {
    let (areas, words, figures) = (web.desk.areas(), ask.words(), ask.figures());
    let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
    let there = areas.at(code, on);
    let unit = there.or_else(|| areas.history(code).last()).ok_or_else(|| unknown_code(code))?;
    let asked = [("code", code), ("day", &*figures.day(on))];
    let absent = there.is_none().then(|| words.with("area-absent", &asked));
    // what is shown of a unit that is gone is its last day
    let on = if there.is_some() { on } else { unit.valid_to.unwrap_or(unit.key.valid_from).max(unit.key.valid_from) };
    let history: Vec<Meaning> =
        areas.history(&unit.key.code).map(|one| meaning(areas, one, unit, words, figures)).collect();
    let [before, after] = lineage::steps(areas, unit, figures);
    let marks = history.iter().map(|one| &*one.source);
    let marks = marks.chain(before.iter().chain(&after).map(|step| &*step.source));
    let sources = lineage::sources(marks, words);
    let above_it = above(areas, unit);
    let kind = unit.kind.name(words.0);
    let lead =
        [("kind", kind), ("code", &unit.key.code), ("above", &above_it), ("period", &period(unit, words, figures))];
    let key = if above_it.is_empty() { "area-lead-top" } else { "unit-lead" };
    Ok(UnitPage {
        frame: crumbs(Frame::new(ask, Section::Areas, &*unit.name), areas, unit, on, words),
        name: unit.name.clone(),
        lead: words.with(key, &lead),
        absent,
        code: unit.key.code.clone(),
        on,
        figures: Link::to(format!("/area/{}", unit.key.code)).with("on", on).to_string(),
        published: Link::to("/results").with("area", &unit.key.code).to_string(),
        targets: Link::to("/targets").with("area", &unit.key.code).with("on", on).to_string(),
        history,
        split: before.iter().chain(&after).any(|step| !step.whole),
        parts: parts(areas, unit, on, words),
        groups: groups(areas, unit, on, words, figures),
        unknown: unknown(areas, unit, &before, &after, on, words, figures),
        before,
        after,
        sources,
    })
}

fn unknown_code(code: &str) -> Failure {
    Failure::new(
        "CC-AREA-CODE",
        format!("không có đơn vị nào mang mã {code}"),
        format!("no unit has ever had the code {code}"),
    )
    .at(code)
    .remedy("tìm theo tên hoặc mã ở trang Đơn vị", "look for it by name or code on the page Areas")
}

fn crumbs(frame: Frame, areas: &Areas, unit: &Unit, on: Date, words: Words) -> Frame {
    let mut above = areas.above(&unit.key);
    above.reverse();
    let frame = frame.crumb(words.t("nav-areas"), Link::to("/areas").with("on", on));
    let up = above.into_iter().filter(|one| one.level != Level::Country);
    let frame = up.fold(frame, |frame, one| frame.crumb(&*one.name, address(&one.key.code, on)));
    frame.crumb(&*unit.name, address(&unit.key.code, on))
}

fn meaning(areas: &Areas, one: &Unit, shown: &Unit, words: Words, figures: Figures) -> Meaning {
    Meaning {
        name: one.name.clone(),
        period: period(one, words, figures),
        above: above(areas, one),
        source: one.source.clone(),
        address: address(&one.key.code, one.key.valid_from),
        current: one.key == shown.key,
    }
}

/// The units right below on the day, by kind, in Vietnamese order.
fn parts(areas: &Areas, unit: &Unit, on: Date, words: Words) -> Vec<PartGroup> {
    let mut below: Vec<&Unit> =
        areas.all().filter(|one| one.parent.as_ref() == Some(&unit.key) && one.valid_on(on)).collect();
    below.sort_by(|a, b| {
        a.kind.cmp(&b.kind).then_with(|| vntext::compare(&a.short_name, &b.short_name)).then_with(|| a.key.cmp(&b.key))
    });
    let group = |units: &[&Unit]| PartGroup {
        title: format!("{} ({})", units[0].kind.name(words.0), units.len()),
        units: units.iter().map(|one| (one.name.clone(), one.key.code.clone(), address(&one.key.code, on))).collect(),
    };
    below.chunk_by(|a, b| a.kind == b.kind).map(group).collect()
}

fn groups(areas: &Areas, unit: &Unit, on: Date, words: Words, figures: Figures) -> Vec<Group> {
    let name = |id: &str| {
        let kind = areas.group_kinds().find(|kind| kind.id == id);
        kind.map_or_else(|| id.to_owned(), |kind| kind.name.get(words.0).to_owned())
    };
    let row = |member: &domain::area::Membership| Group {
        name: name(&member.group),
        period: match member.period.to {
            Some(to) => format!("{} – {}", figures.day(member.period.from), figures.day(to)),
            None => words.with("area-since", &[("from", &figures.day(member.period.from))]),
        },
        decision: member.decision.clone(),
        verified: member.verified,
    };
    areas.groups_of(&unit.key, on).into_iter().map(row).collect()
}

/// What the tables do not say about this unit.
fn unknown(
    areas: &Areas,
    unit: &Unit,
    before: &[Step],
    after: &[Step],
    on: Date,
    words: Words,
    figures: Figures,
) -> Vec<String> {
    let mut unknown = Vec::new();
    if !unit.from_known {
        unknown.push(words.with("area-unknown-first-day", &[("day", &figures.day(unit.key.valid_from))]));
    }
    if before.is_empty() && unit.from_known && unit.level != Level::Country {
        unknown.push(words.t("area-unknown-before"));
    }
    if after.is_empty()
        && let Some(to) = unit.valid_to
    {
        let key = if unit.level == Level::District { "area-district-ended" } else { "area-unknown-after" };
        unknown.push(words.with(key, &[("day", &figures.day(to))]));
    }
    if unit.level == Level::Commune && areas.units(Level::Village, on).is_empty() {
        unknown.push(words.t("area-unknown-villages"));
    }
    if unit.level == Level::Province && areas.units(Level::Region, on).is_empty() {
        unknown.push(words.t("area-unknown-region"));
    }
    unknown
}
