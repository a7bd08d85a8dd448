-- Households are searched by the folded name of anyone who lives or lived there, and sorted by how much they lack.
-- Both columns only repeat what `name` and `flags` say, so they stay outside of the digests. `words` begins with a
-- space, so that a word is found by its beginning; `src/names.rs` fills it for persons of earlier schemas.

alter table result add column deprivations bigint not null default 0;

update result
   set deprivations = (select count(*) from bit where (result.flags / bit.mask) % 2 = 1);

alter table person add column words text not null default '';

create index person_by_words on person (shard, words, id) where superseded_at is null;

create index result_by_name on result (shard, review, head_key, household) where superseded_at is null;
