//! People who sign in: the first of them, signing in and out, one's own account, and what administrators do.

mod agencies;
mod grants;
mod manage;
mod own;
mod setup;
mod sign_in;
mod tokens;

pub use agencies::NewName;
pub use manage::{Made, Whole};
pub use own::SecondStep;
pub use sign_in::{Attempt, Federated, Proof, SignedIn, Visit, lock_of};
pub use store::{Agency, ApiToken, Kin, KinKind, NewAgency, NewGrant, Session};
pub use tokens::{LONGEST_DAYS, PREFIX, Wanted};

use crate::Caller;
use base::Failure;
use jiff::Timestamp;

/// Milliseconds since 1970, as the mechanisms of sign-in count.
fn milliseconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_millisecond()).unwrap_or(0)
}

/// A moment as rows keep it: whole seconds in UTC.
fn moment(now: Timestamp) -> String {
    Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// Refuses whoever is not signed in; whose account it is.
fn own(caller: &Caller) -> Result<&str, Failure> {
    if caller.is_signed_in() { Ok(&caller.login) } else { Err(crate::access::sign_in()) }
}

/// A text that must not be empty, on one line.
fn told(text: &str, field: &'static str) -> Result<String, Failure> {
    let text = vntext::normal::clean(text);
    if text.is_empty() {
        return Err(
            Failure::new("CC-FIELD-EMPTY", "ô này không được để trống", "this field must not be empty").at(field)
        );
    }
    if text.chars().count() > 200 {
        return Err(Failure::new("CC-FIELD-LONG", "nội dung quá dài (trên 200 chữ)", "the text is too long").at(field));
    }
    Ok(text)
}

/// A login: letters without marks, digits, `.`, `-` and `_`, so that everybody can type and say it.
fn login(text: &str) -> Result<String, Failure> {
    let login = text.trim().to_lowercase();
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-_".contains(letter);
    let whole = (2..=40).contains(&login.len()) && login.chars().all(fits);
    if whole && login.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Ok(login);
    }
    Err(Failure::new("CC-LOGIN", "tên đăng nhập không hợp lệ", "not a login").at("login").remedy(
        "dùng 2–40 chữ không dấu, chữ số, dấu chấm hoặc gạch; bắt đầu bằng chữ, ví dụ an.nguyen",
        "use 2–40 letters without marks, digits, dots or dashes, beginning with a letter, as an.nguyen",
    ))
}
