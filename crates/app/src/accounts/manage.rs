//! What administrators do with accounts.

use super::{login, told};
use crate::access::On;
use crate::{Caller, Ctx, Desk};
use base::Failure;
use domain::access::Action;
use identity::password::Password;
use jiff::Timestamp;
use store::{Account, AccountLine, ApiToken, GrantRow, Kin, NewAccount, Session, Shard};

/// A password that the administrator tells the person, shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Whose.
    pub login: String,
    /// The password; another must be chosen with it.
    pub password: String,
}

/// An account and what belongs to it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The account.
    pub account: Account,
    /// Its grants, the newest first.
    pub grants: Vec<GrantRow>,
    /// Its running sessions.
    pub sessions: Vec<Session>,
    /// Its keys that are good.
    pub tokens: Vec<ApiToken>,
    /// The households it declared.
    pub kin: Vec<Kin>,
}

impl Desk {
    /// The accounts whose name or login has all the words.
    pub fn accounts(&self, caller: &Caller, text: &str) -> Result<Vec<AccountLine>, Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        self.store(|store| store.accounts(text))
    }

    /// An account with its grants, running sessions and declared households.
    pub fn account(&self, caller: &Caller, login: &str, now: Timestamp) -> Result<Whole, Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        self.store(|store| {
            let account = store.account(login)?.ok_or_else(|| {
                Failure::new("CC-ACCOUNT-NONE", "không có tài khoản này", "there is no such account").at(login)
            })?;
            Ok(Whole {
                account,
                grants: store.grants(login)?,
                sessions: store.sessions(login, &super::moment(now))?,
                tokens: store.tokens(login, &super::moment(now))?,
                kin: store.kin(login)?,
            })
        })
    }

    /// Makes an account with a password that works until its owner chooses another.
    pub fn make_account(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        typed: &str,
        name: &str,
        agency: Option<&str>,
    ) -> Result<Made, Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        let (login, name) = (login(typed)?, told(name, "name")?);
        let (password, hash) = self.one_time()?;
        let agency = agency.map(str::to_owned);
        let new = NewAccount { login: login.clone(), name, agency, password: Some(hash), must_change: true };
        self.store(|store| store.make_account(ctx, &new))?;
        Ok(Made { login, password })
    }

    /// Gives an account another name or agency.
    pub fn change_account(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        (login, version): (&str, i64),
        name: &str,
        agency: Option<&str>,
    ) -> Result<(), Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        let name = told(name, "name")?;
        self.store(|store| store.change_account(ctx, login, version, &name, agency))
    }

    /// A new password until its owner chooses another; all sessions end and the account is unlocked.
    pub fn reset_password(&self, caller: &Caller, ctx: &Ctx, login: &str) -> Result<Made, Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        let (password, hash) = self.one_time()?;
        self.store(|store| store.set_password(ctx, login, &hash, true, None))?;
        Ok(Made { login: login.to_owned(), password })
    }

    /// Lets a person who mistyped too often try again.
    pub fn unlock_account(&self, caller: &Caller, ctx: &Ctx, login: &str) -> Result<(), Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        self.store(|store| store.unlock_account(ctx, login))
    }

    /// Closes an account, or opens it again. Nobody closes the own one: somebody must be left to open it.
    pub fn close_account(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        (login, version): (&str, i64),
        closed: bool,
    ) -> Result<(), Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        if closed && login == caller.login {
            return Err(Failure::new(
                "CC-ACCOUNT-OWN",
                "không tự khoá tài khoản của mình",
                "nobody closes the own account",
            )
            .remedy("nhờ người quản trị khác", "ask another administrator"));
        }
        self.store(|store| store.close_account(ctx, login, version, closed))
    }

    /// Turns the second step of somebody off, who has lost the phone and the recovery codes.
    pub fn drop_second_step(&self, caller: &Caller, ctx: &Ctx, login: &str) -> Result<(), Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        self.store(|store| store.set_totp(ctx, login, None, &[]))
    }

    /// Ends a session of somebody.
    pub fn end_session_of(&self, caller: &Caller, ctx: &Ctx, login: &str, session: &str) -> Result<(), Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        self.store(|store| store.end_session(ctx, login, session).map(drop))
    }

    /// Takes back that a household is somebody's own or a relative's.
    pub fn end_kin_of(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        login: &str,
        shard: Shard,
        household: &str,
    ) -> Result<(), Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        if login == caller.login {
            return Err(Failure::new(
                "CC-ACCOUNT-OWN",
                "không tự gỡ khai báo của mình",
                "nobody takes back the own declaration",
            )
            .remedy("nhờ người quản trị khác", "ask another administrator"));
        }
        self.store(|store| store.end_kin(ctx, login, shard, household))
    }

    /// A password for the first time, and its hash.
    fn one_time(&self) -> Result<(String, String), Failure> {
        self.chance(|chance| {
            let password = Password::one_time(chance);
            Ok((password.text().to_owned(), password.hash(chance)?))
        })
    }
}
