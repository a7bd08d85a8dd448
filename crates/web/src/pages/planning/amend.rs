//! `/programmes/{id}/amend`: one more version of a programme, by a document, with its new targets.

use super::form::{FormPage, Group, Kind, Maker, refused};
use super::{documents, frame, sent, target};
use crate::ask::Ask;
use crate::fields::Fields;
use crate::link::Link;
use crate::serve::{Web, page};
use app::programme::Amendment;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use std::sync::Arc;

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &id, &Fields::default(), None)).await
}

/// Adds the version and opens the programme.
pub(crate) async fn save(State(web): State<Arc<Web>>, Path(id): Path<String>, ask: Ask, fields: Fields) -> Response {
    let again = id.clone();
    let work = move |web: &Web, ask: &Ask, fields: &Fields| {
        let amendment = Amendment {
            document: fields.text("document").to_owned(),
            date: fields.day("since")?,
            sentence: fields.text("sentence").to_owned(),
            targets: target::drafts(ask, fields)?,
        };
        let ctx = web.ctx(ask, fields.text("reason").trim());
        web.desk.amend_programme(&ask.caller, &ctx, &id, fields.number("number")?, &amendment, (web.today)())?;
        Ok(Redirect::to(&Link::to(format!("/programmes/{id}")).to_string()).into_response())
    };
    sent(web, ask, fields, work, move |web, ask, fields, failure| build(web, ask, &again, fields, Some(failure))).await
}

fn build(web: &Web, ask: &Ask, id: &str, fields: &Fields, failure: Option<&Failure>) -> Result<FormPage, Failure> {
    let (words, refused) = (ask.words(), refused(ask, failure));
    let all = web.desk.programmes()?;
    let programme = web.desk.may_write(&ask.caller, &all, id, (web.today)())?;
    let make = Maker::new(ask, fields, &refused);
    let head = Group {
        heading: words.t("programme-version"),
        hint: String::new(),
        folded: false,
        fields: vec![
            make.choice("document", documents(&all, ask, ""), true),
            make.field("since", Kind::Day, true),
            make.field("sentence", Kind::Text, true),
            make.field("reason", Kind::Line, true),
        ],
    };
    let mut groups = vec![head];
    groups.extend(target::groups(ask, fields, &refused));
    Ok(FormPage {
        frame: frame(ask, Some(programme), &words.t("programme-amend")),
        headline: words.t("programme-amend"),
        lead: words.t("programme-amend-lead"),
        groups,
        refused,
        hidden: vec![("number", number(web, id, fields)?)],
        action: ask.path.clone(),
        submit: words.t("programme-amend-do"),
        back: format!("/programmes/{id}"),
        reports: Vec::new(),
    })
}

/// The number of the text that the form was opened on.
pub(super) fn number(web: &Web, id: &str, fields: &Fields) -> Result<String, Failure> {
    match fields.value("number") {
        Some(number) => Ok(number.to_owned()),
        None => Ok(web.desk.programme_number(id)?.to_string()),
    }
}
