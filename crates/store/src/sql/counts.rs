//! Counts of a review by commune, or by village of one commune. Class 0 is poor, 1 near-poor, 2 average.
//!
//! $1 is the shard, $2 the review, $3 the moment as of which rows are known; $4 and $5 the commune of the villages.

/// The statements that count a review by place.
pub(crate) struct Counting {
    /// Marks: bit 0 minority, 1 no labour capacity, 2 merit, 3 indigenous, 4 farm.
    /// Lacks: bit 0 which indicators, bit 1 the other members, bit 2 answers about children.
    pub(crate) classes: &'static str,
    pub(crate) indicators: &'static str,
    pub(crate) causes: &'static str,
    pub(crate) ethnic: &'static str,
}

/// One text for both kinds of place: `$place` is two columns that name it, `$of` narrows the rows.
macro_rules! counting {
    ($place:literal, $of:literal) => {
        Counting {
            classes: concat!(
                "\
select ", $place, ", r.class,
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
  from result r
 where r.shard = $1 and r.review = $2 and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)", $of, "
 group by ", $place, ", r.class"
            ),
            indicators: concat!(
                "\
select ", $place, ", r.class, b.no, count(*)
  from result r
  join bit b on (r.flags / b.mask) % 2 = 1
 where r.shard = $1 and r.review = $2 and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)
   and r.class in (0, 1)", $of, "
 group by ", $place, ", r.class, b.no"
            ),
            causes: concat!(
                "\
select ", $place, ", r.class, b.no, count(*)
  from result r
  join bit b on (r.causes / b.mask) % 2 = 1
 where r.shard = $1 and r.review = $2 and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)
   and r.class in (0, 1)", $of, "
 group by ", $place, ", r.class, b.no"
            ),
            ethnic: concat!(
                "\
select ", $place, ", r.class, head_ethnic, count(*), cast(sum(members) as bigint)
  from result r
 where r.shard = $1 and r.review = $2 and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)
   and r.class in (0, 1) and head_ethnic is not null", $of, "
 group by ", $place, ", r.class, head_ethnic"
            ),
        }
    };
}

pub(crate) const COMMUNES: Counting = counting!("r.commune_code, r.commune_from", "");

pub(crate) const VILLAGES: Counting =
    counting!("r.village, r.commune_from", " and r.commune_code = $4 and r.commune_from = $5");

pub(crate) const STAGE_SUCCESSOR: &str = "insert into stage_successor (code, valid_from, to_code, to_from) values";

pub(crate) const FORGET_FLOWS: &str = "delete from stage_flow";

pub(crate) const FORGET_SUCCESSORS: &str = "delete from stage_successor";

/// Households of the previous review ($4): what became of them. Columns as in form 2; 0 stays.
pub(crate) const LEAVING: &str = "\
insert into stage_flow (household, commune_code, commune_from, class, flow, persons, drift)
with was as (
    select r.household, r.class, r.members, coalesce(s.to_code, r.commune_code) as code,
           coalesce(s.to_from, r.commune_from) as since
      from result r
      left join stage_successor s on s.code = r.commune_code and s.valid_from = r.commune_from
     where r.shard = $1 and r.review = $4 and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)
       and r.class in (0, 1)
), now as (
    select household, class, members, commune_code as code, commune_from as since
      from result
     where shard = $1 and review = $2 and recorded_at <= $3 and (superseded_at is null or superseded_at > $3)
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

/// Households of this review that were not in their class and commune before: where they came from. $4 the previous
/// review, $5 the first and $6 the last year of the look-back, $7 the standard, $8 and $9 the days of both reviews.
pub(crate) const ARRIVING: &str = "\
insert into stage_flow (household, commune_code, commune_from, class, flow, persons, drift)
with was as (
    select r.household, r.class, coalesce(s.to_code, r.commune_code) as code,
           coalesce(s.to_from, r.commune_from) as since
      from result r
      left join stage_successor s on s.code = r.commune_code and s.valid_from = r.commune_from
     where r.shard = $1 and r.review = $4 and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)
), now as (
    select household, class, members, commune_code as code, commune_from as since
      from result
     where shard = $1 and review = $2 and recorded_at <= $3 and (superseded_at is null or superseded_at > $3)
       and class in (0, 1)
)
select n.household, n.code, n.since, n.class,
       case when w.code <> n.code or w.since <> n.since then 8
            when w.class = 1 - n.class                  then 5
            when w.household is null and exists (
                     select 1
                       from event e
                      where e.shard = $1 and e.household = n.household and e.kind in (0, 2)
                        and e.day > $8 and e.day <= $9 and e.recorded_at <= $3) then 8
            when exists (
                     select 1
                       from review v
                       join result e on e.shard = v.shard and e.review = v.id and e.household = n.household
                      where v.shard = $1 and v.standard = $7 and v.year >= $5 and v.year <= $6
                        and e.class = n.class and e.recorded_at <= $3
                        and (e.superseded_at is null or e.superseded_at > $3)) then 6
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

/// By village of one commune; $6 is the previous review. A household that is still there counts where it lives now, so
/// that a move from village to village, or another spelling of the name, is no movement.
pub(crate) const FLOWS_OF_VILLAGES: &str = "\
select coalesce(n.village, w.village), f.commune_from, f.class, f.flow, count(*), cast(sum(f.persons) as bigint),
       cast(sum(f.drift) as bigint)
  from stage_flow f
  left join result n on n.shard = $1 and n.review = $2 and n.household = f.household and n.recorded_at <= $3
       and (n.superseded_at is null or n.superseded_at > $3)
       and n.commune_code = f.commune_code and n.commune_from = f.commune_from
  left join result w on w.shard = $1 and w.review = $6 and w.household = f.household and w.recorded_at <= $3
       and (w.superseded_at is null or w.superseded_at > $3)
 where f.commune_code = $4 and f.commune_from = $5
 group by coalesce(n.village, w.village), f.commune_from, f.class, f.flow";

pub(crate) const ALL: &[&str] = &[
    COMMUNES.classes,
    COMMUNES.indicators,
    COMMUNES.causes,
    COMMUNES.ethnic,
    VILLAGES.classes,
    VILLAGES.indicators,
    VILLAGES.causes,
    VILLAGES.ethnic,
    FORGET_FLOWS,
    FORGET_SUCCESSORS,
    LEAVING,
    ARRIVING,
    FLOWS,
    FLOWS_OF_VILLAGES,
];
