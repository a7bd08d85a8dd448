//! Which household of the register a staged one without a code is. $1 is the shard throughout.
//!
//! A household of the register is claimed by at most one staged household; who has no sure match is new.

pub(crate) const KNOWN_COMMUNES: &str = "\
select distinct commune_code, commune_from
  from household_state
 where shard = $1 and superseded_at is null
 order by commune_code, commune_from";

pub(crate) const KNOWN_VILLAGES: &str = "\
select village
  from household_state
 where shard = $1 and superseded_at is null
 union
select village
  from stage_household
 order by village";

pub(crate) const STAGE_REACH: &str = "insert into stage_reach (code, valid_from, to_code, to_from) values";

pub(crate) const STAGE_VILLAGE: &str = "insert into stage_village (village, fold) values";

/// By the number of the head: the household where that person lived last, first as its head.
pub(crate) const BY_NUMBER: &str = "\
with head as (
    select h.seq, m.cccd_index
      from stage_household h
      join stage_member m on m.seq = h.seq and m.position = 1
     where h.known = 0 and h.code = '' and m.cccd_index is not null
), lived as (
    select head.seq, ms.household, ms.relation,
           row_number() over (partition by head.seq order by ms.valid_from desc, ms.relation, ms.household) as choice
      from head
      join person p on p.shard = $1 and p.cccd_index = head.cccd_index and p.superseded_at is null
      join membership ms on ms.shard = $1 and ms.person = p.id and ms.superseded_at is null
), claimed as (
    select l.seq, l.household, row_number() over (partition by l.household order by l.relation, l.seq) as claim
      from lived l
     where l.choice = 1
       and not exists (select 1 from stage_household o where o.household = l.household and o.known = 1)
)
update stage_household
   set household = h.id, code = h.code, known = 1
  from claimed c
  join household h on h.shard = $1 and h.id = c.household
 where stage_household.seq = c.seq and c.claim = 1";

/// The heads that the register knows, where their households live, on the boundaries of the batch.
pub(crate) const STAGE_HEADS: &str = "\
insert into stage_head (no, household, commune_code, commune_from, village, fold_key, birth, cccd_index)
select dense_rank() over (order by ms.household), ms.household, r.to_code, r.to_from, v.fold, p.fold_key,
       coalesce(p.birth, ''), p.cccd_index
  from membership ms
  join person p on p.shard = ms.shard and p.id = ms.person and p.superseded_at is null
  join household_state s on s.shard = ms.shard and s.household = ms.household and s.superseded_at is null
  join stage_reach r on r.code = s.commune_code and r.valid_from = s.commune_from
  join stage_village v on v.village = s.village
 where ms.shard = $1 and ms.relation = 1 and ms.superseded_at is null
   and not exists (select 1 from stage_household o where o.household = ms.household and o.known = 1)";

/// By name, birth, village and commune of the head, where exactly one household on either side answers to them. Two
/// numbers that are known and differ are two persons.
pub(crate) const BY_NAME: &str = "\
with head as (
    select h.seq, h.commune_code, h.commune_from, v.fold as village, m.fold_key, coalesce(m.birth, '') as birth,
           m.cccd_index,
           count(*) over (partition by h.commune_code, h.commune_from, v.fold, m.fold_key, m.birth) as namesakes
      from stage_household h
      join stage_member m on m.seq = h.seq and m.position = 1
      join stage_village v on v.village = h.village
     where h.known = 0 and h.code = ''
), found as (
    select head.seq, min(k.no) as no
      from head
      join stage_head k on k.fold_key = head.fold_key and k.birth = head.birth and k.village = head.village
           and k.commune_code = head.commune_code and k.commune_from = head.commune_from
           and (k.cccd_index is null or head.cccd_index is null)
     where head.namesakes = 1
     group by head.seq
    having min(k.no) = max(k.no)
), claimed as (
    select distinct f.seq, k.household
      from found f
      join stage_head k on k.no = f.no
     where f.no in (select o.no from found o group by o.no having count(*) = 1)
)
update stage_household
   set household = h.id, code = h.code, known = 1
  from claimed c
  join household h on h.shard = $1 and h.id = c.household
 where stage_household.seq = c.seq";

/// New households get the code that was made for them; where it is taken, the batch ($2) and their place tell them apart.
pub(crate) const NAME_THE_REST: &str = "\
with fresh as (
    select seq, suggested, row_number() over (partition by suggested order by seq) as nth
      from stage_household
     where known = 0 and code = ''
)
update stage_household
   set code = case
           when f.nth = 1 and not exists (select 1 from household h where h.shard = $1 and h.code = f.suggested)
           then f.suggested
           else f.suggested || '.' || cast(cast($2 as bigint) as text) || '.' || cast(f.nth as text)
       end
  from fresh f
 where stage_household.seq = f.seq";

pub(crate) const ALL: &[&str] = &[KNOWN_COMMUNES, KNOWN_VILLAGES, BY_NUMBER, STAGE_HEADS, BY_NAME, NAME_THE_REST];

pub(crate) const BULK: &[&str] = &[STAGE_REACH, STAGE_VILLAGE];
