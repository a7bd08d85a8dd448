//! `/supervision/observations`: what supervisors recorded, what waits for an answer, and answering.

use super::name;
use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::held;
use crate::pager::Pager;
use crate::pages::households::household_address;
use crate::serve::{Web, page};
use app::{Observation, Shard};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use domain::access::Action;
use std::sync::Arc;

/// Observations on a page: each has its words.
const ROWS: usize = 20;

#[derive(Template)]
#[template(path = "observations.html")]
struct ObservationsPage {
    frame: Frame,
    headline: String,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    about: String,
    /// Empty for a commune.
    address: String,
    place: String,
    told: String,
    by: String,
    at: String,
    due: String,
    overdue: bool,
    answer: Option<Answer>,
    /// Where it is answered; empty for those who may not.
    action: String,
    version: i64,
    id: String,
}

struct Answer {
    text: String,
    by: String,
    at: String,
}

/// Answers the list.
pub(crate) async fn list(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

/// Answers an observation.
pub(crate) async fn answer(
    State(web): State<Arc<Web>>,
    Path((shard, id)): Path<(i64, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    held::form(web, ask, fields, &[("answer", "observation-answer")], move |web, ask, fields| {
        let (version, ctx) = (fields.number("version")?, web.ctx(ask, ""));
        let text = fields.text("answer");
        web.desk.book(&ask.caller, Shard(shard), |book| book.answer_observation(&ctx, &id, version, text))?;
        Ok(Redirect::to("/supervision/observations").into_response())
    })
    .await
}

fn build(web: &Web, ask: &Ask) -> Result<ObservationsPage, Failure> {
    let (words, figures) = (ask.words(), ask.figures());
    let all = web.desk.observations(&ask.caller)?;
    let open = all.iter().filter(|one| one.answered.is_none()).count() as u64;
    let pager = Pager::new(ask, all.len(), ROWS)?;
    let values = [("open", &*figures.count(open)), ("all", &figures.count(all.len() as u64))];
    Ok(ObservationsPage {
        frame: Frame::new(ask, Section::Supervision, words.t("observations-title"))
            .crumb(words.t("nav-supervision"), "/supervision")
            .crumb(words.t("observations-title"), "/supervision/observations"),
        headline: words.with("observations-headline", &values),
        rows: all[pager.shown.clone()].iter().map(|one| row(web, ask, one)).collect(),
        pager,
    })
}

fn row(web: &Web, ask: &Ask, one: &Observation) -> Row {
    let (figures, today) = (ask.figures(), (web.today)());
    let commune = name(web, &one.commune);
    // whoever recorded it sees no form: the answer would be refused
    let answers = one.answered.is_none()
        && one.recorded_by != ask.caller.login
        && ask.caller.reach(Action::AnswerObservation).has(&one.commune, &one.village);
    Row {
        about: one.household.clone().unwrap_or_else(|| commune.clone()),
        address: one.household.as_deref().map(|code| household_address(one.shard, code)).unwrap_or_default(),
        place: if one.household.is_some() { format!("{}, {commune}", one.village) } else { String::new() },
        told: one.told.clone(),
        by: one.recorded_by.clone(),
        at: figures.moment(&one.recorded_at),
        due: one.due_on.map(|day| figures.day(day)).unwrap_or_default(),
        overdue: one.answered.is_none() && one.due_on.is_some_and(|day| day < today),
        answer: one.answered.as_ref().map(|(at, by)| Answer {
            text: one.answer.clone().unwrap_or_default(),
            by: by.clone(),
            at: figures.moment(at),
        }),
        action: if answers { format!("/supervision/observations/{}/{}", one.shard.0, one.id) } else { String::new() },
        version: one.version,
        id: one.id.clone(),
    }
}
