//! A failure as a page: what happened, where, what to do, and ways on.

use crate::api;
use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::log::Code;
use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
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
    if ask.path.starts_with(api::ROOT) {
        return api::problem::answer(failure);
    }
    let words = ask.words();
    if failure.code == "CC-DENIED-SIGN-IN" {
        let back = if ask.reads { Link::here(ask).to_string() } else { String::new() };
        return Redirect::to(&Link::to("/sign-in").with("back", back).to_string()).into_response();
    }
    let page = ErrorPage {
        frame: Frame::new(ask, Section::Overview, words.t("error-title")),
        code: failure.code,
        message: sentence(failure.message.get(ask.lang())),
        place: failure.place.clone(),
        remedy: sentence(failure.remedy.get(ask.lang())),
    };
    let body = page.render().unwrap_or_else(|error| error.to_string());
    (status(failure.code), Extension(Code(failure.code)), Html(body)).into_response()
}

/// The failure of an address that leads nowhere.
pub(crate) fn no_page(path: &str) -> Failure {
    Failure::new("CC-PAGE-NONE", "không có trang nào ở địa chỉ này", "there is no page at this address")
        .at(path)
        .remedy("mở trang từ trình đơn, hoặc tìm ở ô phía trên", "open a page from the menu, or search above")
}

/// The answer for an address that leads nowhere.
pub(crate) fn nothing_here(ask: &Ask) -> Response {
    answer(ask, &no_page(&ask.path))
}

/// The status of a failure.
pub(crate) fn status(code: &str) -> StatusCode {
    match code {
        "CC-PAGE-NONE"
        | "CC-ACCOUNT-NONE"
        | "CC-AGENCY-NONE"
        | "CC-GRANT-NONE"
        | "CC-AREA-CODE"
        | "CC-FILE-NONE"
        | "CC-PLAN-NONE"
        | "CC-REVIEW-NONE"
        | "CC-HOUSEHOLD-NONE"
        | "CC-OVERSIGHT-NONE"
        | "CC-PROGRAMME-NONE"
        | "CC-TARGET-NONE"
        | "CC-STANDARD-UNKNOWN"
        | "CC-STORE-NONE" => StatusCode::NOT_FOUND,
        "CC-DESK-BUSY" | "CC-PROGRAMME-UNREADABLE" => StatusCode::SERVICE_UNAVAILABLE,
        "CC-API-LARGE" | "CC-FILE-LARGE" => StatusCode::PAYLOAD_TOO_LARGE,
        "CC-CHANGED-MEANWHILE" | "CC-PROGRAMME-CLOSED" => StatusCode::CONFLICT,
        code if code.starts_with("CC-DENIED") => StatusCode::FORBIDDEN,
        code if code.starts_with("CC-STORE") || code == "CC-PAGE-RENDER" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Failures begin in lower case, as parts of a line; a page says sentences.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
