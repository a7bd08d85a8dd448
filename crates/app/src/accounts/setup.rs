//! The first administrator: a link that is good once, printed where the server was started.

use super::{login, moment, told};
use crate::{Ctx, Desk};
use base::{Failure, Period};
use domain::access::{Grant, Role};
use identity::password::Password;
use identity::token::Token;
use jiff::{SignedDuration, Timestamp};
use store::{NewAccount, NewGrant};

/// Long enough to walk to another machine, too short to be found in yesterday's terminal.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(2);

impl Desk {
    /// A new link for the first administrator; none once there is an account.
    pub fn setup_link(&self, now: Timestamp) -> Result<Option<String>, Failure> {
        if !self.has_register() {
            return Ok(None);
        }
        self.store(|store| {
            if !store.is_without_accounts()? {
                return Ok(None);
            }
            let token = Token::new(&mut |bytes| store.chance(bytes));
            let until = now.checked_add(GOOD_FOR).unwrap_or(now);
            let ctx =
                Ctx { actor: "cancau serve".into(), at: moment(now), reason: "chưa có tài khoản nào".into() };
            store.make_ticket(&ctx, &token.digest(), &moment(until))?;
            Ok(Some(token.text().to_owned()))
        })
    }

    /// Whether a link still makes the first administrator.
    pub fn is_setup(&self, token: &str, now: Timestamp) -> Result<bool, Failure> {
        let Some(token) = Token::presented(token) else { return Ok(false) };
        self.store(|store| Ok(store.is_without_accounts()? && store.is_ticket(&token.digest(), &moment(now))?))
    }

    /// Makes the first administrator.
    pub fn set_up(&self, token: &str, typed: &str, name: &str, password: &str, now: Timestamp) -> Result<(), Failure> {
        let gone = || {
            Failure::new("CC-SETUP-GONE", "liên kết đã dùng hoặc đã quá hạn", "the link was used or is too old")
                .remedy("khởi động lại cancau serve để có liên kết mới", "start cancau serve again for a new link")
        };
        let token = Token::presented(token).ok_or_else(gone)?;
        let (login, name) = (login(typed)?, told(name, "name")?);
        let password = Password::chosen(password, &login, &[&name]).map_err(|failure| failure.at("password"))?;
        let hash = self.chance(|chance| password.hash(chance))?;
        self.store(|store| {
            if !store.is_without_accounts()? || !store.take_ticket(&token.digest(), &moment(now))? {
                return Err(gone());
            }
            let ctx = Ctx {
                actor: login.clone(), at: moment(now), reason: "lập tài khoản quản trị đầu tiên".into()
            };
            let password = Some(hash);
            let account = NewAccount { login: login.clone(), name, agency: None, password, must_change: false };
            store.make_account(&ctx, &account)?;
            let period = Period { from: now.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7))).date(), to: None };
            let grant = Grant { role: Role::Administrator, area: None, village: None, period };
            let decision = "liên kết lập tài khoản đầu tiên".to_owned();
            store.give_grant(&ctx, &NewGrant { login, grant, agency: None, decision }, |_| Ok(()))
        })
    }
}
