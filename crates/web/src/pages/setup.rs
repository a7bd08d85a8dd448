//! `/setup/{token}`: the first administrator, once.

use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::{Frame, Section};
use crate::serve::{Web, page, render, respond};
use crate::session;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use base::Failure;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage {
    frame: Frame,
    refused: Refused,
    token: String,
    login: String,
    name: String,
}

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, Path(token): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| {
        if !web.desk.is_setup(&token, (web.now)())? {
            return Err(gone());
        }
        Ok(build(ask, Refused::default(), &token, &Fields::default()))
    })
    .await
}

/// Makes the administrator and lets the person in.
pub(crate) async fn make(State(web): State<Arc<Web>>, Path(token): Path<String>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let (login, password, now) = (fields.text("login"), fields.text("password"), (web.now)());
        let made = if password == fields.text("again") {
            web.desk.set_up(&token, login, fields.text("name"), password, now)
        } else {
            Err(super::account::differs())
        };
        match made {
            Ok(()) => {
                let login = login.trim().to_lowercase();
                Ok(session::begin(&web.desk.open_session(&login, ask.address, &ask.agent, now)?, "/accounts"))
            }
            Err(failure) => {
                let html = render(&build(ask, Refused::of(&failure, ask.lang()), &token, &fields))?;
                Ok((StatusCode::BAD_REQUEST, Html(html)).into_response())
            }
        }
    })
    .await
}

fn gone() -> Failure {
    Failure::new("CC-PAGE-NONE", "liên kết này đã dùng hoặc đã quá hạn", "this link was used or is too old")
        .remedy("khởi động lại cancau serve để có liên kết mới", "start cancau serve again for a new link")
}

fn build(ask: &Ask, refused: Refused, token: &str, fields: &Fields) -> SetupPage {
    SetupPage {
        frame: Frame::new(ask, Section::None, ask.words().t("setup")),
        refused,
        token: token.to_owned(),
        login: fields.text("login").to_owned(),
        name: fields.text("name").to_owned(),
    }
}
