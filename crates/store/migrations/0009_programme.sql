-- Programmes of the deployment itself, what was reported for their targets, and how targets are given on. All of it belongs
-- to the deployment, and what happens to it is told in the chain of shard 0. Nothing is overwritten: a text, a threshold, a
-- table of lines is followed by another one under the next number; what was reported is withdrawn with a reason.

-- a programme or a document as the text it was approved as; the newest number holds
create table programme_text (
    kind     text   not null check (kind in ('programme', 'document')),
    id       text   not null,
    number   bigint not null,
    content  text   not null,
    why      text   not null,
    saved_at text   not null,
    saved_by text   not null,
    primary key (kind, id, number)
);

-- what a person set for a target whose text gives a word (“cơ bản”) or no base
create table target_setting (
    programme text   not null,
    target    text   not null,
    kind      text   not null check (kind in ('threshold', 'baseline')),
    number    bigint not null,
    amount    text   not null,
    holds_on  text,
    standard  text,
    why       text   not null,
    set_at    text   not null,
    set_by    text   not null,
    primary key (programme, target, kind, number)
);

-- an actual as somebody reported it; known from the day it was reported until the day it was withdrawn
create table reported (
    id            bytea  not null primary key,
    programme     text   not null,
    target        text   not null,
    item          text,
    area_code     text   not null,
    area_from     text   not null,
    -- an agency's own share in a commune: never the figure of the commune
    agency        bytea  references agency (id),
    holds_on      text   not null,
    version       text   not null check (version in ('preliminary', 'official')),
    reading       text   not null check (reading in ('value', 'share', 'event', 'open')),
    amount        text,
    part          bigint,
    whole         bigint,
    evidence      text   not null,
    reported_at   text   not null,
    reported_by   text   not null,
    withdrawn_at  text,
    withdrawn_by  text,
    withdrawn_why text
);

create index reported_by_programme on reported (programme, target, holds_on);

-- one target of one unit, given on along one axis for one day
create table plan (
    id        bytea  not null primary key,
    programme text   not null,
    target    text   not null,
    area_code text   not null,
    area_from text   not null,
    axis      text   not null check (axis in ('area', 'agency')),
    due_on    text   not null,
    unique (programme, target, area_code, area_from, axis, due_on)
);

-- every step of a plan: what was done, how far it is then, which set of lines holds
create table plan_step (
    plan         bytea  not null references plan (id),
    version      bigint not null,
    act          text   not null,
    stage        text   not null check (stage in ('proposal', 'negotiation', 'approved')),
    lines        bigint not null,
    parent       text   not null,
    accepted_by  text,
    accepted_why text,
    decision     text,
    decided_on   text,
    done_at      text   not null,
    done_by      text   not null,
    primary key (plan, version)
);

create table plan_line (
    plan       bytea  not null references plan (id),
    lines      bigint not null,
    position   bigint not null,
    area_code  text   not null,
    area_from  text   not null,
    village    text   not null,
    agency     bytea  references agency (id),
    assigned   text,
    asked      text,
    own        text,
    households bigint,
    primary key (plan, lines, position)
);
