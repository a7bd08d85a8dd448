//! What a form sent and nobody took: it waits on the page until it is mended or its sender has signed in again.

use crate::ask::Ask;
use crate::error;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::log::Code;
use crate::serve::{Web, render, respond};
use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use base::Failure;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "held.html")]
struct HeldPage {
    frame: Frame,
    lead: String,
    code: &'static str,
    /// Whether somebody has to sign in again first.
    signed_out: bool,
    action: String,
    /// What goes back as it came.
    hidden: Vec<(String, String)>,
    /// What was written in whole sentences: name, label, text.
    shown: Vec<(&'static str, String, String)>,
}

/// A field of sentences: its name and the key of its label.
pub(crate) type Written = (&'static str, &'static str);

/// Answers a form; if it is refused, what was typed waits. Whoever may not do it at all has nothing to send again.
pub(crate) async fn form(
    web: Arc<Web>,
    ask: Ask,
    fields: Fields,
    written: &'static [Written],
    work: impl FnOnce(&Web, &Ask, &Fields) -> Result<Response, Failure> + Send + 'static,
) -> Response {
    respond(web, ask, move |web, ask| match work(web, ask, &fields) {
        Err(failure) if !failure.code.starts_with("CC-DENIED") || failure.code == "CC-DENIED-SIGN-IN" => {
            answer(ask, &failure, fields, written)
        }
        done => done,
    })
    .await
}

/// The page with what was sent; of it, only what is `written` is seen.
pub(crate) fn answer(ask: &Ask, failure: &Failure, sent: Fields, written: &[Written]) -> Result<Response, Failure> {
    let words = ask.words();
    let signed_out = failure.code == "CC-DENIED-SIGN-IN";
    let (title, lead) = if signed_out {
        (words.t("held-title"), words.t("held-lead"))
    } else {
        (error::sentence(failure.message.get(ask.lang())), error::sentence(failure.remedy.get(ask.lang())))
    };
    let is_written = |name: &str| written.iter().any(|(known, _)| *known == name);
    let page = HeldPage {
        frame: Frame::new(ask, Section::None, title),
        lead,
        code: failure.code,
        signed_out,
        action: ask.path.clone(),
        shown: written.iter().map(|(name, label)| (*name, words.t(label), sent.text(name).to_owned())).collect(),
        hidden: sent.into_pairs().into_iter().filter(|(name, _)| !is_written(name)).collect(),
    };
    let status = if signed_out { StatusCode::UNAUTHORIZED } else { error::status(failure.code) };
    Ok((status, Extension(Code(failure.code)), Html(render(&page)?)).into_response())
}
