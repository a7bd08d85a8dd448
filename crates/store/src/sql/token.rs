//! Keys of programs.

/// $1 login, $2 digest of the key, $3 id, $4 its name, $5 whether it may change anything, $6 when, $7 until when.
pub(crate) const INSERT: &str = "\
insert into api_token (hash, id, account, name, writes, made_at, expires_at)
select $2, $3, id, $4, $5, $6, $7 from account where login = $1";

pub(crate) const TOKEN: &str = "\
select t.id, a.login, t.name, t.writes, t.made_at, t.used_at, t.expires_at, coalesce(t.ended_at, a.closed_at)
  from api_token t
  join account a on a.id = t.account
 where t.hash = $1";

pub(crate) const TOUCH: &str = "\
update api_token set used_at = $2 where hash = $1 and (used_at is null or used_at < $2)";

/// $1 login, $2 now.
pub(crate) const TOKENS: &str = "\
select t.id, a.login, t.name, t.writes, t.made_at, t.used_at, t.expires_at, t.ended_at
  from api_token t
  join account a on a.id = t.account
 where a.login = $1 and t.ended_at is null and t.expires_at > $2
 order by t.made_at desc, t.id";

pub(crate) const END: &str = "\
update api_token
   set ended_at = $3
 where account = (select id from account where login = $1) and id = $2 and ended_at is null";

pub(crate) const END_ALL: &str = "\
update api_token
   set ended_at = $2
 where account = (select id from account where login = $1) and ended_at is null";

pub(crate) const ALL: &[&str] = &[INSERT, TOKEN, TOUCH, TOKENS, END, END_ALL];
