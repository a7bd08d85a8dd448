//! Taking a batch back: its rows go, what it superseded stands again. $1 is the shard, $2 the batch.

pub(crate) const BATCH: &str = "select command, undone_at from batch where shard = $1 and id = $2";

/// A later batch that rests on this one: it touched one of its households or persons, or superseded its rows.
pub(crate) const LATER_BATCH: &str = "\
select min(later.batch)
  from (select l.batch
          from result b
          join result l on l.shard = b.shard and l.household = b.household and l.batch > b.batch
         where b.shard = $1 and b.batch = $2
        union all
        select l.batch
          from household_state b
          join household_state l on l.shard = b.shard and l.household = b.household and l.batch > b.batch
         where b.shard = $1 and b.batch = $2
        union all
        select l.batch
          from membership b
          join membership l on l.shard = b.shard and l.person = b.person and l.batch > b.batch
         where b.shard = $1 and b.batch = $2
        union all
        select l.batch
          from membership b
          join membership l on l.shard = b.shard and l.household = b.household and l.batch > b.batch
         where b.shard = $1 and b.batch = $2
        union all
        select l.batch
          from person b
          join person l on l.shard = b.shard and l.id = b.id and l.batch > b.batch
         where b.shard = $1 and b.batch = $2
        union all
        select l.batch
          from household b
          join event l on l.shard = b.shard and l.household = b.id and l.batch > b.batch
         where b.shard = $1 and b.batch = $2
        union all
        select superseded_by
          from denominator
         where shard = $1 and batch = $2 and superseded_by is not null) later";

pub(crate) const DELETE: &[&str] = &[
    "delete from answers where shard = $1 and batch = $2",
    "delete from result where shard = $1 and batch = $2",
    "delete from event where shard = $1 and batch = $2",
    "delete from membership where shard = $1 and batch = $2",
    "delete from household_state where shard = $1 and batch = $2",
    "delete from person where shard = $1 and batch = $2",
    "delete from household where shard = $1 and batch = $2",
    "delete from denominator where shard = $1 and batch = $2",
];

pub(crate) const REVIVE: &[&str] = &[
    "update result set superseded_at = null, superseded_by = null where shard = $1 and superseded_by = $2",
    "update membership set superseded_at = null, superseded_by = null where shard = $1 and superseded_by = $2",
    "update household_state set superseded_at = null, superseded_by = null where shard = $1 and superseded_by = $2",
    "update person set superseded_at = null, superseded_by = null where shard = $1 and superseded_by = $2",
    "update denominator set superseded_at = null, superseded_by = null where shard = $1 and superseded_by = $2",
];

pub(crate) const MARK_UNDONE: &str = "update batch set undone_at = $3 where shard = $1 and id = $2";

pub(crate) const ALL: &[&str] = &[
    BATCH,
    LATER_BATCH,
    DELETE[0],
    DELETE[1],
    DELETE[2],
    DELETE[3],
    DELETE[4],
    DELETE[5],
    DELETE[6],
    DELETE[7],
    REVIVE[0],
    REVIVE[1],
    REVIVE[2],
    REVIVE[3],
    REVIVE[4],
    MARK_UNDONE,
];
