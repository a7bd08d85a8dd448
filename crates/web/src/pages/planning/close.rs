//! `/programmes/{id}/close`: a programme ends; it stays readable.

use super::amend::number;
use super::form::{FormPage, Group, Kind, Maker, refused};
use super::{frame, sent};
use crate::ask::Ask;
use crate::fields::Fields;
use crate::link::Link;
use crate::serve::{Web, page};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use std::sync::Arc;

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &id, &Fields::default(), None)).await
}

/// Closes it.
pub(crate) async fn save(State(web): State<Arc<Web>>, Path(id): Path<String>, ask: Ask, fields: Fields) -> Response {
    let again = id.clone();
    let work = move |web: &Web, ask: &Ask, fields: &Fields| {
        let ctx = web.ctx(ask, fields.text("reason").trim());
        let (number, closed) = (fields.number("number")?, fields.day("closed")?);
        web.desk.close_programme(&ask.caller, &ctx, &id, number, closed, (web.today)())?;
        Ok(Redirect::to(&Link::to(format!("/programmes/{id}")).to_string()).into_response())
    };
    sent(web, ask, fields, work, move |web, ask, fields, failure| build(web, ask, &again, fields, Some(failure))).await
}

fn build(web: &Web, ask: &Ask, id: &str, fields: &Fields, failure: Option<&Failure>) -> Result<FormPage, Failure> {
    let (words, refused) = (ask.words(), refused(ask, failure));
    let all = web.desk.programmes()?;
    let programme = web.desk.may_write(&ask.caller, &all, id, (web.today)())?;
    let make = Maker::new(ask, fields, &refused);
    let group = Group {
        heading: String::new(),
        hint: String::new(),
        folded: false,
        fields: vec![make.field("closed", Kind::Day, true), make.field("reason", Kind::Line, true)],
    };
    Ok(FormPage {
        frame: frame(ask, Some(programme), &words.t("programme-close")),
        headline: words.t("programme-close"),
        lead: words.t("programme-close-lead"),
        groups: vec![group],
        refused,
        hidden: vec![("number", number(web, id, fields)?)],
        action: ask.path.clone(),
        submit: words.t("programme-close"),
        back: format!("/programmes/{id}"),
        reports: Vec::new(),
    })
}
