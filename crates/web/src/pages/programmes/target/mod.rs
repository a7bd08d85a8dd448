//! `/programmes/{id}/targets/{target}`: one target: its sentence, base, goal, path against actuals, why its state is what it
//! is, what was set aside, where it leads, and how other units stand.

mod basis;
mod chart;
mod outlook;
mod peers;

use super::given::{self, Given};
use super::lines::{FigureLine, TargetLine};
use super::one::{Head, frame, head};
use super::tell::target_link;
use super::{Chip, Named, Tell, acts, asked_day};
use crate::ask::Ask;
use crate::error::sentence;
use crate::frame::Frame;
use crate::link::Link;
use crate::picture::Picture;
use crate::serve::{Web, page};
use app::programme::Watched;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use basis::{Aside, Fact};
use domain::programme::{ActualVersion, Judged, Kind, Path as Way, Programme, Standing, State as At, Target};
use outlook::Outlook;
use peers::Peers;
pub(crate) use peers::{Restated, line as restated_line};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "target.html")]
struct TargetPage {
    frame: Frame,
    programme: Named,
    head: Head,
    line: TargetLine,
    explained: String,
    /// What each other version of the newest figure would give.
    others: Vec<String>,
    facts: Vec<Fact>,
    note: String,
    earlier: Option<Named>,
    later: Vec<Named>,
    /// The version that ends it without another in its place: document, day and reason.
    ended: Option<(Named, String)>,
    document: Named,
    chart: Option<Picture>,
    history: Vec<FigureLine>,
    /// The newest figure on another path, and its name.
    otherwise: Vec<(String, Vec<FigureLine>)>,
    items: Vec<(String, Chip, String)>,
    outlook: Option<Outlook>,
    aside: Vec<Aside>,
    peers: Option<Peers>,
    given: Vec<Given>,
    restated: Vec<Restated>,
    acts: Vec<Named>,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path((id, target)): Path<(String, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &id, &target)).await
}

fn build(web: &Web, ask: &Ask, id: &str, target: &str) -> Result<TargetPage, Failure> {
    let (areas, words, lang) = (web.desk.areas(), ask.words(), ask.lang());
    let today = (web.today)();
    let watched = web.desk.watch(&ask.caller, id, asked_day(ask, today)?)?;
    let programme = watched.programme();
    let target = programme.target(target).ok_or_else(|| no_target(target))?;
    let tell = Tell { areas, programmes: &watched.programmes, words };
    let standing = watched.standing(areas, target);
    let mut history = watched.history(areas, target);
    // the newest first; of one day the version that counts before the one beside it
    history.sort_by_key(|one| std::cmp::Reverse(one.actual.on));
    let name = programme.name.get(lang).to_owned();
    let address = Link::to(format!("/programmes/{id}")).with("day", ask.value("day").unwrap_or_default()).to_string();
    let link = |one: &Target| Named {
        text: one.name.get(lang).to_owned(),
        address: target_link(programme, one, Some(watched.day)).to_string(),
    };
    let before = target.replaces.as_ref().and_then(|id| programme.target(id));
    let replaced = programme.targets.iter().filter(|one| one.replaces.as_deref() == Some(&target.id));
    let item = |(id, state): &(String, At)| {
        let item = target.items.iter().find(|item| item.id == *id);
        let why = match state {
            At::NotMeasured(why) => why.name().get(lang).to_owned(),
            _ => String::new(),
        };
        (item.map_or_else(|| id.clone(), |item| sentence(item.name.get(lang))), Chip::of(state, lang), why)
    };
    Ok(TargetPage {
        frame: frame(ask, &watched)
            .crumb(&name, &address)
            .crumb(target.name.get(lang), Link::here(ask))
            .scope(tell.unit(&target.area)),
        head: head(tell, ask, &watched, today),
        line: tell.line(programme, target, &standing),
        explained: explained(tell, target, &standing),
        others: others(tell, target, &standing),
        facts: basis::facts(tell, programme, target, &standing),
        note: target.note.as_ref().map_or_else(String::new, |note| sentence(note.get(lang))),
        earlier: before.map(link),
        later: replaced.map(link).collect(),
        ended: ended(tell, programme, target),
        document: document(tell, programme, target),
        chart: chart::draw(tell, ask, &watched, target, &standing),
        history: history.iter().map(|one| tell.figure(target, one, official(one, &history))).collect(),
        otherwise: otherwise(tell, &watched, target, &standing),
        items: standing.items.iter().map(item).collect(),
        outlook: outlook::read(tell, web, target, &standing),
        aside: basis::aside(tell, target, &standing),
        peers: peers::read(tell, web, ask, &watched, target, &standing),
        given: given::section(tell, web, ask, &watched, target)?,
        restated: peers::restated(tell, web, target, &standing)?,
        acts: acts::of_target(web, ask, &watched, target)?,
        programme: Named { text: name, address },
    })
}

/// The version that ends a target, with its day and reason.
fn ended(tell: Tell<'_>, programme: &Programme, target: &Target) -> Option<(Named, String)> {
    let version = programme.versions.iter().find(|one| one.ends.contains(&target.id))?;
    let day = version.date.map(|day| tell.day(day));
    let why = version.why.as_ref().map(|why| sentence(why.get(tell.words.0)));
    let told: Vec<String> = day.into_iter().chain(why).collect();
    Some((tell.document(&version.document), told.join(" · ")))
}

/// What the newest figure would be on the paths that were not chosen: no text gives one, so the choice is shown.
fn otherwise(
    tell: Tell<'_>,
    watched: &Watched,
    target: &Target,
    standing: &Standing,
) -> Vec<(String, Vec<FigureLine>)> {
    let measured = standing.versions.iter().any(|one| one.path.is_some());
    if !measured || !matches!(target.path, Way::Linear | Way::ConstantRate) {
        return Vec::new();
    }
    let others = [Way::Linear, Way::ConstantRate].into_iter().filter(|path| *path != target.path);
    let on = |path: Way| {
        let target = Target { path, ..target.clone() };
        let standing = watched.standing(tell.areas, &target);
        let told = standing.versions.first().is_some_and(|one| one.path.is_some());
        told.then(|| (sentence(&tell.path(&target.path)), tell.versions(&target, &standing)))
    };
    others.filter_map(on).collect()
}

pub(super) fn no_target(id: &str) -> Failure {
    Failure::new("CC-PROGRAMME-NONE", "chương trình không có chỉ tiêu này", "the programme has no such target")
        .at(id)
        .remedy("mở lại từ trang của chương trình", "open it from the page of the programme")
}

fn document(tell: Tell<'_>, programme: &Programme, target: &Target) -> Named {
    let document = tell.document(&target.version);
    if programme.synthetic { Named { address: String::new(), ..document } } else { document }
}

/// Whether it counts: official, or alone on its day.
fn official(one: &Judged, all: &[Judged]) -> bool {
    one.actual.version == ActualVersion::Official
        || !all.iter().any(|other| {
            other.actual.on == one.actual.on
                && other.actual.item == one.actual.item
                && other.actual.version == ActualVersion::Official
        })
}

/// Why the state is what it is, in one sentence with the figures that make it.
fn explained(tell: Tell<'_>, target: &Target, standing: &Standing) -> String {
    if let At::NotMeasured(_) = &standing.state {
        return sentence(standing.state.sentence().get(tell.words.0)) + ".";
    }
    standing.versions.first().map_or_else(String::new, |one| version(tell, target, standing, one))
}

/// The same for each version of the newest figure that the state does not follow.
fn others(tell: Tell<'_>, target: &Target, standing: &Standing) -> Vec<String> {
    let measured = !matches!(standing.state, At::NotMeasured(_));
    let rest = standing.versions.iter().skip(usize::from(measured));
    if target.items.is_empty() { rest.map(|one| version(tell, target, standing, one)).collect() } else { Vec::new() }
}

fn version(tell: Tell<'_>, target: &Target, standing: &Standing, one: &Judged) -> String {
    let lang = tell.words.0;
    let figure = tell.figure(target, one, true);
    let state = one.state.name();
    let goal = standing.whole_goal.map_or_else(|| tell.goal(target), |goal| tell.amount(goal));
    let values = [
        ("value", &*figure.value),
        ("version", &figure.version),
        ("day", &figure.day),
        ("path", &figure.path),
        ("gap", &figure.gap),
        ("goal", &goal),
        ("state", state.get(lang)),
    ];
    let key = match (&one.state, one.path.is_some()) {
        _ if one.value.is_none() => "explain-event",
        (At::Met, _) => "explain-met",
        (At::AtRisk, _) => "explain-risk",
        (At::Behind, _) if missed(target, one) => "explain-missed",
        (_, true) => "explain-path",
        _ if matches!(target.kind, Kind::Gap { .. }) => "explain-gap",
        _ => "explain-plain",
    };
    tell.words.with(key, &values)
}

/// Whether the figure is of the last day in time: then the goal decides, not the path.
fn missed(target: &Target, one: &Judged) -> bool {
    target.due.last_day().is_none_or(|last| one.actual.on >= last)
}

/// A figure's day in years, where it is the end of one: charts draw years.
fn year_of(on: jiff::civil::Date) -> Option<i16> {
    (on == base::year_end(on.year())).then(|| on.year())
}

/// Years before a programme that a chart shows: what came earlier is no background to its path.
const BEFORE: i16 = 5;

/// All that was measured and known on the day, of what the target is about and of its source.
fn known<'a>(watched: &'a Watched, tell: Tell<'a>, target: &Target) -> Vec<&'a domain::programme::Actual> {
    let (day, first) = (watched.day, watched.programme().first_year - BEFORE);
    let mut all: Vec<_> = watched
        .actuals
        .iter()
        .filter(|one| one.is_about(target, tell.areas) && one.source == target.source && one.known_on(day))
        .filter(|one| one.on.year() >= first)
        .filter(|one| target.series.as_ref().is_none_or(|series| one.series == Some(series.kind)))
        .collect();
    all.sort_by(|a, b| (a.on, &a.standard, b.version).cmp(&(b.on, &b.standard, a.version)));
    all
}
