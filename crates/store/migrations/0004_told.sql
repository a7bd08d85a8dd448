-- What a result does not tell. Real lists have a B2 total without the indicators, and the head alone with a number of
-- members: `deprived` keeps the number that was stated, `lacks` says what is unknown (bit 0 which indicators, bit 1 the
-- other members, bit 2 answers about children). Results of the older schemas told everything.

alter table result add column deprived bigint;

alter table result add column lacks bigint not null default 0;
