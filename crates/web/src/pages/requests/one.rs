//! `/requests/{shard}/{id}`: one request with the log that answers it, to be printed, and marked as answered.

use super::{Law, Standing, deadline, state, state_text};
use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::pages::households::household_address;
use crate::pages::readings::Log;
use crate::serve::{Web, page, respond};
use app::Shard;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "request.html")]
struct RequestPage {
    frame: Frame,
    action: String,
    household: String,
    household_address: String,
    requester: String,
    place: String,
    received: String,
    due: String,
    state: Standing,
    state_text: String,
    answered_by: String,
    version: i64,
    log: Log,
    deadline: Law,
    source: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path((shard, id)): Path<(i64, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, Shard(shard), &id)).await
}

/// Marks the request as answered.
pub(crate) async fn answer(
    State(web): State<Arc<Web>>,
    Path((shard, id)): Path<(i64, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    respond(web, ask, move |web, ask| {
        let (version, ctx, today) = (fields.number("version")?, web.ctx(ask, ""), (web.today)());
        web.desk.book(&ask.caller, Shard(shard), |book| book.answer_request(&ctx, &id, version, today))?;
        Ok(Redirect::to(&ask.path).into_response())
    })
    .await
}

fn build(web: &Web, ask: &Ask, shard: Shard, id: &str) -> Result<RequestPage, Failure> {
    let (words, figures, today) = (ask.words(), ask.figures(), (web.today)());
    let (request, readings) = web.desk.book(&ask.caller, shard, |book| book.request(id))?;
    let commune = web.desk.areas().get(&request.commune).map_or("", |unit| &unit.name);
    let title = words.with("request-title", &[("code", &request.household)]);
    Ok(RequestPage {
        frame: Frame::new(ask, Section::Supervision, &*title)
            .crumb(words.t("nav-supervision"), "/supervision")
            .crumb(words.t("requests-title"), "/requests")
            .crumb(title, &ask.path),
        action: ask.path.clone(),
        household_address: household_address(shard, &request.household),
        place: format!("{}, {commune}", request.village),
        received: figures.day(request.received_on),
        due: figures.day(request.due_on),
        state: state(&request, today),
        state_text: state_text(ask, &request, today),
        answered_by: request.answered.as_ref().map(|(_, by)| by.clone()).unwrap_or_default(),
        version: request.version,
        log: Log::of(ask, &readings),
        deadline: deadline(ask),
        source: words.with("request-source", &[("day", &figures.day(today)), ("code", &request.household)]),
        requester: request.requester,
        household: request.household,
    })
}
