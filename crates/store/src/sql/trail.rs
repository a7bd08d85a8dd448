//! The trail as people read it: records of the chains by time, place, person, household and words.
//!
//! Whoever sees a whole chain has it in `stage_chain`; the places of everybody else lie in `stage_commune`. What is asked
//! for is either everything, or lies in `stage_record`: two fixed texts, so that the page without conditions follows the
//! index of time.

/// Whether a record has places, and none of them lies outside of the reach.
macro_rules! seen {
    () => {
        "exists (select 1 from audit_place p where p.shard = a.shard and p.seq = a.seq)
        and not exists (select 1
                          from audit_place p
                         where p.shard = a.shard and p.seq = a.seq
                           and not exists (select 1
                                             from stage_commune s
                                            where s.commune = p.commune_code and s.since = p.commune_from
                                              and (s.every = 1 or s.village = p.village)))"
    };
}

/// `cross join` tells SQLite in which order to go. $1 the chain, $2 and $3 the moments between which, $4 the command, $5 to $10 the words.
macro_rules! records {
    ($what:expr, $from:expr, $join:expr, $own:expr, $end:expr) => {
        concat!(
            "select ",
            $what,
            "
  from ",
            $from,
            "
 where ",
            $join,
            "(a.shard in (select shard from stage_chain)",
            $own,
            "
        or (",
            seen!(),
            "))
   and (cast($1 as bigint) is null or a.shard = $1)
   and (cast($2 as text) is null or a.at >= $2)
   and (cast($3 as text) is null or a.at < $3)
   and (cast($4 as text) is null or a.command = $4)
   and (cast($5 as text) is null or a.words like $5)
   and (cast($6 as text) is null or a.words like $6)
   and (cast($7 as text) is null or a.words like $7)
   and (cast($8 as text) is null or a.words like $8)
   and (cast($9 as text) is null or a.words like $9)
   and (cast($10 as text) is null or a.words like $10)",
            $end
        )
    };
}

macro_rules! row {
    () => {
        concat!(
            "a.shard, a.seq, a.at, a.actor, a.command, a.detail, a.reason, a.subject,
       cast(case when a.shard in (select shard from stage_chain) or (",
            seen!(),
            ") then 1 else 0 end as bigint)"
        )
    };
}

/// The newest first; $11 how many, $12 after how many.
macro_rules! page {
    () => {
        "
 order by a.at desc, a.shard desc, a.seq desc
 limit $11 offset $12"
    };
}

/// By whether the records are listed: how many there are.
pub(crate) const COUNT: [&str; 2] = [
    records!("count(*)", "audit a", "", "", ""),
    records!(
        "count(*)",
        "stage_record k cross join audit a",
        "a.shard = k.shard and a.seq = k.seq and ",
        " or k.own = 1",
        ""
    ),
];

/// By whether the records are listed: a page of them.
pub(crate) const PAGE: [&str; 2] = [
    records!(row!(), "audit a", "", "", page!()),
    records!(
        row!(),
        "stage_record k cross join audit a",
        "a.shard = k.shard and a.seq = k.seq and ",
        " or k.own = 1",
        page!()
    ),
];

pub(crate) const FORGET_CHAINS: &str = "delete from stage_chain";

pub(crate) const STAGE_CHAIN: &str = "insert into stage_chain (shard) values ($1)";

pub(crate) const FORGET_RECORDS: &str = "delete from stage_record";

/// A chain has places, and this is a batch of it.
pub(crate) const ANY_BATCH: &str = "\
select a.seq
  from audit a
  join audit_place p on p.shard = a.shard and p.seq = a.seq
 where a.shard = $1 and a.subject is not null
 limit 1";

/// A commune of a chain's batches that does not lie wholly inside the reach.
pub(crate) const BATCH_OUTSIDE: &str = "\
select a.seq
  from audit a
  join audit_place p on p.shard = a.shard and p.seq = a.seq
 where a.shard = $1 and a.subject is not null
   and not exists (select 1
                     from stage_commune s
                    where s.commune = p.commune_code and s.since = p.commune_from and s.every = 1)
 limit 1";

/// Records of the places inside the reach.
pub(crate) const LIST_REACH: &str = "\
insert into stage_record (shard, seq, own)
select distinct p.shard, p.seq, 0
  from stage_commune s
 cross join audit_place p
 where p.commune_code = s.commune and p.commune_from = s.since
    on conflict (shard, seq) do nothing";

/// Records of one commune, or of a unit above that is named itself; $1 and $2 its key, $3 the same as subjects have it.
pub(crate) const LIST_AREA: &str = "\
insert into stage_record (shard, seq, own)
select p.shard, p.seq, 0
  from audit_place p
 where p.commune_code = $1 and p.commune_from = $2
 union
select s.shard, s.seq, 0
  from shard c
  join audit_subject s on s.shard = c.id and s.kind = 'area' and s.id = $3
 where 1 = 1
    on conflict (shard, seq) do nothing";

/// Records about a household; $1 the shard, $2 its code.
pub(crate) const LIST_HOUSEHOLD: &str = "\
insert into stage_record (shard, seq, own)
select s.shard, s.seq, 0
  from audit_subject s
 where s.shard = $1 and s.kind = 'household' and s.id = $2
    on conflict (shard, seq) do nothing";

/// Records of a batch that holds rows of the household; $1 the shard, $2 the batch, $3 whether they may be shown though
/// the batch reaches further than the reader.
pub(crate) const LIST_BATCH: &str = "\
insert into stage_record (shard, seq, own)
select a.shard, a.seq, cast($3 as bigint)
  from audit a
 where a.shard = $1 and a.subject = $2 and a.command in ('commit_review', 'edit_household', 'undo_batch')
    on conflict (shard, seq) do update set own = excluded.own";

/// What somebody did, and what was done to the account; $1 the login.
pub(crate) const LIST_ACCOUNT: &str = "\
insert into stage_record (shard, seq, own)
select a.shard, a.seq, 0
  from audit a
 where a.actor = $1
 union
select s.shard, s.seq, 0
  from shard c
  join audit_subject s on s.shard = c.id and s.kind = 'account' and s.id = $1
 where 1 = 1
    on conflict (shard, seq) do nothing";

/// The newest record of a command; $1 the chain.
pub(crate) const NEWEST: &str = "\
select at, actor, detail from audit where shard = $1 and command = $2 order by seq desc limit 1";

/// Where a household lives, or lived last; $2 its code.
pub(crate) const HOME: &str = "\
select h.id, s.commune_code, s.commune_from, s.village
  from household h
  join household_state s on s.shard = h.shard and s.household = h.id and s.superseded_at is null
 where h.shard = $1 and h.code = $2
 order by s.valid_from desc
 limit 1";

/// The communes whose rows a batch made or superseded; $2 the record, $3 the batch.
pub(crate) const PLACE_BATCH: &str = "\
insert into audit_place (shard, seq, commune_code, commune_from, village)
select cast($1 as bigint), cast($2 as bigint), t.commune_code, t.commune_from, ''
  from (select commune_code, commune_from from result where shard = $1 and batch = $3
         union
        select commune_code, commune_from from result where shard = $1 and superseded_by = $3
         union
        select commune_code, commune_from from household_state where shard = $1 and batch = $3
         union
        select commune_code, commune_from from household_state where shard = $1 and superseded_by = $3) t
 where 1 = 1
    on conflict (shard, seq, commune_code, commune_from, village) do nothing";

/// Whoever takes a batch back touches what it had touched; $2 the record, $3 the batch.
pub(crate) const PLACE_UNDONE: &str = "\
insert into audit_place (shard, seq, commune_code, commune_from, village)
select distinct p.shard, cast($2 as bigint), p.commune_code, p.commune_from, ''
  from audit a
  join audit_place p on p.shard = a.shard and p.seq = a.seq
 where a.shard = $1 and a.subject = $3 and a.command in ('commit_review', 'edit_household') and a.seq <> $2
    on conflict (shard, seq, commune_code, commune_from, village) do nothing";

pub(crate) const PLACE_AREA: &str = "\
insert into audit_place (shard, seq, commune_code, commune_from, village)
values ($1, $2, $3, $4, '')
    on conflict (shard, seq, commune_code, commune_from, village) do nothing";

/// Where a household lived on the day of the record; $2 the record, $3 the household's code, $4 the day.
pub(crate) const PLACE_HOUSEHOLD: &str = "\
insert into audit_place (shard, seq, commune_code, commune_from, village)
select h.shard, cast($2 as bigint), s.commune_code, s.commune_from, s.village
  from household h
  join household_state s on s.shard = h.shard and s.household = h.id and s.superseded_at is null
 where h.shard = $1 and h.code = $3 and s.valid_from <= $4 and (s.valid_until is null or s.valid_until > $4)
    on conflict (shard, seq, commune_code, commune_from, village) do nothing";

/// Records of earlier schemas, to give them words and places.
pub(crate) const OLD_RECORDS: &str = "\
select shard, seq, at, actor, command, detail, reason, subject from audit order by shard, seq";

pub(crate) const SET_WORDS: &str = "update audit set words = $3 where shard = $1 and seq = $2";

/// The places that a record is said to have.
pub(crate) const PLACES: &str = "\
select commune_code, commune_from
  from audit_place
 where shard = $1 and seq = $2
 order by commune_code, commune_from";

/// The communes that the rows of a batch lie in.
pub(crate) const PLACES_OF_ROWS: &str = "\
select commune_code, commune_from from result where shard = $1 and batch = $2
 union
select commune_code, commune_from from result where shard = $1 and superseded_by = $2
 union
select commune_code, commune_from from household_state where shard = $1 and batch = $2
 union
select commune_code, commune_from from household_state where shard = $1 and superseded_by = $2";

pub(crate) const ALL: &[&str] = &[
    COUNT[0],
    COUNT[1],
    PAGE[0],
    PAGE[1],
    FORGET_CHAINS,
    STAGE_CHAIN,
    FORGET_RECORDS,
    ANY_BATCH,
    BATCH_OUTSIDE,
    LIST_REACH,
    LIST_AREA,
    LIST_HOUSEHOLD,
    LIST_BATCH,
    LIST_ACCOUNT,
    NEWEST,
    HOME,
    PLACE_BATCH,
    PLACE_UNDONE,
    PLACE_AREA,
    PLACE_HOUSEHOLD,
    OLD_RECORDS,
    SET_WORDS,
    PLACES,
    PLACES_OF_ROWS,
];
