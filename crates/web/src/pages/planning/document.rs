//! `/documents/new`: a document of the register that programmes, targets and decisions point to; `/documents/{id}/edit`: what was
//! entered wrong of it; and its way from draft to expired.

use super::super::documents::no_document;
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
/// The field that carries the number of the text that was read.
const READ: &str = "number-read";
/// Ties that a form has room for, and the most that it takes back from one that has more.
const TIES: usize = 3;
const MOST: usize = 20;

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        // a page that knows a part of it fills that in
        let known = |name: &'static str| (name, ask.value(name).unwrap_or_default());
        let filled = [("state", "issued"), known("number"), known("date"), known("doc-kind")];
        build(web, ask, None, &Fields::filled(&filled), None)
    })
    .await
}

/// Enters the document and opens it.
pub(crate) async fn save(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    let work = |web: &Web, ask: &Ask, fields: &Fields| {
        let id = web.desk.enter_document(&ask.caller, &web.ctx(ask, ""), read(fields, None)?)?;
        Ok(Redirect::to(&Link::to(format!("/documents/{id}")).to_string()).into_response())
    };
    sent(web, ask, fields, work, |web, ask, fields, failure| build(web, ask, None, fields, Some(failure))).await
}

/// Answers the form with the document as it is.
pub(crate) async fn edit(web: State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| {
        // the number before the text: a change in between is then refused, not lost
        let number = web.desk.document_number(&id)?;
        let all = web.desk.programmes()?;
        web.desk.may_correct_document(&ask.caller, &all, &id, (web.today)())?;
        let document = all.document(&id).ok_or_else(|| no_document(&id))?;
        build(web, ask, Some(&id), &filled(document, number), None)
    })
    .await
}

/// Keeps the document as corrected and opens it.
pub(crate) async fn correct(State(web): State<Arc<Web>>, Path(id): Path<String>, ask: Ask, fields: Fields) -> Response {
    let again = id.clone();
    let work = move |web: &Web, ask: &Ask, fields: &Fields| {
        let (today, all) = ((web.today)(), web.desk.programmes()?);
        web.desk.may_correct_document(&ask.caller, &all, &id, today)?;
        let known = all.document(&id).ok_or_else(|| no_document(&id))?;
        let ctx = web.ctx(ask, fields.text("reason").trim());
        let document = read(fields, Some(known))?;
        web.desk.correct_document(&ask.caller, &ctx, fields.number(READ)?, document, today)?;
        Ok(Redirect::to(&Link::to(format!("/documents/{id}")).to_string()).into_response())
    };
    let again = move |web: &Web, ask: &Ask, fields: &Fields, failure: &Failure| {
        build(web, ask, Some(&again), fields, Some(failure))
    };
    sent(web, ask, fields, work, again).await
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

/// What stands before the names of the fields of a tie.
fn prefix(tie: usize) -> String {
    if tie == 1 { String::new() } else { format!("r{tie}-") }
}

/// A document as the form has it. The sentence that only repeats the title was not typed.
fn filled(document: &Document, number: i64) -> Fields {
    let read = number.to_string();
    let title = document.title.vi.as_str();
    let words = document.quote.words.as_str();
    let day = document.date.map(|day| day.to_string()).unwrap_or_default();
    let mut pairs: Vec<(String, &str)> = [
        (READ, read.as_str()),
        ("doc-kind", document.kind.word()),
        ("number", document.number.as_deref().unwrap_or_default()),
        ("date", day.as_str()),
        ("title", title),
        ("issuer", &document.issuer),
        ("signer", document.signer.as_deref().unwrap_or_default()),
        ("file", document.file.as_deref().unwrap_or_default()),
        ("words", if words == title { "" } else { words }),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    for (at, tie) in document.relations.iter().enumerate() {
        let prefix = prefix(at + 1);
        pairs.push((format!("{prefix}bond"), tie.bond.word()));
        pairs.push((format!("{prefix}to"), &tie.to));
        pairs.push((format!("{prefix}bond-sentence"), &tie.sentence));
    }
    Fields::filled(&pairs.iter().map(|(name, value)| (name.as_str(), *value)).collect::<Vec<_>>())
}

/// The document that was sent; what the form does not have of a known one stays as it is.
fn read(fields: &Fields, known: Option<&Document>) -> Result<Document, Failure> {
    let some = |name: &str| fields.value(name).map(str::to_owned);
    let title = fields.text("title").trim();
    let same_title = known.filter(|known| known.title.vi == title);
    let words = some("words").unwrap_or_else(|| title.to_owned());
    let quote = Quote { words, text: title.to_owned(), exact: true };
    Ok(Document {
        id: known.map_or_else(String::new, |known| known.id.clone()),
        number: some("number"),
        date: fields.day_or_none("date")?,
        kind: DocumentKind::from_word(fields.text("doc-kind")).ok_or_else(|| unchosen("doc-kind"))?,
        title: same_title.map_or_else(|| Text::new(title, title), |known| known.title.clone()),
        issuer: fields.text("issuer").trim().to_owned(),
        signer: some("signer"),
        file: some("file"),
        state: match known {
            Some(known) => known.state,
            None => DocumentState::from_word(fields.text("state")).ok_or_else(|| unchosen("state"))?,
        },
        relations: (1..=MOST).filter_map(|number| tie(fields, number).transpose()).collect::<Result<_, Failure>>()?,
        quote: match known {
            // the words may stand in a text of another name
            Some(known) if known.quote.text != known.title.vi => Quote { words: quote.words, ..known.quote.clone() },
            _ => quote,
        },
        note: known.and_then(|known| known.note.clone()),
    })
}

/// A tie that was sent; nothing where its fields are empty.
fn tie(fields: &Fields, number: usize) -> Result<Option<Relation>, Failure> {
    let full = |name: &str| format!("{}{name}", prefix(number));
    let sentence = fields.text(&full("bond-sentence")).trim();
    match (fields.value(&full("bond")), fields.value(&full("to"))) {
        (None, None) if sentence.is_empty() => Ok(None),
        (Some(bond), Some(to)) => Ok(Some(Relation {
            bond: Bond::from_word(bond).ok_or_else(|| unchosen(full("bond")))?,
            to: to.to_owned(),
            sentence: sentence.to_owned(),
        })),
        (Some(_), None) => Err(unchosen(full("to"))),
        (None, _) => Err(unchosen(full("bond"))),
    }
}

fn unchosen(name: impl Into<String>) -> Failure {
    Failure::new("CC-FIELD", "chưa chọn", "nothing was chosen").at(name)
}

/// The form, for a new document or for a known one.
fn build(
    web: &Web,
    ask: &Ask,
    id: Option<&str>,
    fields: &Fields,
    failure: Option<&Failure>,
) -> Result<FormPage, Failure> {
    ask.caller.authorise(Action::WriteProgramme, On::Anything)?;
    let (words, refused) = (ask.words(), refused(ask, failure));
    let all = web.desk.programmes()?;
    let make = Maker::new(ask, fields, &refused);
    let group = |heading: &str, hint: &str, fields: Vec<Field>| Group {
        heading: heading.to_owned(),
        hint: hint.to_owned(),
        folded: false,
        fields,
    };
    let mut head = vec![
        make.words("doc-kind", &KINDS, true),
        make.field("number", Kind::Line, false),
        make.field("date", Kind::Day, false),
    ];
    if id.is_none() {
        head.push(make.words("state", &STATES, true));
    }
    head.extend([
        make.field("title", Kind::Text, true),
        make.field("issuer", Kind::Line, true),
        make.field("signer", Kind::Line, false),
        make.field("file", Kind::Line, false),
        make.field("words", Kind::Text, false),
    ]);
    let mut others = documents(&all, ask, "");
    others.retain(|pick| Some(pick.value.as_str()) != id);
    let written = |number: &usize| {
        let full = |name: &str| format!("{}{name}", prefix(*number));
        ["bond", "to", "bond-sentence"].iter().any(|name| fields.value(&full(name)).is_some())
    };
    let last = (TIES + 1..=MOST).rfind(written).unwrap_or(TIES);
    let ties = (1..=last).flat_map(|number| {
        let make = Maker { prefix: prefix(number), ..Maker::new(ask, fields, &refused) };
        let begins = words.with("document-tie-block", &[("number", &*ask.figures().count(number as u64))]);
        [
            make.words("bond", &BONDS, false).begins(begins),
            Field::labelled(make.choice("to", others.clone(), false), words.t("document-other")),
            make.field("bond-sentence", Kind::Text, false),
        ]
    });
    let mut groups = vec![
        group("", "", head),
        group(&words.t("document-ties-block"), &words.t("document-tie-hint"), ties.collect()),
    ];
    let mut hidden = Vec::new();
    if id.is_some() {
        groups.push(group("", "", vec![make.field("reason", Kind::Line, true)]));
        hidden.push((READ, fields.text(READ).to_owned()));
    }
    let known = id.and_then(|id| all.document(id));
    let (title, lead, submit) = match known {
        Some(known) => {
            let title = words.with("document-edit", &[("document", known.name().get(ask.lang()))]);
            (title, words.t("document-edit-lead"), words.t("document-edit-do"))
        }
        None => (words.t("document-new"), words.t("document-new-lead"), words.t("document-create")),
    };
    Ok(FormPage {
        frame: frame(ask, None, &title),
        headline: title,
        lead,
        groups,
        refused,
        hidden,
        action: ask.path.clone(),
        submit,
        back: id.map_or_else(|| "/documents".to_owned(), |id| format!("/documents/{id}")),
        reports: Vec::new(),
    })
}
