-- A batch says by which route its results came about (QĐ 24/2021, Điều 4 to 6), and a person is found in the
-- households he or she lived in without reading every membership. Batches of the first schema came by the yearly review.

alter table batch add column route text not null default 'periodic';

create index membership_by_person on membership (shard, person);
