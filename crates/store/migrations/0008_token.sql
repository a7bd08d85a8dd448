-- Keys with which a program acts for an account: only digests are kept, each with a name, an end, and whether it may
-- change anything. What is ended stays.

create table api_token (
    hash       bytea  not null primary key,
    id         bytea  not null unique,
    account    bytea  not null references account (id),
    name       text   not null,
    writes     bigint not null check (writes in (0, 1)),
    made_at    text   not null,
    -- the last use, within some minutes
    used_at    text,
    expires_at text   not null,
    ended_at   text
);

create index api_token_by_account on api_token (account, made_at);
