//! What a supervisor recorded of a household or a commune, and the answer to it. Both stand in the chain with their words,
//! so that neither can be rewritten unnoticed.

use super::{answered_already, id, nothing};
use crate::household::no_household;
use crate::ids::IdMaker;
use crate::read::{area, date};
use crate::sql::oversight as sql;
use crate::{Ctx, Deed, Row, Shard, Store, Subject, Tx, Value, View, trail};
use base::{AreaKey, Failure};
use base16ct::lower::encode_string as hex;
use jiff::civil::Date;

/// An observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Its partition.
    pub shard: Shard,
    /// Its id, as addresses have it.
    pub id: String,
    /// The sample it belongs to.
    pub sample: Option<String>,
    /// The household's code; none if it is about the commune.
    pub household: Option<String>,
    /// The commune.
    pub commune: AreaKey,
    /// The household's village; empty for a commune.
    pub village: String,
    /// What was found.
    pub told: String,
    /// When.
    pub recorded_at: String,
    /// By whom.
    pub recorded_by: String,
    /// Until when an answer is awaited.
    pub due_on: Option<Date>,
    /// The answer.
    pub answer: Option<String>,
    /// When and by whom it was given.
    pub answered: Option<(String, String)>,
    /// Counts the changes.
    pub version: i64,
}

/// About what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observed {
    /// A household, by its code.
    Household(String),
    /// A commune.
    Commune(AreaKey),
}

impl Store {
    /// Records what was found of a household or a commune inside the scope; answers the id.
    pub fn record_observation(
        &mut self,
        ctx: &Ctx,
        view: View<'_>,
        about: &Observed,
        sample: Option<&str>,
        told: &str,
        due_on: Option<Date>,
    ) -> Result<String, Failure> {
        let Self { db, ids, .. } = self;
        let shard = view.at.shard;
        let new = IdMaker::new(ids.as_mut()).next(ids.as_mut());
        let sample = sample.map(id).transpose()?;
        db.write(shard.0, |tx| {
            let (household, commune, village) = match about {
                Observed::Commune(commune) => (None, commune.clone(), String::new()),
                Observed::Household(code) => {
                    let home = trail::home(tx, shard, code)?;
                    let inside = home.filter(|(_, commune, village)| view.scope.rows.has(commune, village));
                    let (household, commune, village) = inside.ok_or_else(|| no_household(code))?;
                    (Some(household), commune, village)
                }
            };
            if household.is_none() && !view.scope.rows.has_whole(&commune) {
                return Err(nothing(&commune.to_string()));
            }
            let row: [Value; 11] = [
                shard.0.into(),
                new.as_slice().into(),
                sample.clone().into(),
                household.into(),
                commune.code.as_str().into(),
                commune.valid_from.to_string().into(),
                village.into(),
                told.into(),
                ctx.at.as_str().into(),
                ctx.actor.as_str().into(),
                due_on.map(|day| day.to_string()).into(),
            ];
            tx.execute(sql::INSERT_OBSERVATION, &row)?;
            let due = due_on.map(|day| day.to_string());
            deed(about_of(about), &new)
                .change("told", None, Some(told))
                .change("due_on", None, due.as_deref())
                .record(tx, shard.0, ctx, "record_observation", None)?;
            Ok(hex(&new))
        })
    }

    /// The observations inside the scope, those that wait for an answer first.
    pub fn observations(&mut self, view: View<'_>) -> Result<Vec<Observation>, Failure> {
        self.db.read(|tx| observations(tx, view, None))
    }

    /// One observation inside the scope.
    pub fn observation(&mut self, view: View<'_>, text: &str) -> Result<Observation, Failure> {
        let wanted = id(text)?;
        self.db.read(|tx| observations(tx, view, Some(&wanted))?.into_iter().next().ok_or_else(|| nothing(text)))
    }

    /// Answers an observation inside the scope; `version` is the one that was read.
    pub fn answer_observation(
        &mut self,
        ctx: &Ctx,
        view: View<'_>,
        text: &str,
        version: i64,
        answer: &str,
    ) -> Result<(), Failure> {
        let wanted = id(text)?;
        let shard = view.at.shard;
        self.db.write(shard.0, |tx| {
            let known = observations(tx, view, Some(&wanted))?.into_iter().next().ok_or_else(|| nothing(text))?;
            let row: [Value; 6] = [
                shard.0.into(),
                wanted.as_slice().into(),
                version.into(),
                answer.into(),
                ctx.at.as_str().into(),
                ctx.actor.as_str().into(),
            ];
            if tx.execute(sql::ANSWER_OBSERVATION, &row)? != 1 {
                let (at, by) = known.answered.unwrap_or_default();
                return Err(answered_already(&by, &at));
            }
            let about = match &known.household {
                Some(code) => (Subject::Household, code.clone()),
                None => (Subject::Area, known.commune.to_string()),
            };
            deed(about, &wanted).change("answer", None, Some(answer)).record(
                tx,
                shard.0,
                ctx,
                "answer_observation",
                None,
            )?;
            Ok(())
        })
    }
}

fn about_of(observed: &Observed) -> (Subject, String) {
    match observed {
        Observed::Household(code) => (Subject::Household, code.clone()),
        Observed::Commune(commune) => (Subject::Area, commune.to_string()),
    }
}

fn deed((kind, id): (Subject, String), observation: &[u8]) -> Deed {
    Deed::about(kind, id).change("observation", None, Some(&hex(observation)))
}

fn observations(tx: &mut Tx<'_>, view: View<'_>, wanted: Option<&[u8]>) -> Result<Vec<Observation>, Failure> {
    let shard = view.at.shard;
    let rows = tx.rows(sql::OBSERVATIONS, &[shard.0.into(), wanted.into()])?;
    let mut all = rows.iter().map(|row| read(row, shard)).collect::<Result<Vec<_>, _>>()?;
    all.retain(|one| {
        let (rows, commune) = (&view.scope.rows, &one.commune);
        if one.household.is_some() { rows.has(commune, &one.village) } else { rows.has_whole(commune) }
    });
    Ok(all)
}

fn read(row: &Row, shard: Shard) -> Result<Observation, Failure> {
    let answered = match (row.text_or_null(11)?, row.text_or_null(12)?) {
        (Some(at), Some(by)) => Some((at.to_owned(), by.to_owned())),
        _ => None,
    };
    Ok(Observation {
        shard,
        id: hex(row.bytes(0)?),
        sample: row.bytes_or_null(1)?.map(hex),
        household: row.text_or_null(2)?.map(str::to_owned),
        commune: area(row, 3)?,
        village: row.text(5)?.to_owned(),
        told: row.text(6)?.to_owned(),
        recorded_at: row.text(7)?.to_owned(),
        recorded_by: row.text(8)?.to_owned(),
        due_on: row.text_or_null(9)?.map(date).transpose()?,
        answer: row.text_or_null(10)?.map(str::to_owned),
        answered,
        version: row.int(13)?,
    })
}
