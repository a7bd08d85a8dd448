//! From the staging tables into the register, set by set. $1 is the shard throughout.

pub(crate) const STAGE_HOUSEHOLD: &str = "\
insert into stage_household (seq, household, known, code, commune_code, commune_from, village, village_key, area_kind,
       class, b1, income, flags, basis, marks, causes, supports, members, children, children_uninsured,
       children_malnourished, children_out_of_school, head_sex, head_ethnic, head_key, digest, answers, same_state,
       same_result, deprivations, suggested, deprived, lacks) values";

pub(crate) const STAGE_MEMBER: &str = "\
insert into stage_member (seq, position, person, known, name, fold_key, sort_key, sex, birth, birth_precision, ethnic,
       relation, cccd_cipher, cccd_index, same, words) values";

pub(crate) const STAGE_EVENT: &str = "insert into stage_event (code, day, kind) values";

pub(crate) const HOUSEHOLD_TWICE: &str =
    "select code from stage_household group by code having count(*) > 1 order by code limit 1";

pub(crate) const PERSON_TWICE: &str = "\
select min(h.code), max(h.code)
  from stage_member m
  join stage_household h on h.seq = m.seq
 where m.cccd_index is not null
 group by m.cccd_index
having count(*) > 1
 order by 1
 limit 1";

pub(crate) const MATCH_HOUSEHOLDS: &str = "\
update stage_household
   set household = h.id, known = 1
  from household h
 where h.shard = $1 and h.code = stage_household.code";

pub(crate) const INSERT_HOUSEHOLDS: &str = "\
insert into household (shard, id, code, batch)
select cast($1 as bigint), household, code, cast($2 as bigint)
  from stage_household
 where known = 0
 order by seq";

pub(crate) const MATCH_BY_CCCD: &str = "\
update stage_member
   set person = p.id, known = 1
  from person p
 where p.shard = $1 and p.cccd_index = stage_member.cccd_index and p.cccd_index is not null
   and p.superseded_at is null";

/// Namesakes with the same birth in one household are matched in the order in which they stand there. A person whose
/// number is known is not a namesake with another number.
pub(crate) const MATCH_BY_NAME: &str = "\
with mine as (
    select m.seq, m.position, h.household, m.fold_key, coalesce(m.birth, '') as birth, m.cccd_index,
           row_number() over (partition by h.household, m.fold_key, m.birth order by m.position) as nth
      from stage_member m
      join stage_household h on h.seq = m.seq
     where m.known = 0 and h.known = 1
), lived as (
    select distinct ms.household, ms.person
      from stage_household h
      join membership ms on ms.shard = $1 and ms.household = h.household and ms.superseded_at is null
     where h.known = 1
), theirs as (
    select l.household, p.id, p.fold_key, coalesce(p.birth, '') as birth, p.cccd_index,
           row_number() over (partition by l.household, p.fold_key, p.birth order by p.id) as nth
      from lived l
      join person p on p.shard = $1 and p.id = l.person and p.superseded_at is null
     where not exists (select 1 from stage_member t where t.person = p.id and t.known = 1)
)
update stage_member
   set person = t.id, known = 1
  from mine
  join theirs t on t.household = mine.household and t.fold_key = mine.fold_key and t.birth = mine.birth
       and t.nth = mine.nth and (t.cccd_index is null or mine.cccd_index is null)
 where stage_member.seq = mine.seq and stage_member.position = mine.position";

/// What a review does not know of a person it does not take away.
pub(crate) const SUPERSEDE_PERSONS: &str = "\
update person
   set superseded_at = $2, superseded_by = $3
  from stage_member m
 where person.shard = $1 and person.id = m.person and person.superseded_at is null and m.known = 1
   and (m.name <> person.name
        or coalesce(m.sex, person.sex) is distinct from person.sex
        or coalesce(m.birth, person.birth) is distinct from person.birth
        or coalesce(m.ethnic, person.ethnic) is distinct from person.ethnic
        or (m.cccd_index is not null and person.cccd_index is null))";

pub(crate) const INSERT_CORRECTED_PERSONS: &str = "\
insert into person (shard, id, name, fold_key, sort_key, sex, birth, birth_precision, ethnic, cccd_cipher, cccd_index,
       words, phone, batch, recorded_at)
select o.shard, o.id, m.name, m.fold_key, m.sort_key, coalesce(m.sex, o.sex), coalesce(m.birth, o.birth),
       coalesce(m.birth_precision, o.birth_precision), coalesce(m.ethnic, o.ethnic),
       coalesce(o.cccd_cipher, m.cccd_cipher), coalesce(o.cccd_index, m.cccd_index), m.words, o.phone,
       cast($3 as bigint), cast($2 as text)
  from stage_member m
  join person o on o.shard = $1 and o.id = m.person and o.superseded_by = $3
 where m.known = 1
 order by m.seq, m.position";

pub(crate) const INSERT_PERSONS: &str = "\
insert into person (shard, id, name, fold_key, sort_key, sex, birth, birth_precision, ethnic, cccd_cipher, cccd_index,
       words, batch, recorded_at)
select cast($1 as bigint), person, name, fold_key, sort_key, sex, birth, birth_precision, ethnic, cccd_cipher,
       cccd_index, words, cast($3 as bigint), cast($2 as text)
  from stage_member
 where known = 0
 order by seq, position";

/// $2 is the day of the review.
pub(crate) const SAME_STATE: &str = "\
update stage_household
   set same_state = 1
  from household_state s
 where stage_household.known = 1
   and s.shard = $1 and s.household = stage_household.household and s.superseded_at is null
   and s.valid_from <= $2 and (s.valid_until is null or s.valid_until > $2)
   and s.commune_code = stage_household.commune_code and s.commune_from = stage_household.commune_from
   and s.village = stage_household.village and s.area_kind = stage_household.area_kind
   and s.marks = stage_household.marks";

pub(crate) const SUPERSEDE_STATES: &str = "\
update household_state
   set superseded_at = $2, superseded_by = $3
  from stage_household h
 where h.known = 1 and h.same_state = 0
   and household_state.shard = $1 and household_state.household = h.household
   and household_state.superseded_at is null
   and household_state.valid_from <= $4
   and (household_state.valid_until is null or household_state.valid_until > $4)";

/// What was true before the day stays true until the day.
pub(crate) const INSERT_EARLIER_STATES: &str = "\
insert into household_state (shard, household, commune_code, commune_from, village, area_kind, marks, valid_from,
       valid_until, batch, recorded_at)
select shard, household, commune_code, commune_from, village, area_kind, marks, valid_from, cast($4 as text),
       cast($3 as bigint), cast($2 as text)
  from household_state
 where shard = $1 and superseded_by = $3 and valid_from < $4";

/// The new state holds as long as the one it replaces, or until the next one that is known.
pub(crate) const INSERT_STATES: &str = "\
insert into household_state (shard, household, commune_code, commune_from, village, area_kind, marks, valid_from,
       valid_until, batch, recorded_at)
select cast($1 as bigint), h.household, h.commune_code, h.commune_from, h.village, h.area_kind, h.marks,
       cast($4 as text),
       coalesce((select min(o.valid_until)
                   from household_state o
                  where o.shard = $1 and o.household = h.household and o.superseded_by = $3),
                (select min(n.valid_from)
                   from household_state n
                  where n.shard = $1 and n.household = h.household and n.superseded_at is null and n.valid_from > $4)),
       cast($3 as bigint), cast($2 as text)
  from stage_household h
 where h.same_state = 0
 order by h.seq";

pub(crate) const SAME_MEMBERSHIP: &str = "\
update stage_member
   set same = 1
  from stage_household h
  join membership s on s.shard = $1 and s.household = h.household and s.superseded_at is null
       and s.valid_from <= $2 and (s.valid_until is null or s.valid_until > $2)
 where h.known = 1 and stage_member.known = 1
   and h.seq = stage_member.seq and s.person = stage_member.person
   and s.relation = stage_member.relation and s.position = stage_member.position";

/// Who was in one of these households and is no longer, or stands there differently. A list that names the head alone
/// says nothing of the others; it does say who the head is.
pub(crate) const SUPERSEDE_MEMBERSHIPS: &str = "\
update membership
   set superseded_at = $2, superseded_by = $3
  from stage_household h
 where h.known = 1
   and membership.shard = $1 and membership.household = h.household and membership.superseded_at is null
   and membership.valid_from <= $4 and (membership.valid_until is null or membership.valid_until > $4)
   and ((h.lacks / 2) % 2 = 0 or membership.relation = 1
        or exists (select 1 from stage_member o where o.seq = h.seq and o.person = membership.person))
   and not exists (select 1
                     from stage_member m
                    where m.person = membership.person and m.same = 1)";

/// Who came from a household that is not in this batch.
pub(crate) const SUPERSEDE_MEMBERSHIPS_ELSEWHERE: &str = "\
update membership
   set superseded_at = $2, superseded_by = $3
  from stage_member m
 where m.known = 1 and m.same = 0
   and membership.shard = $1 and membership.person = m.person and membership.superseded_at is null
   and membership.valid_from <= $4 and (membership.valid_until is null or membership.valid_until > $4)";

pub(crate) const INSERT_EARLIER_MEMBERSHIPS: &str = "\
insert into membership (shard, household, person, relation, position, valid_from, valid_until, batch, recorded_at)
select shard, household, person, relation, position, valid_from, cast($4 as text), cast($3 as bigint),
       cast($2 as text)
  from membership
 where shard = $1 and superseded_by = $3 and valid_from < $4";

pub(crate) const INSERT_MEMBERSHIPS: &str = "\
insert into membership (shard, household, person, relation, position, valid_from, valid_until, batch, recorded_at)
select cast($1 as bigint), h.household, m.person, m.relation, m.position, cast($4 as text),
       case when m.known = 1 then
           coalesce((select min(o.valid_until)
                       from membership o
                      where o.shard = $1 and o.person = m.person and o.superseded_by = $3),
                    (select min(n.valid_from)
                       from membership n
                      where n.shard = $1 and n.person = m.person and n.superseded_at is null and n.valid_from > $4))
       end,
       cast($3 as bigint), cast($2 as text)
  from stage_member m
  join stage_household h on h.seq = m.seq
 where m.same = 0
 order by m.seq, m.position";

/// $2 is the review.
pub(crate) const SAME_RESULT: &str = "\
update stage_household
   set same_result = 1
  from result r
 where stage_household.known = 1
   and r.shard = $1 and r.review = $2 and r.household = stage_household.household and r.superseded_at is null
   and r.digest = stage_household.digest";

pub(crate) const SUPERSEDE_RESULTS: &str = "\
update result
   set superseded_at = $2, superseded_by = $3
  from stage_household h
 where h.known = 1 and h.same_result = 0
   and result.shard = $1 and result.review = $4 and result.household = h.household and result.superseded_at is null";

pub(crate) const INSERT_RESULTS: &str = "\
insert into result (shard, review, household, commune_code, commune_from, village, village_key, area_kind, class, b1,
       income, flags, basis, marks, causes, supports, members, children, children_uninsured, children_malnourished,
       children_out_of_school, head_sex, head_ethnic, head_key, digest, deprivations, batch, recorded_at,
       deprived, lacks)
select cast($1 as bigint), cast($4 as bigint), household, commune_code, commune_from, village, village_key, area_kind,
       class, b1, income, flags, basis, marks, causes, supports, members, children, children_uninsured,
       children_malnourished, children_out_of_school, head_sex, head_ethnic, head_key, digest, deprivations,
       cast($3 as bigint), cast($2 as text), deprived, lacks
  from stage_household
 where same_result = 0
 order by household";

pub(crate) const INSERT_ANSWERS: &str = "\
insert into answers (shard, review, household, batch, answers)
select cast($1 as bigint), cast($2 as bigint), household, cast($3 as bigint), answers
  from stage_household
 where same_result = 0
 order by household";

pub(crate) const EVENT_OF_NOBODY: &str = "\
select e.code
  from stage_event e
 where not exists (select 1 from household h where h.shard = $1 and h.code = e.code)
 order by e.code
 limit 1";

pub(crate) const INSERT_EVENTS: &str = "\
insert into event (shard, household, day, kind, batch, recorded_at)
select distinct h.shard, h.id, e.day, e.kind, cast($3 as bigint), cast($2 as text)
  from stage_event e
  join household h on h.shard = $1 and h.code = e.code
 where not exists (select 1
                     from event o
                    where o.shard = $1 and o.household = h.id and o.day = e.day and o.kind = e.kind)";

/// Households staged, new, with the same result as before.
pub(crate) const STAGED_HOUSEHOLDS: &str = "\
select count(*), count(*) filter (where known = 0), count(*) filter (where same_result = 1) from stage_household";

/// Members staged, new.
pub(crate) const STAGED_MEMBERS: &str = "select count(*), count(*) filter (where known = 0) from stage_member";

pub(crate) const ALL: &[&str] = &[
    HOUSEHOLD_TWICE,
    PERSON_TWICE,
    MATCH_HOUSEHOLDS,
    INSERT_HOUSEHOLDS,
    MATCH_BY_CCCD,
    MATCH_BY_NAME,
    SUPERSEDE_PERSONS,
    INSERT_CORRECTED_PERSONS,
    INSERT_PERSONS,
    SAME_STATE,
    SUPERSEDE_STATES,
    INSERT_EARLIER_STATES,
    INSERT_STATES,
    SAME_MEMBERSHIP,
    SUPERSEDE_MEMBERSHIPS,
    SUPERSEDE_MEMBERSHIPS_ELSEWHERE,
    INSERT_EARLIER_MEMBERSHIPS,
    INSERT_MEMBERSHIPS,
    SAME_RESULT,
    SUPERSEDE_RESULTS,
    INSERT_RESULTS,
    INSERT_ANSWERS,
    EVENT_OF_NOBODY,
    INSERT_EVENTS,
    STAGED_HOUSEHOLDS,
    STAGED_MEMBERS,
];

pub(crate) const BULK: &[&str] = &[STAGE_HOUSEHOLD, STAGE_MEMBER, STAGE_EVENT];
