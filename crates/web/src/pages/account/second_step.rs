//! `/account/second-step`: the authenticator app.

use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::serve::{Web, page, render, respond};
use app::accounts::{Proof, SecondStep};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "second_step.html")]
struct SecondStepPage {
    frame: Frame,
    refused: Refused,
    step: SecondStep,
}

#[derive(Template)]
#[template(path = "recovery_codes.html")]
struct RecoveryPage {
    frame: Frame,
    codes: Vec<String>,
}

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        let step = web.desk.offer_second_step(&ask.caller)?;
        Ok(SecondStepPage { frame: frame(ask), refused: Refused::default(), step })
    })
    .await
}

/// Turns the second step on and shows the recovery codes once.
pub(crate) async fn turn_on(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let (secret, code) = (fields.text("secret"), fields.text("code"));
        let ctx = web.ctx(ask, "bật bước xác thực thứ hai");
        match web.desk.turn_on_second_step(&ask.caller, &ctx, secret, code, (web.now)()) {
            Ok(codes) => Ok(Html(render(&RecoveryPage { frame: frame(ask), codes })?).into_response()),
            Err(failure) if failure.code == "CC-SIGNIN-CODE-WRONG" => {
                let step = web.desk.offer_again(&ask.caller, secret)?;
                let page = SecondStepPage { frame: frame(ask), refused: Refused::of(&failure, ask.lang()), step };
                Ok((StatusCode::BAD_REQUEST, Html(render(&page)?)).into_response())
            }
            Err(failure) => Err(failure),
        }
    })
    .await
}

/// Turns the second step off.
pub(crate) async fn turn_off(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let ctx = web.ctx(ask, "tắt bước xác thực thứ hai");
        let proof = Proof { password: fields.text("current"), address: ask.address };
        web.desk.turn_off_second_step(&ask.caller, &ctx, &proof, (web.now)())?;
        Ok(Redirect::to("/account").into_response())
    })
    .await
}

fn frame(ask: &Ask) -> Frame {
    let words = ask.words();
    let frame = Frame::new(ask, Section::None, words.t("second-step"));
    let frame = frame.crumb(words.t("account-own"), Link::to("/account"));
    frame.crumb(words.t("second-step"), Link::to("/account/second-step"))
}
