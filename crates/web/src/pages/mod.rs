//! One file per page, named after what it shows.

use crate::serve::Web;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

mod national;

/// The addresses of the pages.
pub(crate) fn routes() -> Router<Arc<Web>> {
    Router::new().route("/", get(national::show))
}
