//! Sessions, and the link for the first administrator. Only digests of their tokens are kept.

use super::{Account, DEPLOYMENT};
use crate::ids::IdMaker;
use crate::sql::session as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Tx, Value};
use base::Failure;
use base16ct::lower::encode_string as hex;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names it on screen.
    pub id: String,
    /// Whose.
    pub login: String,
    /// Since when.
    pub opened_at: String,
    /// When it was last used, within some minutes.
    pub seen_at: String,
    /// When it ends by itself.
    pub expires_at: String,
    /// When it was ended; none while it runs.
    pub ended_at: Option<String>,
    /// From where.
    pub address: String,
    /// By which program.
    pub agent: String,
}

impl Store {
    /// Opens a session under the digest of its token, if `allowed` has nothing against the account as it stands; the
    /// failures before it are forgotten.
    #[expect(clippy::too_many_arguments, reason = "who, when, under which token, until when, from where, by what, if")]
    pub fn open_session(
        &mut self,
        ctx: &Ctx,
        login: &str,
        digest: &[u8],
        expires_at: &str,
        address: &str,
        agent: &str,
        allowed: impl FnOnce(&Account) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Self { db, ids, .. } = self;
        db.write(DEPLOYMENT, |tx| {
            allowed(&super::account::known(tx, login)?)?;
            let row: [Value; 7] = [
                login.into(),
                digest.into(),
                IdMaker::new(ids.as_mut()).next(ids.as_mut()).into(),
                ctx.at.as_str().into(),
                expires_at.into(),
                address.into(),
                agent.into(),
            ];
            tx.execute(sql::INSERT, &row)?;
            tx.execute(crate::sql::account::FAILED, &[login.into(), 0.into(), Value::Null])?;
            let deed = Deed::about(Subject::Account, login).note(address);
            deed.record(tx, DEPLOYMENT, ctx, "sign_in", None).map(drop)
        })
    }

    /// The session under a digest, whether it still runs or not.
    pub fn session(&mut self, digest: &[u8]) -> Result<Option<Session>, Failure> {
        self.db.read(|tx| tx.row(sql::SESSION, &[digest.into()])?.as_ref().map(session).transpose())
    }

    /// Notes that a session was used.
    pub fn touch_session(&mut self, digest: &[u8], at: &str) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| tx.execute(sql::TOUCH, &[digest.into(), at.into()]).map(drop))
    }

    /// The sessions of an account that have not ended by `now`, the newest first.
    pub fn sessions(&mut self, login: &str, now: &str) -> Result<Vec<Session>, Failure> {
        self.db.read(|tx| tx.rows(sql::SESSIONS, &[login.into(), now.into()])?.iter().map(session).collect())
    }

    /// Ends a session of an account by its id; false if it had ended.
    pub fn end_session(&mut self, ctx: &Ctx, login: &str, id: &str) -> Result<bool, Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            if tx.execute(sql::END, &[login.into(), super::bytes(id), ctx.at.as_str().into()])? == 0 {
                return Ok(false);
            }
            Deed::about(Subject::Account, login).record(tx, DEPLOYMENT, ctx, "sign_out", None)?;
            Ok(true)
        })
    }

    /// Makes the link for the first administrator, good once and until a moment; one that was made before is good no more.
    pub fn make_ticket(&mut self, ctx: &Ctx, digest: &[u8], expires_at: &str) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            tx.execute(sql::VOID_TICKETS, &[ctx.at.as_str().into()])?;
            tx.execute(sql::INSERT_TICKET, &[digest.into(), ctx.at.as_str().into(), expires_at.into()])?;
            Deed::default().record(tx, DEPLOYMENT, ctx, "make_setup_link", None).map(drop)
        })
    }

    /// Whether the link is still good.
    pub fn is_ticket(&mut self, digest: &[u8], now: &str) -> Result<bool, Failure> {
        self.db.read(|tx| Ok(tx.row(sql::TICKET, &[digest.into(), now.into()])?.is_some()))
    }

    /// Uses the link up; false if it is good no more. Two at once cannot both use it.
    pub fn take_ticket(&mut self, digest: &[u8], now: &str) -> Result<bool, Failure> {
        self.db.write(DEPLOYMENT, |tx| Ok(tx.execute(sql::TAKE_TICKET, &[digest.into(), now.into()])? == 1))
    }
}

/// Ends all sessions of an account but one, and its keys: whoever knew the old password may have made some.
pub(super) fn end_all(tx: &mut Tx<'_>, login: &str, at: &str, keep: Option<&[u8]>) -> Result<(), Failure> {
    tx.execute(crate::sql::token::END_ALL, &[login.into(), at.into()])?;
    tx.execute(sql::END_ALL, &[login.into(), at.into(), keep.unwrap_or_default().into()]).map(drop)
}

fn session(row: &Row) -> Result<Session, Failure> {
    let text = |column| row.text(column).map(str::to_owned);
    Ok(Session {
        id: hex(row.bytes(0)?),
        login: text(1)?,
        opened_at: text(2)?,
        seen_at: text(3)?,
        expires_at: text(4)?,
        ended_at: row.text_or_null(5)?.map(str::to_owned),
        address: text(6)?,
        agent: text(7)?,
    })
}
