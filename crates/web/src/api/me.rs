//! `/api/v1/me`: for whom the key acts, and what that account may.

use super::dto::Place;
use super::problem::Problems;
use super::read::Day;
use crate::ask::Ask;
use crate::serve::Web;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The account of the key.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    /// Login.
    login: String,
    /// Name.
    name: String,
    /// What it was given, the newest first.
    grants: Vec<GrantGiven>,
}

/// A role, where and for how long.
#[derive(Debug, Serialize, ToSchema)]
struct GrantGiven {
    /// Role; `docs/permissions.md` says what each may do.
    #[schema(example = "provincial_officer")]
    role: &'static str,
    /// Where; null for the whole system.
    area: Option<Place>,
    /// In which village of it; null for all.
    village: Option<String>,
    /// First day.
    from: Day,
    /// Last day; null while it is open.
    to: Option<Day>,
    /// The decision it rests on.
    decision: String,
}

/// For whom the key acts
#[utoipa::path(get, path = "/api/v1/me", operation_id = "read_me", tag = "account", security(("key" = [])), responses((status = 200, body = Me, description = "The account"), Problems))]
pub(super) async fn show(State(web): State<Arc<Web>>, ask: Ask) -> Response {
    super::json(web, ask, |web, ask| {
        let grants = web.desk.own_grants(&ask.caller)?;
        Ok(Me {
            login: ask.caller.login.clone(),
            name: ask.caller.name.clone(),
            grants: grants
                .iter()
                .map(|row| GrantGiven {
                    role: row.grant.role.word(),
                    area: row.grant.area.as_ref().map(|key| Place::of(web, key)),
                    village: row.grant.village.clone(),
                    from: Day(row.grant.period.from),
                    to: row.grant.period.to.map(Day),
                    decision: row.decision.clone(),
                })
                .collect(),
        })
    })
    .await
}
