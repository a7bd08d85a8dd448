//! The newest record of each chain, and any record by its number.

pub(crate) const HEADS: &str = "\
select h.shard, s.code, h.seq, h.hash
  from audit_head h
  join shard s on s.id = h.shard
 order by h.shard";

pub(crate) const HASH: &str = "select hash from audit where shard = $1 and seq = $2";

pub(crate) const ALL: &[&str] = &[HEADS, HASH];
