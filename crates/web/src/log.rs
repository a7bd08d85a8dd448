//! One line per request: what kind of page, how it ended, how long it took, whose account.
//!
//! The line must not tell about people. It names the route with its placeholders (`/households/{shard}/{code}`), never the
//! address that was asked for, its values, headers or the body; a failure is named by its code.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

/// The target of these lines.
pub const TARGET: &str = "request";

/// The login of whoever asked: a handler or layer that knows it puts it among the extensions of its answer.
#[derive(Clone, Debug)]
pub struct Account(pub String);

/// The code of the failure that was answered, among the extensions of the answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code(pub(crate) &'static str);

/// Writes the line when the answer's head is there; a long download goes on after it.
pub(crate) async fn write(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = now();
    let response = next.run(request).await;
    let extensions = response.extensions();
    let account = extensions.get::<Account>().map(|account| account.0.as_str());
    let code = extensions.get::<Code>().map(|code| code.0);
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (method, status) = (method.as_str(), response.status().as_u16());
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    if status < 500 {
        tracing::info!(target: TARGET, method, route, status, milliseconds, account, code);
    } else {
        tracing::error!(target: TARGET, method, route, status, milliseconds, account, code);
    }
    response
}

#[expect(clippy::disallowed_methods, reason = "how long an answer took is measured, nothing is decided by it")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
