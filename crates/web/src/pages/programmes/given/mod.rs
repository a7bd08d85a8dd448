//! `/programmes/{id}/targets/{target}/units`: where those stand to whom a target was given on: who is behind, by how much,
//! as map and table; and the short form of it on the page of the target.

mod file;
mod lines;

pub(crate) use file::download;
pub(crate) use lines::Line;

use super::map::{self, MapOf, Place};
use super::one::{Head, frame, head};
use super::sorted::{Column, Heading, headings, order};
use super::{Count, Named, SHAPES, Tell, answer, asked_day, shape};
use crate::ask::{Ask, unreadable};
use crate::frame::Frame;
use crate::link::Link;
use crate::parts::{Choice, Pick, agency_picks};
use crate::picture::Picture;
use crate::serve::{Web, page};
use app::Axis;
use app::programme::Watched;
use app::programme::plan::{GivenLine, GivenOn};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Failure, Number};
use domain::programme::cascade::{Recipient, limit};
use domain::programme::{Exact, Tally, Target};
use std::sync::Arc;

/// Lines in the short form.
const FEW: usize = 8;

const COLUMNS: [Column; 6] = [
    ("state", "target-state", false),
    ("name", "plan-unit", false),
    ("value", "target-newest", true),
    ("asked", "given-asked", true),
    ("gap", "target-difference", true),
    ("goal", "given-goal", true),
];

#[derive(Template)]
#[template(path = "given.html")]
struct GivenPage {
    frame: Frame,
    target: Named,
    head: Head,
    axes: Vec<Choice>,
    /// The tables, by the day they are for.
    dues: Vec<Choice>,
    /// What is said where there is none.
    none: String,
    given: Option<Given>,
    counts: Vec<Count>,
    shown: String,
    everything: String,
    headings: Vec<Heading>,
    /// Each with the table below it, where there may be one.
    rows: Vec<(Line, Option<Named>)>,
    own: bool,
    xlsx: String,
    plan: String,
}

/// The answer with its map.
pub(crate) struct Given {
    pub(crate) headline: String,
    pub(crate) lead: String,
    pub(crate) map: Option<Picture>,
    /// What its colours say.
    pub(crate) map_hint: String,
    /// Those that are behind, the farthest first.
    pub(crate) late: Vec<Line>,
    /// How many more are.
    pub(crate) more: String,
    pub(crate) address: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path((id, target)): Path<(String, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &id, &target)).await
}

/// What the address asks for.
struct Asked {
    watched: Watched,
    target: Target,
    axis: Axis,
    on: Option<GivenOn>,
    agencies: Vec<Pick>,
}

impl Asked {
    fn read(web: &Web, ask: &Ask, id: &str, target: &str) -> Result<Self, Failure> {
        let watched = web.desk.watch(&ask.caller, id, asked_day(ask, (web.today)())?)?;
        let axis = match ask.value("axis") {
            None => Axis::Area,
            Some(word) => Axis::from_word(word).ok_or_else(|| unreadable("axis", word))?,
        };
        let on = web.desk.given_on(&ask.caller, &watched, target, ask.value("area"), axis, ask.day("due")?)?;
        let target = watched.programme().target(target).ok_or_else(|| super::target::no_target(target))?.clone();
        let agencies = if axis == Axis::Agency { agency_picks(web, ask, None)? } else { Vec::new() };
        Ok(Self { watched, target, axis, on, agencies })
    }
}

fn build(web: &Web, ask: &Ask, id: &str, target: &str) -> Result<GivenPage, Failure> {
    let words = ask.words();
    let Asked { watched, target, axis, on, agencies } = Asked::read(web, ask, id, target)?;
    let tell = Tell { areas: web.desk.areas(), programmes: &watched.programmes, words };
    let programme = watched.programme();
    let base = format!("/programmes/{id}/targets/{}", target.id);
    let day = ask.value("day").unwrap_or_default();
    let shown = ask.value("state").unwrap_or_default();
    if !shown.is_empty() && !SHAPES.contains(&shown) {
        return Err(unreadable("state", shown));
    }
    let here = Link::here(ask).without("state").without("sort").without("dir");
    let order = order(ask, &COLUMNS)?;
    let lines = on
        .as_ref()
        .map_or_else(Vec::new, |on| lines::sorted(on, |line| lines::who(tell, web, &agencies, line).0.text, order));
    let kept = lines.iter().filter(|line| shown.is_empty() || shape(&line.standing.state) == shown);
    let row = |line: &&GivenLine| {
        let below = lines::deeper(tell, &here.clone().without("due"), line);
        (lines::line(tell, web, &agencies, line), below)
    };
    let choice = |axis_of: Axis| Choice {
        text: words.t(&format!("plan-axis-{}", axis_of.word())),
        address: here.clone().without("due").with("axis", axis_of.word()).to_string(),
        current: axis_of == axis,
    };
    let tally = Tally::of(lines.iter().map(|line| &line.standing));
    let (programme_link, target_link) =
        (Link::to(format!("/programmes/{id}")).with("day", day), Link::to(&*base).with("day", day));
    let title = words.t("given-title");
    Ok(GivenPage {
        frame: frame(ask, &watched)
            .crumb(programme.name.get(ask.lang()), &programme_link)
            .crumb(target.name.get(ask.lang()), &target_link)
            .crumb(&title, Link::here(ask))
            .scope(on.as_ref().map_or_else(|| tell.unit(&target.area), |on| tell.unit(&on.area))),
        head: head(tell, ask, &watched, (web.today)()),
        axes: [Axis::Area, Axis::Agency].map(choice).into(),
        none: words.t(if ask.caller.is_signed_in() { "given-none" } else { "given-signed-out" }),
        dues: on.as_ref().filter(|on| on.dues.len() > 1).map_or_else(Vec::new, |on| {
            let due = |due: &jiff::civil::Date| Choice {
                text: tell.day(*due),
                address: here.clone().with("due", due).to_string(),
                current: *due == on.due,
            };
            on.dues.iter().map(due).collect()
        }),
        counts: if on.is_some() { answer::counts(ask, tally, &here) } else { Vec::new() },
        shown: shown.to_owned(),
        everything: format!("{here}#targets"),
        headings: headings(ask, &COLUMNS, order, "targets"),
        rows: kept.map(row).collect(),
        own: lines.iter().any(|line| line.own.is_some()),
        given: on.as_ref().map(|on| short(tell, web, ask, &watched, &target, on, &agencies)),
        xlsx: Link::here(ask).on(format!("{base}/units.xlsx")).to_string(),
        plan: format!("{base}/plan"),
        target: Named { text: target.name.get(ask.lang()).to_owned(), address: target_link.to_string() },
    })
}

/// What is answered where there is no table: whoever is not signed in may just not see it.
pub(crate) fn nobody(ask: &Ask, target: &str) -> Failure {
    if !ask.caller.is_signed_in() {
        return app::access::sign_in();
    }
    Failure::new("CC-TARGET-NONE", "chưa giao chỉ tiêu này cho ai", "the target was given to nobody")
        .at(target)
        .remedy("mở bảng giao chỉ tiêu và duyệt trước", "open the table of targets and have it approved first")
}

/// The short form for the page of a target, one for each axis along which it was given on.
pub(crate) fn section(
    tell: Tell<'_>,
    web: &Web,
    ask: &Ask,
    watched: &Watched,
    target: &Target,
) -> Result<Vec<Given>, Failure> {
    let mut all = Vec::new();
    for axis in [Axis::Area, Axis::Agency] {
        let Some(on) = web.desk.given_on(&ask.caller, watched, &target.id, None, axis, None)? else { continue };
        let agencies = if axis == Axis::Agency { agency_picks(web, ask, None)? } else { Vec::new() };
        all.push(short(tell, web, ask, watched, target, &on, &agencies));
    }
    Ok(all)
}

fn short(
    tell: Tell<'_>,
    web: &Web,
    ask: &Ask,
    watched: &Watched,
    target: &Target,
    on: &GivenOn,
    agencies: &[Pick],
) -> Given {
    let (words, figures) = (tell.words, tell.figures());
    let count = |count: usize| figures.count(count as u64);
    let tally = Tally::of(on.lines.iter().map(|line| &line.standing));
    let decision = on.decision.as_ref().map_or_else(String::new, |(number, day)| {
        format!("{}.", words.with("plan-decided", &[("number", number), ("day", &tell.day(*day))]))
    });
    let mut lead = words.with("given-lead", &[("unit", &*tell.unit(&on.area)), ("decision", &decision)]);
    if on.hidden > 0 {
        lead = format!("{lead} {}", words.with("given-hidden", &[("count", &*count(on.hidden))]));
    }
    let values = [
        ("behind", &*count(tally.behind)),
        ("risk", &count(tally.at_risk)),
        ("unknown", &count(tally.not_measured)),
        ("all", &count(tally.all())),
        ("day", &tell.day(on.due)),
    ];
    let key = match tally {
        _ if tally.all() == 0 => "given-nothing",
        _ if tally.behind > 0 => "given-behind",
        _ if tally.not_measured == tally.all() => "given-unknown",
        _ if tally.not_measured > 0 => "given-fine-some-unknown",
        _ => "given-fine",
    };
    let counted = target.unit.is_some_and(domain::programme::Unit::is_count);
    let colours = if counted { "given-map-count" } else { "given-map-rate" };
    let low_is_good = limit(&target.kind).is_none_or(|bound| bound.side.falls());
    let mut late: Vec<&GivenLine> =
        on.lines.iter().filter(|line| line.standing.state == domain::programme::State::Behind).collect();
    late.sort_by_key(|line| {
        let apart = apart(line).map_or(Exact::ZERO, |apart| if low_is_good { Exact::ZERO - apart } else { apart });
        (apart, lines::who(tell, web, agencies, line).0.text)
    });
    let here = Link::to(format!("/programmes/{}/targets/{}/units", watched.programme().id, target.id))
        .with("day", ask.value("day").unwrap_or_default())
        .with("area", ask.value("area").unwrap_or_default())
        .with("axis", if on.axis == Axis::Agency { "agency" } else { "" });
    Given {
        headline: words.with(key, &values),
        lead,
        map: drawn(tell, ask, target, on, low_is_good),
        map_hint: format!("{} {}", words.t(colours), words.t("given-map-hint")),
        more: match late.len().saturating_sub(FEW) {
            0 => String::new(),
            more => words.with("given-more", &[("count", &*count(more))]),
        },
        late: late.into_iter().take(FEW).map(|line| lines::line(tell, web, agencies, line)).collect(),
        address: here.to_string(),
    }
}

/// How far a figure is from what was asked: of a rate in points, of a count in per cent of what was asked.
fn apart(line: &GivenLine) -> Option<Exact> {
    let figures = lines::figures(line);
    let (gap, asked) = (figures.gap?, figures.asked?);
    if line.target.unit.is_some_and(domain::programme::Unit::is_count) {
        (gap.value * Exact::whole(100)).over(asked.value)
    } else {
        Some(gap.value)
    }
}

fn drawn(tell: Tell<'_>, ask: &Ask, target: &Target, on: &GivenOn, low_is_good: bool) -> Option<Picture> {
    if on.axis == Axis::Agency {
        return None;
    }
    let counted = target.unit.is_some_and(domain::programme::Unit::is_count);
    let place = |line: &GivenLine| {
        let Recipient::Area(key) = &line.recipient else { return None };
        let figures = lines::figures(line);
        let unit = tell.areas.get(key);
        let told = |amount: Option<domain::programme::Amount>| {
            amount.map_or_else(|| crate::figures::NONE.to_owned(), |amount| tell.amount(amount))
        };
        let state = line.standing.state.name();
        let measured = !matches!(line.standing.state, domain::programme::State::NotMeasured(_));
        let values = [
            ("name", &*tell.unit(key)),
            ("value", &told(figures.value)),
            ("asked", &told(figures.asked)),
            ("state", state.get(ask.lang())),
        ];
        Some(Place {
            unit,
            name: unit.map_or_else(|| key.code.clone(), |unit| unit.short_name.clone()),
            // what has no state is hatched, whatever its old figure says
            value: figures.value.filter(|_| measured).map(|amount| amount.value.scaled(if counted { 0 } else { 2 })),
            apart: apart(line).filter(|_| measured).map(|apart| apart.scaled(2)),
            href: Some(map::targets_of(tell, key, line.standing.day)),
            title: tell.words.with("given-tile", &values),
        })
    };
    let places: Option<Vec<Place<'_>>> = on.lines.iter().map(place).collect();
    let steps = if counted { [200, 1_000, 2_500] } else { [5, 25, 100] };
    let map = MapOf {
        title: tell.words.with("given-map", &[("target", target.name.get(ask.lang()))]),
        desc: tell.words.t(if counted { "given-map-count" } else { "given-map-rate" }),
        sign: "",
        steps: steps.map(Number::hundredths),
        low_is_good,
    };
    map::of(tell, ask, &map, places?)
}
