//! `/api/v1/documents`: the register of documents, how they hang together, and the files that are kept of them.

use super::dto::Bilingual;
use super::problem::Problems;
use super::read::{At, Day, Paged, Query};
use super::standing::Quoted;
use crate::ask::Ask;
use crate::serve::Web;
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use domain::programme::{Document, Relation};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which documents.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DocumentsAsked {
    /// Only those with these words, with or without diacritics.
    q: Option<String>,
    /// Which page of the list.
    #[param(minimum = 1, maximum = 10_000_000)]
    page: Option<u64>,
    /// How many on a page; 50 if it is not given.
    #[param(minimum = 1, maximum = 500)]
    per_page: Option<u64>,
}

/// A page of documents.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DocumentList {
    /// How many there are.
    total: u64,
    /// Those of the page.
    documents: Vec<DocumentLine>,
}

/// A document.
#[derive(Debug, Serialize, ToSchema)]
struct DocumentLine {
    /// Its id in every address.
    #[schema(example = "nb-kh-151")]
    id: String,
    /// Its number; null where it is not known.
    number: Option<String>,
    /// The day it was signed; null where it is not known.
    date: Option<Day>,
    /// What it is.
    kind: &'static str,
    /// What it is about.
    title: Bilingual,
    /// Who issued it.
    issuer: String,
    /// Who signed it; null where it is not known.
    signer: Option<String>,
    /// How far it has come: `draft`, `submitted`, `issued` or `expired`.
    state: &'static str,
    /// What it carries out, replaces, amends or belongs to.
    relations: Vec<DocumentRelation>,
    /// The words by which it is known.
    quote: Quoted,
}

/// A document with its files.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DocumentWhole {
    /// The document.
    document: DocumentLine,
    /// Its files, as far as the account may read them.
    files: Vec<KeptFile>,
}

/// How one document is tied to another.
#[derive(Debug, Serialize, ToSchema)]
struct DocumentRelation {
    /// `carries_out`, `replaces`, `amends` or `belongs_to`.
    bond: &'static str,
    /// The other one, by id.
    to: String,
    /// The words that say so; empty where there are none.
    words: String,
}

/// A file of a document.
#[derive(Debug, Serialize, ToSchema)]
struct KeptFile {
    /// Its number within the document.
    number: i64,
    /// Its name.
    name: String,
    /// What it is, as browsers call it.
    media: &'static str,
    /// Bytes.
    size: u64,
    /// SHA-256 of its bytes.
    digest: String,
    /// Where it is read.
    address: String,
    /// Whether it was withdrawn.
    withdrawn: bool,
}

/// Documents
#[utoipa::path(get, path = "/api/v1/documents", operation_id = "list_documents", tag = "programmes", params(DocumentsAsked), responses((status = 200, body = DocumentList, description = "A page of documents"), Problems))]
pub(super) async fn list(State(web): State<Arc<Web>>, ask: Ask, Query(asked): Query<DocumentsAsked>) -> Response {
    super::json(web, ask, move |web, ask| {
        let paged = Paged::of(asked.page, asked.per_page)?;
        let programmes = web.desk.programmes_for(&ask.caller)?;
        let found = programmes.search(asked.q.as_deref().unwrap_or_default());
        let total = found.len() as u64;
        Ok(DocumentList { total, documents: paged.cut(found).map(line).collect() })
    })
    .await
}

/// One document
#[utoipa::path(get, path = "/api/v1/documents/{id}", operation_id = "get_document", tag = "programmes", params(("id" = String, Path, description = "The document, by id")), responses((status = 200, body = DocumentWhole, description = "The document with its files"), Problems))]
pub(super) async fn one(State(web): State<Arc<Web>>, ask: Ask, At(id): At<String>) -> Response {
    super::json(web, ask, move |web, ask| whole(web, ask, &id)).await
}

fn whole(web: &Web, ask: &Ask, id: &str) -> Result<DocumentWhole, Failure> {
    let programmes = web.desk.programmes_for(&ask.caller)?;
    let document = programmes.document(id).ok_or_else(|| crate::pages::documents::no_document(id))?;
    let file = |file: app::DocumentFile| KeptFile {
        address: format!("/documents/{id}/files/{}", file.number),
        number: file.number,
        media: file.kind.media(),
        size: file.size,
        digest: file.digest,
        withdrawn: file.withdrawn.is_some(),
        name: file.name,
    };
    Ok(DocumentWhole {
        document: line(document),
        files: web.desk.files(&ask.caller, id)?.into_iter().map(file).collect(),
    })
}

fn line(one: &Document) -> DocumentLine {
    let relation = |relation: &Relation| DocumentRelation {
        bond: relation.bond.word(),
        to: relation.to.clone(),
        words: relation.sentence.clone(),
    };
    DocumentLine {
        id: one.id.clone(),
        number: one.number.clone(),
        date: one.date.map(Day),
        kind: one.kind.word(),
        title: Bilingual::of(&one.title),
        issuer: one.issuer.clone(),
        signer: one.signer.clone(),
        state: one.state.word(),
        relations: one.relations.iter().map(relation).collect(),
        quote: Quoted::of(&one.quote),
    }
}
