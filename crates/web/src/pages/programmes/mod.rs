//! `/programmes`: every programme with how many of its targets are in which state, as of a day.

mod acts;
mod answer;
pub(crate) mod area;
pub(crate) mod compare;
pub(crate) mod export;
pub(crate) mod given;
mod lines;
mod map;
pub(crate) mod one;
mod paper;
mod sorted;
pub(crate) mod target;
mod tell;

pub(crate) use lines::{Chip, SHAPES, TargetLine, asked_day, shape};
pub(crate) use one::{StatementLine, statement};
pub(crate) use tell::{Named, Quoted, Tell, group_name, target_link};

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::serve::{Web, page};
use app::programme::UnreadableText;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use domain::programme::{Programme, Tally};
use jiff::civil::Date;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "programmes.html")]
struct ProgrammesPage {
    frame: Frame,
    headline: String,
    lead: String,
    day: String,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    documents: String,
    acts: Vec<Named>,
    /// Own texts that cannot be read.
    unreadable: Vec<String>,
}

struct Row {
    name: Named,
    synthetic: bool,
    area: Named,
    years: String,
    document: Option<Named>,
    /// Since when it is closed; empty for one that goes on.
    closed: String,
    /// Empty where no target is in force.
    counts: Vec<Count>,
    /// Why there are no counts.
    none: String,
    all: String,
    answer: String,
}

/// How many targets are in a state.
pub(crate) struct Count {
    pub(crate) chip: Chip,
    pub(crate) told: String,
    pub(crate) none: bool,
    pub(crate) address: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<ProgrammesPage, Failure> {
    let (areas, words) = (web.desk.areas(), ask.words());
    let day = asked_day(ask, (web.today)())?;
    let programmes = web.desk.programmes_for(&ask.caller)?;
    let tell = Tell { areas, programmes: &programmes, words };
    let (mut rows, mut total) = (Vec::new(), Tally::default());
    for programme in &programmes.programmes {
        let watched = web.desk.watch(&ask.caller, &programme.id, day)?;
        let standings = watched.standings(areas);
        let tally = Tally::of(standings.iter().map(|(_, standing)| standing));
        if !programme.synthetic {
            total = sum(total, tally);
        }
        rows.push(row(tell, ask, programme, (tally, day)));
    }
    let real = programmes.programmes.iter().filter(|programme| !programme.synthetic).count() as u64;
    let figures = ask.figures();
    let values = [("programmes", &*figures.count(real)), ("day", &*figures.day(day))];
    let headline = if rows.is_empty() { words.t("programmes-none") } else { answer::short(words, total) };
    Ok(ProgrammesPage {
        frame: Frame::new(ask, Section::Programmes, words.t("nav-programmes"))
            .crumb(words.t("nav-overview"), "/")
            .crumb(words.t("nav-programmes"), "/programmes"),
        headline,
        lead: words.with("programmes-lead", &values),
        day: day.to_string(),
        chips: answer::chips(ask.lang()),
        rows,
        documents: "/documents".to_owned(),
        acts: acts::of_all(ask),
        unreadable: unreadable(web, ask)?,
    })
}

/// Own texts that cannot be read, for those who write programmes.
fn unreadable(web: &Web, ask: &Ask) -> Result<Vec<String>, Failure> {
    let words = ask.words();
    let line = |one: UnreadableText| {
        let key = if one.what.document { "unreadable-document" } else { "unreadable-programme" };
        let failure = &one.what.failure;
        let why = failure.message.get(ask.lang());
        let values =
            [("id", one.what.id.as_str()), ("number", &one.number.to_string()), ("code", failure.code), ("why", why)];
        words.with(key, &values)
    };
    Ok(web.desk.unreadable_texts(&ask.caller)?.into_iter().map(line).collect())
}

fn row(tell: Tell<'_>, ask: &Ask, programme: &Programme, (tally, as_of): (Tally, Date)) -> Row {
    let day = ask.value("day").unwrap_or_default();
    let address = Link::to(format!("/programmes/{}", programme.id)).with("day", day);
    let on = base::year_end(programme.first_year);
    Row {
        name: Named { text: programme.name.get(ask.lang()).to_owned(), address: address.to_string() },
        synthetic: programme.synthetic,
        closed: closed(tell, programme, as_of),
        none: ask.words().t(if programme.version_on(as_of).is_some() {
            "programme-targetless"
        } else {
            "programme-not-begun"
        }),
        area: tell.unit_link(&programme.area, on),
        years: answer::years(programme),
        document: programme.versions.last().filter(|_| !programme.synthetic).map(|one| tell.document(&one.document)),
        counts: if tally.all() == 0 { Vec::new() } else { answer::counts(ask, tally, &address) },
        all: ask.figures().count(tally.all() as u64),
        answer: answer::short(ask.words(), tally),
    }
}

/// Since when a programme is closed, as of a day; empty for one that goes on.
fn closed(tell: Tell<'_>, programme: &Programme, day: Date) -> String {
    programme.closed.map_or_else(String::new, |since| {
        let key = if since <= day { "programme-closed-since" } else { "programme-closes" };
        tell.words.with(key, &[("day", &tell.day(since))])
    })
}

fn sum(a: Tally, b: Tally) -> Tally {
    Tally {
        met: a.met + b.met,
        on_track: a.on_track + b.on_track,
        at_risk: a.at_risk + b.at_risk,
        behind: a.behind + b.behind,
        not_measured: a.not_measured + b.not_measured,
        overdue: a.overdue + b.overdue,
    }
}
