//! `/sign-in/provider`: signing in at a provider elsewhere (OpenID Connect, authorisation code with PKCE).
//!
//! What ties the answer to this browser lies in a cookie for ten minutes and is used once.

use crate::ask::{Ask, cookie};
use crate::error;
use crate::serve::{Web, respond};
use crate::session;
use app::accounts::Federated;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use identity::oidc::{Answer, Provider, Secrets};
use std::sync::Arc;

const COOKIE: &str = "__Host-cancau-provider";
const BACK: &str = "/sign-in/provider/back";

/// Sends the browser to the provider.
pub(crate) async fn go(State(web): State<Arc<Web>>, ask: Ask) -> Response {
    respond(web, ask, |web, ask| {
        let provider = provider(web, ask)?;
        let start = web.desk.chance(|chance| provider.start(&ask.public_url.with(BACK), chance))?;
        let Secrets { state, nonce, verifier } = &start.secrets;
        // Lax, because the provider leads back from another site
        let cookie =
            format!("{COOKIE}={state}.{nonce}.{verifier}; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax");
        let mut response = Redirect::to(&start.address).into_response();
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        Ok(response)
    })
    .await
}

/// Takes the browser in again.
pub(crate) async fn back(State(web): State<Arc<Web>>, headers: HeaderMap, ask: Ask) -> Response {
    let kept = cookie(&headers, COOKIE).map(str::to_owned);
    respond(web, ask, move |web, ask| {
        let provider = provider(web, ask)?;
        let kept = kept.unwrap_or_default();
        let mut parts = kept.split('.').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let secrets = Secrets { state: part(), nonce: part(), verifier: part() };
        let answer = Answer {
            state: ask.value("state").unwrap_or_default(),
            code: ask.value("code"),
            error: ask.value("error"),
        };
        let now = (web.now)();
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let person = provider.finish(&ask.public_url.with(BACK), &secrets, &answer, milliseconds)?;
        let federated = Federated { issuer: provider.issuer(), subject: &person.subject, login: &person.account };
        let token = web.desk.sign_in_federated(&federated, ask.address, &ask.agent, now)?;
        let mut response = session::begin(&token, "/");
        let forget = format!("{COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
        if let Ok(forget) = HeaderValue::from_str(&forget) {
            response.headers_mut().append(header::SET_COOKIE, forget);
        }
        Ok(response)
    })
    .await
}

fn provider<'a>(web: &'a Web, ask: &Ask) -> Result<&'a Provider, Failure> {
    web.provider.as_ref().ok_or_else(|| error::no_page(&ask.path))
}
