//! Keys with which programs act for an account: made with its password, shown once, for a while, for reading unless it is
//! said otherwise.

use super::sign_in::{Proof, TOUCHED_EVERY, Visit};
use super::{moment, own, told};
use crate::access::On;
use crate::{Caller, Ctx, Desk};
use base::Failure;
use domain::access::Action;
use identity::token::Token;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{ApiToken, NewToken};

/// What a key begins with: whoever finds one in a file sees whose it is, and programs that look for lost keys find it.
pub const PREFIX: &str = "cancau_";

/// For how long a key may be made: whoever needs it longer says so once a year.
pub const LONGEST_DAYS: i64 = 366;

/// A key that somebody wants.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What it is for.
    pub name: &'a str,
    /// For how many days.
    pub days: i64,
    /// Whether it may change anything.
    pub writes: bool,
}

impl Desk {
    /// The caller's keys that are good now.
    pub fn own_tokens(&self, caller: &Caller, now: Timestamp) -> Result<Vec<ApiToken>, Failure> {
        let login = own(caller)?;
        self.store(|store| store.tokens(login, &moment(now)))
    }

    /// Makes a key for the caller, with the password; what the program keeps, shown once.
    pub fn make_token(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        proof: &Proof<'_>,
        wanted: &Wanted<'_>,
        now: Timestamp,
    ) -> Result<String, Failure> {
        let name = told(wanted.name, "name")?;
        if !(1..=LONGEST_DAYS).contains(&wanted.days) {
            let failure = Failure::new(
                "CC-TOKEN-DAYS",
                format!("khoá dùng được từ 1 đến {LONGEST_DAYS} ngày"),
                format!("a key lasts between 1 and {LONGEST_DAYS} days"),
            );
            return Err(failure.at("days"));
        }
        let account = self.proves(caller, proof, now)?;
        let until = now.checked_add(SignedDuration::from_hours(24 * wanted.days)).unwrap_or(now);
        let token = self.chance(|chance| Ok(Token::new(chance)))?;
        let new = NewToken { login: account.login, name, writes: wanted.writes, expires_at: moment(until) };
        self.store(|store| store.make_token(ctx, &token.digest(), &new))?;
        Ok(format!("{PREFIX}{}", token.text()))
    }

    /// Ends one of the caller's own keys.
    pub fn end_token(&self, caller: &Caller, ctx: &Ctx, id: &str) -> Result<(), Failure> {
        let login = own(caller)?;
        self.store(|store| store.end_token(ctx, login, id).map(drop))
    }

    /// Ends a key of somebody else.
    pub fn end_token_of(&self, caller: &Caller, ctx: &Ctx, login: &str, id: &str) -> Result<(), Failure> {
        caller.authorise(Action::ManageAccounts, On::Anything)?;
        self.store(|store| store.end_token(ctx, login, id).map(drop))
    }

    /// Whose key this is; none if it is good no more, or never was.
    pub fn visit_with_token(&self, text: &str, now: Timestamp, today: Date) -> Result<Option<Visit>, Failure> {
        let token = text.strip_prefix(PREFIX).and_then(Token::presented).filter(|_| self.has_register());
        let Some(token) = token else { return Ok(None) };
        let digest = token.digest();
        let found = self.store(|store| {
            let good = |token: &ApiToken| token.ended_at.is_none() && token.expires_at > moment(now);
            let Some(token) = store.token(&digest)?.filter(good) else { return Ok(None) };
            let used = token.used_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok());
            if used.is_none_or(|used| now.duration_since(used) > TOUCHED_EVERY) {
                store.touch_token(&digest, &moment(now))?;
            }
            let Some(account) = store.account(&token.login)? else { return Ok(None) };
            Ok(Some((token.writes, account, store.grants(&token.login)?)))
        })?;
        let Some((writes, account, grants)) = found else { return Ok(None) };
        let caller = self.caller_of(&account, grants, today);
        Ok(Some(Visit { caller, session: String::new(), must_change: account.must_change, writes }))
    }
}
