//! `/programmes/{id}`: one programme as of a day: its targets with their states, what it published, what is to be done.

mod text;
mod units;

use super::tell::target_link;
use super::{Chip, Count, Named, SHAPES, TargetLine, Tell, acts, answer, asked_day, shape};
use crate::ask::{Ask, unreadable};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::parts::Choice;
use crate::serve::{Web, page};
use app::programme::Watched;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{AreaKey, Failure};
use domain::area::Extent;
use domain::programme::{Standing, Tally, Target};
use jiff::civil::Date;
use std::sync::Arc;
use text::Text;
pub(crate) use text::{StatementLine, statement};
use units::Units;
pub(crate) use units::{Row as UnitLine, of_unit};

/// Days that are offered beside the one that is shown.
const MOST_DAYS: usize = 8;

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    frame: Frame,
    name: String,
    headline: String,
    lead: String,
    synthetic: bool,
    /// Since when it is closed; empty for one that goes on.
    closed: String,
    head: Head,
    counts: Vec<Count>,
    /// The state whose targets are shown; empty for all.
    shown: String,
    everything: String,
    targets: Vec<TargetLine>,
    replaced: Vec<Named>,
    units: Option<Units>,
    text: Text,
    xlsx: String,
    pdf: String,
    compare: String,
    acts: Vec<Named>,
}

/// What stands above every page of a programme.
pub(crate) struct Head {
    pub(crate) path: String,
    pub(crate) day: String,
    pub(crate) days: Vec<Choice>,
    pub(crate) area: Named,
    pub(crate) years: String,
    /// In which units the land of a unit that has ended lies, and since when it has.
    pub(crate) ended: Option<(String, Vec<Named>)>,
    /// Whether that is the same land under another name.
    pub(crate) goes_on: bool,
    /// Said of a day that is still to come.
    pub(crate) future: bool,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &id)).await
}

fn build(web: &Web, ask: &Ask, id: &str) -> Result<ProgrammePage, Failure> {
    let (areas, words) = (web.desk.areas(), ask.words());
    let today = (web.today)();
    let day = asked_day(ask, today)?;
    let watched = web.desk.watch(&ask.caller, id, day)?;
    let programme = watched.programme();
    let tell = Tell { areas, programmes: &watched.programmes, words };
    let standings = watched.standings(areas);
    let tally = Tally::of(standings.iter().map(|(_, standing)| standing));
    let shown = ask.value("state").unwrap_or_default();
    if !shown.is_empty() && !SHAPES.contains(&shown) {
        return Err(unreadable("state", shown));
    }
    let kept = standings.iter().filter(|(_, standing)| shown.is_empty() || shape(&standing.state) == shown);
    let targets = kept.map(|(target, standing)| tell.line(programme, target, standing)).collect();
    let here = Link::to(format!("/programmes/{id}")).with("day", ask.value("day").unwrap_or_default());
    let file = |name: &str| here.clone().on(format!("/programmes/{id}/{name}")).to_string();
    let name = programme.name.get(ask.lang()).to_owned();
    Ok(ProgrammePage {
        frame: frame(ask, &watched).crumb(&name, &here).scope(tell.unit(&programme.area)),
        headline: answer::short(words, tally),
        lead: lead(ask, day, tally),
        synthetic: programme.synthetic,
        closed: super::closed(tell, programme, day),
        head: head(tell, ask, &watched, today),
        counts: answer::counts(ask, tally, &here),
        shown: shown.to_owned(),
        everything: format!("{here}#targets"),
        targets,
        replaced: replaced(ask, &watched, &standings),
        units: units::read(tell, ask, programme)?,
        text: text::read(tell, programme, day),
        xlsx: file("export.xlsx"),
        pdf: file("export.pdf"),
        compare: Link::to("/programmes/compare")
            .with("of", if programme.units.is_some() { id } else { "rate" })
            .to_string(),
        acts: acts::of_programme(web, ask, &watched),
        name,
    })
}

/// The frame of the pages of a programme; what of it is an example is said at the top.
pub(crate) fn frame(ask: &Ask, watched: &Watched) -> Frame {
    let (words, programme) = (ask.words(), watched.programme());
    Frame::new(ask, Section::Programmes, programme.name.get(ask.lang()))
        .simulated(programme.synthetic.then(|| words.t("programme-synthetic")))
        .crumb(words.t("nav-programmes"), Link::to("/programmes").with("day", ask.value("day").unwrap_or_default()))
}

/// What stands above every page of a programme.
pub(crate) fn head(tell: Tell<'_>, ask: &Ask, watched: &Watched, today: Date) -> Head {
    let (programme, day) = (watched.programme(), watched.day);
    let areas = tell.areas;
    let last = areas.get(&programme.area).and_then(|unit| unit.valid_to).filter(|last| *last < day);
    let since = last.and_then(|last| last.tomorrow().ok());
    // a unit that goes on whole is the same to its figures; if it also kept its name, there is nothing to say
    let now = last.zip(since).and_then(|(last, since)| {
        let now = areas.successors(&programme.area, since);
        let whole = matches!(now.as_slice(), [(to, Extent::Whole)] if areas.predecessors(to, last).len() == 1);
        now.into_iter().next().filter(|_| whole).map(|(to, _)| to)
    });
    let name = |key: &AreaKey| areas.get(key).map(|unit| unit.name.clone());
    let unchanged = now.as_ref().is_some_and(|to| name(to) == name(&programme.area));
    Head {
        path: ask.path.clone(),
        day: day.to_string(),
        days: notable(tell, ask, watched, today),
        area: tell.unit_link(&programme.area, day),
        years: answer::years(programme),
        ended: since.filter(|_| !unchanged).map(|since| (tell.day(since), tell.lies_in(&programme.area, day))),
        goes_on: now.is_some(),
        future: day > today,
    }
}

/// Days on which something changed: a version, a figure known, a target due, and the day after.
fn notable(tell: Tell<'_>, ask: &Ask, watched: &Watched, today: Date) -> Vec<Choice> {
    let programme = watched.programme();
    let dues = programme.targets.iter().filter_map(|target| target.due.last_day());
    let dues = dues.flat_map(|last| [Some(last), last.tomorrow().ok()]).flatten();
    let figures = programme.targets.iter().flat_map(|target| watched.history(tell.areas, target));
    let figures = figures.map(|one| one.actual.known_from.map_or(one.actual.on, |known| known.max(one.actual.on)));
    let versions = programme.versions.iter().filter_map(|version| version.date);
    let mut days: Vec<Date> = versions.chain(dues).chain(figures).collect();
    days.retain(|day| *day < today);
    days.sort_unstable();
    days.dedup();
    let days = days.split_off(days.len().saturating_sub(MOST_DAYS));
    let link = |day: Option<Date>| Link::here(ask).with("day", day.map_or_else(String::new, |day| day.to_string()));
    let choice =
        |day: Date| Choice { text: tell.day(day), address: link(Some(day)).to_string(), current: day == watched.day };
    let now = Choice {
        text: ask.words().t("programme-today"),
        address: link(None).to_string(),
        current: watched.day == today,
    };
    days.into_iter().map(choice).chain([now]).collect()
}

fn lead(ask: &Ask, day: Date, tally: Tally) -> String {
    let (words, figures) = (ask.words(), ask.figures());
    let count = |count: usize| figures.count(count as u64);
    let values = [
        ("day", &*figures.day(day)),
        ("met", &count(tally.met)),
        ("on", &count(tally.on_track)),
        ("risk", &count(tally.at_risk)),
        ("behind", &count(tally.behind)),
        ("unknown", &count(tally.not_measured)),
        ("overdue", &count(tally.overdue)),
    ];
    let told = words.with("programme-lead", &values);
    if tally.overdue == 0 { told } else { format!("{told} {}", words.with("programme-overdue", &values)) }
}

/// Targets that are not in force on the day: of a later version, or replaced.
fn replaced(ask: &Ask, watched: &Watched, standings: &[(&Target, Standing)]) -> Vec<Named> {
    let programme = watched.programme();
    let in_force = |target: &&Target| !standings.iter().any(|(one, _)| one.id == target.id);
    let named = |target: &Target| Named {
        text: target.name.get(ask.lang()).to_owned(),
        address: target_link(programme, target, Some(watched.day)).to_string(),
    };
    programme.targets.iter().filter(in_force).map(named).collect()
}

/// A chip of a word that is no state: met or not.
pub(super) fn mark(behind: bool, text: String) -> Chip {
    Chip { shape: if behind { "late" } else { "ok" }, text }
}
