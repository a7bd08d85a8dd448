//! A failure as a page: what happened, where, what to do, and ways on.

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use base::Failure;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    code: &'static str,
    message: String,
    place: String,
    remedy: String,
}

/// The answer for a failure.
pub(crate) fn answer(ask: &Ask, failure: &Failure) -> Response {
    let words = ask.words();
    let page = ErrorPage {
        frame: Frame::new(ask, Section::Overview, words.t("error-title")),
        code: failure.code,
        message: sentence(failure.message.get(ask.lang())),
        place: failure.place.clone(),
        remedy: sentence(failure.remedy.get(ask.lang())),
    };
    let body = page.render().unwrap_or_else(|error| error.to_string());
    (status(failure.code), Html(body)).into_response()
}

/// The answer for an address that leads nowhere.
pub(crate) fn nothing_here(ask: &Ask) -> Response {
    let failure = Failure::new("CC-PAGE-NONE", "không có trang nào ở địa chỉ này", "there is no page at this address")
        .at(&ask.path)
        .remedy("mở trang từ trình đơn, hoặc tìm ở ô phía trên", "open a page from the menu, or search above");
    answer(ask, &failure)
}

/// The status of a failure.
pub(crate) fn status(code: &str) -> StatusCode {
    match code {
        "CC-PAGE-NONE"
        | "CC-AREA-CODE"
        | "CC-REVIEW-NONE"
        | "CC-HOUSEHOLD-NONE"
        | "CC-STANDARD-UNKNOWN"
        | "CC-STORE-NONE" => StatusCode::NOT_FOUND,
        "CC-DESK-BUSY" => StatusCode::SERVICE_UNAVAILABLE,
        code if code.starts_with("CC-DENIED") => StatusCode::FORBIDDEN,
        code if code.starts_with("CC-STORE") || code == "CC-PAGE-RENDER" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Failures begin in lower case, as parts of a line; a page says sentences.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
