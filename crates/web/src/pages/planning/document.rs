//! `/documents/new`: a document of the register that programmes, targets and decisions point to; and its way from draft to
//! expired.

use super::form::{Field, FormPage, Group, Kind, Maker, refused};
use super::{documents, frame, sent};
use crate::ask::{Ask, unreadable};
use crate::fields::Fields;
use crate::held;
use crate::link::Link;
use crate::serve::{Web, page};
use app::On;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Text};
use domain::access::Action;
use domain::programme::{Bond, Document, DocumentKind, DocumentState, Quote, Relation};
use std::sync::Arc;

const KINDS: [&str; 7] = ["resolution", "directive", "decision", "plan", "conclusion", "submission", "meeting"];
const STATES: [&str; 4] = ["draft", "submitted", "issued", "expired"];
const BONDS: [&str; 4] = ["carries_out", "replaces", "amends", "belongs_to"];

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        // a page that knows a part of it fills that in
        let known = |name: &'static str| (name, ask.value(name).unwrap_or_default());
        let filled = [("state", "issued"), known("number"), known("date"), known("doc-kind")];
        build(web, ask, &Fields::filled(&filled), None)
    })
    .await
}

/// Enters the document and opens it.
pub(crate) async fn save(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    let work = |web: &Web, ask: &Ask, fields: &Fields| {
        let id = web.desk.enter_document(&ask.caller, &web.ctx(ask, ""), read(fields)?)?;
        Ok(Redirect::to(&Link::to(format!("/documents/{id}")).to_string()).into_response())
    };
    sent(web, ask, fields, work, |web, ask, fields, failure| build(web, ask, fields, Some(failure))).await
}

/// Takes a document one step on.
pub(crate) async fn step(State(web): State<Arc<Web>>, Path(id): Path<String>, ask: Ask, fields: Fields) -> Response {
    held::form(web, ask, fields, &[("reason", "field-reason")], move |web, ask, fields| {
        let word = fields.text("to");
        let to = DocumentState::from_word(word).ok_or_else(|| unreadable("to", word))?;
        web.desk.step_document(&ask.caller, &web.ctx(ask, fields.text("reason")), &id, to, (web.today)())?;
        Ok(Redirect::to(&Link::to(format!("/documents/{id}")).to_string()).into_response())
    })
    .await
}

fn read(fields: &Fields) -> Result<Document, Failure> {
    let some = |name: &str| fields.value(name).map(str::to_owned);
    let unchosen = |name: &'static str| Failure::new("CC-FIELD", "chưa chọn", "nothing was chosen").at(name);
    let title = fields.text("title").trim();
    let relations = match (fields.value("bond"), fields.value("to")) {
        (None, None) => Vec::new(),
        (Some(bond), Some(to)) => vec![Relation {
            bond: Bond::from_word(bond).ok_or_else(|| unchosen("bond"))?,
            to: to.to_owned(),
            sentence: fields.text("bond-sentence").trim().to_owned(),
        }],
        (Some(_), None) => return Err(unchosen("to")),
        (None, Some(_)) => return Err(unchosen("bond")),
    };
    Ok(Document {
        id: String::new(),
        number: some("number"),
        date: fields.day_or_none("date")?,
        kind: DocumentKind::from_word(fields.text("doc-kind")).ok_or_else(|| unchosen("doc-kind"))?,
        title: Text::new(title, title),
        issuer: fields.text("issuer").trim().to_owned(),
        signer: some("signer"),
        file: some("file"),
        state: DocumentState::from_word(fields.text("state")).ok_or_else(|| unchosen("state"))?,
        relations,
        quote: Quote { words: some("words").unwrap_or_else(|| title.to_owned()), text: title.to_owned(), exact: true },
        note: None,
    })
}

fn build(web: &Web, ask: &Ask, fields: &Fields, failure: Option<&Failure>) -> Result<FormPage, Failure> {
    ask.caller.authorise(Action::WriteProgramme, On::Anything)?;
    let (words, refused) = (ask.words(), refused(ask, failure));
    let all = web.desk.programmes()?;
    let make = Maker::new(ask, fields, &refused);
    let head = Group {
        heading: String::new(),
        hint: String::new(),
        folded: false,
        fields: vec![
            make.words("doc-kind", &KINDS, true),
            make.field("number", Kind::Line, false),
            make.field("date", Kind::Day, false),
            make.words("state", &STATES, true),
            make.field("title", Kind::Text, true),
            make.field("issuer", Kind::Line, true),
            make.field("signer", Kind::Line, false),
            make.field("file", Kind::Line, false),
            make.field("words", Kind::Text, false),
        ],
    };
    let tie = Group {
        heading: words.t("document-tie"),
        hint: words.t("document-tie-hint"),
        folded: false,
        fields: vec![
            make.words("bond", &BONDS, false),
            Field::labelled(make.choice("to", documents(&all, ask, ""), false), words.t("document-other")),
            make.field("bond-sentence", Kind::Text, false),
        ],
    };
    Ok(FormPage {
        frame: frame(ask, None, &words.t("document-new")),
        headline: words.t("document-new"),
        lead: words.t("document-new-lead"),
        groups: vec![head, tie],
        refused,
        hidden: Vec::new(),
        action: ask.path.clone(),
        submit: words.t("document-create"),
        back: "/documents".to_owned(),
        reports: Vec::new(),
    })
}
