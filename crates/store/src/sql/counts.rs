//! Counts of a review by commune. $1 is the shard, $2 the review. Class 0 is poor, 1 near-poor, 2 average.

/// Marks: bit 0 minority, 1 no labour capacity, 2 merit, 3 indigenous, 4 farm.
/// Lacks: bit 0 which indicators, bit 1 the other members, bit 2 answers about children.
pub(crate) const CLASSES: &str = "\
select commune_code, commune_from, class,
       count(*), cast(sum(members) as bigint),
       count(*) filter (where marks % 2 = 1),
       cast(coalesce(sum(members) filter (where marks % 2 = 1), 0) as bigint),
       count(*) filter (where (marks / 2) % 2 = 1),
       cast(coalesce(sum(members) filter (where (marks / 2) % 2 = 1), 0) as bigint),
       count(*) filter (where (marks / 4) % 2 = 1),
       cast(coalesce(sum(members) filter (where (marks / 4) % 2 = 1), 0) as bigint),
       count(*) filter (where (marks / 8) % 2 = 1),
       cast(coalesce(sum(members) filter (where (marks / 8) % 2 = 1), 0) as bigint),
       count(*) filter (where marks % 8 = 0),
       cast(coalesce(sum(members) filter (where marks % 8 = 0), 0) as bigint),
       count(*) filter (where (marks / 16) % 2 = 1),
       cast(coalesce(sum(members) filter (where (marks / 16) % 2 = 1), 0) as bigint),
       count(*) filter (where head_sex = 2),
       cast(sum(children) as bigint), cast(sum(children_uninsured) as bigint),
       cast(sum(children_malnourished) as bigint), cast(sum(children_out_of_school) as bigint),
       count(*) filter (where lacks % 2 = 1), count(*) filter (where (lacks / 2) % 2 = 1),
       count(*) filter (where (lacks / 4) % 2 = 1)
  from result
 where shard = $1 and review = $2 and superseded_at is null
 group by commune_code, commune_from, class";

pub(crate) const INDICATORS: &str = "\
select r.commune_code, r.commune_from, r.class, b.no, count(*)
  from result r
  join bit b on (r.flags / b.mask) % 2 = 1
 where r.shard = $1 and r.review = $2 and r.superseded_at is null and r.class in (0, 1)
 group by r.commune_code, r.commune_from, r.class, b.no";

pub(crate) const CAUSES: &str = "\
select r.commune_code, r.commune_from, r.class, b.no, count(*)
  from result r
  join bit b on (r.causes / b.mask) % 2 = 1
 where r.shard = $1 and r.review = $2 and r.superseded_at is null and r.class in (0, 1)
 group by r.commune_code, r.commune_from, r.class, b.no";

pub(crate) const ETHNIC: &str = "\
select commune_code, commune_from, class, head_ethnic, count(*), cast(sum(members) as bigint)
  from result
 where shard = $1 and review = $2 and superseded_at is null and class in (0, 1) and head_ethnic is not null
 group by commune_code, commune_from, class, head_ethnic";

pub(crate) const STAGE_SUCCESSOR: &str = "insert into stage_successor (code, valid_from, to_code, to_from) values";

pub(crate) const FORGET_FLOWS: &str = "delete from stage_flow";

pub(crate) const FORGET_SUCCESSORS: &str = "delete from stage_successor";

/// Households of the previous review ($3): what became of them. Columns as in form 2; 0 stays.
pub(crate) const LEAVING: &str = "\
insert into stage_flow (household, commune_code, commune_from, class, flow, persons, drift)
with was as (
    select r.household, r.class, r.members, coalesce(s.to_code, r.commune_code) as code,
           coalesce(s.to_from, r.commune_from) as since
      from result r
      left join stage_successor s on s.code = r.commune_code and s.valid_from = r.commune_from
     where r.shard = $1 and r.review = $3 and r.superseded_at is null and r.class in (0, 1)
), now as (
    select household, class, members, commune_code as code, commune_from as since
      from result
     where shard = $1 and review = $2 and superseded_at is null
)
select w.household, w.code, w.since, w.class,
       case when n.household is null                    then 4
            when n.code <> w.code or n.since <> w.since then 4
            when n.class = w.class                      then 0
            when n.class = 1 - w.class                  then 2
            else 3
       end,
       w.members,
       case when n.code = w.code and n.since = w.since and n.class = w.class then n.members - w.members else 0 end
  from was w
  left join now n on n.household = w.household";

/// Households of this review that were not in their class and commune before: where they came from.
/// $4 the first and $5 the last year of the look-back, $6 the standard, $7 and $8 the days of both reviews.
pub(crate) const ARRIVING: &str = "\
insert into stage_flow (household, commune_code, commune_from, class, flow, persons, drift)
with was as (
    select r.household, r.class, coalesce(s.to_code, r.commune_code) as code,
           coalesce(s.to_from, r.commune_from) as since
      from result r
      left join stage_successor s on s.code = r.commune_code and s.valid_from = r.commune_from
     where r.shard = $1 and r.review = $3 and r.superseded_at is null
), now as (
    select household, class, members, commune_code as code, commune_from as since
      from result
     where shard = $1 and review = $2 and superseded_at is null and class in (0, 1)
)
select n.household, n.code, n.since, n.class,
       case when w.code <> n.code or w.since <> n.since then 8
            when w.class = 1 - n.class                  then 5
            when w.household is null and exists (
                     select 1
                       from event e
                      where e.shard = $1 and e.household = n.household and e.kind in (0, 2)
                        and e.day > $7 and e.day <= $8) then 8
            when exists (
                     select 1
                       from review v
                       join result e on e.shard = v.shard and e.review = v.id and e.household = n.household
                      where v.shard = $1 and v.standard = $6 and v.year >= $4 and v.year <= $5
                        and e.class = n.class and e.superseded_at is null) then 6
            else 7
       end,
       n.members, 0
  from now n
  left join was w on w.household = n.household
 where w.class is distinct from n.class or w.code is distinct from n.code or w.since is distinct from n.since";

pub(crate) const FLOWS: &str = "\
select commune_code, commune_from, class, flow, count(*), cast(sum(persons) as bigint), cast(sum(drift) as bigint)
  from stage_flow
 group by commune_code, commune_from, class, flow";

pub(crate) const ALL: &[&str] =
    &[CLASSES, INDICATORS, CAUSES, ETHNIC, FORGET_FLOWS, FORGET_SUCCESSORS, LEAVING, ARRIVING, FLOWS];
