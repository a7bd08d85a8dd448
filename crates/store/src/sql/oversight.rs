//! Samples, observations and the answers to them, requests of the people concerned, and who looked. $1 is the shard.

/// The standing results of a commune as known at the moment $3; $2 the review, $4 and $5 the commune.
pub(crate) const POPULATION: &str = "\
select r.household, h.code
  from result r
  join household h on h.shard = r.shard and h.id = r.household
 where r.shard = $1 and r.review = $2 and r.commune_code = $4 and r.commune_from = $5
   and r.recorded_at <= $3 and (r.superseded_at is null or r.superseded_at > $3)";

pub(crate) const INSERT_SAMPLE: &str = "\
insert into sample (shard, id, review, commune_code, commune_from, seed, population, digest, drawn_at, drawn_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(crate) const INSERT_DRAWN: &str = "\
insert into sample_household (shard, sample, position, household) values ($1, $2, $3, $4)";

pub(crate) const SAMPLES: &str = "\
select s.id, v.year, v.standard, v.day, s.commune_code, s.commune_from, s.seed, s.population, s.digest, s.drawn_at,
       s.drawn_by, count(d.position), v.id
  from sample s
  join review v on v.shard = s.shard and v.id = s.review
  join sample_household d on d.shard = s.shard and d.sample = s.id
 where s.shard = $1 and (cast($2 as bytea) is null or s.id = $2)
 group by s.id, v.year, v.standard, v.day, s.commune_code, s.commune_from, s.seed, s.population, s.digest, s.drawn_at,
       s.drawn_by, v.id
 order by s.drawn_at desc, s.id desc";

/// The households of a sample as its review found them; $2 the sample, $3 the review, $4 its day. One whose result was
/// taken back has none.
pub(crate) const DRAWN: &str = "\
select h.code, r.village, r.class, r.members,
       (select p.name
          from membership m
          join person p on p.shard = m.shard and p.id = m.person and p.superseded_at is null
         where m.shard = d.shard and m.household = d.household and m.position = 1 and m.superseded_at is null
           and m.valid_from <= $4 and (m.valid_until is null or m.valid_until > $4)
         order by m.valid_from desc, p.id
         limit 1)
  from sample_household d
  join household h on h.shard = d.shard and h.id = d.household
  left join result r on r.shard = d.shard and r.review = $3 and r.household = d.household and r.superseded_at is null
 where d.shard = $1 and d.sample = $2
 order by d.position";

pub(crate) const INSERT_OBSERVATION: &str = "\
insert into observation (shard, id, sample, household, commune_code, commune_from, village, told, recorded_at, recorded_by,
       due_on, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";

/// Those that wait for an answer first, the most urgent before others; $2 one of them.
pub(crate) const OBSERVATIONS: &str = "\
select o.id, o.sample, h.code, o.commune_code, o.commune_from, o.village, o.told, o.recorded_at, o.recorded_by, o.due_on,
       o.answer, o.answered_at, o.answered_by, o.version
  from observation o
  left join household h on h.shard = o.shard and h.id = o.household
 where o.shard = $1 and (cast($2 as bytea) is null or o.id = $2)
 order by case when o.answered_at is null then 0 else 1 end, coalesce(o.due_on, '9999'), o.recorded_at, o.id";

/// $2 the observation, $3 the version that was read.
pub(crate) const ANSWER_OBSERVATION: &str = "\
update observation
   set answer = $4, answered_at = $5, answered_by = $6, version = version + 1
 where shard = $1 and id = $2 and version = $3 and answered_at is null";

pub(crate) const INSERT_REQUEST: &str = "\
insert into data_request (shard, id, household, requester, received_on, due_on, recorded_at, recorded_by, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, 1)";

/// Those that wait for an answer first, the most urgent before others, with where the household lives now; $2 one of them.
pub(crate) const REQUESTS: &str = "\
select q.id, h.code, s.commune_code, s.commune_from, s.village, q.requester, q.received_on, q.due_on, q.answered_on,
       q.answered_by, q.recorded_at, q.recorded_by, q.version
  from data_request q
  join household h on h.shard = q.shard and h.id = q.household
  join household_state s on s.shard = q.shard and s.household = q.household and s.superseded_at is null
 where q.shard = $1 and (cast($2 as bytea) is null or q.id = $2)
   and not exists (select 1
                     from household_state l
                    where l.shard = s.shard and l.household = s.household and l.superseded_at is null
                      and l.valid_from > s.valid_from)
 order by case when q.answered_on is null then 0 else 1 end, q.due_on, q.recorded_at, q.id";

/// $2 the request, $3 the version that was read.
pub(crate) const ANSWER_REQUEST: &str = "\
update data_request
   set answered_on = $4, answered_by = $5, version = version + 1
 where shard = $1 and id = $2 and version = $3 and answered_on is null";

/// Who saw sensitive data of a household, the newest first; $2 the household.
pub(crate) const READINGS: &str = "\
select day, account, fields, times, last_at
  from reading
 where shard = $1 and household = $2
 order by day desc, last_at desc, account";

/// Acts of showing one masked datum, the newest first; $2 the household's code.
pub(crate) const UNMASKED: &str = "\
select a.at, a.actor, a.reason, a.detail
  from audit_subject s
  join audit a on a.shard = s.shard and a.seq = s.seq
 where s.shard = $1 and s.kind = 'household' and s.id = $2 and a.command = 'unmask'
 order by a.seq desc";

pub(crate) const ALL: &[&str] = &[
    POPULATION,
    INSERT_SAMPLE,
    INSERT_DRAWN,
    SAMPLES,
    DRAWN,
    INSERT_OBSERVATION,
    OBSERVATIONS,
    ANSWER_OBSERVATION,
    INSERT_REQUEST,
    REQUESTS,
    ANSWER_REQUEST,
    READINGS,
    UNMASKED,
];
