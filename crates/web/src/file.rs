//! Answers that are files to be kept.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use report::pdf::Writer;
use std::sync::OnceLock;

/// Kind of a spreadsheet for the browser.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Kind of a document for the browser.
pub(crate) const PDF: &str = "application/pdf";
/// Kind of a list for the browser.
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

/// A file to be saved under a name of plain letters.
pub(crate) fn file(body: Body, kind: &'static str, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body).into_response()
}

/// The one writer of PDFs: loading the fonts takes longer than setting a form.
pub(crate) fn writer() -> &'static Writer {
    static WRITER: OnceLock<Writer> = OnceLock::new();
    WRITER.get_or_init(Writer::new)
}
