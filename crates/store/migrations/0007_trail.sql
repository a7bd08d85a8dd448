-- The trail is read by time, by batch, by place and by words. Places and words only repeat what the record, or the rows of
-- its batch, say; they stay outside of the hash, and `verify` holds the places of batches to their rows.

alter table audit add column words text not null default '';

-- where a record of a partition belongs: the communes of a batch, the unit or the home of whom it is about. The chain of the
-- deployment has no places: whoever reads it reads all of it.
create table audit_place (
    shard        bigint not null,
    seq          bigint not null,
    commune_code text   not null,
    commune_from text   not null,
    village      text   not null,
    primary key (shard, seq, commune_code, commune_from, village)
);

create index audit_place_by_commune on audit_place (commune_code, commune_from, shard, seq);
create index audit_by_time on audit (at, shard, seq);
create index audit_by_batch on audit (shard, subject, seq) where subject is not null;
