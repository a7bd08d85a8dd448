//! `/account/tokens`: keys with which programs read the API for an account.

use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::serve::{Web, page, render, respond};
use app::accounts::{LONGEST_DAYS, Proof, Wanted};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::sync::Arc;

/// So many days unless somebody wants another number: a quarter.
const USUAL_DAYS: i64 = 90;

#[derive(Template)]
#[template(path = "token_new.html")]
struct NewPage {
    frame: Frame,
    refused: Refused,
    name: String,
    days: String,
    most: i64,
    writes: bool,
}

#[derive(Template)]
#[template(path = "token_made.html")]
struct MadePage {
    frame: Frame,
    name: String,
    key: String,
    example: String,
}

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        web.desk.own_account(&ask.caller)?;
        Ok(form(ask, Refused::default(), &Fields::default()))
    })
    .await
}

/// Makes a key and shows it once.
pub(crate) async fn make(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let proof = Proof { password: fields.text("current"), address: ask.address };
        let ctx = web.ctx(ask, "lập khoá truy cập cho chương trình");
        let made = fields.number("days").and_then(|days| {
            let wanted = Wanted { name: fields.text("name"), days, writes: fields.text("writes") == "1" };
            web.desk.make_token(&ask.caller, &ctx, &proof, &wanted, (web.now)())
        });
        match made {
            Ok(key) => {
                let example = format!("curl -H \"Authorization: Bearer {key}\" {}/api/v1/me", ask.public_url.origin());
                let name = fields.text("name").trim().to_owned();
                Ok(Html(render(&MadePage { frame: frame(ask), name, key, example })?).into_response())
            }
            Err(failure) if failure.code.starts_with("CC-DENIED") => Err(failure),
            Err(failure) => {
                let page = form(ask, Refused::of(&failure, ask.lang()), &fields);
                Ok((StatusCode::BAD_REQUEST, Html(render(&page)?)).into_response())
            }
        }
    })
    .await
}

/// Ends one.
pub(crate) async fn end(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        web.desk.end_token(&ask.caller, &web.ctx(ask, "kết thúc khoá truy cập"), fields.text("token"))?;
        Ok(Redirect::to("/account").into_response())
    })
    .await
}

fn form(ask: &Ask, refused: Refused, fields: &Fields) -> NewPage {
    NewPage {
        frame: frame(ask),
        refused,
        name: fields.text("name").to_owned(),
        days: fields.value("days").map_or_else(|| USUAL_DAYS.to_string(), str::to_owned),
        most: LONGEST_DAYS,
        writes: fields.text("writes") == "1",
    }
}

fn frame(ask: &Ask) -> Frame {
    let words = ask.words();
    let frame = Frame::new(ask, Section::None, words.t("token-new"));
    frame.crumb(words.t("account-own"), Link::to("/account")).crumb(words.t("token-new"), Link::to("/account/tokens"))
}
