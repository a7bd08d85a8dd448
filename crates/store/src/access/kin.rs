//! Households that an account keeps its hands off: its own, and those of relatives, as the person declared.

use super::{DEPLOYMENT, account};
use crate::sql::kin as sql;
use crate::{Ctx, Deed, Shard, Store, Subject, Value};
use base::Failure;

/// Whose household it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KinKind {
    /// The person's own.
    Own,
    /// A relative's.
    Relative,
}

impl KinKind {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Relative => "relative",
        }
    }
}

/// A declared household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// Partition.
    pub shard: Shard,
    /// Code of the household.
    pub household: String,
    /// Whose.
    pub kind: KinKind,
    /// When it was declared.
    pub declared_at: String,
}

impl Store {
    /// Declares a household. It need not be in the register yet.
    pub fn declare_kin(
        &mut self,
        ctx: &Ctx,
        login: &str,
        shard: Shard,
        household: &str,
        kind: KinKind,
    ) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            account::known(tx, login)?;
            let row: [Value; 5] =
                [login.into(), shard.0.into(), household.into(), kind.word().into(), ctx.at.as_str().into()];
            tx.execute(sql::DECLARE, &row)?;
            let deed = Deed::about(Subject::Account, login).and(Subject::Household, household).note(kind.word());
            deed.record(tx, DEPLOYMENT, ctx, "declare_kin", None).map(drop)
        })
    }

    /// Takes a declaration back; only an administrator does.
    pub fn end_kin(&mut self, ctx: &Ctx, login: &str, shard: Shard, household: &str) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let row = [login.into(), shard.0.into(), household.into(), ctx.at.as_str().into()];
            super::saved(tx.execute(sql::END, &row)?)?;
            let deed = Deed::about(Subject::Account, login).and(Subject::Household, household);
            deed.record(tx, DEPLOYMENT, ctx, "end_kin", None).map(drop)
        })
    }

    /// Whether an account has declared a household as its own or a relative's.
    pub fn is_kin(&mut self, login: &str, shard: Shard, household: &str) -> Result<bool, Failure> {
        let args: [Value; 3] = [login.into(), shard.0.into(), household.into()];
        self.db.read(|tx| Ok(tx.row(sql::IS_KIN, &args)?.is_some()))
    }

    /// What an account has declared.
    pub fn kin(&mut self, login: &str) -> Result<Vec<Kin>, Failure> {
        self.db.read(|tx| {
            let rows = tx.rows(sql::KIN, &[login.into()])?;
            rows.iter()
                .map(|row| {
                    Ok(Kin {
                        shard: Shard(row.int(0)?),
                        household: row.text(1)?.to_owned(),
                        kind: if row.text(2)? == "own" { KinKind::Own } else { KinKind::Relative },
                        declared_at: row.text(3)?.to_owned(),
                    })
                })
                .collect()
        })
    }
}
