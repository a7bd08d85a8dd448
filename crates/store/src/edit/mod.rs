//! Correcting what the register says of a household now: the rows that hold are superseded, new ones stand in their place.
//!
//! A correction of the record, not an event of life: the new rows hold since when the old ones did. It is a batch of one
//! household, so it is counted by `verify` and can be undone; results of past reviews stay what they were. Who saves on
//! top of somebody else's change is told what changed, and nothing is saved.

mod field;
mod since;
mod standing;

pub use field::{Edit, Field, Marking, MemberEdit, MemberField};
pub use since::Since;

use crate::commit::next_batch;
use crate::sql::{edit as sql, register};
use crate::store::must_be_current;
use crate::{Ctx, HouseholdStory, Store, Tx, Value, View, audit, household, scope};
use base::Failure;
use standing::{Stamp, Standing};

/// The command of a correction.
pub(crate) const COMMAND: &str = "edit_household";

/// What became of a correction.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    /// It is in the register; the household's version is this batch.
    Saved(i64),
    /// Everything was so already.
    Unchanged,
    /// Somebody else changed the household meanwhile; nothing was saved.
    Conflict(Box<Conflict>),
}

/// What a correction met.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The household as it is now.
    pub story: HouseholdStory,
    /// The fields that differ from the version on which the correction rests.
    pub since: Vec<Since>,
}

impl Store {
    /// Corrects fields of a household that lives inside the scope now. `version` is that of the story the correction
    /// rests on.
    pub fn edit_household(
        &mut self,
        ctx: &Ctx,
        view: View<'_>,
        code: &str,
        edits: &[Edit],
        version: i64,
    ) -> Result<Edited, Failure> {
        self.follow_key()?;
        let Self { db, key, ids, .. } = self;
        let shard = view.at.shard;
        db.write(shard.0, |tx| {
            must_be_current(tx, key)?;
            let Some((household, old)) = home(tx, view, code)? else { return Err(household::no_household(code)) };
            let args: [Value; 2] = [shard.0.into(), household.as_slice().into()];
            if self::version(tx, &args)? != version {
                let since = since::since(tx, &args, version)?;
                let story = household::story(tx, key, view, code)?.ok_or_else(|| household::no_household(code))?;
                return Ok(Edited::Conflict(Box::new(Conflict { story, since })));
            }
            let hidden = |edit: &&Edit| !edit.field().is_shown(view.scope, &old.commune, &old.village);
            if let Some(edit) = edits.iter().find(hidden) {
                return Err(scope::sensitive().at(edit.field().to_string()));
            }
            let (new, changes) = old.with(edits, key, ids.as_mut())?;
            if changes.is_empty() {
                return Ok(Edited::Unchanged);
            }
            let batch = next_batch(tx, shard)?;
            // two who save in one second may have their moments the other way round: rows would overlap in the past
            let ctx = Ctx { at: ctx.at.clone().max(old.recorded_at.clone()), ..ctx.clone() };
            new.write(tx, &old, &Stamp { shard: shard.0, household: &household, batch, at: &ctx.at })?;
            let row: [Value; 10] = [
                shard.0.into(),
                batch.into(),
                COMMAND.into(),
                Value::Null,
                format!("{code} {version}").into(),
                ctx.reason.as_str().into(),
                ctx.actor.as_str().into(),
                ctx.at.as_str().into(),
                1.into(),
                "periodic".into(),
            ];
            tx.execute(register::INSERT_BATCH, &row)?;
            let digest = audit::digest_of_batch(tx, shard.0, batch)?;
            old.deed(code, changes).record(tx, shard.0, &ctx, COMMAND, Some((batch, digest)))?;
            Ok(Edited::Saved(batch))
        })
    }
}

/// Id and standing rows of a household that lives inside the scope now.
pub(crate) fn home(tx: &mut Tx<'_>, view: View<'_>, code: &str) -> Result<Option<(Vec<u8>, Standing)>, Failure> {
    let shard = Value::from(view.at.shard.0);
    let Some(row) = tx.row(crate::sql::household::HOUSEHOLD, &[shard.clone(), code.into()])? else { return Ok(None) };
    let household = row.bytes(0)?.to_vec();
    let standing = Standing::read(tx, &[shard, household.as_slice().into()])?;
    let inside = standing.filter(|now| view.scope.rows.has(&now.commune, &now.village));
    Ok(inside.map(|now| (household, now)))
}

/// The newest batch that touched what holds now of a household.
pub(crate) fn version(tx: &mut Tx<'_>, args: &[Value; 2]) -> Result<i64, Failure> {
    tx.row(sql::VERSION, args)?.map_or(Ok(0), |row| row.int(0))
}
