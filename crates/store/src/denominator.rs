//! All households and persons of a unit, which the rates of the forms are shares of.

use crate::audit::{self, Record};
use crate::commit::next_batch;
use crate::sql::register as sql;
use crate::{At, BatchReport, Bulk, Ctx, Outcome, Shard, Store, Value};
use base::{AreaKey, Failure};
use domain::form::Tally;

/// How many live in a unit at the end of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denominator {
    /// The year.
    pub year: i16,
    /// The unit, read on the last day of the year.
    pub area: AreaKey,
    /// All households and persons.
    pub all: Tally,
    /// The three columns of forms 12 and 13, in their order.
    pub by_ethnicity: Option<[Tally; 3]>,
    /// `official`, `preliminary` or `derived`.
    pub status: String,
    /// Where the figure is from.
    pub source: String,
}

impl Store {
    /// Sets denominators; earlier ones of the same year and unit are superseded. The same digest again changes nothing.
    pub fn set_denominators(
        &mut self,
        ctx: &Ctx,
        shard: Shard,
        denominators: &[Denominator],
        digest: &str,
        source: &str,
    ) -> Result<BatchReport, Failure> {
        let mut report = BatchReport {
            shard,
            batch: 0,
            outcome: Outcome::Committed,
            households: 0,
            new_households: 0,
            unchanged: 0,
            persons: 0,
            new_persons: 0,
            by_number: 0,
            by_name: 0,
        };
        self.db.write(shard.0, |tx| {
            let command = "set_denominators";
            let once: [Value; 4] = [shard.0.into(), command.into(), Value::Null, digest.into()];
            if let Some(row) = tx.row(sql::LIVE_BATCH, &once)? {
                return Ok(BatchReport { batch: row.int(0)?, outcome: Outcome::AlreadyThere, ..report });
            }
            report.batch = next_batch(tx, shard)?;
            let at = Value::from(ctx.at.as_str());
            let mut rows = Bulk::new(sql::INSERT_DENOMINATOR);
            for one in denominators {
                let key: [Value; 4] = [
                    shard.0.into(),
                    i64::from(one.year).into(),
                    one.area.code.as_str().into(),
                    one.area.valid_from.to_string().into(),
                ];
                let mut supersede = key.to_vec();
                supersede.extend([at.clone(), report.batch.into()]);
                tx.execute(sql::SUPERSEDE_DENOMINATOR, &supersede)?;
                let mut row = key.to_vec();
                row.extend(tally(Some(one.all))?);
                for column in 0..3 {
                    row.extend(tally(one.by_ethnicity.map(|columns| columns[column]))?);
                }
                row.extend([one.status.as_str().into(), one.source.as_str().into(), report.batch.into(), at.clone()]);
                rows.push(tx, row)?;
            }
            rows.finish(tx)?;
            let batch: [Value; 10] = [
                shard.0.into(),
                report.batch.into(),
                command.into(),
                Value::Null,
                digest.into(),
                source.into(),
                ctx.actor.as_str().into(),
                at,
                0.into(),
                "periodic".into(),
            ];
            tx.execute(sql::INSERT_BATCH, &batch)?;
            let rows = audit::digest_of_batch(tx, shard.0, report.batch)?;
            let detail = format!("batch {}: {} units, {source}, {digest}", report.batch, denominators.len());
            let record = Record { command, detail, subject: Some(report.batch), digest: rows };
            audit::append(tx, shard.0, ctx, &record)?;
            Ok(report)
        })
    }

    /// The denominators of a year as they are known.
    pub fn denominators(&mut self, at: impl Into<At>, year: i16) -> Result<Vec<Denominator>, Failure> {
        let at = at.into();
        self.db.read(|tx| {
            at.must_be_kept(tx)?;
            crate::read::denominators(tx, at, year)
        })
    }
}

fn tally(tally: Option<Tally>) -> Result<[Value; 2], Failure> {
    let Some(tally) = tally else { return Ok([Value::Null, Value::Null]) };
    let count = |count: u64| {
        i64::try_from(count)
            .map(Value::Int)
            .map_err(|_| Failure::new("CC-STORE-COUNT", "số quá lớn", "the number is too large").at(count.to_string()))
    };
    Ok([count(tally.households)?, count(tally.persons)?])
}
