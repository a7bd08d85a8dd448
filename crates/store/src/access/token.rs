//! Keys with which a program acts for an account. Only digests of them are kept.

use super::DEPLOYMENT;
use crate::ids::IdMaker;
use crate::sql::token as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Value};
use base::Failure;
use base16ct::lower::encode_string as hex;

/// A key of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Names it on screen.
    pub id: String,
    /// For whom it acts.
    pub login: String,
    /// What it is for, in its owner's words.
    pub name: String,
    /// Whether it may change anything; else it only reads.
    pub writes: bool,
    /// Since when.
    pub made_at: String,
    /// When it was last used, within some minutes.
    pub used_at: Option<String>,
    /// When it ends by itself.
    pub expires_at: String,
    /// When it was ended; none while it is good.
    pub ended_at: Option<String>,
}

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// For whom it acts.
    pub login: String,
    /// What it is for.
    pub name: String,
    /// Whether it may change anything.
    pub writes: bool,
    /// When it ends by itself.
    pub expires_at: String,
}

impl Store {
    /// Makes a key, under its digest.
    pub fn make_token(&mut self, ctx: &Ctx, digest: &[u8], new: &NewToken) -> Result<(), Failure> {
        let Self { db, ids, .. } = self;
        db.write(DEPLOYMENT, |tx| {
            super::account::known(tx, &new.login)?;
            let row: [Value; 7] = [
                new.login.as_str().into(),
                digest.into(),
                IdMaker::new(ids.as_mut()).next(ids.as_mut()).into(),
                new.name.as_str().into(),
                i64::from(new.writes).into(),
                ctx.at.as_str().into(),
                new.expires_at.as_str().into(),
            ];
            tx.execute(sql::INSERT, &row)?;
            let deed = Deed::about(Subject::Account, new.login.as_str())
                .change("token", None, Some(&new.name))
                .change("expires_at", None, Some(&new.expires_at))
                .change("writes", None, Some(if new.writes { "1" } else { "0" }));
            deed.record(tx, DEPLOYMENT, ctx, "make_token", None).map(drop)
        })
    }

    /// The key under a digest, whether it is still good or not.
    pub fn token(&mut self, digest: &[u8]) -> Result<Option<ApiToken>, Failure> {
        self.db.read(|tx| tx.row(sql::TOKEN, &[digest.into()])?.as_ref().map(token).transpose())
    }

    /// Notes that a key was used.
    pub fn touch_token(&mut self, digest: &[u8], at: &str) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| tx.execute(sql::TOUCH, &[digest.into(), at.into()]).map(drop))
    }

    /// The keys of an account that are good at `now`, the newest first.
    pub fn tokens(&mut self, login: &str, now: &str) -> Result<Vec<ApiToken>, Failure> {
        self.db.read(|tx| tx.rows(sql::TOKENS, &[login.into(), now.into()])?.iter().map(token).collect())
    }

    /// Ends a key of an account by its id; false if it had ended.
    pub fn end_token(&mut self, ctx: &Ctx, login: &str, id: &str) -> Result<bool, Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            if tx.execute(sql::END, &[login.into(), super::bytes(id), ctx.at.as_str().into()])? == 0 {
                return Ok(false);
            }
            Deed::about(Subject::Account, login).record(tx, DEPLOYMENT, ctx, "end_token", None)?;
            Ok(true)
        })
    }
}

fn token(row: &Row) -> Result<ApiToken, Failure> {
    let text = |column| row.text(column).map(str::to_owned);
    let maybe = |column| row.text_or_null(column).map(|text| text.map(str::to_owned));
    Ok(ApiToken {
        id: hex(row.bytes(0)?),
        login: text(1)?,
        name: text(2)?,
        writes: row.int(3)? == 1,
        made_at: text(4)?,
        used_at: maybe(5)?,
        expires_at: text(6)?,
        ended_at: maybe(7)?,
    })
}
