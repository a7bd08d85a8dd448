//! `/programmes/{id}/amend`: one more version of a programme, by a document, with its new targets.

use super::blocks::{self, Offer};
use super::form::{Field, FormPage, Group, Kind, Maker, refused};
use super::{documents, frame, sent};
use crate::ask::Ask;
use crate::fields::Fields;
use crate::link::Link;
use crate::serve::{Web, page, render};
use app::programme::Amendment;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Failure;
use domain::programme::Risk;
use std::sync::Arc;

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| {
        // what a closed programme does not take is not asked for
        let all = web.desk.programmes()?;
        web.desk.may_write(&ask.caller, &all, &id, (web.today)())?.goes_on()?;
        build(web, ask, &id, &Fields::default(), None)
    })
    .await
}

/// Adds the version and opens the programme.
pub(crate) async fn save(State(web): State<Arc<Web>>, Path(id): Path<String>, ask: Ask, fields: Fields) -> Response {
    let again = id.clone();
    let work = move |web: &Web, ask: &Ask, fields: &Fields| {
        if blocks::wants_more(fields) {
            return Ok(Html(render(&build(web, ask, &id, fields, None)?)?).into_response());
        }
        let amendment = Amendment {
            document: fields.text("document").to_owned(),
            date: fields.day("since")?,
            sentence: fields.text("sentence").to_owned(),
            risk: blocks::risk(fields),
            ends: fields.all("ends").map(str::to_owned).collect(),
            additions: blocks::additions(ask, web.desk.areas(), fields)?,
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
    // the rule as it is, until another one is chosen
    let begun = Fields::filled(&[("risk", programme.risk.map_or("", Risk::word))]);
    let fields = if fields.is_empty() { &begun } else { fields };
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
            blocks::risk_field(&make),
        ],
    };
    let today = (web.today)();
    let current = programme.targets_on(today);
    let ends: Vec<Field> = current.iter().map(|one| make.tick("ends", &one.id, one.name.get(ask.lang()))).collect();
    let mut groups = vec![head];
    if !ends.is_empty() {
        groups.push(Group {
            heading: words.t("ends-block"),
            hint: words.t("ends-block-hint"),
            folded: !refused.is("ends") && fields.all("ends").next().is_none(),
            fields: ends,
        });
    }
    let offer = Offer { areas: web.desk.areas(), programme: Some(programme), today };
    groups.extend(blocks::groups(ask, fields, &refused, offer));
    Ok(FormPage {
        frame: frame(ask, Some(programme), &words.t("programme-amend")),
        headline: words.t("programme-amend"),
        lead: words.t("programme-amend-lead"),
        groups,
        refused,
        hidden: vec![("number", number(web, id, fields)?), (blocks::COUNT, blocks::count(fields).to_string())],
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
