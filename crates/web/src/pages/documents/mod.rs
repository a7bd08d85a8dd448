//! `/documents`: the register of documents, found by words without tone marks, by kind, state and issuer.

pub(crate) mod files;
pub(crate) mod one;

pub(crate) use one::no_document;

use super::programmes::{Chip, Named, Tell};
use crate::ask::{Ask, unreadable};
use crate::frame::{Frame, Section};
use crate::pager::Pager;
use crate::parts::Pick;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{Failure, Lang};
use domain::programme::{Document, DocumentKind, DocumentState};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Documents on a page.
const PER_PAGE: usize = 20;

#[derive(Template)]
#[template(path = "documents.html")]
struct DocumentsPage {
    frame: Frame,
    headline: String,
    lead: String,
    q: String,
    kinds: Vec<Pick>,
    states: Vec<Pick>,
    issuers: Vec<Pick>,
    filtered: bool,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    name: Named,
    title: String,
    date: String,
    issuer: String,
    chip: Chip,
    /// How many files it offers; a dash for none.
    files: String,
}

/// What is asked for.
struct Asked<'a> {
    q: &'a str,
    kind: Option<DocumentKind>,
    state: Option<DocumentState>,
    issuer: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn read(ask: &'a Ask) -> Result<Self, Failure> {
        fn word<T>(ask: &Ask, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Failure> {
            ask.value(name).map(|text| read(text).ok_or_else(|| unreadable(name, text))).transpose()
        }
        Ok(Self {
            q: ask.value("q").unwrap_or_default(),
            kind: word(ask, "kind", DocumentKind::from_word)?,
            state: word(ask, "state", DocumentState::from_word)?,
            issuer: ask.value("issuer"),
        })
    }

    fn fits(&self, document: &Document) -> bool {
        self.kind.is_none_or(|kind| document.kind == kind)
            && self.state.is_none_or(|state| document.state == state)
            && self.issuer.is_none_or(|issuer| document.issuer == issuer)
    }
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<DocumentsPage, Failure> {
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let asked = Asked::read(ask)?;
    let programmes = web.desk.programmes_for(&ask.caller)?;
    let tell = Tell { areas: web.desk.areas(), programmes: &programmes, words };
    let mut found: Vec<&Document> = programmes.search(asked.q).into_iter().filter(|one| asked.fits(one)).collect();
    // the newest first; what has no day comes last
    found.sort_by_key(|one| Reverse(one.date));
    let pager = Pager::new(ask, found.len(), PER_PAGE)?;
    let files = web.desk.file_counts()?;
    let count = figures.count(found.len() as u64);
    let filtered = ["q", "kind", "state", "issuer"].iter().any(|name| ask.value(name).is_some());
    let key = if found.is_empty() { "documents-none" } else { "documents-headline" };
    Ok(DocumentsPage {
        frame: Frame::new(ask, Section::Programmes, words.t("documents"))
            .crumb(words.t("nav-programmes"), "/programmes")
            .crumb(words.t("documents"), "/documents"),
        headline: words.with(key, &[("count", &count)]),
        lead: words.t("documents-lead"),
        q: asked.q.to_owned(),
        kinds: picks(
            &programmes.documents,
            |one| (one.kind.word().to_owned(), one.kind.name().get(lang).to_owned()),
            ask.value("kind"),
        ),
        states: picks(
            &programmes.documents,
            |one| (one.state.word().to_owned(), one.state.name().get(lang).to_owned()),
            ask.value("state"),
        ),
        issuers: picks(&programmes.documents, |one| (one.issuer.clone(), one.issuer.clone()), asked.issuer),
        filtered,
        rows: found[pager.shown.clone()].iter().map(|one| row(tell, one, files.get(&one.id).copied(), lang)).collect(),
        pager,
    })
}

/// Every value that some document has, and the one asked for.
fn picks(all: &[Document], value: impl Fn(&Document) -> (String, String), chosen: Option<&str>) -> Vec<Pick> {
    let values: BTreeSet<(String, String)> = all.iter().map(value).collect();
    let mut picks: Vec<Pick> = values
        .into_iter()
        .map(|(value, text)| Pick {
            chosen: chosen == Some(value.as_str()),
            value,
            text: crate::error::sentence(&text),
        })
        .collect();
    picks.sort_by_cached_key(|pick| vntext::order::sort_key(&pick.text));
    picks
}

fn row(tell: Tell<'_>, one: &Document, files: Option<u64>, lang: Lang) -> Row {
    let name = tell.document(&one.id);
    let title = one.title.get(lang);
    Row {
        title: if name.text == title { String::new() } else { title.to_owned() },
        name,
        date: one.date.map_or_else(|| tell.words.t("document-no-day"), |day| tell.day(day)),
        issuer: one.issuer.clone(),
        chip: chip(one.state, lang),
        files: tell.figures().count_or_none(files),
    }
}

/// How far a document has come, by shape and word.
fn chip(state: DocumentState, lang: Lang) -> Chip {
    let shape = match state {
        DocumentState::Draft | DocumentState::Expired => "none",
        DocumentState::Submitted => "on",
        DocumentState::Issued => "ok",
    };
    Chip { shape, text: crate::error::sentence(state.name().get(lang)) }
}
