//! Denials go into the chain of the deployment: who, at which page, why. Never the values that were asked with.

use crate::client::Client;
use crate::log::Code;
use crate::serve::Web;
use app::{Caller, Ctx};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use jiff::Timestamp;
use std::sync::Arc;

/// Looks at the answer of a page; what was refused to somebody signed in is written down.
pub(crate) async fn note(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    let caller = extensions.get::<Caller>().filter(|caller| caller.is_signed_in()).cloned();
    let route = extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let address = extensions.get::<Client>().map(|client| client.address.to_string()).unwrap_or_default();
    let response = next.run(request).await;
    let code = response.extensions().get::<Code>().map(|code| code.0).filter(|code| code.starts_with("CC-DENIED"));
    if let (Some(caller), Some(code)) = (caller, code) {
        let noted = tokio::task::spawn_blocking(move || {
            let now = (web.now)();
            let at = Timestamp::from_second(now.as_second()).unwrap_or(now).to_string();
            let ctx = Ctx { actor: caller.login.clone(), at, reason: String::new() };
            web.desk.note_denial(&ctx, &caller, code, &route, &address)
        });
        // the page says that it was refused, whether or not that could be written down
        drop(noted.await);
    }
    response
}
