//! Sessions, and the link for the first administrator.

/// $1 login, $2 digest of the token, $3 id, $4 when, $5 until when, $6 from where, $7 by which program.
pub(crate) const INSERT: &str = "\
insert into session (hash, id, account, opened_at, seen_at, expires_at, address, agent)
select $2, $3, id, $4, $4, $5, $6, $7 from account where login = $1";

pub(crate) const SESSION: &str = "\
select s.id, a.login, s.opened_at, s.seen_at, s.expires_at, coalesce(s.ended_at, a.closed_at), s.address, s.agent
  from session s
  join account a on a.id = s.account
 where s.hash = $1";

pub(crate) const TOUCH: &str = "update session set seen_at = $2 where hash = $1 and seen_at < $2";

/// $1 login, $2 now.
pub(crate) const SESSIONS: &str = "\
select s.id, a.login, s.opened_at, s.seen_at, s.expires_at, s.ended_at, s.address, s.agent
  from session s
  join account a on a.id = s.account
 where a.login = $1 and s.ended_at is null and s.expires_at > $2
 order by s.opened_at desc, s.id";

pub(crate) const END: &str = "\
update session
   set ended_at = $3
 where account = (select id from account where login = $1) and id = $2 and ended_at is null";

/// $2 when, $3 the digest of the one that goes on.
pub(crate) const END_ALL: &str = "\
update session
   set ended_at = $2
 where account = (select id from account where login = $1) and ended_at is null and hash <> $3";

pub(crate) const VOID_TICKETS: &str = "update ticket set used_at = $1 where used_at is null";

/// $1 digest, $2 when, $3 until when.
pub(crate) const INSERT_TICKET: &str = "insert into ticket (hash, made_at, expires_at) values ($1, $2, $3)";

/// $1 digest, $2 now.
pub(crate) const TICKET: &str = "\
select made_at from ticket where hash = $1 and used_at is null and expires_at > $2";

pub(crate) const TAKE_TICKET: &str = "\
update ticket set used_at = $2 where hash = $1 and used_at is null and expires_at > $2";

pub(crate) const ALL: &[&str] =
    &[INSERT, SESSION, TOUCH, SESSIONS, END, END_ALL, VOID_TICKETS, INSERT_TICKET, TICKET, TAKE_TICKET];
