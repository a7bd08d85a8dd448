//! `/sign-in` and `/sign-out`.

use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::serve::{Web, is_ours, page, render, respond};
use crate::session;
use app::accounts::Attempt;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use base::Failure;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    refused: Refused,
    login: String,
    back: String,
    /// Logins of the demo's accounts, if this is the demo: what each may do.
    demo: Vec<(String, String)>,
}

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| Ok(build(web, ask, Refused::default(), "", ask.value("back").unwrap_or_default()))).await
}

/// Lets somebody in, or shows the form again.
pub(crate) async fn enter(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let back = fields.value("back").filter(|back| is_ours(back)).unwrap_or("/");
        let attempt = Attempt {
            login: fields.text("login"),
            password: fields.text("password"),
            code: fields.text("code"),
            address: ask.address,
            agent: &ask.agent,
        };
        match web.desk.sign_in(&attempt, (web.now)()) {
            Ok(signed_in) if signed_in.must_change => Ok(session::begin(&signed_in.token, session::CHANGE_PASSWORD)),
            Ok(signed_in) => Ok(session::begin(&signed_in.token, back)),
            Err(failure) => refuse(web, ask, &failure, &fields),
        }
    })
    .await
}

/// Ends the session, here and in the database.
pub(crate) async fn leave(State(web): State<Arc<Web>>, ask: Ask) -> Response {
    respond(web, ask, |web, ask| {
        if ask.caller.is_signed_in() {
            web.desk.end_session(&ask.caller, &web.ctx(ask, "đăng xuất"), &ask.session)?;
        }
        Ok(session::end("/"))
    })
    .await
}

fn refuse(web: &Web, ask: &Ask, failure: &Failure, fields: &Fields) -> Result<Response, Failure> {
    let refused = Refused::of(failure, ask.lang());
    let html = render(&build(web, ask, refused, fields.text("login"), fields.text("back")))?;
    let status = match failure.code {
        "CC-SIGNIN-FAST" | "CC-SIGNIN-LOCKED" => StatusCode::TOO_MANY_REQUESTS,
        code if code.starts_with("CC-SIGNIN") => StatusCode::UNAUTHORIZED,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Ok((status, Html(html)).into_response())
}

fn build(web: &Web, ask: &Ask, refused: Refused, login: &str, back: &str) -> SignInPage {
    let words = ask.words();
    let frame = Frame::new(ask, Section::None, words.t("sign-in")).crumb(words.t("sign-in"), Link::to("/sign-in"));
    let is_demo = web.desk.provinces().is_ok_and(|rows| rows.iter().any(app::demo::is_demo));
    let demo = app::demo::PEOPLE.iter().filter(|_| is_demo);
    let demo = demo.map(|person| (person.login.to_owned(), person.role.name().get(ask.lang()).to_owned())).collect();
    SignInPage { frame, refused, login: login.to_owned(), back: back.to_owned(), demo }
}
