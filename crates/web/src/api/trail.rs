//! `/api/v1/trail`: what changed, by whom, when, about whom, before and after, and why.

use super::problem::Problems;
use super::read::{Code, Day, Paged, Query};
use crate::ask::Ask;
use crate::pages::trail::asked::Asked;
use crate::serve::Web;
use app::{Subject, TrailRow};
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which records. The conditions are those of the page `/trail`, and read by the same code.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read strictly here; what they mean is read from the address as the page reads it")]
pub(super) struct TrailAsked {
    /// Only those of this chain: the number of a province, or 0 for the deployment itself.
    shard: Option<i64>,
    /// Only those about the household with this code; `shard` says in which province.
    household: Option<String>,
    /// Only those about this unit and what lies in it.
    #[param(inline)]
    area: Option<Code>,
    /// The day whose unit is meant; today if it is not given.
    #[param(inline)]
    on: Option<Day>,
    /// Only those by or about the account with this login.
    account: Option<String>,
    /// Only those of this command.
    command: Option<String>,
    /// Only those from this day on.
    #[param(inline)]
    from: Option<Day>,
    /// Only those up to this day.
    #[param(inline)]
    to: Option<Day>,
    /// Only those with these words in what they say.
    text: Option<String>,
    /// Which page of the list.
    #[param(minimum = 1, maximum = 10_000_000)]
    page: Option<u64>,
    /// How many on a page; 50 if it is not given.
    #[param(minimum = 1, maximum = 500)]
    per_page: Option<u64>,
}

/// A page of records, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Records {
    /// How many there are.
    total: u64,
    /// Those of the page.
    records: Vec<Record>,
}

/// A record.
#[derive(Debug, Serialize, ToSchema)]
struct Record {
    /// Its chain.
    chain: i64,
    /// Its number there.
    seq: i64,
    /// When, UTC.
    at: String,
    /// Who: a login; empty for whoever sat at the machine itself.
    actor: String,
    /// What.
    command: String,
    /// RecordAbout whom or what.
    about: Vec<RecordAbout>,
    /// What changed.
    changes: Vec<FieldChange>,
    /// What else it says.
    note: String,
    /// Why.
    reason: String,
    /// Whether some of it is kept back, because it tells of places outside of the own area.
    kept_back: bool,
}

/// Whom or what a record is about.
#[derive(Debug, Serialize, ToSchema)]
struct RecordAbout {
    /// `household`, `area`, `account` or `agency`.
    kind: &'static str,
    /// Code, key, login or id.
    id: String,
}

/// A field before and after; sensitive values are told masked.
#[derive(Debug, Serialize, ToSchema)]
struct FieldChange {
    /// Which.
    field: String,
    /// Before; null if there was nothing.
    before: Option<String>,
    /// After; null if there is nothing any more.
    after: Option<String>,
}

/// The trail
#[utoipa::path(get, path = "/api/v1/trail", operation_id = "list_trail", tag = "trail", security(("key" = [])), params(TrailAsked), responses((status = 200, body = Records, description = "A page of records"), Problems))]
pub(super) async fn list(State(web): State<Arc<Web>>, ask: Ask, Query(asked): Query<TrailAsked>) -> Response {
    super::json(web, ask, move |web, ask| {
        let paged = Paged::of(asked.page, asked.per_page)?;
        let filter = Asked::read(web, ask)?.filter;
        let found = web.desk.trail(&ask.caller, &filter, paged.rows())?;
        Ok(Records { total: found.records, records: found.rows.into_iter().map(record).collect() })
    })
    .await
}

fn record(row: TrailRow) -> Record {
    let (subjects, fields, note) = match row.deed {
        Some(deed) => (deed.about, deed.changes, deed.note),
        None => (Vec::new(), Vec::new(), row.detail),
    };
    let about = |(kind, id): (Subject, String)| RecordAbout { kind: kind.word(), id };
    let changed = |one: app::Change| FieldChange { field: one.field, before: one.before, after: one.after };
    Record {
        chain: row.shard.0,
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        command: row.command,
        about: subjects.into_iter().map(about).collect(),
        changes: fields.into_iter().map(changed).collect(),
        note,
        reason: row.reason,
        kept_back: row.kept_back,
    }
}
