//! `/account`: one's own account: grants, sessions, the second step, households one keeps the hands off.

mod password;
mod second_step;
pub(crate) mod tokens;

pub(crate) use password::{change as change_password, differs, show as password};
pub(crate) use second_step::{show as second_step, turn_off, turn_on};

use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::parts::{GrantLine, KinLine, SessionLine, TokenLine, grant_lines, kin_lines, session_lines, token_lines};
use crate::serve::{Web, page, respond};
use app::accounts::KinKind;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    name: String,
    login: String,
    agency: String,
    has_totp: bool,
    grants: Vec<GrantLine>,
    sessions: Vec<SessionLine>,
    tokens: Vec<TokenLine>,
    kin: Vec<KinLine>,
    provinces: Vec<(i64, String)>,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

/// Ends one of the sessions.
pub(crate) async fn end_session(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        web.desk.end_session(&ask.caller, &web.ctx(ask, "kết thúc phiên"), fields.text("session"))?;
        Ok(Redirect::to("/account").into_response())
    })
    .await
}

/// Declares a household.
pub(crate) async fn declare_kin(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let kind = if fields.text("kind") == "own" { KinKind::Own } else { KinKind::Relative };
        let ctx = web.ctx(ask, "khai hộ của mình hoặc người thân");
        web.desk.declare_kin(&ask.caller, &ctx, app::Shard(fields.number("shard")?), fields.text("household"), kind)?;
        Ok(Redirect::to("/account").into_response())
    })
    .await
}

fn build(web: &Web, ask: &Ask) -> Result<AccountPage, Failure> {
    let account = web.desk.own_account(&ask.caller)?;
    let words = ask.words();
    let agency = match &account.agency {
        Some(id) => web.desk.agency(&ask.caller, id)?.name_on((web.today)()).to_owned(),
        None => String::new(),
    };
    Ok(AccountPage {
        frame: Frame::new(ask, Section::None, words.t("account-own")),
        grants: grant_lines(web, ask, &web.desk.own_grants(&ask.caller)?),
        sessions: session_lines(ask, &web.desk.own_sessions(&ask.caller, (web.now)())?),
        tokens: token_lines(ask, &web.desk.own_tokens(&ask.caller, (web.now)())?),
        kin: kin_lines(ask, &web.desk.own_kin(&ask.caller)?),
        provinces: web.desk.provinces()?.into_iter().map(|row| (row.shard.0, row.name)).collect(),
        name: account.name,
        login: account.login,
        agency,
        has_totp: account.has_totp,
    })
}
