//! The server: addresses of all pages, and how one is answered.

use crate::ask::{Ask, LANGUAGE_COOKIE};
use crate::transport::{Transport, around};
use crate::{assets, error, listen, pages};
use app::Desk;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use base::Failure;
use jiff::civil::Date;
use report::chart::geojson::Boundaries;
use std::sync::Arc;

/// What all pages share.
pub struct Web {
    /// Where figures come from.
    pub desk: Desk,
    /// The day; the pages read no clock.
    pub today: Box<dyn Fn() -> Date + Send + Sync>,
    /// Boundaries that provinces drew themselves.
    pub maps: Vec<Boundaries>,
}

/// All addresses, for requests that come over no network.
pub fn router(web: Web) -> Router {
    routes(Arc::new(web), &Arc::default())
}

fn routes(web: Arc<Web>, transport: &Arc<Transport>) -> Router {
    let pages = pages::routes()
        .route("/assets/{name}", get(assets::serve))
        .route("/language/{lang}", get(language))
        .fallback(|ask: Ask| async move { error::nothing_here(&ask) })
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

/// Keeps the language and goes back to the page.
async fn language(Path(lang): Path<String>, ask: Ask) -> Response {
    // only an address of our own: two slashes would lead to another site
    let back =
        ask.value("back").filter(|back| back.starts_with('/') && !back.starts_with("//") && !back.contains('\\'));
    let lang = if lang == "en" { "en" } else { "vi" };
    let mut response = Redirect::to(back.unwrap_or("/")).into_response();
    *response.status_mut() = StatusCode::SEE_OTHER;
    let cookie = format!("{LANGUAGE_COOKIE}={lang}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
