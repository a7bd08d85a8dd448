//! `/requests`: what people asked to be told of their own data, until when, and what is overdue.

pub(crate) mod one;

use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::held::{self, Written};
use crate::link::Link;
use crate::pager::Pager;
use crate::pages::readings::provinces;
use crate::parts::Pick;
use crate::serve::{Web, page};
use app::{DataRequest, Shard};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use domain::oversight::Oversight;
use jiff::civil::Date;
use std::sync::Arc;

/// Requests on a page.
const ROWS: usize = 50;

/// The fields that can be mended when a request is refused.
const WRITTEN: [Written; 3] =
    [("household", "col-code"), ("requester", "request-requester"), ("received", "request-received")];

#[derive(Template)]
#[template(path = "requests.html")]
struct RequestsPage {
    frame: Frame,
    headline: String,
    rows: Vec<Row>,
    pager: Pager,
    provinces: Vec<Pick>,
    household: String,
    today: String,
    deadline: Law,
}

/// What the deadline rests on.
pub(crate) struct Law {
    pub(crate) text: String,
    pub(crate) clause: String,
    pub(crate) verified: bool,
    pub(crate) note: String,
}

struct Row {
    address: String,
    household: String,
    requester: String,
    received: String,
    due: String,
    state: Standing,
    state_text: String,
}

/// How a request stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Answered,
    Waiting,
    Overdue,
}

/// Answers the list.
pub(crate) async fn list(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

/// Takes a request and opens it.
pub(crate) async fn take(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    held::form(web, ask, fields, &WRITTEN, |web, ask, fields| {
        let shard = Shard(fields.number("shard")?);
        let (household, requester) = (fields.text("household"), fields.text("requester"));
        let (received, today) = (fields.day("received")?, (web.today)());
        let ctx = web.ctx(ask, "");
        let id =
            web.desk.book(&ask.caller, shard, |book| book.take_request(&ctx, household, requester, received, today))?;
        Ok(Redirect::to(&address(shard, &id)).into_response())
    })
    .await
}

fn build(web: &Web, ask: &Ask) -> Result<RequestsPage, Failure> {
    let (words, figures, today) = (ask.words(), ask.figures(), (web.today)());
    let requests = web.desk.requests(&ask.caller)?;
    let waiting = requests.iter().filter(|one| one.answered.is_none()).count() as u64;
    let overdue = requests.iter().filter(|one| state(one, today) == Standing::Overdue).count() as u64;
    let pager = Pager::new(ask, requests.len(), ROWS)?;
    let values = [("waiting", &*figures.count(waiting)), ("overdue", &figures.count(overdue))];
    Ok(RequestsPage {
        frame: Frame::new(ask, Section::Supervision, words.t("requests-title"))
            .crumb(words.t("nav-supervision"), "/supervision")
            .crumb(words.t("requests-title"), "/requests"),
        headline: words.with("requests-headline", &values),
        rows: requests[pager.shown.clone()]
            .iter()
            .map(|one| Row {
                address: address(one.shard, &one.id),
                household: one.household.clone(),
                requester: one.requester.clone(),
                received: figures.day(one.received_on),
                due: figures.day(one.due_on),
                state: state(one, today),
                state_text: state_text(ask, one, today),
            })
            .collect(),
        pager,
        provinces: provinces(web, ask.number("shard")?.map(Shard))?,
        household: ask.value("household").unwrap_or_default().to_owned(),
        today: today.to_string(),
        deadline: deadline(ask),
    })
}

/// The deadline with its clause, and whether a person has read it.
pub(crate) fn deadline(ask: &Ask) -> Law {
    let law = &Oversight::bundled().data_request;
    Law {
        text: ask.words().with("requests-days", &[("days", &law.days.to_string())]),
        clause: law.clause.clone(),
        verified: law.verified,
        note: law.note.get(ask.lang()).to_owned(),
    }
}

pub(crate) fn state(request: &DataRequest, today: Date) -> Standing {
    match &request.answered {
        Some(_) => Standing::Answered,
        None if request.due_on < today => Standing::Overdue,
        None => Standing::Waiting,
    }
}

pub(crate) fn state_text(ask: &Ask, request: &DataRequest, today: Date) -> String {
    let day = request.answered.as_ref().map(|(day, _)| ask.figures().day(*day)).unwrap_or_default();
    match state(request, today) {
        Standing::Answered => ask.words().with("request-answered", &[("day", &day)]),
        Standing::Waiting => ask.words().t("request-waiting"),
        Standing::Overdue => ask.words().t("request-overdue"),
    }
}

fn address(shard: Shard, id: &str) -> String {
    Link::to(format!("/requests/{}/{id}", shard.0)).to_string()
}
