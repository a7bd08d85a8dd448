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
use store::{Account, GrantRow};

/// A working day; then the person signs in again.
const LASTS: SignedDuration = SignedDuration::from_hours(12);
/// Unused for so long, a session ends: offices share machines.
const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// How exactly the last use is kept: a write for every page would make readers wait for each other.
pub(super) const TOUCHED_EVERY: SignedDuration = SignedDuration::from_mins(5);

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

/// The present password of somebody who is in already.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// The password, as typed.
    pub password: &'a str,
    /// From where.
    pub address: IpAddr,
}

/// Somebody whom a provider elsewhere has recognised.
#[derive(Clone, Copy, Debug)]
pub struct Federated<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// Its own name for the person, which never changes.
    pub subject: &'a str,
    /// The login that it says the person has here.
    pub login: &'a str,
}

/// Somebody who is in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What the browser keeps.
    pub token: String,
    /// Whether another password must be chosen first.
    pub must_change: bool,
}

/// Somebody who comes with a session, or a program with a key.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who.
    pub caller: Caller,
    /// The id of the session; empty for a key.
    pub session: String,
    /// Whether another password must be chosen before anything else.
    pub must_change: bool,
    /// Whether anything may be changed: some keys only read.
    pub writes: bool,
}

impl Desk {
    /// Lets somebody in, or says why not. Who has no account, or a locked one, waits as long as who mistyped.
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
        if let Some(wait) = lock_of(&account, now) {
            typed.verify_for_nobody();
            return Err(wait.locked());
        }
        let Verdict::Right { needs_rehash } = typed.verify(&hash)? else {
            self.count_failure(&login, attempt.address, now)?;
            return Err(wrong());
        };
        if account.has_totp {
            if attempt.code.trim().is_empty() {
                return Err(no_code());
            }
            if !self.second_step(&login, attempt.code, now)? {
                self.count_failure(&login, attempt.address, now)?;
                return Err(wrong_code());
            }
        }
        if needs_rehash {
            let after = self.chance(|chance| typed.hash(chance))?;
            self.store(|store| store.rehash_password(&login, &hash, &after))?;
        }
        let token = self.open_session(&login, attempt.address, attempt.agent, now)?;
        Ok(SignedIn { token, must_change: account.must_change })
    }

    /// The caller's account, if this is its password: behind the same brake, and every wrong one counts.
    pub(super) fn proves(&self, caller: &Caller, proof: &Proof<'_>, now: Timestamp) -> Result<Account, Failure> {
        let account = self.own_account(caller)?;
        let login = &account.login;
        self.door.admit(login, proof.address, milliseconds(now)).map_err(throttle::Wait::too_fast)?;
        if let Some(wait) = lock_of(&account, now) {
            return Err(wait.locked());
        }
        let hash = account.password.clone().unwrap_or_default();
        if Password::typed(proof.password).verify(&hash)? == Verdict::Wrong {
            self.count_failure(login, proof.address, now)?;
            let failure =
                Failure::new("CC-PASSWORD-WRONG", "mật khẩu hiện tại không đúng", "the present password is wrong");
            return Err(failure.at("current"));
        }
        Ok(account)
    }

    fn count_failure(&self, login: &str, address: IpAddr, now: Timestamp) -> Result<(), Failure> {
        // whoever mistyped is not known to be the person of the account
        let ctx = Ctx { actor: String::new(), at: moment(now), reason: "nhập sai nhiều lần".into() };
        let count = |account: &Account| {
            let failures = throttle::count_failure(account.failures, failed_at(account), milliseconds(now));
            (failures, throttle::locked(failures, milliseconds(now), milliseconds(now)).is_some())
        };
        self.store(|store| store.note_failure(&ctx, login, &address.to_string(), count))
    }

    fn second_step(&self, login: &str, typed: &str, now: Timestamp) -> Result<bool, Failure> {
        if let Some((secret, last)) = self.store(|store| store.totp(login))?
            && let Ok(secret) = <[u8; totp::SECRET]>::try_from(secret)
            && let Some(step) = totp::check(&secret, typed, (last > 0).then_some(last), milliseconds(now))
        {
            return self.store(|store| store.take_totp_step(login, step));
        }
        let kept = self.store(|store| store.recovery(login))?;
        let codes: Vec<[u8; recovery::KEPT]> = kept.into_iter().filter_map(|code| code.try_into().ok()).collect();
        // hashing takes its time on purpose: no connection waits for it
        let Some(at) = recovery::find(typed, &codes) else { return Ok(false) };
        let ctx =
            Ctx { actor: login.to_owned(), at: moment(now), reason: "đăng nhập bằng mã dự phòng".into() };
        self.store(|store| store.take_recovery(&ctx, login, &codes[at]))
    }

    /// Lets somebody in whom a provider has recognised: whoever came with this name before, else the open account with
    /// the login, which is then that person's for good.
    pub fn sign_in_federated(
        &self,
        person: &Federated<'_>,
        address: IpAddr,
        agent: &str,
        now: Timestamp,
    ) -> Result<String, Failure> {
        let ctx =
            Ctx {
                actor: person.login.to_owned(), at: moment(now), reason: "đăng nhập qua dịch vụ đăng nhập".into()
            };
        let login = self.store(|store| {
            let known = store.federated(person.issuer, person.subject)?;
            let login = known.clone().unwrap_or_else(|| person.login.trim().to_lowercase());
            let account = store.account(&login)?.filter(|account| account.closed_at.is_none());
            let Some(account) = account else { return Err(no_account()) };
            if known.is_none() && !store.federate(&ctx, &account.login, person.issuer, person.subject)? {
                return Err(no_account());
            }
            Ok(account.login)
        })?;
        self.open_session(&login, address, agent, now)
    }

    /// Opens a session for somebody who was recognised; what the browser keeps.
    pub fn open_session(&self, login: &str, address: IpAddr, agent: &str, now: Timestamp) -> Result<String, Failure> {
        let ctx = Ctx { actor: login.to_owned(), at: moment(now), reason: "đăng nhập".into() };
        let until = now.checked_add(LASTS).unwrap_or(now);
        let token = self.chance(|chance| Ok(Token::new(chance)))?;
        let agent: String = agent.chars().filter(|letter| !letter.is_control()).collect();
        let (digest, until, address) = (token.digest(), moment(until), address.to_string());
        // a lock that fell while the password was looked at holds
        let allowed = |account: &Account| lock_of(account, now).map_or(Ok(()), |wait| Err(wait.locked()));
        self.store(|store| store.open_session(&ctx, login, &digest, &until, &address, &agent, allowed))?;
        Ok(token.text().to_owned())
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
        let caller = self.caller_of(&account, grants, today);
        Ok(Some(Visit { caller, session: session.id, must_change: account.must_change, writes: true }))
    }

    /// The person of an account with what the grants allow; a password that somebody else knows opens nothing but the
    /// page to change it.
    pub(super) fn caller_of(&self, account: &Account, grants: Vec<GrantRow>, today: Date) -> Caller {
        let grants: Vec<_> = grants.into_iter().filter(|_| !account.must_change).map(|row| row.grant).collect();
        self.person(&account.login, &account.name, &grants, today)
    }

    /// Ends one of the caller's own sessions.
    pub fn end_session(&self, caller: &Caller, ctx: &Ctx, session: &str) -> Result<(), Failure> {
        let login = own(caller)?;
        self.store(|store| store.end_session(ctx, login, session).map(drop))
    }
}

/// How long wrong passwords still keep an account closed; none if they do not.
pub fn lock_of(account: &Account, now: Timestamp) -> Option<throttle::Wait> {
    throttle::locked(account.failures, failed_at(account), milliseconds(now))
}

fn failed_at(account: &Account) -> u64 {
    account.failed_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok()).map_or(0, milliseconds)
}

fn wrong() -> Failure {
    Failure::new("CC-SIGNIN-WRONG", "tên đăng nhập hoặc mật khẩu không đúng", "the login or the password is wrong")
        .remedy(
            "xem lại bàn phím tiếng Việt và phím CapsLock; quên mật khẩu thì nhờ người quản trị đặt lại",
            "look at the keyboard and CapsLock; an administrator resets a forgotten password",
        )
}

fn no_account() -> Failure {
    Failure::new(
        "CC-SIGNIN-NO-ACCOUNT",
        "chưa có tài khoản nào ở đây cho người này",
        "nobody with this name has an account here",
    )
    .remedy("nhờ người quản trị lập tài khoản cùng tên đăng nhập", "ask an administrator for an account of that login")
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
