//! `/results/export.csv`: what `/results` shows, all pages of it, as a file that `cancau import results` reads again.

use super::asked::Asked;
use crate::ask::Ask;
use crate::file::{CSV, file};
use crate::serve::{Web, respond};
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::result::{Fact, write};
use report::list::BYTE_ORDER_MARK;
use std::sync::Arc;

/// Answers the file.
pub(crate) async fn get(State(web): State<Arc<Web>>, ask: Ask) -> Response {
    respond(web, ask, |web, ask| {
        let facts: Vec<Fact> = web.desk.results().select(&Asked::read(ask)?.selection).into_iter().cloned().collect();
        let body = Body::from([BYTE_ORDER_MARK, write(&facts).as_bytes()].concat());
        Ok(file(body, CSV, "so-da-cong-bo.csv"))
    })
    .await
}
