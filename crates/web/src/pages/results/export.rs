//! `/results/export.csv`: what `/results` shows, all pages of it, as a file that `cancau import results` reads again.

use super::asked::Asked;
use crate::ask::Ask;
use crate::serve::{Web, respond};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::result::{Fact, write};
use std::sync::Arc;

/// By this mark Excel reads Vietnamese letters.
const BOM: &str = "\u{feff}";

/// Answers the file.
pub(crate) async fn get(State(web): State<Arc<Web>>, ask: Ask) -> Response {
    respond(web, ask, |web, ask| {
        let facts: Vec<Fact> = web.desk.results().select(&Asked::read(ask)?.selection).into_iter().cloned().collect();
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"so-da-cong-bo.csv\""),
        ];
        Ok((headers, format!("{BOM}{}", write(&facts))).into_response())
    })
    .await
}
