//! One file per page, named after what it shows.

use crate::locale::Words;
use crate::serve::Web;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

mod household;
mod households;
mod national;

/// The addresses of the pages.
pub(crate) fn routes() -> Router<Arc<Web>> {
    Router::new()
        .route("/", get(national::show))
        .route("/households", get(households::show))
        .route("/households/export.{kind}", get(households::download))
        .route("/households/{shard}/{code}", get(household::show))
}

/// What of a province's figures is simulated; none if nothing is.
pub(crate) fn simulated(province: &app::ShardRow, words: Words) -> Option<String> {
    app::demo::is_demo(province).then(|| words.t("simulated-except"))
}
