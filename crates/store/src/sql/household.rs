//! Everything about one household. $1 is the shard.

/// $2 the code.
pub(crate) const HOUSEHOLD: &str = "select id from household where shard = $1 and code = $2";

/// Who lives there and who lived there, as it is known now; $2 the household here and below.
pub(crate) const MEMBERS: &str = "\
select m.household, p.id, p.name, p.sex, p.birth, p.birth_precision, p.ethnic, m.relation, p.cccd_cipher, p.cccd_index,
       p.phone, m.valid_from, m.valid_until
  from membership m
  join person p on p.shard = m.shard and p.id = m.person and p.superseded_at is null
 where m.shard = $1 and m.household = $2 and m.superseded_at is null
 order by m.valid_until desc nulls first, m.position, m.valid_from, p.id";

pub(crate) const ADDRESSES: &str = "\
select commune_code, commune_from, village, area_kind, marks, valid_from, valid_until
  from household_state
 where shard = $1 and household = $2 and superseded_at is null
 order by valid_from";

/// The result of every review, those that were superseded too.
pub(crate) const RESULTS: &str = "\
select v.year, v.standard, v.day, v.causes, r.class, r.flags, r.b1, r.income, r.basis, r.marks, r.causes, r.supports,
       r.members, r.commune_code, r.commune_from, r.village, r.area_kind, r.batch, r.recorded_at, r.superseded_at,
       r.superseded_by, a.answers
  from review v
  join result r on r.shard = v.shard and r.review = v.id and r.household = $2
  left join answers a on a.shard = r.shard and a.review = r.review and a.household = r.household and a.batch = r.batch
 where v.shard = $1
 order by v.day, v.standard, r.batch";

pub(crate) const EVENTS: &str = "\
select day, kind, batch, recorded_at
  from event
 where shard = $1 and household = $2
 order by day, kind";

/// The batches that wrote or superseded something of the household.
pub(crate) const BATCHES: &str = "\
with touched as (
    select batch as id from household where shard = $1 and id = $2
    union
    select batch from household_state where shard = $1 and household = $2
    union
    select batch from membership where shard = $1 and household = $2
    union
    select superseded_by from membership where shard = $1 and household = $2
    union
    select p.batch
      from membership m
      join person p on p.shard = m.shard and p.id = m.person
      join batch c on c.shard = p.shard and c.id = p.batch and c.command = 'edit_household'
     where m.shard = $1 and m.household = $2 and m.superseded_at is null
    union
    select batch from event where shard = $1 and household = $2
    union
    select r.batch
      from review v
      join result r on r.shard = v.shard and r.review = v.id and r.household = $2
     where v.shard = $1
    union
    select r.superseded_by
      from review v
      join result r on r.shard = v.shard and r.review = v.id and r.household = $2
     where v.shard = $1
)
select b.id, b.command, r.year, r.standard, b.digest, b.source, b.actor, b.recorded_at, b.households, b.undone_at,
       b.route
  from batch b
  left join review r on r.shard = b.shard and r.id = b.review
 where b.shard = $1 and b.id in (select id from touched)
 order by b.id";

pub(crate) const ALL: &[&str] = &[HOUSEHOLD, MEMBERS, ADDRESSES, RESULTS, EVENTS, BATCHES];
