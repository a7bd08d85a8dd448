//! Households one by one: for the detailed lists and for computing a past result again. $1 shard, $2 review, $3 the moment
//! as of which rows are known.

/// $4 and $5 the commune, $6 the class.
pub(crate) const HOUSEHOLDS: &str = "\
select r.household, h.code, r.village, r.area_kind, r.class, r.flags, r.marks, r.causes, r.supports, r.members, f.flow
  from result r
  join household h on h.shard = r.shard and h.id = r.household
  left join stage_flow f on f.household = r.household and f.class = r.class and f.flow in (0, 5, 6, 7, 8)
 where r.shard = $1 and r.review = $2 and r.commune_code = $4 and r.commune_from = $5 and r.class = $6
   and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)
 order by r.village_key, r.head_key, r.household";

/// $7 the day of the review: who lived in the household then, as it was known at the moment.
pub(crate) const MEMBERS: &str = "\
select r.household, p.id, p.name, p.sex, p.birth, p.birth_precision, p.ethnic, m.relation, p.cccd_cipher, p.cccd_index,
       p.phone
  from result r
  join membership m on m.shard = r.shard and m.household = r.household
       and m.recorded_at <= $3 and (m.superseded_at is null or m.superseded_at > $3)
       and m.valid_from <= $7 and (m.valid_until is null or m.valid_until > $7)
  join person p on p.shard = m.shard and p.id = m.person
       and p.recorded_at <= $3 and (p.superseded_at is null or p.superseded_at > $3)
 where r.shard = $1 and r.review = $2 and r.commune_code = $4 and r.commune_from = $5 and r.class = $6
   and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)
 order by r.village_key, r.head_key, r.household, m.position, p.id";

pub(crate) const ANSWERS: &str = "\
select h.code, r.area_kind, r.b1, r.income, r.flags, r.class, r.basis, a.answers
  from result r
  join answers a on a.shard = r.shard and a.review = r.review and a.household = r.household and a.batch = r.batch
  join household h on h.shard = r.shard and h.id = r.household
 where r.shard = $1 and r.review = $2 and r.recorded_at <= $3
   and (r.superseded_at is null or r.superseded_at > $3)
 order by r.household";

pub(crate) const COMMUNES: &str = "\
select distinct commune_code, commune_from
  from result
 where shard = $1 and review = $2 and recorded_at <= $3 and (superseded_at is null or superseded_at > $3)
 order by commune_code, commune_from";

pub(crate) const ALL: &[&str] = &[HOUSEHOLDS, MEMBERS, ANSWERS, COMMUNES];
