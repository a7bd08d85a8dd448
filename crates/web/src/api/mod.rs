//! `/api/v1`: the same use cases for programs, as JSON.
//!
//! A program signs in with a key of an account (`Authorization: Bearer cancau_…`) and sees what the account sees. The
//! description of all this, `/api/v1/openapi.json`, is made from the handlers and kept in `docs/openapi.json`.

mod areas;
mod correct;
mod documents;
mod dto;
mod figures;
mod household;
mod households;
mod me;
pub(crate) mod problem;
mod programmes;
mod provinces;
mod read;
mod results;
mod standards;
mod standing;
mod trail;

use crate::ask::Ask;
use crate::serve::{Web, respond};
use app::Caller;
use app::accounts::Visit;
use axum::extract::Request;
use axum::http::header;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use base::Failure;
use serde::Serialize;
use std::sync::Arc;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Where all of it stands.
pub(crate) const ROOT: &str = "/api/";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cần Câu",
        description = "The register of poor and near-poor households, for programs.\n\nEvery answer is what the account \
                       of the key may see: rows of its area only, sensitive data as null where they are masked. Counts \
                       are exact; money is whole đồng; days are days of Vietnam, moments are UTC. What is written \
                       `verified: false` is not confirmed law.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    modifiers(&Key),
)]
struct Api;

/// How a program signs in.
struct Key;

impl Modify for Key {
    fn modify(&self, document: &mut Document) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(
            "A key made on the page of an account. It acts for that account until it ends; one that only reads changes nothing.",
        ));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("key", SecurityScheme::Http(bearer.build()));
    }
}

fn described() -> (Router<Arc<Web>>, Document) {
    let signed_in = OpenApiRouter::new()
        .routes(routes!(me::show))
        .routes(routes!(provinces::list))
        .routes(routes!(figures::show))
        .routes(routes!(households::list))
        .routes(routes!(household::show))
        .routes(routes!(household::unmask))
        .routes(routes!(correct::fields, correct::correct))
        .routes(routes!(trail::list))
        .routes(routes!(standing::units))
        .layer(from_fn(admit));
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(areas::list))
        .routes(routes!(areas::one))
        .routes(routes!(standards::list))
        .routes(routes!(standards::one))
        .routes(routes!(results::list))
        .routes(routes!(programmes::list))
        .routes(routes!(programmes::one))
        .routes(routes!(documents::list))
        .routes(routes!(documents::one))
        .merge(signed_in)
        .split_for_parts()
}

/// The addresses of the API.
pub(crate) fn routes() -> Router<Arc<Web>> {
    let (router, _) = described();
    router.route("/api/v1/openapi.json", get(description))
}

/// The description, as `docs/openapi.json` holds it.
///
/// # Panics
/// Never: the description is made of texts that JSON can hold.
pub fn openapi() -> String {
    let text = described().1.to_pretty_json().expect("a description is JSON");
    text + "\n"
}

/// Asks for a key before it looks at what was sent; keys that only read change nothing.
async fn admit(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if !extensions.get::<Caller>().is_some_and(Caller::is_signed_in) {
        return problem::answer(&app::access::sign_in());
    }
    if !request.method().is_safe() && extensions.get::<Visit>().is_some_and(|visit| !visit.writes) {
        return problem::answer(&problem::only_reads());
    }
    next.run(request).await
}

async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], openapi()).into_response()
}

/// Answers with whatever `work` makes, as JSON.
async fn json<T: Serialize>(
    web: Arc<Web>,
    ask: Ask,
    work: impl FnOnce(&Web, &Ask) -> Result<T, Failure> + Send + 'static,
) -> Response {
    respond(web, ask, move |web, ask| Ok(Json(work(web, ask)?).into_response())).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_in_the_documentation_is_that_of_the_program() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
        let made = openapi();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == made,
            "docs/openapi.json is stale: run this test with UPDATE_EXPECT=1 and look at what changed"
        );
    }
}
