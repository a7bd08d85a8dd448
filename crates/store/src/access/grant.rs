//! Grants: person × role × area (or agency) × period, with the decision they rest on. Ended, never deleted.

use super::{DEPLOYMENT, account, saved};
use crate::ids::IdMaker;
use crate::read::{area, date};
use crate::sql::grant as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Value};
use base::{Failure, Period};
use base16ct::lower::encode_string as hex;
use domain::access::{Grant, Role};
use jiff::civil::Date;

/// A grant that is about to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// To whom.
    pub login: String,
    /// What.
    pub grant: Grant,
    /// For which agency, if the role is held for one.
    pub agency: Option<String>,
    /// The decision it rests on: number, date, who signed.
    pub decision: String,
}

/// A grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRow {
    /// Its id.
    pub id: String,
    /// To whom.
    pub login: String,
    /// What.
    pub grant: Grant,
    /// For which agency.
    pub agency: Option<String>,
    /// The decision it rests on.
    pub decision: String,
    /// Who gave it.
    pub given_by: String,
    /// When.
    pub given_at: String,
    /// Who ended it, and when.
    pub ended: Option<(String, String)>,
    /// Counts changes.
    pub version: i64,
}

impl Store {
    /// Gives a grant, if `allowed` has nothing against it beside the grants that the person holds or will hold: looked at
    /// in the same transaction, so that two at once cannot give what must be apart.
    pub fn give_grant(
        &mut self,
        ctx: &Ctx,
        new: &NewGrant,
        allowed: impl FnOnce(&[GrantRow]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Self { db, ids, .. } = self;
        db.write(DEPLOYMENT, |tx| {
            account::known(tx, &new.login)?;
            let held: Vec<GrantRow> =
                tx.rows(sql::GRANTS, &[new.login.as_str().into()])?.iter().map(grant).collect::<Result<_, _>>()?;
            allowed(&held)?;
            let Grant { role, area, village, period } = &new.grant;
            let row: [Value; 12] = [
                new.login.as_str().into(),
                IdMaker::new(ids.as_mut()).next(ids.as_mut()).into(),
                role.word().into(),
                area.as_ref().map(|area| area.code.as_str()).into(),
                area.as_ref().map(|area| area.valid_from.to_string()).into(),
                village.as_deref().into(),
                new.agency.as_deref().map_or(Value::Null, super::bytes),
                period.from.to_string().into(),
                period.to.map(|to| to.to_string()).into(),
                new.decision.as_str().into(),
                ctx.actor.as_str().into(),
                ctx.at.as_str().into(),
            ];
            tx.execute(sql::INSERT, &row)?;
            deed(&new.login, &new.grant).note(&*new.decision).record(tx, DEPLOYMENT, ctx, "give_grant", None).map(drop)
        })
    }

    /// Ends a grant with a day as its last, never later than it ends already: what begins anew is a new grant with a new
    /// decision. `version` is the one that was shown.
    pub fn end_grant(&mut self, ctx: &Ctx, id: &str, version: i64, last: Date) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let found = tx.row(sql::GRANT, &[super::bytes(id)])?.as_ref().map(grant).transpose()?;
            let found = found.ok_or_else(|| {
                Failure::new("CC-GRANT-NONE", "không có phân quyền này", "there is no such grant").at(id)
            })?;
            if found.grant.period.to.is_some_and(|to| last > to) {
                return Err(Failure::new(
                    "CC-GRANT-PERIOD",
                    "quyền này đã kết thúc sớm hơn ngày ấy",
                    "the grant ends before that day",
                )
                .at("last")
                .remedy("giao quyền mới, với quyết định mới", "give a new grant, with its decision"));
            }
            let row: [Value; 5] = [
                super::bytes(id),
                version.into(),
                last.to_string().into(),
                ctx.actor.as_str().into(),
                ctx.at.as_str().into(),
            ];
            saved(tx.execute(sql::END, &row)?)?;
            let before = found.grant.period.to.map(|to| to.to_string());
            let deed = deed(&found.login, &found.grant).change("valid_to", before.as_deref(), Some(&last.to_string()));
            deed.record(tx, DEPLOYMENT, ctx, "end_grant", None).map(drop)
        })
    }

    /// The grants of an account, past, present and to come, the newest first.
    pub fn grants(&mut self, login: &str) -> Result<Vec<GrantRow>, Failure> {
        self.db.read(|tx| tx.rows(sql::GRANTS, &[login.into()])?.iter().map(grant).collect())
    }

    /// Everybody's grants that hold on a day, by login.
    pub fn grants_on(&mut self, day: Date) -> Result<Vec<GrantRow>, Failure> {
        self.db.read(|tx| tx.rows(sql::GRANTS_ON, &[day.to_string().into()])?.iter().map(grant).collect())
    }
}

fn deed(login: &str, grant: &Grant) -> Deed {
    let deed = Deed::about(Subject::Account, login);
    let deed = match &grant.area {
        Some(area) => deed.and(Subject::Area, area.to_string()),
        None => deed,
    };
    deed.change("role", None, Some(grant.role.word())).change("village", None, grant.village.as_deref()).change(
        "valid_from",
        None,
        Some(&grant.period.from.to_string()),
    )
}

fn grant(row: &Row) -> Result<GrantRow, Failure> {
    let role = Role::of(row.text(2)?).ok_or_else(|| {
        Failure::new("CC-ROLE-UNKNOWN", "vai trò không rõ", "an unknown role").at(row.text(2).unwrap_or_default())
    })?;
    let ended = row.text_or_null(12)?.map(|by| Ok::<_, Failure>((by.to_owned(), row.text(13)?.to_owned())));
    Ok(GrantRow {
        id: hex(row.bytes(0)?),
        login: row.text(1)?.to_owned(),
        grant: Grant {
            role,
            area: row.text_or_null(3)?.map(|_| area(row, 3)).transpose()?,
            village: row.text_or_null(5)?.map(str::to_owned),
            period: Period { from: date(row.text(7)?)?, to: row.text_or_null(8)?.map(date).transpose()? },
        },
        agency: row.bytes_or_null(6)?.map(hex),
        decision: row.text(9)?.to_owned(),
        given_by: row.text(10)?.to_owned(),
        given_at: row.text(11)?.to_owned(),
        ended: ended.transpose()?,
        version: row.int(14)?,
    })
}
