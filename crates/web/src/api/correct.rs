//! `/api/v1/households/{province}/{household}/fields`: the fields that may be corrected, and correcting them. A program says
//! what it saw and what it wants: whoever changed the same meanwhile is not written over.

use super::problem::{Problem, Problems, answer};
use super::read::{At, Body};
use crate::ask::{Ask, unreadable};
use crate::serve::{Web, respond};
use app::edit::{Draft, Drafted, Entry, MergeLine, Take};
use app::{Field, Shard};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Failure;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// The fields of a household that the account may correct.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FieldsNow {
    /// The version of the household.
    version: i64,
    /// Their values as text, by name: `village`, `mark.farm`, `birth.` with the id of a member.
    fields: BTreeMap<String, String>,
}

/// A correction.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Correction {
    /// The version of the household that it rests on.
    version: i64,
    /// Why: kept in the trail for good, so it holds no numbers of people.
    #[schema(min_length = 8, max_length = 300, example = "chủ hộ báo sai năm sinh")]
    reason: String,
    /// The fields to change, by name.
    fields: BTreeMap<String, FromTo>,
}

/// A change of a field.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FromTo {
    /// The value that was seen; empty if there was none.
    from: String,
    /// The value that is right; empty if none is known.
    to: String,
}

/// What became of a correction.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Corrected {
    /// The batch under which it stands in the register; null if it changed nothing.
    batch: Option<i64>,
}

/// What somebody else changed meanwhile, beside what was sent. Nothing was saved.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChangedMeanwhile {
    /// Always `CC-CHANGED-MEANWHILE`.
    code: &'static str,
    /// The version of the household now.
    version: i64,
    /// The fields that either changed.
    fields: Vec<Met>,
}

/// A field that either changed.
#[derive(Debug, Serialize, ToSchema)]
struct Met {
    /// Which.
    field: String,
    /// What was seen.
    from: String,
    /// What was sent.
    to: String,
    /// What the register holds now.
    now: String,
    /// Who changed it there; null if nobody did, or it is not known.
    by: Option<String>,
    /// When, UTC.
    at: Option<String>,
    /// Whether a person has to decide: both changed it, or the member has left.
    undecided: bool,
}

/// The fields of a household that may be corrected
#[utoipa::path(get, path = "/api/v1/households/{province}/{household}/fields", operation_id = "read_fields", tag = "register", security(("key" = [])),
    params(("province" = i64, Path, description = "Number of the province in the register", example = 1), ("household" = String, Path, description = "Code of the household")),
    responses((status = 200, body = FieldsNow, description = "The fields"), Problems))]
pub(super) async fn fields(State(web): State<Arc<Web>>, At((province, code)): At<(i64, String)>, ask: Ask) -> Response {
    super::json(web, ask, move |web, ask| {
        let (ctx, today) = (web.ctx(ask, ""), (web.today)());
        let form = web.desk.book(&ask.caller, Shard(province), |book| {
            let form = book.edit_form(&code)?;
            if let Some(form) = &form {
                book.note_reading(&ctx, &form.story, today)?;
            }
            Ok(form)
        })?;
        let form = form.ok_or_else(|| app::no_household(&code))?;
        let fields = form.fields.into_iter().map(|(field, text)| (field.to_string(), text)).collect();
        Ok(FieldsNow { version: form.story.version, fields })
    })
    .await
}

/// Corrects a household, field by field
#[utoipa::path(patch, path = "/api/v1/households/{province}/{household}/fields", operation_id = "correct_household", tag = "register", security(("key" = [])),
    params(("province" = i64, Path, description = "Number of the province in the register", example = 1), ("household" = String, Path, description = "Code of the household")),
    request_body = Correction,
    responses(
        (status = 200, body = Corrected, description = "It is done"),
        (status = 409, body = ChangedMeanwhile, description = "Somebody else changed the household meanwhile; nothing was saved"),
        (status = 422, body = [Problem], description = "Some of it cannot be; nothing was saved"),
        Problems,
    ))]
pub(super) async fn correct(
    State(web): State<Arc<Web>>,
    At((province, code)): At<(i64, String)>,
    ask: Ask,
    Body(sent): Body<Correction>,
) -> Response {
    respond(web, ask, move |web, ask| {
        let draft = sent.draft()?;
        let (ctx, today) = (web.ctx(ask, ""), (web.today)());
        let shard = Shard(province);
        let done = web.desk.book(&ask.caller, shard, |book| book.save_draft(&ctx, &code, &draft, today))?;
        Ok(match done {
            Drafted::Saved(batch) => Json(Corrected { batch: Some(batch) }).into_response(),
            Drafted::Unchanged => Json(Corrected { batch: None }).into_response(),
            Drafted::Conflict(merge) => {
                let fields = merge.lines.into_iter().map(Met::of).collect();
                let changed = ChangedMeanwhile { code: "CC-CHANGED-MEANWHILE", version: merge.story.version, fields };
                (StatusCode::CONFLICT, Json(changed)).into_response()
            }
            Drafted::Refused(refused) => {
                if let Some(denied) = refused.iter().find(|one| one.code.starts_with("CC-DENIED")) {
                    return Ok(answer(denied));
                }
                let problems: Vec<Problem> = refused.iter().map(Problem::of).collect();
                (StatusCode::UNPROCESSABLE_ENTITY, Json(problems)).into_response()
            }
        })
    })
    .await
}

impl Correction {
    fn draft(self) -> Result<Draft, Failure> {
        let entry = |(name, FromTo { from, to }): (String, FromTo)| {
            let field: Field = name.parse().map_err(|()| unreadable("fields", &name))?;
            Ok::<_, Failure>(Entry { field, base: from, value: to })
        };
        let entries = self.fields.into_iter().map(entry).collect::<Result<_, _>>()?;
        Ok(Draft { version: self.version, reason: self.reason, entries })
    }
}

impl Met {
    fn of(line: MergeLine) -> Self {
        let (by, at) = line.by.unzip();
        Self {
            field: line.field.to_string(),
            from: line.base,
            to: line.mine,
            now: line.theirs,
            by,
            at,
            undecided: matches!(line.take, Take::Ask | Take::Gone),
        }
    }
}
