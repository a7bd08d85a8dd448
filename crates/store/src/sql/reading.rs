//! Who was shown sensitive data of a household.

/// $1 the shard, $2 the code, $3 the day, $4 the login, $5 the fields, $6 the moment: one row per reader, household, day.
pub(crate) const NOTE: &str = "\
insert into reading (shard, household, day, account, fields, times, last_at)
select shard, id, cast($3 as text), cast($4 as text), cast($5 as bigint), 1, cast($6 as text)
  from household
 where shard = $1 and code = $2
    on conflict (shard, household, day, account) do update
   set fields = reading.fields | excluded.fields, times = reading.times + 1, last_at = excluded.last_at";

pub(crate) const ALL: &[&str] = &[NOTE];
