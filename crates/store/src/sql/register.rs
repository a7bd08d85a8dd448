//! Shards, reviews, settings, batches, denominators.

pub(crate) const NEXT_SHARD: &str = "select coalesce(max(id), 0) + 1 from shard";

pub(crate) const INSERT_SHARD: &str = "insert into shard (id, code, name, opened_on) values ($1, $2, $3, $4)";

/// The partitions that hold citizens; number 0 is the chain of the deployment itself.
pub(crate) const SHARDS: &str = "select id, code, name, opened_on from shard where id > 0 order by id";

/// Every partition that has a chain, the one of the deployment last.
pub(crate) const CHAINS: &str = "select id, code, name from shard order by case when id = 0 then 1 else 0 end, id";

pub(crate) const SETTING: &str = "select value from setting where name = $1";

pub(crate) const INSERT_SETTING: &str = "insert into setting (name, value) values ($1, $2)";

pub(crate) const REVIEW: &str = "\
select id, day, indicators, causes
  from review
 where shard = $1 and year = $2 and standard = $3";

/// The reviews of which something was known at the moment $2: one whose batches were all undone is none.
pub(crate) const REVIEWS: &str = "\
select r.year, r.standard, r.day
  from review r
 where r.shard = $1
   and exists (select 1
                 from batch b
                where b.shard = r.shard and b.review = r.id and b.recorded_at <= $2
                  and (b.undone_at is null or b.undone_at > $2))
 order by r.year, r.standard";

/// A batch that was there at the moment $2 and is not any more.
pub(crate) const UNDONE_SINCE: &str = "\
select id, recorded_at, undone_at
  from batch
 where shard = $1 and recorded_at <= $2 and undone_at > $2
 order by id
 limit 1";

pub(crate) const NEXT_REVIEW: &str = "select coalesce(max(id), 0) + 1 from review where shard = $1";

pub(crate) const INSERT_REVIEW: &str = "\
insert into review (shard, id, year, standard, day, indicators, causes)
values ($1, $2, $3, $4, $5, $6, $7)";

pub(crate) const NEXT_BATCH: &str = "select coalesce(max(id), 0) + 1 from batch where shard = $1";

pub(crate) const LIVE_BATCH: &str = "\
select id, households
  from batch
 where shard = $1 and command = $2 and review is not distinct from $3 and digest = $4 and undone_at is null";

pub(crate) const INSERT_BATCH: &str = "\
insert into batch (shard, id, command, review, digest, source, actor, recorded_at, households, route)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(crate) const BATCHES: &str = "\
select b.id, b.command, r.year, r.standard, b.digest, b.source, b.actor, b.recorded_at, b.households, b.undone_at,
       b.route
  from batch b
  left join review r on r.shard = b.shard and r.id = b.review
 where b.shard = $1
 order by b.id";

pub(crate) const SUPERSEDE_DENOMINATOR: &str = "\
update denominator
   set superseded_at = $5, superseded_by = $6
 where shard = $1 and year = $2 and area_code = $3 and area_from = $4 and superseded_at is null";

pub(crate) const INSERT_DENOMINATOR: &str = "\
insert into denominator (shard, year, area_code, area_from, households, persons, households_1, persons_1,
       households_2, persons_2, households_3, persons_3, status, source, batch, recorded_at) values";

pub(crate) const DENOMINATORS: &str = "\
select area_code, area_from, households, persons, households_1, persons_1, households_2, persons_2,
       households_3, persons_3, status, source
  from denominator
 where shard = $1 and year = $2 and recorded_at <= $3 and (superseded_at is null or superseded_at > $3)
 order by area_code, area_from";

pub(crate) const ALL: &[&str] = &[
    NEXT_SHARD,
    INSERT_SHARD,
    SHARDS,
    CHAINS,
    SETTING,
    INSERT_SETTING,
    REVIEW,
    REVIEWS,
    UNDONE_SINCE,
    NEXT_REVIEW,
    INSERT_REVIEW,
    NEXT_BATCH,
    LIVE_BATCH,
    INSERT_BATCH,
    BATCHES,
    SUPERSEDE_DENOMINATOR,
    DENOMINATORS,
];

pub(crate) const BULK: &[&str] = &[INSERT_DENOMINATOR];
