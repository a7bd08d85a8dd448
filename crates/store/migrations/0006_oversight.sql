-- Who looked at what, what supervisors drew and found, what citizens asked for.

-- one row per reader, household and day: which sensitive data were shown in the clear (bits of fields), how often
create table reading (
    shard     bigint not null references shard (id),
    household bytea  not null,
    day       text   not null,
    account   text   not null,
    fields    bigint not null,
    times     bigint not null,
    last_at   text   not null,
    primary key (shard, household, day, account)
);

-- a random sample of a commune's households; the seed and the list it was drawn from make it again
create table sample (
    shard        bigint not null references shard (id),
    id           bytea  not null,
    review       bigint not null,
    commune_code text   not null,
    commune_from text   not null,
    seed         text   not null,
    population   bigint not null,
    digest       bytea  not null,
    drawn_at     text   not null,
    drawn_by     text   not null,
    primary key (shard, id)
);

create table sample_household (
    shard     bigint not null,
    sample    bytea  not null,
    position  bigint not null,
    household bytea  not null,
    primary key (shard, sample, position)
);

-- what a supervisor recorded of a household or a commune, and the answer to it
create table observation (
    shard        bigint not null references shard (id),
    id           bytea  not null,
    sample       bytea,
    household    bytea,
    commune_code text   not null,
    commune_from text   not null,
    village      text   not null,
    told         text   not null,
    recorded_at  text   not null,
    recorded_by  text   not null,
    due_on       text,
    answer       text,
    answered_at  text,
    answered_by  text,
    version      bigint not null,
    primary key (shard, id)
);

create index observation_by_commune on observation (shard, commune_code, recorded_at);

-- what the person asked about asked for: who viewed the data of the household
create table data_request (
    shard       bigint not null references shard (id),
    id          bytea  not null,
    household   bytea  not null,
    requester   text   not null,
    received_on text   not null,
    due_on      text   not null,
    answered_on text,
    answered_by text,
    recorded_at text   not null,
    recorded_by text   not null,
    version     bigint not null,
    primary key (shard, id)
);
