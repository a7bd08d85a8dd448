//! `/account`: one's own account: grants, sessions, the second step, households one keeps the hands off.

mod password;
mod second_step;

pub(crate) use password::{change as change_password, differs, show as password};
pub(crate) use second_step::{show as second_step, turn_off, turn_on};

use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::parts::{GrantLine, SessionLine, grant_lines, moment, session_lines};
use crate::serve::{Web, page, respond};
use app::accounts::KinKind;
use askama::Template;
use axum::extract::{Path, State};
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
    kin: Vec<KinLine>,
    provinces: Vec<(i64, String)>,
}

/// A household that the account keeps its hands off.
struct KinLine {
    household: String,
    kind: String,
    declared: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

/// Ends one of the sessions.
pub(crate) async fn end_session(State(web): State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    respond(web, ask, move |web, ask| {
        web.desk.end_session(&ask.caller, &web.ctx(ask, "kết thúc phiên"), &id)?;
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
    let kin = web.desk.own_kin(&ask.caller)?.into_iter().map(|kin| KinLine {
        household: kin.household,
        kind: words.t(if kin.kind == KinKind::Own { "kin-own" } else { "kin-relative" }),
        declared: moment(ask, &kin.declared_at),
    });
    Ok(AccountPage {
        frame: Frame::new(ask, Section::None, words.t("account-own")),
        grants: grant_lines(web, ask, &web.desk.own_grants(&ask.caller)?),
        sessions: session_lines(ask, &web.desk.own_sessions(&ask.caller, (web.now)())?),
        kin: kin.collect(),
        provinces: web.desk.provinces()?.into_iter().map(|row| (row.shard.0, row.name)).collect(),
        name: account.name,
        login: account.login,
        agency,
        has_totp: account.has_totp,
    })
}
