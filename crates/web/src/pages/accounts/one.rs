//! `/accounts/{login}`: one account, and what an administrator does with it.

use super::{MadePage, frame};
use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::Frame;
use crate::link::Link;
use crate::parts::{
    GrantLine, KinLine, Pick, SessionLine, TokenLine, agency_picks, grant_lines, kin_lines, session_lines, token_lines,
};
use crate::serve::{Web, page, render, respond};
use app::Shard;
use app::accounts::{NewGrant, Whole, lock_of};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::{AreaKey, Failure, Period};
use domain::access::{Grant, Role};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "account_one.html")]
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides one button")]
struct OnePage {
    frame: Frame,
    refused: Refused,
    login: String,
    name: String,
    version: i64,
    closed: bool,
    locked: bool,
    has_totp: bool,
    /// Whether it is the reader's own.
    own: bool,
    grants: Vec<GrantLine>,
    sessions: Vec<SessionLine>,
    kin: Vec<KinLine>,
    /// Where a session is ended.
    sessions_end: String,
    tokens: Vec<TokenLine>,
    tokens_end: String,
    agencies: Vec<Pick>,
    roles: Vec<Pick>,
    provinces: Vec<Pick>,
    fields: Fields,
    today: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path(login): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &login, Refused::default(), &Fields::default())).await
}

/// Does what a button of the page says.
pub(crate) async fn act(
    State(web): State<Arc<Web>>,
    Path((login, act)): Path<(String, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    respond(web, ask, move |web, ask| match run(web, ask, &login, &act, &fields) {
        Ok(Some(page)) => Ok(Html(render(&page)?).into_response()),
        Ok(None) => Ok(Redirect::to(&Link::to(format!("/accounts/{login}")).to_string()).into_response()),
        // duties that exclude each other are told beside the form; who may not do this at all is told so
        Err(failure) if failure.code.starts_with("CC-DENIED") && failure.code != "CC-DENIED-DUTIES" => Err(failure),
        Err(failure) => {
            let html = render(&build(web, ask, &login, Refused::of(&failure, ask.lang()), &fields)?)?;
            let status =
                if failure.code == "CC-CHANGED-MEANWHILE" { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST };
            Ok((status, Html(html)).into_response())
        }
    })
    .await
}

fn run(web: &Web, ask: &Ask, login: &str, act: &str, fields: &Fields) -> Result<Option<MadePage>, Failure> {
    let (desk, caller) = (&web.desk, &ask.caller);
    let why = |what: &str| web.ctx(ask, what);
    match act {
        "change" => {
            let name = fields.text("name");
            let account = (login, fields.number("version")?);
            desk.change_account(caller, &why("sửa tài khoản"), account, name, fields.value("agency"))?;
        }
        "reset" => {
            let made = desk.reset_password(caller, &why("đặt lại mật khẩu"), login)?;
            return Ok(Some(MadePage::new(ask, made)));
        }
        "unlock" => desk.unlock_account(caller, &why("mở khoá"), login)?,
        "close" => desk.close_account(caller, &why("khoá tài khoản"), (login, fields.number("version")?), true)?,
        "reopen" => desk.close_account(caller, &why("mở lại tài khoản"), (login, fields.number("version")?), false)?,
        "drop-second-step" => desk.drop_second_step(caller, &why("tắt bước xác thực thứ hai"), login)?,
        "end-session" => desk.end_session_of(caller, &why("kết thúc phiên"), login, fields.text("session"))?,
        "end-token" => desk.end_token_of(caller, &why("kết thúc khoá truy cập"), login, fields.text("token"))?,
        "end-kin" => {
            let (shard, household) = (Shard(fields.number("shard")?), fields.text("household"));
            desk.end_kin_of(caller, &why("gỡ khai báo hộ của mình hoặc người thân"), login, shard, household)?;
        }
        "give" => desk.give_grant(caller, &why("giao quyền"), &grant(web, login, fields)?)?,
        "end-grant" => {
            let (id, version) = (fields.text("grant"), fields.number("version")?);
            desk.end_grant(caller, &why("kết thúc quyền"), id, version, fields.day("last")?)?;
        }
        _ => return Err(crate::error::no_page(&ask.path)),
    }
    Ok(None)
}

fn grant(web: &Web, login: &str, fields: &Fields) -> Result<NewGrant, Failure> {
    let field = |vi: &str, en: &str, at: &'static str| Failure::new("CC-FIELD", vi, en).at(at);
    let role = Role::of(fields.text("role")).ok_or_else(|| field("chưa chọn vai trò", "no role was chosen", "role"))?;
    let from = fields.day("from")?;
    let area: Option<AreaKey> = match fields.value("area").or_else(|| fields.value("province")) {
        None => None,
        Some(code) => {
            let unit = web.desk.areas().at(code, from).ok_or_else(|| {
                field("mã này không chỉ đơn vị nào vào ngày bắt đầu", "the code means no unit on the first day", "area")
            })?;
            Some(unit.key.clone())
        }
    };
    Ok(NewGrant {
        login: login.to_owned(),
        grant: Grant {
            role,
            area,
            village: fields.value("village").map(str::to_owned),
            period: Period { from, to: fields.day_or_none("to")? },
        },
        agency: fields.value("for-agency").map(str::to_owned),
        decision: fields.text("decision").to_owned(),
    })
}

fn build(web: &Web, ask: &Ask, login: &str, refused: Refused, fields: &Fields) -> Result<OnePage, Failure> {
    let Whole { account, grants, sessions, tokens, kin } = web.desk.account(&ask.caller, login, (web.now)())?;
    let areas = web.desk.areas();
    let today = (web.today)();
    let provinces = web.desk.provinces()?.into_iter().filter_map(|row| {
        let opened = areas.at(&row.code, row.opened_on)?;
        let (key, _) = areas.holders(&opened.key, today).into_iter().next()?;
        Some(Pick { chosen: false, text: areas.get(&key)?.name.clone(), value: key.code })
    });
    let roles = Role::ALL.into_iter().map(|role| Pick {
        value: role.word().to_owned(),
        text: role.name().get(ask.lang()).to_owned(),
        chosen: fields.text("role") == role.word(),
    });
    Ok(OnePage {
        frame: frame(ask, account.name.clone()),
        refused,
        version: account.version,
        closed: account.closed_at.is_some(),
        locked: lock_of(&account, (web.now)()).is_some(),
        has_totp: account.has_totp,
        own: account.login == ask.caller.login,
        grants: grant_lines(web, ask, &grants),
        sessions: session_lines(ask, &sessions),
        kin: kin_lines(ask, &kin),
        sessions_end: Link::to(format!("/accounts/{}/end-session", account.login)).to_string(),
        tokens: token_lines(ask, &tokens),
        tokens_end: Link::to(format!("/accounts/{}/end-token", account.login)).to_string(),
        agencies: agency_picks(web, ask, account.agency.as_deref())?,
        roles: roles.collect(),
        provinces: provinces.collect(),
        fields: fields.clone(),
        today: today.to_string(),
        login: account.login,
        name: account.name,
    })
}
