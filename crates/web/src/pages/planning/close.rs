//! `/programmes/{id}/close`: a programme ends and stays readable; one that is closed is opened again.

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

/// The field that says which of both the form was sent for.
const ACT: &str = "act";
const REOPEN: &str = "reopen";

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &id, &Fields::default(), None)).await
}

/// Closes it, or opens it again.
pub(crate) async fn save(State(web): State<Arc<Web>>, Path(id): Path<String>, ask: Ask, fields: Fields) -> Response {
    let again = id.clone();
    let work = move |web: &Web, ask: &Ask, fields: &Fields| {
        let ctx = web.ctx(ask, fields.text("reason").trim());
        let number = fields.number("number")?;
        if fields.text(ACT) == REOPEN {
            web.desk.reopen_programme(&ask.caller, &ctx, &id, number, (web.today)())?;
        } else {
            web.desk.close_programme(&ask.caller, &ctx, &id, number, fields.day("closed")?, (web.today)())?;
        }
        Ok(Redirect::to(&Link::to(format!("/programmes/{id}")).to_string()).into_response())
    };
    sent(web, ask, fields, work, move |web, ask, fields, failure| build(web, ask, &again, fields, Some(failure))).await
}

fn build(web: &Web, ask: &Ask, id: &str, fields: &Fields, failure: Option<&Failure>) -> Result<FormPage, Failure> {
    let (words, refused) = (ask.words(), refused(ask, failure));
    let all = web.desk.programmes()?;
    let programme = web.desk.may_write(&ask.caller, &all, id, (web.today)())?;
    let make = Maker::new(ask, fields, &refused);
    let why = make.field("reason", Kind::Line, true);
    let (key, act, lead, asked) = match programme.closed {
        None => (
            "programme-close",
            "close",
            words.t("programme-close-lead"),
            vec![make.field("closed", Kind::Day, true), why],
        ),
        Some(day) => {
            let lead = words.with("programme-reopen-lead", &[("day", &ask.figures().day(day))]);
            ("programme-reopen", REOPEN, lead, vec![why])
        }
    };
    // what was sent for the other form was read of another text
    let sent = fields.value(ACT).is_none_or(|sent| sent == act);
    let number = if sent { number(web, id, fields)? } else { number(web, id, &Fields::default())? };
    let group = Group { heading: String::new(), hint: String::new(), folded: false, fields: asked };
    Ok(FormPage {
        frame: frame(ask, Some(programme), &words.t(key)),
        headline: words.t(key),
        lead,
        groups: vec![group],
        refused,
        hidden: vec![("number", number), (ACT, act.to_owned())],
        action: ask.path.clone(),
        submit: words.t(key),
        back: format!("/programmes/{id}"),
        reports: Vec::new(),
    })
}
