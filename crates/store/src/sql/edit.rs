//! What the register says of one household now, and putting other rows in its place. $1 is the shard, $2 the household,
//! unless said otherwise.

/// The newest batch that touched where it lives, who lives there, or one of these persons.
pub(crate) const VERSION: &str = "\
select coalesce(max(touched.batch), 0)
  from (select max(batch) as batch from household_state where shard = $1 and household = $2
        union all
        select max(superseded_by) from household_state where shard = $1 and household = $2
        union all
        select max(batch) from membership where shard = $1 and household = $2
        union all
        select max(superseded_by) from membership where shard = $1 and household = $2
        union all
        select max(p.batch)
          from membership m
          join person p on p.shard = m.shard and p.id = m.person
         where m.shard = $1 and m.household = $2 and m.superseded_at is null and m.valid_until is null) touched";

/// Where it lives; one row at most.
pub(crate) const STATE: &str = "\
select commune_code, commune_from, village, area_kind, marks, valid_from, recorded_at
  from household_state
 where shard = $1 and household = $2 and superseded_at is null and valid_until is null
 order by valid_from desc
 limit 1";

/// Who lives there.
pub(crate) const MEMBERS: &str = "\
select m.person, m.relation, m.position, m.valid_from, m.recorded_at, p.name, p.sex, p.birth, p.birth_precision,
       p.ethnic, p.cccd_cipher, p.cccd_index, p.phone, p.recorded_at
  from membership m
  join person p on p.shard = m.shard and p.id = m.person and p.superseded_at is null
 where m.shard = $1 and m.household = $2 and m.superseded_at is null and m.valid_until is null
 order by m.position, m.valid_from, m.person";

/// $3 since when it holds, $4 the moment, $5 the batch.
pub(crate) const SUPERSEDE_STATE: &str = "\
update household_state
   set superseded_at = $4, superseded_by = $5
 where shard = $1 and household = $2 and valid_from = $3 and superseded_at is null and valid_until is null";

pub(crate) const INSERT_STATE: &str = "\
insert into household_state (shard, household, commune_code, commune_from, village, area_kind, marks, valid_from, batch,
       recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// $3 the person, $4 the moment, $5 the batch.
pub(crate) const SUPERSEDE_MEMBERSHIP: &str = "\
update membership
   set superseded_at = $4, superseded_by = $5
 where shard = $1 and household = $2 and person = $3 and superseded_at is null and valid_until is null";

pub(crate) const INSERT_MEMBERSHIP: &str = "\
insert into membership (shard, household, person, relation, position, valid_from, batch, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// $2 the person, $3 the moment, $4 the batch.
pub(crate) const SUPERSEDE_PERSON: &str = "\
update person
   set superseded_at = $3, superseded_by = $4
 where shard = $1 and id = $2 and superseded_at is null";

pub(crate) const INSERT_PERSON: &str = "\
insert into person (shard, id, name, fold_key, sort_key, sex, birth, birth_precision, ethnic, cccd_cipher, cccd_index,
       words, phone, batch, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

/// How many persons have the number whose index is $2.
pub(crate) const BEARERS: &str = "\
select count(*) from person where shard = $1 and cccd_index = $2 and superseded_at is null";

/// All that was ever recorded as holding now: where it lives.
pub(crate) const STATES_EVER: &str = "\
select batch, superseded_by, village, marks
  from household_state
 where shard = $1 and household = $2 and valid_until is null
 order by batch";

/// Who lives there.
pub(crate) const MEMBERS_EVER: &str = "\
select batch, superseded_by, person, relation
  from membership
 where shard = $1 and household = $2 and valid_until is null
 order by batch, person";

/// The persons who ever lived there.
pub(crate) const PERSONS_EVER: &str = "\
select batch, superseded_by, id, name, sex, birth, ethnic, cccd_index, phone
  from person
 where shard = $1 and id in (select person from membership where shard = $1 and household = $2)
 order by batch, id";

/// $2 the batch.
pub(crate) const WHO: &str = "select actor, recorded_at from batch where shard = $1 and id = $2";

/// The review after the correction $2 that saw one of its households: it left alone what the correction had put right.
pub(crate) const LATER_REVIEW: &str = "\
select min(r.batch)
  from (select household from household_state where shard = $1 and batch = $2
        union
        select household from membership where shard = $1 and batch = $2
        union
        select m.household
          from person p
          join membership m on m.shard = p.shard and m.person = p.id and m.superseded_at is null
         where p.shard = $1 and p.batch = $2) corrected
 cross join review v
  join result r on r.shard = v.shard and r.review = v.id and r.household = corrected.household and r.batch > $2
 where v.shard = $1";

/// What the trail says of the correction $2.
pub(crate) const TOLD: &str = "\
select detail from audit where shard = $1 and subject = $2 and command = 'edit_household'";

pub(crate) const ALL: &[&str] = &[
    VERSION,
    STATE,
    MEMBERS,
    SUPERSEDE_STATE,
    INSERT_STATE,
    SUPERSEDE_MEMBERSHIP,
    INSERT_MEMBERSHIP,
    SUPERSEDE_PERSON,
    INSERT_PERSON,
    BEARERS,
    STATES_EVER,
    MEMBERS_EVER,
    PERSONS_EVER,
    WHO,
    LATER_REVIEW,
    TOLD,
];
