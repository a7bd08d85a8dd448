//! One's own account: the password, the second step, sessions, households one keeps the hands off.

use super::sign_in::Proof;
use super::{milliseconds, moment, own, told};
use crate::{Caller, Ctx, Desk};
use base::Failure;
use base16ct::lower::encode_string as hex;
use identity::password::Password;
use identity::token::Token;
use identity::{recovery, totp};
use jiff::Timestamp;
use store::{Account, GrantRow, Kin, KinKind, Session, Shard};

/// A second step that is about to be turned on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStep {
    /// The secret as hexadecimal digits: it travels through the form and back.
    pub secret: String,
    /// The same for typing into the app.
    pub key: String,
    /// The code for the app's camera, an SVG.
    pub picture: String,
}

impl Desk {
    /// The caller's account.
    pub fn own_account(&self, caller: &Caller) -> Result<Account, Failure> {
        let login = own(caller)?;
        self.store(|store| store.account(login))?.ok_or_else(crate::access::sign_in)
    }

    /// The caller's running sessions.
    pub fn own_sessions(&self, caller: &Caller, now: Timestamp) -> Result<Vec<Session>, Failure> {
        let login = own(caller)?;
        self.store(|store| store.sessions(login, &moment(now)))
    }

    /// Changes the caller's password; every other session ends.
    pub fn change_password(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        proof: &Proof<'_>,
        wanted: &str,
        token: &str,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let login = own(caller)?;
        let account = self.proves(caller, proof, now)?;
        let wanted = Password::chosen(wanted, login, &[&account.name]).map_err(|failure| failure.at("password"))?;
        if wanted == Password::typed(proof.password) {
            return Err(Failure::new("CC-PASSWORD-SAME", "mật khẩu mới giống mật khẩu cũ", "that is the old password")
                .at("password")
                .remedy("chọn mật khẩu khác", "choose another one"));
        }
        let keep = Token::presented(token).map(|token| token.digest());
        let hash = self.chance(|chance| wanted.hash(chance))?;
        let keep = keep.as_ref().map(<[u8; 32]>::as_slice);
        self.store(|store| store.set_password(ctx, login, &hash, false, keep))
    }

    /// The caller's grants, the newest first.
    pub fn own_grants(&self, caller: &Caller) -> Result<Vec<GrantRow>, Failure> {
        let login = own(caller)?;
        self.store(|store| store.grants(login))
    }

    /// A second step to offer.
    pub fn offer_second_step(&self, caller: &Caller) -> Result<SecondStep, Failure> {
        let login = own(caller)?;
        if self.own_account(caller)?.has_totp {
            return Err(already_on());
        }
        let secret = self.chance(|chance| Ok(totp::secret(chance)))?;
        second_step(&secret, login)
    }

    /// The same second step again, after a code that was wrong.
    pub fn offer_again(&self, caller: &Caller, secret: &str) -> Result<SecondStep, Failure> {
        second_step(&read_secret(secret)?, own(caller)?)
    }

    /// Turns the second step on once the app shows the right code; the recovery codes, shown once.
    pub fn turn_on_second_step(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        secret: &str,
        code: &str,
        now: Timestamp,
    ) -> Result<Vec<String>, Failure> {
        let login = own(caller)?;
        if self.own_account(caller)?.has_totp {
            return Err(already_on());
        }
        let secret = read_secret(secret)?;
        let Some(step) = totp::check(&secret, code, None, milliseconds(now)) else {
            return Err(Failure::new("CC-SIGNIN-CODE-WRONG", "mã xác thực không đúng", "the code is wrong")
                .at("code")
                .remedy(
                    "xem đồng hồ điện thoại, đợi mã mới rồi nhập lại",
                    "check the phone's clock, use the next code",
                ));
        };
        let codes = self.chance(|chance| Ok(recovery::codes(chance)))?;
        let kept: Vec<Vec<u8>> = codes.kept.iter().map(|code| code.to_vec()).collect();
        self.store(|store| {
            store.set_totp(ctx, login, Some(&secret), &kept)?;
            store.take_totp_step(login, step)
        })?;
        Ok(codes.shown)
    }

    /// Turns the caller's second step off, with the password.
    pub fn turn_off_second_step(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        proof: &Proof<'_>,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let account = self.proves(caller, proof, now)?;
        self.store(|store| store.set_totp(ctx, &account.login, None, &[]))
    }

    /// The households that the caller declared.
    pub fn own_kin(&self, caller: &Caller) -> Result<Vec<Kin>, Failure> {
        let login = own(caller)?;
        self.store(|store| store.kin(login))
    }

    /// Declares a household that the caller keeps the hands off.
    pub fn declare_kin(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        shard: Shard,
        household: &str,
        kind: KinKind,
    ) -> Result<(), Failure> {
        let login = own(caller)?;
        let household = told(household, "household")?;
        if self.provinces()?.iter().all(|row| row.shard != shard) {
            return Err(Failure::new("CC-FIELD", "chưa chọn tỉnh, thành phố", "no province was chosen").at("shard"));
        }
        self.store(|store| store.declare_kin(ctx, login, shard, &household, kind))
    }
}

/// The present step must go first, with the password: whoever finds a session open cannot put their own in its place.
fn already_on() -> Failure {
    Failure::new("CC-SECOND-STEP-ON", "bước xác thực thứ hai đang bật", "the second step is on already")
        .remedy("tắt nó trước ở trang Tài khoản của tôi", "turn it off first, on the page of your account")
}

fn second_step(secret: &[u8; totp::SECRET], login: &str) -> Result<SecondStep, Failure> {
    let invitation = totp::invitation(secret, login)?;
    Ok(SecondStep { secret: hex(secret), key: invitation.key, picture: invitation.picture })
}

fn read_secret(text: &str) -> Result<[u8; totp::SECRET], Failure> {
    let secret = base16ct::mixed::decode_vec(text).ok().and_then(|bytes| bytes.try_into().ok());
    secret.ok_or_else(|| {
        Failure::new("CC-FIELD", "biểu mẫu đã hỏng", "the form is broken").remedy("mở lại trang", "open the page again")
    })
}
