//! A new key for the personal numbers: every number encrypted again, every index made anew, in one transaction; the
//! secrets of second steps, which are sealed with it, as well.
//!
//! Ciphers and indexes are in the digests of the batches, so the digests change. The record of the rotation names the
//! digest of each batch before and after; it is written only when everything was verified in the same transaction, so
//! what was proved before is proved after. Data that lie in files (the key itself) are the business of `keyfile`.

use crate::audit::{self, Record};
use crate::sql::{register, rotate as sql};
use crate::store::{key_fingerprint, must_be_current};
use crate::value::digest_row;
use crate::verify::verify;
use crate::{Bulk, Ctx, Ids, Key, Shard, Store, Tx, Value};
use base::Failure;
use base16ct::lower::encode_string as hex;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The command's name in the chain.
pub(crate) const COMMAND: &str = "rotate_key";

/// How many numbers are read at a time.
const BLOCK: usize = 10_000;

/// What a rotation did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Numbers encrypted again, the superseded ones included.
    pub numbers: u64,
    /// Batches whose digest changed.
    pub batches: u64,
    /// Chains that hold a record of it.
    pub chains: u64,
}

/// What the record of a rotation says.
pub(crate) struct Rotation {
    pub(crate) from: String,
    pub(crate) to: String,
    /// Batch, digest before, digest after.
    pub(crate) batches: Vec<(i64, Vec<u8>, Vec<u8>)>,
}

impl Rotation {
    /// The first line is for people, each further one a batch.
    fn write(&self) -> String {
        let mut text = format!("key {} {}", self.from, self.to);
        for (batch, before, after) in &self.batches {
            // writing to a string does not fail
            let _ = write!(text, "\n{batch} {} {}", hex(before), hex(after));
        }
        text
    }

    pub(crate) fn read(detail: &str) -> Option<Self> {
        let mut lines = detail.lines();
        let (from, to) = lines.next()?.strip_prefix("key ")?.split_once(' ')?;
        let batch = |line: &str| {
            let [batch, before, after] = <[&str; 3]>::try_from(line.split(' ').collect::<Vec<_>>()).ok()?;
            Some((
                batch.parse().ok()?,
                base16ct::mixed::decode_vec(before).ok()?,
                base16ct::mixed::decode_vec(after).ok()?,
            ))
        };
        Some(Self { from: from.to_owned(), to: to.to_owned(), batches: lines.map(batch).collect::<Option<_>>()? })
    }

    pub(crate) fn digest(&self) -> Vec<u8> {
        let mut digest = Sha256::new();
        digest_row(&mut digest, &[self.from.as_str().into(), self.to.as_str().into()]);
        for (batch, before, after) in &self.batches {
            digest_row(&mut digest, &[(*batch).into(), before.as_slice().into(), after.as_slice().into()]);
        }
        digest.finalize().to_vec()
    }
}

impl Store {
    /// Puts `new` in the place of the key; the old one is refused from then on. `progress` is told how many numbers were
    /// encrypted again, and may stop the work, which then leaves no trace.
    pub fn rotate_key(
        &mut self,
        ctx: &Ctx,
        new: Key,
        progress: &mut dyn FnMut(u64) -> Result<(), Failure>,
    ) -> Result<Rotated, Failure> {
        let Self { db, key: old, ids, .. } = self;
        let rotated = db.write(0, |tx| {
            must_be_current(tx, old)?;
            if let Some(erase) = tx.words().erase {
                tx.rows(erase, &[])?;
            }
            let shards: Vec<i64> =
                tx.rows(register::CHAINS, &[])?.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
            if let Some(lock) = tx.words().lock_shard {
                // nobody writes with the old key meanwhile
                shards.iter().try_for_each(|shard| tx.rows(lock, &[(*shard).into()]).map(drop))?;
            }
            verify(tx)?;
            let mut rotated = Rotated::default();
            for shard in shards {
                let mut batches = Vec::new();
                for row in tx.rows(sql::BATCHES, &[shard.into()])? {
                    let batch = row.int(0)?;
                    batches.push((batch, audit::digest_of_batch(tx, shard, batch)?));
                }
                let mut again = Again { old, new: &new, ids: ids.as_mut(), done: rotated.numbers, progress };
                again.shard(tx, Shard(shard))?;
                rotated.numbers = again.done;
                let rotation = Rotation {
                    from: old.fingerprint(),
                    to: new.fingerprint(),
                    batches: batches
                        .into_iter()
                        .map(|(batch, before)| Ok((batch, before, audit::digest_of_batch(tx, shard, batch)?)))
                        .collect::<Result<_, Failure>>()?,
                };
                let (detail, digest) = (rotation.write(), rotation.digest());
                audit::append(tx, shard, ctx, &Record { command: COMMAND, detail, subject: None, digest })?;
                rotated.batches += rotation.batches.len() as u64;
                rotated.chains += 1;
            }
            for row in tx.rows(sql::SECRETS, &[])? {
                let login = row.text(0)?;
                let secret = old.open_bytes(row.bytes(1)?, login.as_bytes())?;
                let sealed = new.seal_bytes(&secret, login.as_bytes(), ids.as_mut());
                tx.execute(sql::REPLACE_SECRET, &[login.into(), sealed.into()])?;
            }
            tx.execute(sql::SET_FINGERPRINT, &[new.fingerprint().into()])?;
            // what is committed is what verifies
            verify(tx)?;
            Ok(rotated)
        })?;
        self.key = new;
        Ok(rotated)
    }

    /// Tells the key of this database from others without giving it away.
    pub fn key_fingerprint(&mut self) -> Result<Option<String>, Failure> {
        self.db.read(key_fingerprint)
    }
}

/// The numbers of one partition on their way from key to key.
struct Again<'a> {
    old: &'a Key,
    new: &'a Key,
    ids: &'a mut dyn Ids,
    done: u64,
    progress: &'a mut dyn FnMut(u64) -> Result<(), Failure>,
}

impl Again<'_> {
    fn shard(&mut self, tx: &mut Tx<'_>, shard: Shard) -> Result<(), Failure> {
        tx.execute(sql::FORGET_NUMBERS, &[])?;
        let mut staged = Bulk::new(sql::STAGE_NUMBER);
        let (mut person, mut batch) = (Vec::new(), i64::MIN);
        loop {
            let after: [Value; 4] = [
                shard.0.into(),
                person.as_slice().into(),
                batch.into(),
                i64::try_from(BLOCK).unwrap_or(i64::MAX).into(),
            ];
            let rows = tx.rows(sql::NUMBERS_AFTER, &after)?;
            for row in &rows {
                (person, batch) = (row.bytes(0)?.to_vec(), row.int(1)?);
                let cccd = self.old.reveal(row.bytes(2)?, row.bytes(3)?)?;
                let sealed = self.new.seal(&cccd, self.ids);
                staged.push(tx, [person.as_slice().into(), batch.into(), sealed.cipher.into(), sealed.index.into()])?;
            }
            self.done += rows.len() as u64;
            (self.progress)(self.done)?;
            if rows.len() < BLOCK {
                break;
            }
        }
        staged.finish(tx)?;
        tx.words().measure_numbers.iter().try_for_each(|sql| tx.execute(sql, &[]).map(drop))?;
        let expected = tx.row(sql::COUNT_NUMBERS, &[])?.map_or(Ok(0), |row| row.count(0))?;
        let changed = tx.execute(sql::REPLACE_NUMBERS, &[shard.0.into()])?;
        tx.execute(sql::FORGET_NUMBERS, &[])?;
        if changed == expected {
            return Ok(());
        }
        Err(Failure::new(
            "CC-STORE-ROTATE",
            format!("chỉ đổi được {changed} trong {expected} số định danh; không có gì thay đổi"),
            format!("only {changed} of {expected} personal numbers were replaced; nothing was changed"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_a_rotation_is_read_as_it_was_written() {
        let batches = vec![(1, vec![1; 32], vec![2; 32]), (7, vec![0; 32], vec![255; 32])];
        let written = Rotation { from: "a1".into(), to: "b2".into(), batches };
        let read = Rotation::read(&written.write()).unwrap();
        assert_eq!((read.from.as_str(), read.to.as_str()), ("a1", "b2"));
        assert_eq!((&read.batches, read.digest()), (&written.batches, written.digest()));
        assert!(Rotation::read("key a b\n1 00").is_none());
    }
}
