//! Households while a person still types: a few, at once, without counting.

use super::{beginning, may_be_code};
use crate::read::area;
use crate::sql::search as sql;
use crate::store::must_be_current;
use crate::{Reach, Row, Store, Value, View, names};
use base::{AreaKey, Failure};
use domain::register::Cccd;

/// A household that a text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Code of the household.
    pub code: String,
    /// Name of the member who was found; none if the code was.
    pub member: Option<String>,
    /// Village where it lives now, or lived last.
    pub village: String,
    /// Its commune.
    pub commune: AreaKey,
}

impl Store {
    /// At most `limit` households in the scope: of people whose name has all the words, then by code.
    pub fn suggest(
        &mut self,
        View { at, scope }: View<'_>,
        text: &str,
        limit: usize,
    ) -> Result<Vec<Suggested>, Failure> {
        if Cccd::new(text).is_some() {
            self.follow_key()?;
        }
        let Self { db, key, .. } = self;
        let most = Value::from(i64::try_from(limit).unwrap_or(i64::MAX));
        let shard = at.shard;
        let some = Value::from(i64::from(scope.rows != Reach::All));
        db.read(|tx| {
            scope.rows.stage(tx)?;
            let mut rows = Vec::new();
            if let Some(cccd) = Cccd::new(text) {
                if scope.cccd.covers(&scope.rows) {
                    must_be_current(tx, key)?;
                    rows = tx.rows(sql::SUGGEST_BY_CCCD, &[shard.0.into(), key.index_of(&cccd).into(), most, some])?;
                }
            } else {
                if let Some(patterns) = names::patterns(text) {
                    let mut args: Vec<Value> = vec![shard.0.into()];
                    args.extend(patterns.map(Value::from));
                    args.extend([most.clone(), some.clone()]);
                    rows = tx.rows(sql::SUGGEST_BY_NAME, &args)?;
                }
                if rows.len() < limit && may_be_code(text) {
                    rows.extend(tx.rows(sql::SUGGEST_BY_CODE, &[shard.0.into(), beginning(text).into(), most, some])?);
                }
            }
            let mut suggested: Vec<Suggested> = Vec::new();
            for row in &rows {
                let one = read(row)?;
                if suggested.len() < limit && suggested.iter().all(|known| known.code != one.code) {
                    suggested.push(one);
                }
            }
            Ok(suggested)
        })
    }
}

fn read(row: &Row) -> Result<Suggested, Failure> {
    Ok(Suggested {
        code: row.text(0)?.to_owned(),
        member: row.text_or_null(1)?.map(str::to_owned),
        village: row.text(2)?.to_owned(),
        commune: area(row, 3)?,
    })
}
