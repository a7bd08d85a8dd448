-- The first schema: shards, reviews, batches, the register with valid and record time, results, the audit chain.
--
-- Columns are bigint, text and bytea only, so that one text serves SQLite and PostgreSQL. Every large key begins with
-- the shard. The large tables carry no foreign keys: rows come from joins over staged rows in one transaction, checks
-- of millions of rows one by one would cost more than the insert, and the digest of each batch is verified instead.
-- valid_until is the first day on which the row no longer holds; null while it is open.

create table shard (
    id        bigint not null primary key,
    code      text   not null,
    name      text   not null,
    opened_on text   not null
);

create table setting (
    name  text not null primary key,
    value text not null
);

create table review (
    shard      bigint not null references shard (id),
    id         bigint not null,
    year       bigint not null,
    standard   text   not null,
    day        text   not null,
    indicators bigint not null check (indicators between 0 and 32),
    causes     text   not null,
    primary key (shard, id),
    unique (shard, year, standard)
);

create table batch (
    shard       bigint not null references shard (id),
    id          bigint not null,
    command     text   not null,
    review      bigint,
    digest      text   not null,
    source      text   not null,
    actor       text   not null,
    recorded_at text   not null,
    households  bigint not null,
    undone_at   text,
    primary key (shard, id)
);

create table household (
    shard bigint not null,
    id    bytea  not null,
    code  text   not null,
    batch bigint not null,
    primary key (shard, id),
    unique (shard, code)
);

create index household_by_batch on household (shard, batch);

create table household_state (
    shard         bigint not null,
    household     bytea  not null,
    commune_code  text   not null,
    commune_from  text   not null,
    village       text   not null,
    area_kind     bigint not null check (area_kind in (0, 1)),
    marks         bigint not null,
    valid_from    text   not null,
    valid_until   text,
    batch         bigint not null,
    recorded_at   text   not null,
    superseded_at text,
    superseded_by bigint,
    primary key (shard, household, valid_from, batch)
);

create index household_state_by_batch on household_state (shard, batch);
create index household_state_superseded on household_state (shard, superseded_by) where superseded_by is not null;

create table person (
    shard           bigint not null,
    id              bytea  not null,
    name            text   not null,
    fold_key        text   not null,
    sort_key        bytea  not null,
    sex             bigint check (sex in (1, 2)),
    birth           text,
    birth_precision bigint check (birth_precision in (1, 2, 3)),
    ethnic          text,
    cccd_cipher     bytea,
    cccd_index      bytea,
    batch           bigint not null,
    recorded_at     text   not null,
    superseded_at   text,
    superseded_by   bigint,
    primary key (shard, id, batch)
);

create index person_by_batch on person (shard, batch);
create index person_superseded on person (shard, superseded_by) where superseded_by is not null;
create index person_by_cccd on person (shard, cccd_index) where cccd_index is not null;

create table membership (
    shard         bigint not null,
    household     bytea  not null,
    person        bytea  not null,
    relation      bigint not null check (relation between 1 and 9),
    position      bigint not null,
    valid_from    text   not null,
    valid_until   text,
    batch         bigint not null,
    recorded_at   text   not null,
    superseded_at text,
    superseded_by bigint,
    primary key (shard, household, person, valid_from, batch)
);

create index membership_by_batch on membership (shard, batch);
create index membership_superseded on membership (shard, superseded_by) where superseded_by is not null;

create table result (
    shard                  bigint not null,
    review                 bigint not null,
    household              bytea  not null,
    commune_code           text   not null,
    commune_from           text   not null,
    village                text   not null,
    village_key            bytea  not null,
    area_kind              bigint not null check (area_kind in (0, 1)),
    class                  bigint not null check (class between 0 and 3),
    b1                     bigint,
    income                 bigint,
    flags                  bigint not null,
    basis                  text   not null,
    marks                  bigint not null,
    causes                 bigint not null,
    supports               bigint not null,
    members                bigint not null,
    children               bigint not null,
    children_uninsured     bigint not null,
    children_malnourished  bigint not null,
    children_out_of_school bigint not null,
    head_sex               bigint check (head_sex in (1, 2)),
    head_ethnic            text,
    head_key               bytea  not null,
    digest                 bytea  not null,
    batch                  bigint not null,
    recorded_at            text   not null,
    superseded_at          text,
    superseded_by          bigint,
    primary key (shard, review, household, batch)
);

create index result_by_batch on result (shard, batch, household);
create index result_by_commune on result (shard, review, commune_code, class);
create index result_superseded on result (shard, superseded_by) where superseded_by is not null;

create table answers (
    shard     bigint not null,
    review    bigint not null,
    household bytea  not null,
    batch     bigint not null,
    answers   text   not null,
    primary key (shard, review, household, batch)
);

create index answers_by_batch on answers (shard, batch);

create table event (
    shard       bigint not null,
    household   bytea  not null,
    day         text   not null,
    kind        bigint not null check (kind between 0 and 4),
    batch       bigint not null,
    recorded_at text   not null,
    primary key (shard, household, day, kind)
);

create index event_by_batch on event (shard, batch);

create table denominator (
    shard         bigint not null,
    year          bigint not null,
    area_code     text   not null,
    area_from     text   not null,
    households    bigint not null,
    persons       bigint not null,
    households_1  bigint,
    persons_1     bigint,
    households_2  bigint,
    persons_2     bigint,
    households_3  bigint,
    persons_3     bigint,
    status        text   not null,
    source        text   not null,
    batch         bigint not null,
    recorded_at   text   not null,
    superseded_at text,
    superseded_by bigint,
    primary key (shard, year, area_code, area_from, batch)
);

create table audit (
    shard    bigint not null references shard (id),
    seq      bigint not null,
    at       text   not null,
    actor    text   not null,
    command  text   not null,
    detail   text   not null,
    reason   text   not null,
    subject  bigint,
    digest   bytea  not null,
    previous bytea  not null,
    hash     bytea  not null,
    primary key (shard, seq)
);

-- the newest record of each chain, so that its deletion is noticed
create table audit_head (
    shard bigint not null primary key references shard (id),
    seq   bigint not null,
    hash  bytea  not null
);

-- one row per bit of a set kept in a bigint: sets are counted by joining, the same in both engines
create table bit (
    no   bigint not null primary key,
    mask bigint not null
);

insert into bit (no, mask) values
    (0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 32), (6, 64), (7, 128), (8, 256), (9, 512), (10, 1024), (11, 2048),
    (12, 4096), (13, 8192), (14, 16384), (15, 32768), (16, 65536), (17, 131072), (18, 262144), (19, 524288),
    (20, 1048576), (21, 2097152), (22, 4194304), (23, 8388608), (24, 16777216), (25, 33554432), (26, 67108864),
    (27, 134217728), (28, 268435456), (29, 536870912), (30, 1073741824), (31, 2147483648);
