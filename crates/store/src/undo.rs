//! Taking a batch back, so that the register stands exactly as it stood before; the chain keeps both commands.

use crate::audit::{self, Record};
use crate::sql::{edit as corrections, undo as sql};
use crate::{Ctx, Deed, Shard, Store, Tx, Value, edit};
use base::Failure;

impl Store {
    /// Removes the rows of a batch and revives those it superseded. A later batch that rests on it must go first.
    pub fn undo_batch(&mut self, ctx: &Ctx, shard: Shard, batch: i64) -> Result<(), Failure> {
        self.db.write(shard.0, |tx| {
            let which: [Value; 2] = [shard.0.into(), batch.into()];
            let place = format!("batch {batch}");
            let Some(row) = tx.row(sql::BATCH, &which)? else {
                return Err(
                    Failure::new("CC-STORE-NO-BATCH", "không có đợt nhập này", "there is no such batch").at(place)
                );
            };
            if row.text_or_null(1)?.is_some() {
                return Err(Failure::new(
                    "CC-STORE-UNDONE",
                    "đợt nhập này đã được huỷ",
                    "this batch was undone already",
                )
                .at(place));
            }
            let command = row.text(0)?.to_owned();
            if let Some(later) = later(tx, &command, &which)? {
                return Err(Failure::new(
                    "CC-STORE-UNDO-ORDER",
                    format!("đợt nhập {later} nhập sau đã dùng dữ liệu của đợt nhập này"),
                    format!("batch {later}, entered later, rests on this one"),
                )
                .at(place)
                .remedy(format!("huỷ đợt nhập {later} trước"), format!("undo batch {later} first")));
            }
            let digest = audit::digest_of_batch(tx, shard.0, batch)?;
            for statement in sql::DELETE.iter().chain(sql::REVIVE) {
                tx.execute(statement, &which)?;
            }
            tx.execute(sql::MARK_UNDONE, &[shard.0.into(), batch.into(), ctx.at.as_str().into()])?;
            let detail = format!("batch {batch}: {command}");
            if command == edit::COMMAND {
                // the trail of the household tells that its correction was taken back
                let told = tx.row(corrections::TOLD, &which)?;
                let told = told.map(|row| row.text(0).map(Deed::read)).transpose()?.flatten().unwrap_or_default();
                let deed = Deed { about: told.about, ..Deed::default() }.note(detail);
                return deed.record(tx, shard.0, ctx, "undo_batch", Some((batch, digest))).map(drop);
            }
            audit::append(tx, shard.0, ctx, &Record { command: "undo_batch", detail, subject: Some(batch), digest })?;
            Ok(())
        })
    }
}

/// The first later batch that rests on this one.
fn later(tx: &mut Tx<'_>, command: &str, which: &[Value; 2]) -> Result<Option<i64>, Failure> {
    let found = tx.row(sql::LATER_BATCH, which)?.map_or(Ok(None), |row| row.int_or_null(0))?;
    if found.is_some() || command != edit::COMMAND {
        return Ok(found);
    }
    tx.row(corrections::LATER_REVIEW, which)?.map_or(Ok(None), |row| row.int_or_null(0))
}
