//! `/account/password`: another password.

use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::serve::{Web, page, render, respond};
use app::accounts::Proof;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Failure;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage {
    frame: Frame,
    refused: Refused,
    /// Whether nothing else is open before.
    forced: bool,
}

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| build(web, ask, Refused::default())).await
}

/// Changes the password.
pub(crate) async fn change(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let wanted = fields.text("password");
        let changed = if wanted == fields.text("again") {
            let ctx = web.ctx(ask, "đổi mật khẩu");
            let proof = Proof { password: fields.text("current"), address: ask.address };
            web.desk.change_password(&ask.caller, &ctx, &proof, wanted, &ask.token, (web.now)())
        } else {
            Err(differs())
        };
        match changed {
            Ok(()) => Ok(Redirect::to("/account").into_response()),
            Err(failure) if failure.code.starts_with("CC-DENIED") => Err(failure),
            Err(failure) => {
                let html = render(&build(web, ask, Refused::of(&failure, ask.lang()))?)?;
                Ok((StatusCode::BAD_REQUEST, Html(html)).into_response())
            }
        }
    })
    .await
}

/// The failure of two fields that must be the same.
pub(crate) fn differs() -> Failure {
    Failure::new("CC-PASSWORD-AGAIN", "hai ô mật khẩu mới không giống nhau", "the two new passwords differ")
        .at("again")
        .remedy("gõ lại cả hai ô", "type both again")
}

fn build(web: &Web, ask: &Ask, refused: Refused) -> Result<PasswordPage, Failure> {
    let forced = web.desk.own_account(&ask.caller)?.must_change;
    let words = ask.words();
    let frame = Frame::new(ask, Section::None, words.t("password-change"));
    let frame = frame.crumb(words.t("account-own"), Link::to("/account"));
    let frame = frame.crumb(words.t("password-change"), Link::to("/account/password"));
    Ok(PasswordPage { frame, refused, forced })
}
