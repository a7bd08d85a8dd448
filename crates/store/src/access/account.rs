//! Accounts: who can sign in, how, and whether they still may.

use super::{DEPLOYMENT, no_account, saved};
use crate::ids::IdMaker;
use crate::sql::account as sql;
use crate::store::must_be_current;
use crate::{Ctx, Deed, Row, Store, Subject, Tx, Value, names};
use base::Failure;
use base16ct::lower::encode_string as hex;

/// A new account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// What is typed to sign in; never changes, because the trail names it.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Id of the agency, if any.
    pub agency: Option<String>,
    /// Hash of the password; none for who comes from an identity provider.
    pub password: Option<String>,
    /// Whether another password must be chosen first.
    pub must_change: bool,
}

/// An account as signing in needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// Id of the agency.
    pub agency: Option<String>,
    /// Hash of the password.
    pub password: Option<String>,
    /// Whether another password must be chosen first.
    pub must_change: bool,
    /// Whether there is a second step.
    pub has_totp: bool,
    /// Wrong passwords in a row.
    pub failures: u32,
    /// When the last of them was.
    pub failed_at: Option<String>,
    /// When it was made.
    pub made_at: String,
    /// When it was closed; none while it is open.
    pub closed_at: Option<String>,
    /// Counts changes.
    pub version: i64,
}

/// A line of the list of accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    /// The account.
    pub account: Account,
    /// What its agency is called.
    pub agency_name: Option<String>,
    /// When somebody last came with it.
    pub seen_at: Option<String>,
}

impl Store {
    /// Whether nobody can sign in yet.
    pub fn is_without_accounts(&mut self) -> Result<bool, Failure> {
        self.db.read(|tx| Ok(tx.row(sql::ANY, &[])?.is_none()))
    }

    /// Makes an account. A login that is taken, by whomever and whenever, is refused.
    pub fn make_account(&mut self, ctx: &Ctx, new: &NewAccount) -> Result<(), Failure> {
        let Self { db, ids, .. } = self;
        db.write(DEPLOYMENT, |tx| {
            if tx.row(sql::ACCOUNT, &[new.login.as_str().into()])?.is_some() {
                return Err(Failure::new(
                    "CC-ACCOUNT-TAKEN",
                    format!("tên đăng nhập “{}” đã có người dùng", new.login),
                    format!("the login “{}” is taken", new.login),
                )
                .at("login")
                .remedy("chọn tên khác", "choose another one"));
            }
            let row: [Value; 8] = [
                IdMaker::new(ids.as_mut()).next(ids.as_mut()).into(),
                new.login.as_str().into(),
                new.name.as_str().into(),
                names::words(&format!("{} {}", new.name, new.login)).into(),
                new.agency.as_deref().map_or(Value::Null, super::bytes),
                new.password.clone().into(),
                i64::from(new.must_change).into(),
                ctx.at.as_str().into(),
            ];
            tx.execute(sql::INSERT, &row)?;
            let deed = Deed::about(Subject::Account, &new.login).change("name", None, Some(&new.name));
            let deed = deed.change("agency", None, new.agency.as_deref());
            deed.record(tx, DEPLOYMENT, ctx, "make_account", None).map(drop)
        })
    }

    /// The account with this login, open or closed.
    pub fn account(&mut self, login: &str) -> Result<Option<Account>, Failure> {
        self.db.read(|tx| tx.row(sql::ACCOUNT, &[login.into()])?.as_ref().map(account).transpose())
    }

    /// The accounts whose name or login has all the words, by login.
    pub fn accounts(&mut self, text: &str) -> Result<Vec<AccountLine>, Failure> {
        let words = names::words(text);
        let wanted: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        self.db.read(|tx| {
            let mut lines = Vec::new();
            tx.each(sql::LIST, &[], |row| {
                let own = row.text(11)?;
                if wanted.iter().all(|word| own.contains(&format!(" {word}"))) {
                    lines.push(AccountLine {
                        account: account(&row)?,
                        agency_name: row.text_or_null(12)?.map(str::to_owned),
                        seen_at: row.text_or_null(13)?.map(str::to_owned),
                    });
                }
                Ok(())
            })?;
            Ok(lines)
        })
    }

    /// Gives an account another name or agency; `version` is the one that was shown.
    pub fn change_account(
        &mut self,
        ctx: &Ctx,
        login: &str,
        version: i64,
        name: &str,
        agency: Option<&str>,
    ) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let before = known(tx, login)?;
            let row: [Value; 5] = [
                login.into(),
                version.into(),
                name.into(),
                names::words(&format!("{name} {login}")).into(),
                agency.map_or(Value::Null, super::bytes),
            ];
            saved(tx.execute(sql::CHANGE, &row)?)?;
            let deed = Deed::about(Subject::Account, login).change("name", Some(&before.name), Some(name));
            let deed = deed.change("agency", before.agency.as_deref(), agency);
            deed.record(tx, DEPLOYMENT, ctx, "change_account", None).map(drop)
        })
    }

    /// Sets the hash of a password. All sessions but `keep` end, and the count of failures with them.
    pub fn set_password(
        &mut self,
        ctx: &Ctx,
        login: &str,
        hash: &str,
        must_change: bool,
        keep: Option<&[u8]>,
    ) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            known(tx, login)?;
            tx.execute(sql::SET_PASSWORD, &[login.into(), hash.into(), i64::from(must_change).into()])?;
            super::session::end_all(tx, login, &ctx.at, keep)?;
            let deed = Deed::about(Subject::Account, login);
            deed.record(tx, DEPLOYMENT, ctx, "set_password", None).map(drop)
        })
    }

    /// Keeps the same password under a stronger hash; nothing changed for anybody.
    pub fn rehash_password(&mut self, login: &str, before: &str, after: &str) -> Result<(), Failure> {
        let row: [Value; 3] = [login.into(), before.into(), after.into()];
        self.db.write(DEPLOYMENT, |tx| tx.execute(sql::REHASH, &row).map(drop))
    }

    /// Notes a wrong password. `count` tells from the account as it stands how many there are in a row now, and whether
    /// that locks it: read and written in one transaction, so that many tries at once are many. A lock is told in the
    /// chain, with `address`; who tried is not known.
    pub fn note_failure(
        &mut self,
        ctx: &Ctx,
        login: &str,
        address: &str,
        count: impl FnOnce(&Account) -> (u32, bool),
    ) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let (failures, locked) = count(&known(tx, login)?);
            tx.execute(sql::FAILED, &[login.into(), i64::from(failures).into(), ctx.at.as_str().into()])?;
            if locked {
                let deed = Deed::about(Subject::Account, login).note(format!("{failures}, {address}"));
                deed.record(tx, DEPLOYMENT, ctx, "lock_account", None)?;
            }
            Ok(())
        })
    }

    /// Forgets the wrong passwords: an administrator lets the person try again.
    pub fn unlock_account(&mut self, ctx: &Ctx, login: &str) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            known(tx, login)?;
            tx.execute(sql::FAILED, &[login.into(), 0.into(), Value::Null])?;
            Deed::about(Subject::Account, login).record(tx, DEPLOYMENT, ctx, "unlock_account", None).map(drop)
        })
    }

    /// Closes an account for good reasons, or opens it again; its sessions end.
    pub fn close_account(&mut self, ctx: &Ctx, login: &str, version: i64, closed: bool) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            known(tx, login)?;
            let at = if closed { Value::from(ctx.at.as_str()) } else { Value::Null };
            saved(tx.execute(sql::CLOSE, &[login.into(), version.into(), at])?)?;
            super::session::end_all(tx, login, &ctx.at, None)?;
            let command = if closed { "close_account" } else { "reopen_account" };
            Deed::about(Subject::Account, login).record(tx, DEPLOYMENT, ctx, command, None).map(drop)
        })
    }

    /// Turns the second step on with a secret and recovery codes, or off.
    pub fn set_totp(
        &mut self,
        ctx: &Ctx,
        login: &str,
        secret: Option<&[u8]>,
        recovery: &[Vec<u8>],
    ) -> Result<(), Failure> {
        self.follow_key()?;
        let Self { db, key, ids, .. } = self;
        let sealed = secret.map(|secret| key.seal_bytes(secret, login.as_bytes(), ids.as_mut()));
        db.write(DEPLOYMENT, |tx| {
            must_be_current(tx, key)?;
            known(tx, login)?;
            let command = if sealed.is_some() { "turn_on_second_step" } else { "turn_off_second_step" };
            tx.execute(sql::SET_TOTP, &[login.into(), sealed.map_or(Value::Null, Value::Bytes)])?;
            tx.execute(sql::FORGET_RECOVERY, &[login.into()])?;
            for hash in recovery {
                tx.execute(sql::INSERT_RECOVERY, &[login.into(), hash.as_slice().into()])?;
            }
            Deed::about(Subject::Account, login).record(tx, DEPLOYMENT, ctx, command, None).map(drop)
        })
    }

    /// The secret of the second step and the last time step that was taken.
    pub fn totp(&mut self, login: &str) -> Result<Option<(Vec<u8>, u64)>, Failure> {
        self.follow_key()?;
        let Self { db, key, .. } = self;
        db.read(|tx| {
            let Some(row) = tx.row(sql::TOTP, &[login.into()])? else { return Ok(None) };
            let Some(sealed) = row.bytes_or_null(0)? else { return Ok(None) };
            Ok(Some((key.open_bytes(sealed, login.as_bytes())?, row.count(1)?)))
        })
    }

    /// Takes a time step; false if it, or a later one, was taken before: two at once cannot both use a code.
    pub fn take_totp_step(&mut self, login: &str, step: u64) -> Result<bool, Failure> {
        let row: [Value; 2] = [login.into(), i64::try_from(step).unwrap_or(i64::MAX).into()];
        self.db.write(DEPLOYMENT, |tx| Ok(tx.execute(sql::TAKE_STEP, &row)? == 1))
    }

    /// The recovery codes that are left, as they are kept.
    pub fn recovery(&mut self, login: &str) -> Result<Vec<Vec<u8>>, Failure> {
        self.db.read(|tx| {
            tx.rows(sql::RECOVERY, &[login.into()])?.iter().map(|row| row.bytes(0).map(<[u8]>::to_vec)).collect()
        })
    }

    /// Uses a recovery code up; false if it was used before.
    pub fn take_recovery(&mut self, ctx: &Ctx, login: &str, hash: &[u8]) -> Result<bool, Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            if tx.execute(sql::TAKE_RECOVERY, &[login.into(), hash.into(), ctx.at.as_str().into()])? == 0 {
                return Ok(false);
            }
            Deed::about(Subject::Account, login).record(tx, DEPLOYMENT, ctx, "use_recovery_code", None)?;
            Ok(true)
        })
    }

    /// The login of a person of an identity provider.
    pub fn federated(&mut self, issuer: &str, subject: &str) -> Result<Option<String>, Failure> {
        self.db.read(|tx| {
            let row = tx.row(sql::FEDERATED, &[issuer.into(), subject.into()])?;
            row.map(|row| row.text(0).map(str::to_owned)).transpose()
        })
    }

    /// Ties a person of an identity provider to an account; false if the account is somebody else's there.
    pub fn federate(&mut self, ctx: &Ctx, login: &str, issuer: &str, subject: &str) -> Result<bool, Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            known(tx, login)?;
            if tx.row(sql::IS_FEDERATED, &[login.into(), issuer.into()])?.is_some() {
                return Ok(false);
            }
            tx.execute(sql::FEDERATE, &[login.into(), issuer.into(), subject.into()])?;
            let deed = Deed::about(Subject::Account, login).note(issuer);
            deed.record(tx, DEPLOYMENT, ctx, "federate_account", None)?;
            Ok(true)
        })
    }
}

pub(super) fn known(tx: &mut Tx<'_>, login: &str) -> Result<Account, Failure> {
    account(&tx.row(sql::ACCOUNT, &[login.into()])?.ok_or_else(|| no_account(login))?)
}

fn account(row: &Row) -> Result<Account, Failure> {
    Ok(Account {
        login: row.text(0)?.to_owned(),
        name: row.text(1)?.to_owned(),
        agency: row.bytes_or_null(2)?.map(hex),
        password: row.text_or_null(3)?.map(str::to_owned),
        must_change: row.int(4)? == 1,
        has_totp: row.int(5)? == 1,
        failures: u32::try_from(row.int(6)?).unwrap_or(u32::MAX),
        failed_at: row.text_or_null(7)?.map(str::to_owned),
        made_at: row.text(8)?.to_owned(),
        closed_at: row.text_or_null(9)?.map(str::to_owned),
        version: row.int(10)?,
    })
}
