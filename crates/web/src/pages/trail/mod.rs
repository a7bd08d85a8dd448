//! `/trail`: what changed, by whom, when, about whom, before and after, and why.

pub(crate) mod asked;
pub(crate) mod export;
mod row;
pub(crate) mod verify;

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::pager::Pager;
use crate::parts::Pick;
use crate::serve::{Web, page};
use app::{Page, Shard};
use askama::Template;
use asked::Asked;
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use domain::access::Action;
use row::Row;
use std::sync::Arc;

/// Records on a page.
const ROWS: usize = 50;

/// No part of the trail is longer than this.
const LAST_PAGE: usize = 10_000_000;

#[derive(Template)]
#[template(path = "trail.html")]
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides one way on")]
struct TrailPage {
    frame: Frame,
    headline: String,
    lead: String,
    chains: Vec<Pick>,
    commands: Vec<Pick>,
    from: String,
    to: String,
    text: String,
    account: String,
    /// What the form hands on, and how it is left out.
    kept: Vec<Kept>,
    narrowed: bool,
    rows: Vec<Row>,
    shown: String,
    pager: Pager,
    xlsx: String,
    csv: String,
    /// Whether the reader may verify the chains.
    verifies: bool,
    readings: bool,
    requests: bool,
}

/// A condition without a field of its own: another page set it.
struct Kept {
    text: String,
    values: Vec<(String, String)>,
    without: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<TrailPage, Failure> {
    let (words, figures) = (ask.words(), ask.figures());
    let asked = Asked::read(web, ask)?;
    let wanted = ask.number::<usize>("page")?.unwrap_or(1).clamp(1, LAST_PAGE);
    let read = |first: usize| {
        let page = Page { offset: first as u64, limit: ROWS as u64 };
        web.desk.trail(&ask.caller, &asked.filter, page)
    };
    let found = read((wanted - 1) * ROWS)?;
    let pager = Pager::new(ask, usize::try_from(found.records).unwrap_or(usize::MAX), ROWS)?;
    let found = if pager.page == wanted { found } else { read(pager.shown.start)? };
    let records = figures.count(found.records);
    let frame = Frame::new(ask, Section::Trail, words.t("nav-trail"));
    let frame = asked.crumbs(ask, frame);
    let export = |kind: &str| Link::here(ask).without("page").on(format!("/trail/export.{kind}")).to_string();
    let may = |action| ask.caller.may(action);
    let shown = [
        ("from", &*figures.count(pager.shown.start as u64 + 1)),
        ("to", &figures.count(pager.shown.end as u64)),
        ("all", &records),
    ];
    Ok(TrailPage {
        frame,
        headline: words.with("trail-headline", &[("records", &records)]),
        lead: asked.lead(ask),
        chains: asked.chains(web, ask)?,
        commands: asked.commands(ask),
        from: asked.filter.from.map(|day| day.to_string()).unwrap_or_default(),
        to: asked.filter.to.map(|day| day.to_string()).unwrap_or_default(),
        text: asked.filter.text.clone(),
        account: ask.value("account").unwrap_or_default().to_owned(),
        kept: asked.kept(ask),
        narrowed: asked::NARROW.iter().any(|name| ask.value(name).is_some()),
        shown: words.with("trail-shown", &shown),
        rows: found.rows.iter().map(|record| Row::of(web, ask, record)).collect(),
        pager,
        xlsx: export("xlsx"),
        csv: export("csv"),
        verifies: may(Action::VerifyTrail),
        readings: may(Action::ReadReadings),
        requests: may(Action::AnswerDataRequest),
    })
}

/// The ways from a household to what is known of who changed and who looked, for those who may go there.
pub(crate) fn of_household(ask: &Ask, shard: Shard, code: &str) -> Vec<(String, String)> {
    let to = |path: &str| Link::to(path).with("shard", shard.0).with("household", code).to_string();
    [
        (&[Action::ReadTrail][..], "household-trail", "/trail"),
        (&[Action::ReadReadings], "household-readings", "/readings"),
        (&[Action::AnswerDataRequest], "household-request", "/requests"),
        (&[Action::RecordObservation], "household-observe", "/supervision/observe"),
    ]
    .into_iter()
    .filter(|(actions, ..)| actions.iter().any(|action| ask.caller.may(*action)))
    .map(|(_, key, path)| (ask.words().t(key), to(path)))
    .collect()
}

/// The way from a unit of a day to its records; none for those who may not read them.
pub(crate) fn of_area(ask: &Ask, code: &str, on: jiff::civil::Date) -> Option<String> {
    ask.caller.may(Action::ReadTrail).then(|| Link::to("/trail").with("area", code).with("on", on).to_string())
}
