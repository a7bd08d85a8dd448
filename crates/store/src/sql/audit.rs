//! The audit chain and the rows a digest is made of. Order is by bytes and numbers only, the same on both engines.

/// The rows of one table that a batch made, and those it superseded. `superseded` is empty where nothing ever is.
///
/// What was `added` by a later schema enters a digest only where it has rows: older digests stay what they were.
pub(crate) struct Table {
    pub(crate) added: bool,
    pub(crate) name: &'static str,
    pub(crate) made: &'static str,
    pub(crate) superseded: &'static str,
}

/// In this order they enter a digest. Columns that a later batch may set (superseded_at, undone_at) stay outside of
/// the digest of the batch that made the row and inside of the digest of the batch that sets them.
pub(crate) const TABLES: &[Table] = &[
    Table {
        added: false,
        name: "batch",
        made: "\
select id, command, review, digest, source, actor, recorded_at, households
  from batch
 where shard = $1 and id = $2 and undone_at is null",
        superseded: "",
    },
    Table {
        added: false,
        name: "household",
        made: "select id, code from household where shard = $1 and batch = $2 order by id",
        superseded: "",
    },
    Table {
        added: false,
        name: "household_state",
        made: "\
select household, commune_code, commune_from, village, area_kind, marks, valid_from, valid_until, recorded_at
  from household_state
 where shard = $1 and batch = $2
 order by household, valid_from",
        superseded: "\
select household, superseded_at
  from household_state
 where shard = $1 and superseded_by = $2
 order by household, superseded_at",
    },
    Table {
        added: false,
        name: "person",
        made: "\
select id, name, fold_key, sort_key, sex, birth, birth_precision, ethnic, cccd_cipher, cccd_index, recorded_at
  from person
 where shard = $1 and batch = $2
 order by id",
        superseded: "\
select id, superseded_at from person where shard = $1 and superseded_by = $2 order by id, superseded_at",
    },
    Table {
        added: false,
        name: "membership",
        made: "\
select household, person, relation, position, valid_from, valid_until, recorded_at
  from membership
 where shard = $1 and batch = $2
 order by household, person, valid_from",
        superseded: "\
select household, person, superseded_at
  from membership
 where shard = $1 and superseded_by = $2
 order by household, person, superseded_at",
    },
    Table {
        added: false,
        name: "result",
        made: "\
select review, household, commune_code, commune_from, village, village_key, area_kind, class, b1, income, flags, basis,
       marks, causes, supports, members, children, children_uninsured, children_malnourished, children_out_of_school,
       head_sex, head_ethnic, head_key, digest, recorded_at
  from result
 where shard = $1 and batch = $2
 order by household",
        superseded: "\
select household, superseded_at
  from result
 where shard = $1 and superseded_by = $2
 order by household, superseded_at",
    },
    Table {
        added: false,
        name: "answers",
        made: "select household, review, answers from answers where shard = $1 and batch = $2 order by household",
        superseded: "",
    },
    Table {
        added: false,
        name: "event",
        made: "\
select household, day, kind, recorded_at
  from event
 where shard = $1 and batch = $2
 order by household, kind, day",
        superseded: "",
    },
    Table {
        added: false,
        name: "denominator",
        made: "\
select year, area_code, area_from, households, persons, households_1, persons_1, households_2, persons_2, households_3,
       persons_3, status, source, recorded_at
  from denominator
 where shard = $1 and batch = $2
 order by year, area_code, area_from",
        superseded: "\
select year, area_code, area_from, superseded_at
  from denominator
 where shard = $1 and superseded_by = $2
 order by year, area_code, area_from, superseded_at",
    },
    Table {
        added: true,
        name: "person, phone",
        made: "select id, phone from person where shard = $1 and batch = $2 and phone is not null order by id",
        superseded: "",
    },
    Table {
        added: true,
        name: "result, told",
        made: "\
select household, deprived, lacks
  from result
 where shard = $1 and batch = $2 and (deprived is not null or lacks > 0)
 order by household",
        superseded: "",
    },
];

pub(crate) const SHARD: &str = "select id, code, name, opened_on from shard where id = $1";

pub(crate) const REVIEW: &str = "\
select id, year, standard, day, indicators, causes from review where shard = $1 and id = $2";

pub(crate) const HEAD: &str = "select seq, hash from audit_head where shard = $1";

pub(crate) const SET_HEAD: &str = "\
insert into audit_head (shard, seq, hash)
values ($1, $2, $3)
    on conflict (shard) do update set seq = excluded.seq, hash = excluded.hash";

pub(crate) const INSERT: &str = "\
insert into audit (shard, seq, at, actor, command, detail, reason, subject, digest, previous, hash, words)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

pub(crate) const INSERT_SUBJECT: &str = "\
insert into audit_subject (shard, seq, kind, id)
values ($1, $2, $3, $4)
    on conflict (shard, kind, id, seq) do nothing";

pub(crate) const SUBJECTS: &str = "select seq, kind, id from audit_subject where shard = $1 order by seq, kind, id";

pub(crate) const RECORDS: &str = "\
select seq, at, actor, command, detail, reason, subject, digest, previous, hash
  from audit
 where shard = $1
 order by seq";

pub(crate) const ALL: &[&str] = &[SHARD, REVIEW, HEAD, SET_HEAD, INSERT, INSERT_SUBJECT, SUBJECTS, RECORDS];
