//! The audit chain: one per shard, one record per command, written in the command's transaction.
//!
//! A record holds the digest of the rows its command touched and the hash of the record before it. The newest record is
//! named a second time in a table of its own, so that the deletion of the last one is noticed as well.

use crate::sql::audit as sql;
use crate::value::{Value, digest_row};
use crate::{Ctx, Tx, trail};
use base::Failure;
use sha2::{Digest, Sha256};

/// What a command writes of itself.
pub(crate) struct Record {
    pub(crate) command: &'static str,
    pub(crate) detail: String,
    /// The shard, review or batch it is about.
    pub(crate) subject: Option<i64>,
    pub(crate) digest: Vec<u8>,
}

/// Appends a record to the chain of `shard`; answers its number.
pub(crate) fn append(tx: &mut Tx<'_>, shard: i64, ctx: &Ctx, record: &Record) -> Result<i64, Failure> {
    // texts of one width sort as the moments they name
    if ctx.at.len() != 20 || ctx.at.parse::<jiff::Timestamp>().is_err() || !ctx.at.ends_with('Z') {
        return Err(Failure::new("CC-STORE-MOMENT", "thời điểm không hợp lệ", "not a moment")
            .at(&ctx.at)
            .remedy("viết như 2025-12-31T08:00:00Z", "write as 2025-12-31T08:00:00Z"));
    }
    let (last, previous) = match tx.row(sql::HEAD, &[shard.into()])? {
        Some(head) => (head.int(0)?, head.bytes(1)?.to_vec()),
        None => (0, vec![0; 32]),
    };
    let seq = last + 1;
    let mut row: Vec<Value> = vec![
        seq.into(),
        ctx.at.as_str().into(),
        ctx.actor.as_str().into(),
        record.command.into(),
        record.detail.as_str().into(),
        ctx.reason.as_str().into(),
        record.subject.into(),
        record.digest.as_slice().into(),
        previous.into(),
    ];
    let hash = hash(shard, &row);
    row.push(hash.as_slice().into());
    row.insert(0, shard.into());
    row.push(trail::index::words_of(ctx, record).into());
    tx.execute(sql::INSERT, &row)?;
    tx.execute(sql::SET_HEAD, &[shard.into(), seq.into(), hash.into()])?;
    trail::index::place_batch(tx, shard, seq, record.command, record.subject)?;
    Ok(seq)
}

/// The hash of a record: of its shard and of all its columns in the order of the table, the previous hash among them.
pub(crate) fn hash(shard: i64, row: &[Value]) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest_row(&mut digest, &[shard.into()]);
    digest_row(&mut digest, row);
    digest.finalize().to_vec()
}

/// The digest of the rows that one statement answers.
pub(crate) fn digest_of(tx: &mut Tx<'_>, statement: &str, args: &[Value]) -> Result<Vec<u8>, Failure> {
    let mut digest = Sha256::new();
    tx.each(statement, args, |row| {
        digest_row(&mut digest, &row.0);
        Ok(())
    })?;
    Ok(digest.finalize().to_vec())
}

/// The digest of every row that a batch made or superseded, streamed table by table. What was undone has no rows.
pub(crate) fn digest_of_batch(tx: &mut Tx<'_>, shard: i64, batch: i64) -> Result<Vec<u8>, Failure> {
    let mut digest = Sha256::new();
    for table in sql::TABLES {
        for (word, statement) in [("made", table.made), ("superseded", table.superseded)] {
            let mut heading = Some([table.name.into(), word.into()]);
            if !table.added {
                heading.take().iter().for_each(|row| digest_row(&mut digest, row));
            }
            if !statement.is_empty() {
                tx.each(statement, &[shard.into(), batch.into()], |row| {
                    heading.take().iter().for_each(|row| digest_row(&mut digest, row));
                    digest_row(&mut digest, &row.0);
                    Ok(())
                })?;
            }
        }
    }
    Ok(digest.finalize().to_vec())
}
