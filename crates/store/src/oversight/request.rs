//! What the person concerned asked for: who viewed the data of the household.

use super::{answered_already, id, nothing};
use crate::household::no_household;
use crate::ids::IdMaker;
use crate::read::{area, date};
use crate::sql::oversight as sql;
use crate::{Ctx, Deed, Row, Shard, Store, Subject, Tx, Value, View, trail};
use base::{AreaKey, Failure};
use base16ct::lower::encode_string as hex;
use jiff::civil::Date;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataRequest {
    /// Its partition.
    pub shard: Shard,
    /// Its id, as addresses have it.
    pub id: String,
    /// The household's code.
    pub household: String,
    /// Where it lives now, or lived last.
    pub commune: AreaKey,
    /// Its village.
    pub village: String,
    /// Who asked.
    pub requester: String,
    /// When the request arrived.
    pub received_on: Date,
    /// Until when it must be answered.
    pub due_on: Date,
    /// When and by whom it was answered.
    pub answered: Option<(Date, String)>,
    /// When it was entered.
    pub recorded_at: String,
    /// By whom.
    pub recorded_by: String,
    /// Counts the changes.
    pub version: i64,
}

/// A request that arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    /// The household's code.
    pub household: String,
    /// Who asks.
    pub requester: String,
    /// When it arrived.
    pub received_on: Date,
    /// Until when it must be answered.
    pub due_on: Date,
}

impl Store {
    /// Takes a request about a household inside the scope; answers the id.
    pub fn take_request(&mut self, ctx: &Ctx, view: View<'_>, new: &NewRequest) -> Result<String, Failure> {
        let Self { db, ids, .. } = self;
        let shard = view.at.shard;
        let request = IdMaker::new(ids.as_mut()).next(ids.as_mut());
        db.write(shard.0, |tx| {
            let home = trail::home(tx, shard, &new.household)?;
            let inside = home.filter(|(_, commune, village)| view.scope.rows.has(commune, village));
            let (household, ..) = inside.ok_or_else(|| no_household(&new.household))?;
            let (received, due) = (new.received_on.to_string(), new.due_on.to_string());
            let row: [Value; 8] = [
                shard.0.into(),
                request.as_slice().into(),
                household.into(),
                new.requester.as_str().into(),
                received.as_str().into(),
                due.as_str().into(),
                ctx.at.as_str().into(),
                ctx.actor.as_str().into(),
            ];
            tx.execute(sql::INSERT_REQUEST, &row)?;
            Deed::about(Subject::Household, new.household.as_str())
                .change("request", None, Some(&hex(&request)))
                .change("received_on", None, Some(&received))
                .change("due_on", None, Some(&due))
                .record(tx, shard.0, ctx, "take_request", None)?;
            Ok(hex(&request))
        })
    }

    /// The requests about households inside the scope, those that wait for an answer first.
    pub fn requests(&mut self, view: View<'_>) -> Result<Vec<DataRequest>, Failure> {
        self.db.read(|tx| requests(tx, view, None))
    }

    /// One request about a household inside the scope.
    pub fn request(&mut self, view: View<'_>, text: &str) -> Result<DataRequest, Failure> {
        let wanted = id(text)?;
        self.db.read(|tx| requests(tx, view, Some(&wanted))?.into_iter().next().ok_or_else(|| nothing(text)))
    }

    /// Marks a request as answered on a day; `version` is the one that was read.
    pub fn answer_request(
        &mut self,
        ctx: &Ctx,
        view: View<'_>,
        text: &str,
        version: i64,
        day: Date,
    ) -> Result<(), Failure> {
        let wanted = id(text)?;
        let shard = view.at.shard;
        self.db.write(shard.0, |tx| {
            let known = requests(tx, view, Some(&wanted))?.into_iter().next().ok_or_else(|| nothing(text))?;
            let day = day.to_string();
            let row: [Value; 5] = [
                shard.0.into(),
                wanted.as_slice().into(),
                version.into(),
                day.as_str().into(),
                ctx.actor.as_str().into(),
            ];
            if tx.execute(sql::ANSWER_REQUEST, &row)? != 1 {
                let (at, by) = known.answered.map(|(at, by)| (at.to_string(), by)).unwrap_or_default();
                return Err(answered_already(&by, &at));
            }
            Deed::about(Subject::Household, known.household)
                .change("request", None, Some(text))
                .change("answered_on", None, Some(&day))
                .record(tx, shard.0, ctx, "answer_request", None)?;
            Ok(())
        })
    }
}

fn requests(tx: &mut Tx<'_>, view: View<'_>, wanted: Option<&[u8]>) -> Result<Vec<DataRequest>, Failure> {
    let shard = view.at.shard;
    let rows = tx.rows(sql::REQUESTS, &[shard.0.into(), wanted.into()])?;
    let mut all = rows.iter().map(|row| read(row, shard)).collect::<Result<Vec<_>, _>>()?;
    all.retain(|one| view.scope.rows.has(&one.commune, &one.village));
    Ok(all)
}

fn read(row: &Row, shard: Shard) -> Result<DataRequest, Failure> {
    let answered = match (row.text_or_null(8)?, row.text_or_null(9)?) {
        (Some(day), Some(by)) => Some((date(day)?, by.to_owned())),
        _ => None,
    };
    Ok(DataRequest {
        shard,
        id: hex(row.bytes(0)?),
        household: row.text(1)?.to_owned(),
        commune: area(row, 2)?,
        village: row.text(4)?.to_owned(),
        requester: row.text(5)?.to_owned(),
        received_on: date(row.text(6)?)?,
        due_on: date(row.text(7)?)?,
        answered,
        recorded_at: row.text(10)?.to_owned(),
        recorded_by: row.text(11)?.to_owned(),
        version: row.int(12)?,
    })
}
