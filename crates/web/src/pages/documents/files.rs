//! The files of a document: sent from its page, read by whoever sees the document, withdrawn with a reason.

use super::one;
use crate::ask::Ask;
use crate::fields::Fields;
use crate::link::Link;
use crate::log::Code;
use crate::serve::{Web, render, respond};
use crate::{error, held, upload};
use app::{Caller, DocumentFile};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Failure;
use std::sync::Arc;

/// A file as a line of the list.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) address: String,
    /// What it is and how large.
    pub(super) about: String,
    /// When it came and, for those who are signed in, from whom.
    pub(super) kept: String,
    /// When, by whom and why it was withdrawn; empty if it was not.
    pub(super) withdrawn: String,
    /// Where its withdrawal is sent; empty for who may not.
    pub(super) withdraw: String,
}

pub(super) fn line(ask: &Ask, id: &str, file: DocumentFile, may: bool) -> Line {
    let (words, figures) = (ask.words(), ask.figures());
    let address = format!("/documents/{id}/files/{}", file.number);
    let day = figures.moment(&file.kept_at);
    Line {
        about: format!("{}, {}", file.kind.name(), figures.size(file.size)),
        kept: if ask.caller.is_signed_in() {
            words.with("file-kept", &[("day", &*day), ("by", &file.kept_by)])
        } else {
            words.with("file-kept-day", &[("day", &day)])
        },
        withdraw: if may && file.withdrawn.is_none() { format!("{address}/withdraw") } else { String::new() },
        withdrawn: file.withdrawn.map_or_else(String::new, |(at, by, why)| {
            words.with("file-withdrawn", &[("day", &*figures.moment(&at)), ("by", &by), ("reason", &why)])
        }),
        name: file.name,
        address,
    }
}

/// Keeps the files that were sent. If they are refused, the page comes again and says why: a browser forgets them.
pub(crate) async fn keep(State(web): State<Arc<Web>>, Path(id): Path<String>, ask: Ask, request: Request) -> Response {
    let sent = match may_keep(&web, &ask.caller, &id).await {
        Ok(()) => upload::files(request).await,
        Err(failure) => {
            upload::drain(request.into_body()).await;
            Err(failure)
        }
    };
    respond(web, ask, move |web, ask| {
        let kept = sent.and_then(|sent| web.desk.keep_files(&ask.caller, &web.ctx(ask, ""), &id, sent, (web.today)()));
        match kept {
            Ok(()) => Ok(Redirect::to(&Link::to(format!("/documents/{id}")).to_string()).into_response()),
            Err(failure) if failure.code.starts_with("CC-DENIED") || failure.code.ends_with("-NONE") => Err(failure),
            Err(failure) => {
                let page = render(&one::build(web, ask, &id, Some(&failure))?)?;
                Ok((error::status(failure.code), Extension(Code(failure.code)), Html(page)).into_response())
            }
        }
    })
    .await
}

/// Whether it is worth reading what somebody sends.
async fn may_keep(web: &Arc<Web>, caller: &Caller, id: &str) -> Result<(), Failure> {
    let (web, caller, id) = (Arc::clone(web), caller.clone(), id.to_owned());
    let may = tokio::task::spawn_blocking(move || web.desk.may_keep_files(&caller, &id, (web.today)())).await;
    may.unwrap_or_else(|_| Err(Failure::new("CC-PAGE-RENDER", "trang gặp lỗi khi lập", "the page broke")))
}

/// Withdraws a file.
pub(crate) async fn withdraw(
    State(web): State<Arc<Web>>,
    Path((id, number)): Path<(String, i64)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    held::form(web, ask, fields, &[("reason", "field-reason")], move |web, ask, fields| {
        let ctx = web.ctx(ask, fields.text("reason"));
        web.desk.withdraw_file(&ask.caller, &ctx, &id, number, (web.today)())?;
        Ok(Redirect::to(&Link::to(format!("/documents/{id}")).to_string()).into_response())
    })
    .await
}

/// Answers the file, to be saved: what others wrote never runs as a page of ours.
pub(crate) async fn get(
    State(web): State<Arc<Web>>,
    Path((id, number)): Path<(String, i64)>,
    ask: Ask,
    headers: HeaderMap,
) -> Response {
    respond(web, ask, move |web, ask| {
        let file = web.desk.file(&ask.caller, &id, number)?;
        let tag = format!("\"{}\"", file.digest);
        let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let known = known.flat_map(|value| value.split(',')).any(|one| one.trim().trim_start_matches("W/") == tag);
        // what everybody may read is kept by the browser and asked for again, since it may be withdrawn
        let visitor = Caller::visitor();
        let public = web.desk.files(&visitor, &id)?.iter().any(|one| one.number == number);
        let cache = if public { "private, no-cache" } else { "no-store" };
        let own = [(header::ETAG, tag), (header::CACHE_CONTROL, cache.to_owned())];
        if known {
            return Ok((StatusCode::NOT_MODIFIED, own).into_response());
        }
        let content = web.desk.file_content(&ask.caller, &id, number)?;
        let kind = [
            (header::CONTENT_TYPE, file.kind.media().to_owned()),
            (header::CONTENT_DISPOSITION, disposition(&file.name)),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        Ok((own, kind, Body::from(content)).into_response())
    })
    .await
}

/// The name in the letters of all browsers, and in those of today's (RFC 6266).
fn disposition(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == ' ' { letter } else { '-' };
    let stem: String = vntext::fold(stem).chars().map(plain).collect();
    let stem = if stem.is_empty() { "tep" } else { &stem };
    format!("attachment; filename=\"{stem}.{ending}\"; filename*=UTF-8''{}", Link::to(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_travels_in_plain_letters_and_in_its_own() {
        assert_eq!(
            disposition("Kế hoạch 151 (bản 2).pdf"),
            "attachment; filename=\"ke hoach 151 ban 2.pdf\"; \
             filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20151%20%28b%E1%BA%A3n%202%29.pdf"
        );
        assert!(disposition("a\"; b.pdf").starts_with("attachment; filename=\"a b.pdf\"; "));
    }
}
