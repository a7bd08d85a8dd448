//! `/accounts`: everybody who can sign in, and a new one.

mod one;

pub(crate) use one::{act, show as one};

use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::parts::{Pick, agency_picks};
use crate::serve::{Web, page, render, respond};
use app::accounts::{Made, lock_of};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use base::Failure;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    frame: Frame,
    refused: Refused,
    sought: String,
    lines: Vec<AccountLine>,
    agencies: Vec<Pick>,
    login: String,
    name: String,
}

/// A line of the list.
struct AccountLine {
    login: String,
    address: String,
    name: String,
    agency: String,
    roles: String,
    seen: String,
    /// `open`, `closed` or `locked`.
    state: &'static str,
}

/// A password that is shown once.
#[derive(Template)]
#[template(path = "made.html")]
pub(super) struct MadePage {
    frame: Frame,
    made: Made,
    address: String,
}

impl MadePage {
    pub(super) fn new(ask: &Ask, made: Made) -> Self {
        let frame = frame(ask, ask.words().t("password-one-time"));
        Self { frame, address: Link::to(format!("/accounts/{}", made.login)).to_string(), made }
    }
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| build(web, ask, Refused::default(), &Fields::default())).await
}

/// Makes an account.
pub(crate) async fn make(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let ctx = web.ctx(ask, "lập tài khoản");
        let made =
            web.desk.make_account(&ask.caller, &ctx, fields.text("login"), fields.text("name"), fields.value("agency"));
        match made {
            Ok(made) => Ok(Html(render(&MadePage::new(ask, made))?).into_response()),
            Err(failure) if failure.code.starts_with("CC-DENIED") => Err(failure),
            Err(failure) => {
                let html = render(&build(web, ask, Refused::of(&failure, ask.lang()), &fields)?)?;
                Ok((StatusCode::BAD_REQUEST, Html(html)).into_response())
            }
        }
    })
    .await
}

fn build(web: &Web, ask: &Ask, refused: Refused, fields: &Fields) -> Result<AccountsPage, Failure> {
    let sought = ask.value("name").unwrap_or_default();
    let today = (web.today)();
    let found = web.desk.accounts(&ask.caller, sought)?;
    let grants = web.desk.grants_on(&ask.caller, today)?;
    let lines = found.into_iter().map(|line| {
        let account = line.account;
        let roles = grants.iter().filter(|row| row.login == account.login).map(|row| row.grant.role.name());
        let mut roles: Vec<String> = roles.map(|name| name.get(ask.lang()).to_owned()).collect();
        roles.dedup();
        AccountLine {
            address: Link::to(format!("/accounts/{}", account.login)).to_string(),
            state: if account.closed_at.is_some() {
                "closed"
            } else if lock_of(&account, (web.now)()).is_some() {
                "locked"
            } else {
                "open"
            },
            login: account.login,
            name: account.name,
            agency: line.agency_name.unwrap_or_default(),
            roles: roles.join(", "),
            seen: line.seen_at.map_or_else(String::new, |at| ask.figures().moment(&at)),
        }
    });
    Ok(AccountsPage {
        frame: frame(ask, ask.words().t("nav-accounts")),
        refused,
        sought: sought.to_owned(),
        lines: lines.collect(),
        agencies: agency_picks(web, ask, fields.value("agency"))?,
        login: fields.text("login").to_owned(),
        name: fields.text("name").to_owned(),
    })
}

pub(super) fn frame(ask: &Ask, title: String) -> Frame {
    let list = ask.words().t("nav-accounts");
    let frame = Frame::new(ask, Section::Accounts, title.clone()).crumb(list.clone(), Link::to("/accounts"));
    if title == list { frame } else { frame.crumb(title, Link::here(ask)) }
}
