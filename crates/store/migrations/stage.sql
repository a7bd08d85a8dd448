-- Tables of this connection alone: a commit first lands here as it streams in, then moves on set by set.

create temp table stage_household (
    seq                    bigint not null primary key,
    household              bytea  not null,
    known                  bigint not null,
    code                   text   not null,
    commune_code           text   not null,
    commune_from           text   not null,
    village                text   not null,
    village_key            bytea  not null,
    area_kind              bigint not null,
    class                  bigint not null,
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
    head_sex               bigint,
    head_ethnic            text,
    head_key               bytea  not null,
    digest                 bytea  not null,
    answers                text   not null,
    same_state             bigint not null,
    same_result            bigint not null,
    deprivations           bigint not null,
    suggested              text   not null,
    deprived               bigint,
    lacks                  bigint not null
);

create index stage_household_id on stage_household (household);

create temp table stage_member (
    seq             bigint not null,
    position        bigint not null,
    person          bytea  not null,
    known           bigint not null,
    name            text   not null,
    fold_key        text   not null,
    sort_key        bytea  not null,
    sex             bigint,
    birth           text,
    birth_precision bigint,
    ethnic          text,
    relation        bigint not null,
    cccd_cipher     bytea,
    cccd_index      bytea,
    same            bigint not null,
    words           text   not null,
    primary key (seq, position)
);

create index stage_member_person on stage_member (person);

create temp table stage_event (
    code text   not null,
    day  text   not null,
    kind bigint not null
);

create temp table stage_successor (
    code       text not null,
    valid_from text not null,
    to_code    text not null,
    to_from    text not null,
    primary key (code, valid_from)
);

-- communes of the register and where they lie on the day of the batch: several where a commune was split
create temp table stage_reach (
    code       text not null,
    valid_from text not null,
    to_code    text not null,
    to_from    text not null,
    primary key (code, valid_from, to_code, to_from)
);

create temp table stage_village (
    village text not null primary key,
    fold    text not null
);

create temp table stage_head (
    no           bigint not null,
    household    bytea  not null,
    commune_code text   not null,
    commune_from text   not null,
    village      text   not null,
    fold_key     text   not null,
    birth        text   not null,
    cccd_index   bytea
);

create index stage_head_name on stage_head (fold_key, birth, village);
create index stage_head_no on stage_head (no);

create temp table stage_flow (
    household    bytea  not null,
    commune_code text   not null,
    commune_from text   not null,
    class        bigint not null,
    flow         bigint not null,
    persons      bigint not null,
    drift        bigint not null
);

create index stage_flow_household on stage_flow (household, class, flow);

-- where is looked: communes, whole or some villages of them
create temp table stage_commune (
    commune text   not null,
    since   text   not null,
    every   bigint not null,
    village text   not null,
    primary key (commune, since, village)
);

create temp table stage_ethnic (
    ethnic text not null primary key
);

create temp table stage_hit (
    household bytea not null primary key
);

-- names on their way to their folded words, for persons of a schema that had none
create temp table stage_name (
    name  text not null primary key,
    words text not null
);

-- chains that a reader of the trail sees as a whole
create temp table stage_chain (
    shard bigint not null primary key
);

-- records that a question about the trail may mean; `own` where one household inside the reach asks for its batches
create temp table stage_record (
    shard bigint not null,
    seq   bigint not null,
    own   bigint not null,
    primary key (shard, seq)
);

-- personal numbers under a new key, on their way back
create temp table stage_number (
    person      bytea  not null,
    batch       bigint not null,
    cccd_cipher bytea  not null,
    cccd_index  bytea  not null,
    primary key (person, batch)
);
