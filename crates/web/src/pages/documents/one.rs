//! `/documents/{id}`: one document: who issued it, how it hangs together with others, what rests on it.

use super::super::programmes::{Chip, Named, Quoted, StatementLine, Tell, statement, target_link};
use super::{chip, files};
use crate::ask::Ask;
use crate::error::sentence;
use crate::fields::Refused;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use domain::programme::{Document, DocumentState, FileKind, LARGEST_FILE, Programme};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "document.html")]
pub(super) struct DocumentPage {
    frame: Frame,
    name: String,
    title: String,
    chip: Chip,
    facts: Vec<(String, String)>,
    /// The words that name it; none where they only repeat its title.
    quote: Option<Quoted>,
    note: String,
    /// Where it is corrected; empty for who may not.
    edit: String,
    /// What it carries out, replaces, amends or belongs to.
    ties: Vec<Tie>,
    /// What does so with it.
    back: Vec<Tie>,
    programmes: Vec<Resting>,
    /// The tables of targets that it approved.
    tables: Vec<Named>,
    nothing: bool,
    /// The states that one step leads to, for those who may take it: word and name.
    steps: Vec<(&'static str, String)>,
    /// Where a step is sent.
    action: String,
    files: Vec<files::Line>,
    /// Where files are sent; empty for who may not.
    keep: String,
    /// The endings of files that are kept.
    endings: String,
    /// What is kept, how much at once, and what does not belong here.
    file_hint: String,
    /// Why files were refused; empty if none were.
    refused: Refused,
}

struct Tie {
    bond: String,
    document: Named,
    words: String,
}

/// A programme of which it is a version, with what it set.
struct Resting {
    programme: Named,
    targets: Vec<(Named, String)>,
    statements: Vec<StatementLine>,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &id, None)).await
}

pub(super) fn build(web: &Web, ask: &Ask, id: &str, failure: Option<&Failure>) -> Result<DocumentPage, Failure> {
    let (words, lang) = (ask.words(), ask.lang());
    let programmes = web.desk.programmes_for(&ask.caller)?;
    let document = programmes.document(id).ok_or_else(|| no_document(id))?;
    let tell = Tell { areas: web.desk.areas(), programmes: &programmes, words };
    let name = document.name().get(lang).to_owned();
    let tie = |bond: &domain::programme::Bond, id: &str, words: &str| Tie {
        bond: sentence(bond.name().get(lang)),
        document: tell.document(id),
        words: words.to_owned(),
    };
    let ties: Vec<Tie> = document.relations.iter().map(|one| tie(&one.bond, &one.to, &one.sentence)).collect();
    let back: Vec<Tie> =
        programmes.pointing_to(id).into_iter().map(|(from, one)| tie(&one.bond, &from.id, &one.sentence)).collect();
    let resting = programmes.programmes.iter().filter(|one| one.versions.iter().any(|version| version.document == id));
    let resting: Vec<Resting> = resting.map(|one| rests(tell, one, document)).collect();
    let tables = web.desk.tables_of(&ask.caller, document)?;
    let tables = tables.iter().filter_map(|table| approved(tell, table)).collect::<Vec<_>>();
    let title = document.title.get(lang);
    let may = web.desk.may_step_document(&ask.caller, &programmes, id, (web.today)()).is_ok();
    Ok(DocumentPage {
        frame: Frame::new(ask, Section::Programmes, &name)
            .crumb(words.t("nav-programmes"), "/programmes")
            .crumb(words.t("documents"), "/documents")
            .crumb(&name, Link::here(ask)),
        title: if title == name { String::new() } else { title.to_owned() },
        name,
        chip: chip(document.state, lang),
        facts: facts(tell, document),
        quote: Some(Quoted::of(&document.quote)).filter(|quote| quote.words != document.title.vi),
        edit: match web.desk.may_correct_document(&ask.caller, &programmes, id, (web.today)()) {
            Ok(()) => format!("/documents/{id}/edit"),
            Err(_) => String::new(),
        },
        note: document.note.as_ref().map_or_else(String::new, |note| sentence(note.get(lang))),
        nothing: ties.is_empty() && back.is_empty() && resting.is_empty() && tables.is_empty(),
        tables,
        ties,
        back,
        programmes: resting,
        steps: if may {
            let step = |to: &DocumentState| (to.word(), sentence(to.name().get(lang)));
            document.state.next().iter().map(step).collect()
        } else {
            Vec::new()
        },
        action: format!("/documents/{id}/state"),
        files: web.desk.files(&ask.caller, id)?.into_iter().map(|file| files::line(ask, id, file, may)).collect(),
        keep: if may { format!("/documents/{id}#files") } else { String::new() },
        endings: FileKind::endings(),
        file_hint: words.with("file-hint", &[("most", &ask.figures().size(LARGEST_FILE as u64))]),
        refused: failure.map_or_else(Refused::default, |failure| Refused::of(failure, lang)),
    })
}

/// A table that a document approved; opens it.
fn approved(tell: Tell<'_>, table: &app::NewPlan) -> Option<Named> {
    let target = tell.programmes.programme(&table.programme)?.target(&table.target)?;
    let values =
        [("target", target.name.get(tell.words.0)), ("area", &*tell.unit(&table.area)), ("day", &tell.day(table.due))];
    let address = Link::to(format!("/programmes/{}/targets/{}/plan", table.programme, table.target))
        .with("area", &table.area.code)
        .with("axis", table.axis.word())
        .with("due", table.due);
    Some(Named { text: tell.words.with("plan-decision-title", &values), address: address.to_string() })
}

fn facts(tell: Tell<'_>, document: &Document) -> Vec<(String, String)> {
    let words = tell.words;
    let silent = || words.t("document-silent");
    let all = [
        ("document-kind", document.kind.name().get(words.0).to_owned()),
        ("document-number", document.number.clone().unwrap_or_else(silent)),
        ("document-date", document.date.map_or_else(silent, |day| tell.day(day))),
        ("document-issuer", document.issuer.clone()),
        ("document-signer", document.signer.clone().unwrap_or_else(silent)),
    ];
    let original = document.file.clone().map(|file| ("document-file", file));
    all.into_iter().chain(original).map(|(key, value)| (words.t(key), value)).collect()
}

fn rests(tell: Tell<'_>, programme: &Programme, document: &Document) -> Resting {
    let lang = tell.words.0;
    let targets = programme.targets.iter().filter(|target| target.version == document.id);
    let named = |target: &domain::programme::Target| {
        let address = target_link(programme, target, None).to_string();
        (Named { text: target.name.get(lang).to_owned(), address }, tell.goal(target))
    };
    let here = programme.statements.iter().filter(|one| one.quote.text == document.quote.text);
    Resting {
        programme: Named {
            text: programme.name.get(lang).to_owned(),
            address: Link::to(format!("/programmes/{}", programme.id)).to_string(),
        },
        targets: targets.map(named).collect(),
        statements: here.map(|one| statement(tell, programme, one)).collect(),
    }
}

pub(crate) fn no_document(id: &str) -> Failure {
    Failure::new(
        "CC-PROGRAMME-NONE",
        "sổ văn bản không có văn bản này",
        "the register of documents has no such document",
    )
    .at(id)
    .remedy("tìm ở trang Văn bản", "look for it on the page of documents")
}
