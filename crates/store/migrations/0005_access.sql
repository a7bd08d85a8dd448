-- Who may see and do what. Accounts, agencies and grants belong to the deployment, not to a province; what happens to them
-- is told in the chain of shard 0. Nothing of it is deleted: a grant is ended, an account closed, a session ended.
-- `version` counts the changes of a row; who saves on top of another's change is told so.

insert into shard (id, code, name, opened_on) values (0, '', 'Hệ thống', '1975-04-30');

-- whom a record of a chain is about, besides its batch: to find the story of a household, a unit, a person
create table audit_subject (
    shard bigint not null,
    seq   bigint not null,
    kind  text   not null,
    id    text   not null,
    primary key (shard, kind, id, seq)
);

create index audit_by_moment on audit (shard, at);
create index audit_by_actor on audit (actor, at);

create table agency (
    id        bytea  not null primary key,
    kind      text   not null,
    level     text   not null,
    area_code text,
    area_from text,
    contact   text   not null,
    closed_on text,
    version   bigint not null
);

-- what an agency was called when; valid_until is the first day of the next name
create table agency_name (
    agency      bytea not null references agency (id),
    name        text  not null,
    words       text  not null,
    valid_from  text  not null,
    valid_until text,
    document    text  not null,
    primary key (agency, valid_from)
);

create table agency_successor (
    agency    bytea not null references agency (id),
    successor bytea not null references agency (id),
    day       text  not null,
    document  text  not null,
    primary key (agency, successor)
);

create table account (
    id          bytea  not null primary key,
    login       text   not null unique,
    name        text   not null,
    words       text   not null,
    agency      bytea references agency (id),
    -- a hash in the PHC format; null for who cannot sign in by password
    password    text,
    must_change bigint not null check (must_change in (0, 1)),
    -- sealed with the key of the deployment; null while there is no second step
    totp_cipher bytea,
    -- the last time step a code was taken of, so that it is not taken twice
    totp_step   bigint not null,
    failures    bigint not null,
    failed_at   text,
    made_at     text   not null,
    closed_at   text,
    version     bigint not null
);

create table recovery_code (
    account bytea not null references account (id),
    hash    bytea not null,
    used_at text,
    primary key (account, hash)
);

-- a person of an identity provider
create table federated (
    issuer  text  not null,
    subject text  not null,
    account bytea not null references account (id),
    primary key (issuer, subject)
);

-- only the digest of the token is kept; id names the session on screen
create table session (
    hash       bytea not null primary key,
    id         bytea not null unique,
    account    bytea not null references account (id),
    opened_at  text  not null,
    seen_at    text  not null,
    expires_at text  not null,
    ended_at   text,
    address    text  not null,
    agent      text  not null
);

create index session_by_account on session (account, opened_at);

-- the link for the first administrator: good once
create table ticket (
    hash       bytea not null primary key,
    made_at    text  not null,
    expires_at text  not null,
    used_at    text
);

-- person × role × area (or agency) × period, with the decision it rests on; without an area the whole deployment
create table access_grant (
    id          bytea  not null primary key,
    account     bytea  not null references account (id),
    role        text   not null,
    area_code   text,
    area_from   text,
    village     text,
    agency      bytea references agency (id),
    valid_from  text   not null,
    valid_to    text,
    decision    text   not null,
    given_by    text   not null,
    given_at    text   not null,
    ended_by    text,
    ended_at    text,
    version     bigint not null
);

create index access_grant_by_account on access_grant (account, valid_from);

-- households an account must keep its hands off: its own, or those of relatives
create table kinship (
    account     bytea  not null references account (id),
    shard       bigint not null references shard (id),
    household   text   not null,
    kind        text   not null check (kind in ('own', 'relative')),
    declared_at text   not null,
    ended_at    text,
    primary key (account, shard, household)
);

alter table person add column phone text;
