//! `/api/v1/provinces`: the provinces of the register and their reviews.

use super::problem::Problems;
use super::read::Day;
use crate::ask::Ask;
use crate::serve::Web;
use app::On;
use axum::extract::State;
use axum::response::Response;
use domain::access::Action;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The provinces of the register.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProvinceList {
    /// The provinces.
    provinces: Vec<RegisterProvince>,
}

/// A province of the register.
#[derive(Debug, Serialize, ToSchema)]
struct RegisterProvince {
    /// Its number in addresses of households and in the trail.
    number: i64,
    /// The code with which it was opened.
    code: String,
    /// Its name then.
    name: String,
    /// The day from which the code meant it.
    opened_on: Day,
    /// Whether its households are invented.
    simulated: bool,
    /// Its reviews, oldest first.
    reviews: Vec<RegisterReview>,
}

/// A review.
#[derive(Debug, Serialize, ToSchema)]
struct RegisterReview {
    /// Year.
    year: i16,
    /// Standard.
    standard: String,
    /// The day on which ages count.
    day: Day,
}

/// Provinces of the register and their reviews
#[utoipa::path(get, path = "/api/v1/provinces", operation_id = "list_provinces", tag = "register", security(("key" = [])), responses((status = 200, body = ProvinceList, description = "The provinces"), Problems))]
pub(super) async fn list(State(web): State<Arc<Web>>, ask: Ask) -> Response {
    super::json(web, ask, |web, ask| {
        ask.caller.authorise(Action::ReadFigures, On::Anything)?;
        let mut provinces = Vec::new();
        for row in web.desk.provinces()? {
            let mut reviews = web.desk.store(|store| store.reviews(row.shard))?;
            reviews.sort();
            let reviewed = |one: domain::register::Review| RegisterReview {
                year: one.year,
                standard: one.standard,
                day: Day(one.day),
            };
            provinces.push(RegisterProvince {
                number: row.shard.0,
                simulated: app::demo::is_demo(&row),
                reviews: reviews.into_iter().map(reviewed).collect(),
                code: row.code,
                name: row.name,
                opened_on: Day(row.opened_on),
            });
        }
        Ok(ProvinceList { provinces })
    })
    .await
}
