//! Who may come in: accounts, sessions, grants, agencies. Everything that changes here is a deed in the chain of shard 0.
//!
//! Kept are digests of tokens and hashes of passwords, made above; what a role may do is decided above.

mod account;
mod agency;
mod grant;
mod kin;
mod session;
mod token;

pub use account::{Account, AccountLine, NewAccount};
pub use agency::{Agency, AgencyName, NewAgency};
pub use grant::{GrantRow, NewGrant};
pub use kin::{Kin, KinKind};
pub use session::Session;
pub use token::{ApiToken, NewToken};

use crate::{Store, Value};
use base::Failure;

/// The chain of the deployment itself.
pub(crate) const DEPLOYMENT: i64 = 0;

impl Store {
    /// Random bytes that nobody can guess, from the source the store was opened with.
    pub fn chance(&mut self, bytes: &mut [u8]) {
        self.ids.fill(bytes);
    }
}

/// Refuses to save on top of somebody else's change.
fn saved(rows: u64) -> Result<(), Failure> {
    if rows == 1 { Ok(()) } else { Err(changed_meanwhile()) }
}

fn changed_meanwhile() -> Failure {
    Failure::new(
        "CC-CHANGED-MEANWHILE",
        "người khác vừa sửa mục này; chưa ghi gì",
        "somebody else has changed this meanwhile; nothing was saved",
    )
    .remedy("mở lại trang để xem nội dung mới rồi sửa tiếp", "open the page again, look at what is new, then go on")
}

fn no_account(login: &str) -> Failure {
    Failure::new("CC-ACCOUNT-NONE", format!("không có tài khoản “{login}”"), format!("there is no account “{login}”"))
        .at(login)
}

/// The bytes of an id; one that is none is nobody's.
fn bytes(id: &str) -> Value {
    Value::Bytes(base16ct::mixed::decode_vec(id).ok().unwrap_or_default())
}
