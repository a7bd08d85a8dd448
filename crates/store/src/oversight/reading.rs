//! Who looked at the sensitive data of a household, and who had what is masked shown, with the reason.

use crate::read::date;
use crate::sql::oversight as sql;
use crate::{Deed, Row, Store, View, trail};
use base::Failure;
use jiff::civil::Date;

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    /// By reader and day, the newest first.
    pub readings: Vec<Reading>,
    /// Acts of showing what is masked, the newest first.
    pub unmasked: Vec<Unmasked>,
}

/// One reader on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The day.
    pub day: Date,
    /// The login.
    pub account: String,
    /// Which sensitive data were shown in the clear: bits.
    pub fields: i64,
    /// How often.
    pub times: u64,
    /// The last time, UTC.
    pub last_at: String,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmasked {
    /// When, UTC.
    pub at: String,
    /// The login.
    pub account: String,
    /// Why, as the reader gave it.
    pub reason: String,
    /// What was shown.
    pub deed: Deed,
}

impl Store {
    /// Who looked at a household inside the scope; none if no such household lives there.
    pub fn readings(&mut self, view: View<'_>, code: &str) -> Result<Option<Readings>, Failure> {
        let shard = view.at.shard;
        self.db.read(|tx| {
            let home = trail::home(tx, shard, code)?;
            let inside = home.filter(|(_, commune, village)| view.scope.rows.has(commune, village));
            let Some((household, ..)) = inside else { return Ok(None) };
            let readings = tx.rows(sql::READINGS, &[shard.0.into(), household.into()])?;
            let unmasked = tx.rows(sql::UNMASKED, &[shard.0.into(), code.into()])?;
            Ok(Some(Readings {
                readings: readings.iter().map(reading).collect::<Result<_, _>>()?,
                unmasked: unmasked.iter().map(act).collect::<Result<_, _>>()?,
            }))
        })
    }
}

fn reading(row: &Row) -> Result<Reading, Failure> {
    Ok(Reading {
        day: date(row.text(0)?)?,
        account: row.text(1)?.to_owned(),
        fields: row.int(2)?,
        times: row.count(3)?,
        last_at: row.text(4)?.to_owned(),
    })
}

fn act(row: &Row) -> Result<Unmasked, Failure> {
    Ok(Unmasked {
        at: row.text(0)?.to_owned(),
        account: row.text(1)?.to_owned(),
        reason: row.text(2)?.to_owned(),
        deed: Deed::read(row.text(3)?).unwrap_or_default(),
    })
}
