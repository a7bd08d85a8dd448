//! The server: addresses of all pages, and how one is answered.

use crate::ask::{Ask, LANGUAGE_COOKIE};
use crate::transport::{Transport, around};
use crate::{api, assets, denial, error, listen, pages, session};
use app::Desk;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use base::Failure;
use identity::oidc::Provider;
use jiff::Timestamp;
use jiff::civil::Date;
use report::chart::geojson::Boundaries;
use std::sync::Arc;

/// What all pages share.
pub struct Web {
    /// Where figures come from.
    pub desk: Desk,
    /// The day; the pages read no clock.
    pub today: Box<dyn Fn() -> Date + Send + Sync>,
    /// The moment, for records and sessions.
    pub now: Box<dyn Fn() -> Timestamp + Send + Sync>,
    /// Boundaries that provinces drew themselves.
    pub maps: Vec<Boundaries>,
    /// A provider of sign-ins elsewhere, if the deployment has one.
    pub provider: Option<Provider>,
}

impl Web {
    /// Who does something, when and why, for the trail.
    pub(crate) fn ctx(&self, ask: &Ask, reason: impl Into<String>) -> app::Ctx {
        let now = (self.now)();
        // whole seconds, so that texts sort as moments do
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        app::Ctx { actor: ask.caller.login.clone(), at: now.to_string(), reason: reason.into() }
    }
}

/// All addresses, for requests that come over no network.
pub fn router(web: Web) -> Router {
    routes(Arc::new(web), &Arc::default())
}

fn routes(web: Arc<Web>, transport: &Arc<Transport>) -> Router {
    let pages = pages::routes()
        .merge(api::routes())
        .route("/assets/{name}", get(assets::serve))
        .route("/language/{lang}", get(language))
        .fallback(|ask: Ask| async move { error::nothing_here(&ask) })
        .layer(from_fn_with_state(Arc::clone(&web), denial::note))
        .layer(from_fn_with_state(Arc::clone(&web), session::recognise))
        .with_state(web);
    around(pages, transport)
}

/// Serves until `stop` resolves, and then until the answers under way are finished.
pub async fn serve(
    listener: tokio::net::TcpListener,
    web: Web,
    transport: Transport,
    stop: impl Future<Output = ()> + Send,
) {
    let web = Arc::new(web);
    let warmed = Arc::clone(&web);
    // a failure is told to whoever opens a page that needs the counts
    drop(tokio::task::spawn_blocking(move || warmed.desk.warm()));
    let tls = transport.tls.clone();
    listen::run(listener, tls, routes(web, &Arc::new(transport)), stop).await;
}

/// Answers with a page made on a thread that may wait for the database.
pub(crate) async fn page<T: Template>(
    State(web): State<Arc<Web>>,
    ask: Ask,
    work: impl FnOnce(&Web, &Ask) -> Result<T, Failure> + Send + 'static,
) -> Response {
    respond(web, ask, move |web, ask| Ok(Html(render(&work(web, ask)?)?).into_response())).await
}

/// Answers with whatever `work` makes.
pub(crate) async fn respond(
    web: Arc<Web>,
    ask: Ask,
    work: impl FnOnce(&Web, &Ask) -> Result<Response, Failure> + Send + 'static,
) -> Response {
    let asked = ask.clone();
    let done = tokio::task::spawn_blocking(move || work(&web, &ask).unwrap_or_else(|f| error::answer(&ask, &f))).await;
    done.unwrap_or_else(|_| {
        let failure = Failure::new("CC-PAGE-RENDER", "trang gặp lỗi khi lập", "the page broke while it was made")
            .remedy("thử lại; nếu vẫn lỗi, báo cho người quản trị", "try again; if it stays, tell the administrator");
        error::answer(&asked, &failure)
    })
}

/// A template as text.
pub(crate) fn render(template: &impl Template) -> Result<String, Failure> {
    template.render().map_err(|error| {
        Failure::new("CC-PAGE-RENDER", format!("không lập được trang: {error}"), format!("cannot render: {error}"))
    })
}

/// Whether an address to go back to is one of our own: two slashes would lead to another site, and browsers leave out
/// tabs and line ends before they look.
pub(crate) fn is_ours(address: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    address.starts_with('/') && !address.starts_with("//") && address.bytes().all(plain)
}

/// Keeps the language and goes back to the page.
async fn language(Path(lang): Path<String>, ask: Ask) -> Response {
    let back = ask.value("back").filter(|back| is_ours(back));
    let lang = if lang == "en" { "en" } else { "vi" };
    let mut response = Redirect::to(back.unwrap_or("/")).into_response();
    *response.status_mut() = StatusCode::SEE_OTHER;
    let cookie = format!("{LANGUAGE_COOKIE}={lang}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
