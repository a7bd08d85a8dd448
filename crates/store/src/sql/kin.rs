//! Declared households. $1 is the login.

/// $2 partition, $3 code, $4 whose, $5 when.
pub(crate) const DECLARE: &str = "\
insert into kinship (account, shard, household, kind, declared_at)
select id, $2, $3, $4, $5 from account where login = $1
    on conflict (account, shard, household) do update set kind = excluded.kind, ended_at = null";

pub(crate) const END: &str = "\
update kinship
   set ended_at = $4
 where account = (select id from account where login = $1) and shard = $2 and household = $3
   and ended_at is null";

pub(crate) const KIN: &str = "\
select k.shard, k.household, k.kind, k.declared_at
  from kinship k
  join account a on a.id = k.account
 where a.login = $1 and k.ended_at is null
 order by k.declared_at, k.household";

/// $2 partition, $3 code.
pub(crate) const IS_KIN: &str = "\
select cast(1 as bigint)
  from kinship k
  join account a on a.id = k.account
 where a.login = $1 and k.shard = $2 and k.household = $3 and k.ended_at is null";

pub(crate) const ALL: &[&str] = &[DECLARE, END, KIN, IS_KIN];
