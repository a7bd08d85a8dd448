//! The trail as people read it: which records of the chains somebody may see, and which of them are asked for.
//!
//! * Whoever reads a whole partition sees its whole chain.
//! * Others see a record if it has places, all of them inside their reach. So a batch that touches a commune outside is
//!   not shown; where one household inside is asked for, its batches are shown without what they tell of the rest.
//! * The chain of the deployment (accounts, grants, sign-ins, denials) is seen whole or not at all.
//! * A batch that was undone has left no rows, so no household has it in its story any more; its communes keep it.

pub(crate) mod index;

use crate::sql::{household, register, trail as sql};
use crate::{Deed, Page, Reach, Row, Scope, Shard, Store, Tx, Value, names};
use base::{AreaKey, Failure};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Who reads the trail.
#[derive(Clone, Copy, Debug)]
pub struct TrailReader<'a> {
    /// Of the partitions, the records of these rows.
    pub scope: &'a Scope,
    /// Whether the chain of the deployment is read.
    pub access: bool,
}

/// About what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TrailAbout {
    /// Anything.
    #[default]
    Anything,
    /// A household, by its code.
    Household(Shard, String),
    /// A unit: the records of these communes, and those that name the unit.
    Area(BTreeSet<AreaKey>),
    /// A person, by login: what he or she did, and what was done to the account.
    Account(String),
}

/// Which records are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// One chain; 0 is the deployment's own.
    pub chain: Option<Shard>,
    /// About what.
    pub about: TrailAbout,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// One command.
    pub command: Option<String>,
    /// Words that the record has, without marks and in any order.
    pub text: String,
}

/// A record of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailRow {
    /// The chain; 0 is the deployment's own.
    pub shard: Shard,
    /// Its number there.
    pub seq: i64,
    /// When, UTC.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What.
    pub command: String,
    /// About whom, before and after; none for a batch of the older kind.
    pub deed: Option<Deed>,
    /// What a record without a deed says; empty where it is kept back.
    pub detail: String,
    /// Whether what it says is kept back, because it tells of places outside of the reach.
    pub kept_back: bool,
    /// Why.
    pub reason: String,
    /// The batch, shard or review it is about.
    pub subject: Option<i64>,
}

/// A page of records, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailPage {
    /// How many there are.
    pub records: u64,
    /// Those of the page.
    pub rows: Vec<TrailRow>,
}

/// Whether a record's rows are those of a batch of households.
pub(crate) fn is_batch(command: &str) -> bool {
    matches!(command, "commit_review" | "edit_household")
}

impl Store {
    /// The records that are asked for, as far as the reader sees them, the newest first.
    pub fn trail(&mut self, reader: TrailReader<'_>, filter: &TrailFilter, page: Page) -> Result<TrailPage, Failure> {
        self.db.read(|tx| {
            let asked = Asked::stage(tx, reader, filter)?;
            let records = tx.row(sql::COUNT[asked.listed], &asked.args)?.map_or(Ok(0), |row| row.count(0))?;
            let mut rows = Vec::new();
            if page.limit > 0 && page.offset < records {
                asked.page(tx, page, |row| {
                    rows.push(row);
                    Ok(())
                })?;
            }
            Ok(TrailPage { records, rows })
        })
    }

    /// Hands on every one of them, the newest first: for exports.
    pub fn trail_each(
        &mut self,
        reader: TrailReader<'_>,
        filter: &TrailFilter,
        each: impl FnMut(TrailRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.db.read(|tx| {
            let asked = Asked::stage(tx, reader, filter)?;
            asked.page(tx, Page { offset: 0, limit: u64::MAX }, each)
        })
    }

    /// The newest deed of a command in a chain: when, by whom, what it says.
    pub fn newest_deed(&mut self, chain: Shard, command: &str) -> Result<Option<(String, String, Deed)>, Failure> {
        self.db.read(|tx| {
            let Some(row) = tx.row(sql::NEWEST, &[chain.0.into(), command.into()])? else { return Ok(None) };
            let deed = Deed::read(row.text(2)?).unwrap_or_default();
            Ok(Some((row.text(0)?.to_owned(), row.text(1)?.to_owned(), deed)))
        })
    }

    /// Records a deed that changes no row: a denial, an export, a verification.
    pub fn record(
        &mut self,
        ctx: &crate::Ctx,
        chain: Shard,
        command: &'static str,
        deed: &Deed,
    ) -> Result<i64, Failure> {
        self.db.write(chain.0, |tx| deed.record(tx, chain.0, ctx, command, None))
    }
}

/// A question whose lists lie in the staging tables.
struct Asked {
    /// $1 to $10.
    args: Vec<Value>,
    /// Whether records are listed: which of two texts.
    listed: usize,
}

impl Asked {
    fn stage(tx: &mut Tx<'_>, reader: TrailReader<'_>, filter: &TrailFilter) -> Result<Self, Failure> {
        let reach = &reader.scope.rows;
        reach.stage(tx)?;
        tx.execute(sql::FORGET_RECORDS, &[])?;
        let some_chain = stage_chains(tx, reader)?;
        let listed = match &filter.about {
            TrailAbout::Anything if some_chain => false,
            TrailAbout::Anything => {
                tx.execute(sql::LIST_REACH, &[])?;
                true
            }
            TrailAbout::Household(shard, code) => {
                list_household(tx, reach, *shard, code)?;
                true
            }
            TrailAbout::Area(keys) => {
                for key in keys {
                    let since = key.valid_from.to_string();
                    let args = [key.code.as_str().into(), since.into(), key.to_string().into()];
                    tx.execute(sql::LIST_AREA, &args)?;
                }
                true
            }
            TrailAbout::Account(login) => {
                tx.execute(sql::LIST_ACCOUNT, &[login.as_str().into()])?;
                true
            }
        };
        let mut args: Vec<Value> = vec![
            filter.chain.map(|chain| chain.0).into(),
            filter.from.map(midnight).into(),
            filter.to.map(|day| midnight(day.tomorrow().unwrap_or(day))).into(),
            filter.command.clone().into(),
        ];
        args.extend(names::patterns(&filter.text).unwrap_or_default().map(Value::from));
        Ok(Self { args, listed: usize::from(listed) })
    }

    fn page(
        &self,
        tx: &mut Tx<'_>,
        page: Page,
        mut each: impl FnMut(TrailRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let mut args = self.args.clone();
        args.extend([whole(page.limit).into(), whole(page.offset).into()]);
        tx.each(sql::PAGE[self.listed], &args, |row| each(read(&row)?))
    }
}

/// The chains that the reader sees as a whole; whether there are any.
fn stage_chains(tx: &mut Tx<'_>, reader: TrailReader<'_>) -> Result<bool, Failure> {
    tx.execute(sql::FORGET_CHAINS, &[])?;
    let mut some = false;
    for chain in tx.rows(register::CHAINS, &[])? {
        let shard = chain.int(0)?;
        let whole = match shard {
            0 => reader.access,
            _ => reader.scope.rows == Reach::All || (!reader.scope.rows.is_empty() && is_whole(tx, shard)?),
        };
        if whole {
            tx.execute(sql::STAGE_CHAIN, &[shard.into()])?;
        }
        some |= whole;
    }
    Ok(some)
}

/// Whether the staged reach has every commune that a batch of the partition ever touched. One without batches is
/// nobody's yet.
fn is_whole(tx: &mut Tx<'_>, shard: i64) -> Result<bool, Failure> {
    Ok(tx.row(sql::ANY_BATCH, &[shard.into()])?.is_some() && tx.row(sql::BATCH_OUTSIDE, &[shard.into()])?.is_none())
}

fn list_household(tx: &mut Tx<'_>, reach: &Reach, shard: Shard, code: &str) -> Result<(), Failure> {
    tx.execute(sql::LIST_HOUSEHOLD, &[shard.0.into(), code.into()])?;
    let Some((id, commune, village)) = home(tx, shard, code)? else { return Ok(()) };
    let inside = i64::from(reach.has(&commune, &village));
    for batch in tx.rows(household::BATCHES, &[shard.0.into(), id.into()])? {
        tx.execute(sql::LIST_BATCH, &[shard.0.into(), batch.int(0)?.into(), inside.into()])?;
    }
    Ok(())
}

/// Where a household lives, or lived last.
pub(crate) fn home(tx: &mut Tx<'_>, shard: Shard, code: &str) -> Result<Option<(Vec<u8>, AreaKey, String)>, Failure> {
    let Some(row) = tx.row(sql::HOME, &[shard.0.into(), code.into()])? else { return Ok(None) };
    Ok(Some((row.bytes(0)?.to_vec(), crate::read::area(&row, 1)?, row.text(3)?.to_owned())))
}

/// The moment at which a day begins, as records keep moments.
fn midnight(day: Date) -> String {
    let moment = base::VIETNAM.to_timestamp(day.at(0, 0, 0, 0));
    moment.map_or_else(|_| format!("{day}T00:00:00Z"), |moment| moment.to_string())
}

fn read(row: &Row) -> Result<TrailRow, Failure> {
    let kept_back = row.int(8)? == 0;
    let (detail, mut deed) = (row.text(5)?, Deed::read(row.text(5)?));
    let shown = if kept_back || deed.is_some() { String::new() } else { detail.to_owned() };
    if kept_back {
        deed = None;
    }
    Ok(TrailRow {
        shard: Shard(row.int(0)?),
        seq: row.int(1)?,
        at: row.text(2)?.to_owned(),
        actor: row.text(3)?.to_owned(),
        command: row.text(4)?.to_owned(),
        deed,
        detail: shown,
        kept_back,
        reason: row.text(6)?.to_owned(),
        subject: row.int_or_null(7)?,
    })
}
