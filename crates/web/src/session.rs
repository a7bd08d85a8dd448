//! Who asks: the session of a browser or the key of a program, looked up once per request, before the page; and the cookie
//! that carries a session.

use crate::api;
use crate::ask::{SESSION_COOKIE, token};
use crate::log::Account;
use crate::serve::Web;
use app::Caller;
use app::accounts::Visit;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Where a password that somebody else knows is changed.
pub(crate) const CHANGE_PASSWORD: &str = "/account/password";

/// What stays open before such a password is changed.
const OPEN_BEFORE: [&str; 3] = [CHANGE_PASSWORD, "/sign-out", "/sign-in"];

/// How long a browser keeps the cookie; the session may end before.
const KEPT_SECONDS: u32 = 12 * 60 * 60;

/// Tells the pages who asks. A probe has told it already.
pub(crate) async fn recognise(State(web): State<Arc<Web>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let told = request.extensions().get::<Caller>().is_some() || path.starts_with("/assets/");
    let program = path.starts_with(api::ROOT);
    let key = request.headers().get(header::AUTHORIZATION).filter(|_| program && !told).cloned();
    let visit = if let Some(key) = key {
        let key = key.to_str().ok().and_then(|key| key.strip_prefix("Bearer ")).unwrap_or_default().trim().to_owned();
        let visit = move || web.desk.visit_with_token(&key, (web.now)(), (web.today)());
        match tokio::task::spawn_blocking(visit).await {
            Ok(Ok(Some(visit))) => Some(visit),
            // a program that brings a key is never answered as if it had brought none
            Ok(Err(failure)) => return api::problem::answer(&failure),
            _ => return api::problem::answer(&api::problem::no_key()),
        }
    } else if let Some(token) = token(request.headers()).filter(|_| !told) {
        let visit = move || web.desk.visit(&token, (web.now)(), (web.today)());
        // who cannot be looked up is a visitor: pages that need more say what is wrong
        tokio::task::spawn_blocking(visit).await.ok().and_then(Result::ok).flatten()
    } else {
        None
    };
    let Some(visit) = visit else { return next.run(request).await };
    if visit.must_change && !program && !OPEN_BEFORE.contains(&path) && !path.starts_with("/language/") {
        return Redirect::to(CHANGE_PASSWORD).into_response();
    }
    let account = Account(visit.caller.login.clone());
    request.extensions_mut().insert(visit.caller.clone());
    request.extensions_mut().insert::<Visit>(visit);
    let mut response = next.run(request).await;
    response.extensions_mut().insert(account);
    response
}

/// An answer that gives the browser its session.
pub(crate) fn begin(token: &str, to: &str) -> Response {
    with_cookie(
        to,
        &format!("{SESSION_COOKIE}={token}; Path=/; Max-Age={KEPT_SECONDS}; Secure; HttpOnly; SameSite=Lax"),
    )
}

/// An answer that takes it away.
pub(crate) fn end(to: &str) -> Response {
    with_cookie(to, &format!("{SESSION_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"))
}

fn with_cookie(to: &str, cookie: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
