//! The session of whoever asks: looked up once per request, before the page; and the cookie that carries it.

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
    let Some(token) = token(request.headers()).filter(|_| !told) else { return next.run(request).await };
    let visit = tokio::task::spawn_blocking(move || web.desk.visit(&token, (web.now)(), (web.today)())).await;
    // who cannot be looked up is a visitor: pages that need more say what is wrong
    let Ok(Ok(Some(visit))) = visit else { return next.run(request).await };
    if visit.must_change && !OPEN_BEFORE.contains(&path) && !path.starts_with("/language/") {
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
