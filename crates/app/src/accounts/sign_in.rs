//! Signing in and out, and knowing who comes with a session.

use super::{milliseconds, moment, own};
use crate::{Caller, Ctx, Desk};
use base::Failure;
use identity::password::{Password, Verdict};
use identity::throttle;
use identity::token::Token;
use identity::{recovery, totp};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::net::IpAddr;
use store::{Account, Store};

/// A working day; then the person signs in again.
const LASTS: SignedDuration = SignedDuration::from_hours(12);
/// Unused for so long, a session ends: offices share machines.
const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// How exactly the last use is kept: a write for every page would make readers wait for each other.
const TOUCHED_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Somebody at the door.
#[derive(Clone, Debug)]
pub struct Attempt<'a> {
    /// Login, as typed.
    pub login: &'a str,
    /// Password, as typed.
    pub password: &'a str,
    /// Code of the second step, or a recovery code; empty if none was typed.
    pub code: &'a str,
    /// From where.
    pub address: IpAddr,
    /// By which program.
    pub agent: &'a str,
}

/// Somebody who is in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What the browser keeps.
    pub token: String,
    /// Whether another password must be chosen first.
    pub must_change: bool,
}

/// Somebody who comes with a session.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who.
    pub caller: Caller,
    /// The id of the session.
    pub session: String,
    /// Whether another password must be chosen before anything else.
    pub must_change: bool,
}

impl Desk {
    /// Lets somebody in, or says why not. Who has no account waits as long as who mistyped.
    pub fn sign_in(&self, attempt: &Attempt<'_>, now: Timestamp) -> Result<SignedIn, Failure> {
        let login = attempt.login.trim().to_lowercase();
        self.door.admit(&login, attempt.address, milliseconds(now)).map_err(throttle::Wait::too_fast)?;
        let typed = Password::typed(attempt.password);
        let account = self.store(|store| store.account(&login))?;
        let known = account.filter(|account| account.closed_at.is_none());
        let Some((account, hash)) = known.and_then(|account| Some((account.clone(), account.password?))) else {
            typed.verify_for_nobody();
            return Err(wrong());
        };
        let failed_at = account.failed_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok());
        let failed_at = failed_at.map_or(0, milliseconds);
        if let Some(wait) = throttle::locked(account.failures, failed_at, milliseconds(now)) {
            return Err(wait.locked());
        }
        let ctx = Ctx { actor: login.clone(), at: moment(now), reason: "đăng nhập".into() };
        // outside of any connection: it takes its time on purpose
        let verdict = typed.verify(&hash)?;
        let failed = |store: &mut Store| {
            let failures = throttle::count_failure(account.failures, failed_at, milliseconds(now));
            let locked = throttle::locked(failures, milliseconds(now), milliseconds(now)).is_some();
            store.note_failure(&ctx, &login, failures, locked)
        };
        let Verdict::Right { needs_rehash } = verdict else {
            self.store(failed)?;
            return Err(wrong());
        };
        if account.has_totp {
            if attempt.code.trim().is_empty() {
                return Err(no_code());
            }
            if !self.store(|store| second_step(store, &ctx, &account, attempt.code, now))? {
                self.store(failed)?;
                return Err(wrong_code());
            }
        }
        if needs_rehash {
            let after = self.store(|store| typed.hash(&mut |bytes| store.chance(bytes)))?;
            self.store(|store| store.rehash_password(&login, &hash, &after))?;
        }
        let token = self.open_session(&login, attempt.address, attempt.agent, now)?;
        Ok(SignedIn { token, must_change: account.must_change })
    }

    /// Opens a session for somebody who was recognised; what the browser keeps.
    pub fn open_session(&self, login: &str, address: IpAddr, agent: &str, now: Timestamp) -> Result<String, Failure> {
        let ctx = Ctx { actor: login.to_owned(), at: moment(now), reason: "đăng nhập".into() };
        let until = now.checked_add(LASTS).unwrap_or(now);
        self.store(|store| {
            let token = Token::new(&mut |bytes| store.chance(bytes));
            let agent: String = agent.chars().filter(|letter| !letter.is_control()).collect();
            store.open_session(&ctx, login, &token.digest(), &moment(until), &address.to_string(), &agent)?;
            Ok(token.text().to_owned())
        })
    }

    /// Who comes with a token; none if the session has ended, or never was.
    pub fn visit(&self, token: &str, now: Timestamp, today: Date) -> Result<Option<Visit>, Failure> {
        let Some(token) = Token::presented(token).filter(|_| self.has_register()) else { return Ok(None) };
        let digest = token.digest();
        let found = self.store(|store| {
            let Some(session) = store.session(&digest)? else { return Ok(None) };
            let seen = session.seen_at.parse::<Timestamp>().unwrap_or(Timestamp::UNIX_EPOCH);
            let idle = now.duration_since(seen);
            if session.ended_at.is_some() || session.expires_at <= moment(now) || idle > IDLE {
                return Ok(None);
            }
            if idle > TOUCHED_EVERY {
                store.touch_session(&digest, &moment(now))?;
            }
            let Some(account) = store.account(&session.login)? else { return Ok(None) };
            let grants = store.grants(&session.login)?;
            Ok(Some((session, account, grants)))
        })?;
        let Some((session, account, grants)) = found else { return Ok(None) };
        // a password that somebody else knows opens nothing but the page to change it
        let grants: Vec<_> = grants.into_iter().filter(|_| !account.must_change).map(|row| row.grant).collect();
        let caller = self.person(&account.login, &account.name, &grants, today);
        Ok(Some(Visit { caller, session: session.id, must_change: account.must_change }))
    }

    /// Ends one of the caller's own sessions.
    pub fn end_session(&self, caller: &Caller, ctx: &Ctx, session: &str) -> Result<(), Failure> {
        let login = own(caller)?;
        self.store(|store| store.end_session(ctx, login, session).map(drop))
    }
}

fn second_step(store: &mut Store, ctx: &Ctx, account: &Account, typed: &str, now: Timestamp) -> Result<bool, Failure> {
    let login = &account.login;
    if let Some((secret, last)) = store.totp(login)?
        && let Ok(secret) = <[u8; totp::SECRET]>::try_from(secret)
        && let Some(step) = totp::check(&secret, typed, (last > 0).then_some(last), milliseconds(now))
    {
        return store.take_totp_step(login, step);
    }
    let kept = store.recovery(login)?;
    let codes: Vec<[u8; recovery::KEPT]> = kept.into_iter().filter_map(|code| code.try_into().ok()).collect();
    match recovery::find(typed, &codes) {
        Some(at) => store.take_recovery(ctx, login, &codes[at]),
        None => Ok(false),
    }
}

fn wrong() -> Failure {
    Failure::new("CC-SIGNIN-WRONG", "tên đăng nhập hoặc mật khẩu không đúng", "the login or the password is wrong")
        .remedy(
            "xem lại bàn phím tiếng Việt và phím CapsLock; quên mật khẩu thì nhờ người quản trị đặt lại",
            "look at the keyboard and CapsLock; an administrator resets a forgotten password",
        )
}

fn no_code() -> Failure {
    Failure::new("CC-SIGNIN-CODE", "tài khoản này cần mã xác thực", "this account needs a code").at("code").remedy(
        "mở ứng dụng xác thực, nhập mã 6 số, hoặc một mã dự phòng",
        "open the authenticator app and type its six digits, or a recovery code",
    )
}

fn wrong_code() -> Failure {
    Failure::new("CC-SIGNIN-CODE-WRONG", "mã xác thực không đúng hoặc đã dùng", "the code is wrong or was used")
        .at("code")
        .remedy("đợi mã mới rồi nhập lại", "wait for the next code and try again")
}
