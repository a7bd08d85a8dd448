//! The newest record of each chain, for writing down outside: whoever rewrites a chain later no longer has it.

use crate::sql::heads as sql;
use crate::{Db, Shard, Store, Tx};
use base::Failure;
use base16ct::lower::encode_string as hex;

/// The newest record of a chain at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The partition.
    pub shard: Shard,
    /// Its official code when it was opened.
    pub code: String,
    /// The record's number.
    pub seq: i64,
    /// The record's hash, in hexadecimal digits.
    pub hash: String,
}

impl Db {
    /// The newest record of each chain.
    pub fn heads(&mut self) -> Result<Vec<Head>, Failure> {
        self.read(heads)
    }
}

impl Store {
    /// The newest record of each chain.
    pub fn heads(&mut self) -> Result<Vec<Head>, Failure> {
        self.db.heads()
    }

    /// Refuses a register in which one of these is no longer what it was: its chain was written anew since.
    pub fn check_heads(&mut self, heads: &[Head]) -> Result<(), Failure> {
        self.db.read(|tx| heads.iter().try_for_each(|head| check(tx, head)))
    }
}

pub(crate) fn heads(tx: &mut Tx<'_>) -> Result<Vec<Head>, Failure> {
    let read = |row: &crate::Row| {
        Ok(Head {
            shard: Shard(row.int(0)?),
            code: row.text(1)?.to_owned(),
            seq: row.int(2)?,
            hash: hex(row.bytes(3)?),
        })
    };
    tx.rows(sql::HEADS, &[])?.iter().map(read).collect()
}

fn check(tx: &mut Tx<'_>, head: &Head) -> Result<(), Failure> {
    let found = tx.row(sql::HASH, &[head.shard.0.into(), head.seq.into()])?;
    let (vi, en) = match found {
        Some(row) if hex(row.bytes(0)?) == head.hash => return Ok(()),
        Some(_) => ("đã khác với bản đã ký", "is not the one that was signed"),
        None => ("không còn nữa", "is gone"),
    };
    Err(Failure::new(
        "CC-HEADS-REWRITTEN",
        format!("nhật ký đã bị viết lại: bản ghi {} {vi}", head.seq),
        format!("the audit trail was rewritten: record {} {en}", head.seq),
    )
    .at(format!("shard {}, record {}", head.code, head.seq))
    .remedy(
        "giữ nguyên hiện trạng, so với bản sao lưu trước ngày đã ký và báo người có thẩm quyền",
        "leave everything as it is, compare with a backup of before that day and report it",
    ))
}
