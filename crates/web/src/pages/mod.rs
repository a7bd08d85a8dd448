//! One file per page, named after what it shows.

use crate::serve::Web;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

mod areas;
mod findings;
mod national;
mod results;
mod search;
mod standards;

/// The addresses of the pages.
pub(crate) fn routes() -> Router<Arc<Web>> {
    Router::new()
        .route("/", get(national::show))
        .route("/areas", get(areas::show))
        .route("/areas/{code}", get(areas::one::show))
        .route("/findings", get(findings::show))
        .route("/results", get(results::show))
        .route("/results/export.csv", get(results::export::get))
        .route("/search", get(search::show))
        .route("/search/suggest", get(search::suggest))
        .route("/standards", get(standards::show))
        .route("/standards/compare", get(standards::compare::show))
        .route("/standards/{id}", get(standards::one::show))
}
