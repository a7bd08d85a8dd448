//! A review, or a part of one, goes into the register: staged as it streams, then moved set by set.
//!
//! No statement runs per household. Households are matched by their code (without one as `matching` says); persons by
//! their number, else by household, folded name and birth. What is the same as before is left alone; what differs supersedes.

use crate::audit::{self, Record};
use crate::matching::{self, Matched};
use crate::sql::{commit as sql, register};
use crate::stage::{Staged, Stager};
use crate::store::{must_be_current, open_shard};
use crate::{Ctx, Shard, Store, Tx, Value, code};
use base::{AreaKey, Failure};
use domain::register::{HouseholdEntry, RegisterEvent, Review, Route};
use engine::Pack;
use jiff::civil::Date;

/// What names a batch: the same digest for the same review is the same batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchIdentity {
    /// Digest of what was read, as text.
    pub digest: String,
    /// Where it came from, for people: the name of a file.
    pub source: String,
    /// By which route the results came about.
    pub route: Route,
}

/// Smaller batches do not change what the planner should know.
const MEASURED_FROM: u64 = 500;

/// Whether a commit changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The batch is in the register now.
    Committed,
    /// The same batch was there already; nothing changed.
    AlreadyThere,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchReport {
    /// The shard it is in.
    pub shard: Shard,
    /// Its number in the shard.
    pub batch: i64,
    /// Whether anything changed.
    pub outcome: Outcome,
    /// Households in the batch.
    pub households: u64,
    /// Households that the register did not know.
    pub new_households: u64,
    /// Households whose result was there already, the same.
    pub unchanged: u64,
    /// Members in the batch.
    pub persons: u64,
    /// Persons that the register did not know.
    pub new_persons: u64,
    /// Households without a code that were found by the personal number of their head.
    pub by_number: u64,
    /// Households without a code that were found by name, birth, village and commune of their head.
    pub by_name: u64,
}

/// The partition of a batch: one that is there, or one that is opened with its first batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Register {
    /// It is there.
    Open(Shard),
    /// The province with this official code as it is on this day.
    New {
        /// Code.
        code: String,
        /// Name.
        name: String,
        /// The day on which the code is read.
        opened_on: Date,
    },
}

/// Where a batch goes.
pub struct Intake<'a> {
    /// The partition.
    pub register: &'a Register,
    /// The review.
    pub review: &'a Review,
    /// The standard of the review.
    pub pack: &'a Pack,
    /// What names the batch.
    pub identity: &'a BatchIdentity,
    /// Which communes of the review's year a commune of the register lies in: households without codes are looked for
    /// across reorganisations.
    pub reach: &'a dyn Fn(&AreaKey) -> Vec<AreaKey>,
}

impl Store {
    /// Commits entries and events of a review: [`Store::commit_intake`] for sources that do not fail, on unchanged
    /// boundaries.
    #[expect(clippy::too_many_arguments, reason = "who, where, which review by which law, what, and what names it")]
    pub fn commit_review(
        &mut self,
        ctx: &Ctx,
        shard: Shard,
        review: &Review,
        pack: &Pack,
        entries: impl Iterator<Item = HouseholdEntry>,
        events: impl Iterator<Item = RegisterEvent>,
        identity: &BatchIdentity,
    ) -> Result<BatchReport, Failure> {
        let register = Register::Open(shard);
        let intake = Intake { register: &register, review, pack, identity, reach: &|key| vec![key.clone()] };
        self.commit_intake(ctx, &intake, entries.map(Ok), events)
    }

    /// Commits entries and events of a review in one transaction, with its audit record.
    ///
    /// The entries stream: they are never all in memory. One that is a failure ends the transaction without a trace.
    pub fn commit_intake(
        &mut self,
        ctx: &Ctx,
        intake: &Intake<'_>,
        entries: impl Iterator<Item = Result<HouseholdEntry, Failure>>,
        events: impl Iterator<Item = RegisterEvent>,
    ) -> Result<BatchReport, Failure> {
        self.follow_key()?;
        let Self { db, key, ids, .. } = self;
        let Intake { register: place, review, pack, identity, reach } = *intake;
        // lock 0 as for every new shard; nobody else can write into one that is not committed
        let lock = if let Register::Open(shard) = place { shard.0 } else { 0 };
        let report = db.write(lock, |tx| {
            must_be_current(tx, key)?;
            let shard = match place {
                Register::Open(shard) => *shard,
                Register::New { code, name, opened_on } => open_shard(tx, ctx, code, name, *opened_on)?,
            };
            let number = open_review(tx, ctx, shard, review, pack)?;
            let once: [Value; 4] =
                [shard.0.into(), "commit_review".into(), number.into(), identity.digest.as_str().into()];
            if let Some(row) = tx.row(register::LIVE_BATCH, &once)? {
                return Ok(BatchReport {
                    shard,
                    batch: row.int(0)?,
                    outcome: Outcome::AlreadyThere,
                    households: row.count(1)?,
                    new_households: 0,
                    unchanged: row.count(1)?,
                    persons: 0,
                    new_persons: 0,
                    by_number: 0,
                    by_name: 0,
                });
            }
            let mut stager = Stager { pack, day: review.day, key, ids: ids.as_mut() };
            let Staged { households, without_code } = stager.fill(tx, entries, events)?;
            let batch = next_batch(tx, shard)?;
            let only_shard = [shard.0.into()];
            tx.execute(sql::MATCH_HOUSEHOLDS, &only_shard)?;
            let mut matched = Matched::default();
            if without_code > 0 {
                matched = matching::households(tx, &only_shard[0], &batch.into(), reach)?;
            }
            refuse_doubles(tx)?;
            move_on(tx, ctx, shard, number, review, batch)?;
            let row: [Value; 10] = [
                shard.0.into(),
                batch.into(),
                "commit_review".into(),
                number.into(),
                identity.digest.as_str().into(),
                identity.source.as_str().into(),
                ctx.actor.as_str().into(),
                ctx.at.as_str().into(),
                households.into(),
                code::route(identity.route).into(),
            ];
            tx.execute(register::INSERT_BATCH, &row)?;
            let report = report(tx, shard, batch, matched)?;
            let detail = format!(
                "batch {batch}: {} {} {}, {} households, {} new, {} unchanged, {}, {}",
                review.year,
                review.standard,
                code::route(identity.route),
                report.households,
                report.new_households,
                report.unchanged,
                identity.source,
                identity.digest,
            );
            let digest = audit::digest_of_batch(tx, shard.0, batch)?;
            let record = Record { command: "commit_review", detail, subject: Some(batch), digest };
            audit::append(tx, shard.0, ctx, &record)?;
            for statement in tx.words().empty_stage {
                tx.execute(statement, &[])?;
            }
            Ok(report)
        })?;
        if report.outcome == Outcome::Committed && report.households >= MEASURED_FROM {
            // in a transaction of its own: its locks would make writers of other shards wait
            db.read(|tx| tx.words().measure_register.iter().try_for_each(|sql| tx.execute(sql, &[]).map(drop)))?;
        }
        Ok(report)
    }
}

/// The number of the review in its shard; opened, with a record of its own, when it is new.
fn open_review(tx: &mut Tx<'_>, ctx: &Ctx, shard: Shard, review: &Review, pack: &Pack) -> Result<i64, Failure> {
    let other = |what: &str| {
        Failure::new(
            "CC-STORE-REVIEW",
            format!("đợt rà soát đã mở với thông tin khác ({what})"),
            format!("the review was opened with another {what}"),
        )
        .at(format!("{} {}", review.year, review.standard))
    };
    if pack.id != review.standard {
        return Err(other("standard"));
    }
    let causes: Vec<&str> = pack.causes.iter().map(|cause| cause.id.as_str()).collect();
    let indicators = i64::try_from(pack.indicators.len()).expect("a pack has at most 32 indicators");
    let args = [shard.0.into(), i64::from(review.year).into(), review.standard.as_str().into()];
    if let Some(row) = tx.row(register::REVIEW, &args)? {
        if row.text(1)? != review.day.to_string() {
            return Err(other("day"));
        }
        if row.int(2)? != indicators || row.text(3)? != causes.join("|") {
            return Err(other("list of indicators or causes"));
        }
        return row.int(0);
    }
    let number = tx.row(register::NEXT_REVIEW, &[shard.0.into()])?.map_or(Ok(1), |row| row.int(0))?;
    let row: [Value; 7] = [
        shard.0.into(),
        number.into(),
        i64::from(review.year).into(),
        review.standard.as_str().into(),
        review.day.to_string().into(),
        indicators.into(),
        causes.join("|").into(),
    ];
    tx.execute(register::INSERT_REVIEW, &row)?;
    let digest = audit::digest_of(tx, crate::sql::audit::REVIEW, &[shard.0.into(), number.into()])?;
    let detail = format!("{} {}", review.year, review.standard);
    audit::append(tx, shard.0, ctx, &Record { command: "open_review", detail, subject: Some(number), digest })?;
    Ok(number)
}

pub(crate) fn next_batch(tx: &mut Tx<'_>, shard: Shard) -> Result<i64, Failure> {
    tx.row(register::NEXT_BATCH, &[shard.0.into()])?.map_or(Ok(1), |row| row.int(0))
}

fn refuse_doubles(tx: &mut Tx<'_>) -> Result<(), Failure> {
    if let Some(row) = tx.row(sql::HOUSEHOLD_TWICE, &[])? {
        return Err(Failure::new(
            "CC-STORE-HOUSEHOLD-TWICE",
            "một hộ có hai lần trong cùng một đợt nhập",
            "a household stands twice in one batch",
        )
        .at(row.text(0)?));
    }
    if let Some(row) = tx.row(sql::PERSON_TWICE, &[])? {
        return Err(Failure::new(
            "CC-STORE-CCCD-TWICE",
            "một số định danh có hai lần trong cùng một đợt nhập",
            "a personal number stands twice in one batch",
        )
        .at(format!("{}, {}", row.text(0)?, row.text(1)?)));
    }
    Ok(())
}

/// The steps from the staging tables to the register, in this order: later ones read what earlier ones matched.
fn move_on(tx: &mut Tx<'_>, ctx: &Ctx, shard: Shard, review: i64, of: &Review, batch: i64) -> Result<(), Failure> {
    let shard = Value::from(shard.0);
    let (at, batch, review) = (Value::from(ctx.at.as_str()), Value::from(batch), Value::from(review));
    let day = Value::from(of.day.to_string());
    let only_shard = [shard.clone()];
    let stamp = [shard.clone(), at.clone(), batch.clone()];
    let stamp_day = [shard.clone(), at.clone(), batch.clone(), day.clone()];
    let stamp_review = [shard.clone(), at, batch.clone(), review.clone()];
    let steps: [(&str, &[Value]); 20] = [
        (sql::INSERT_HOUSEHOLDS, &[shard.clone(), batch.clone()]),
        (sql::MATCH_BY_CCCD, &only_shard),
        (sql::MATCH_BY_NAME, &only_shard),
        (sql::SUPERSEDE_PERSONS, &stamp),
        (sql::INSERT_CORRECTED_PERSONS, &stamp),
        (sql::INSERT_PERSONS, &stamp),
        (sql::SAME_STATE, &[shard.clone(), day.clone()]),
        (sql::SUPERSEDE_STATES, &stamp_day),
        (sql::INSERT_EARLIER_STATES, &stamp_day),
        (sql::INSERT_STATES, &stamp_day),
        (sql::SAME_MEMBERSHIP, &[shard.clone(), day]),
        (sql::SUPERSEDE_MEMBERSHIPS, &stamp_day),
        (sql::SUPERSEDE_MEMBERSHIPS_ELSEWHERE, &stamp_day),
        (sql::INSERT_EARLIER_MEMBERSHIPS, &stamp_day),
        (sql::INSERT_MEMBERSHIPS, &stamp_day),
        (sql::SAME_RESULT, &[shard.clone(), review.clone()]),
        (sql::SUPERSEDE_RESULTS, &stamp_review),
        (sql::INSERT_RESULTS, &stamp_review),
        (sql::INSERT_ANSWERS, &[shard.clone(), review, batch]),
        (sql::INSERT_EVENTS, &stamp),
    ];
    for (statement, args) in steps {
        if statement == sql::INSERT_EVENTS {
            refuse_event_of_nobody(tx, &shard)?;
        }
        tx.execute(statement, args)?;
    }
    Ok(())
}

fn refuse_event_of_nobody(tx: &mut Tx<'_>, shard: &Value) -> Result<(), Failure> {
    match tx.row(sql::EVENT_OF_NOBODY, std::slice::from_ref(shard))? {
        None => Ok(()),
        Some(row) => Err(Failure::new(
            "CC-STORE-EVENT",
            "biến động của một hộ không có trong sổ",
            "an event of a household that is not in the register",
        )
        .at(row.text(0)?)),
    }
}

fn report(tx: &mut Tx<'_>, shard: Shard, batch: i64, matched: Matched) -> Result<BatchReport, Failure> {
    let none = || Failure::new("CC-STORE-SQL", "phép đếm không có kết quả", "a count without an answer");
    let households = tx.row(sql::STAGED_HOUSEHOLDS, &[])?.ok_or_else(none)?;
    let members = tx.row(sql::STAGED_MEMBERS, &[])?.ok_or_else(none)?;
    Ok(BatchReport {
        shard,
        batch,
        outcome: Outcome::Committed,
        households: households.count(0)?,
        new_households: households.count(1)?,
        unchanged: households.count(2)?,
        persons: members.count(0)?,
        new_persons: members.count(1)?,
        by_number: matched.by_number,
        by_name: matched.by_name,
    })
}
