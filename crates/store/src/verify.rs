//! Proving that nothing was changed behind the store's back: every chain, record by record, and the rows behind them.

use crate::sql::{audit as sql, register};
use crate::store::key_fingerprint;
use crate::value::{Row, Value};
use crate::{Deed, Shard, Store, Tx, audit, rotate, trail};
use base::Failure;
use base16ct::lower::encode_string as hex;
use std::collections::{BTreeMap, BTreeSet};

/// What was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyReport {
    /// Shard by shard.
    pub shards: Vec<ShardReport>,
}

/// One chain that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardReport {
    /// The partition; number 0 is the deployment itself.
    pub shard: Shard,
    /// Official code of the shard when it was opened; empty for the deployment itself.
    pub code: String,
    /// Records in its chain.
    pub records: u64,
    /// Records whose rows were digested again and agree.
    pub digests: u64,
    /// Hash of the newest record, in hexadecimal digits: what to write down outside.
    pub head: String,
}

impl Store {
    /// Verifies every chain and every digest, or names the first record that does not hold.
    pub fn verify(&mut self) -> Result<VerifyReport, Failure> {
        self.db.read(verify)
    }
}

/// The same within a transaction that goes on.
pub(crate) fn verify(tx: &mut Tx<'_>) -> Result<VerifyReport, Failure> {
    let mut shards = Vec::new();
    for shard in tx.rows(register::CHAINS, &[])? {
        let report = verify_shard(tx, shard.int(0)?, shard.text(1)?)?;
        // the chain of the deployment begins with its first account
        if report.records > 0 || shard.int(0)? > 0 {
            shards.push(report);
        }
    }
    Ok(VerifyReport { shards })
}

struct Checked {
    seq: i64,
    command: String,
    detail: String,
    subject: Option<i64>,
    digest: Vec<u8>,
}

fn verify_shard(tx: &mut Tx<'_>, shard: i64, code: &str) -> Result<ShardReport, Failure> {
    let broken = |seq: i64, vi: &str, en: &str| {
        Failure::new("CC-STORE-AUDIT", format!("nhật ký bị sửa: {vi}"), format!("the audit trail was changed: {en}"))
            .at(format!("shard {code}, record {seq}"))
            .remedy("so với bản sao lưu gần nhất", "compare with the newest backup")
    };
    let records = tx.rows(sql::RECORDS, &[shard.into()])?;
    let mut previous = vec![0; 32];
    let mut checked = Vec::with_capacity(records.len());
    for (record, seq) in records.iter().zip(1..) {
        if record.int(0)? != seq {
            return Err(broken(seq, "thiếu bản ghi", "a record is missing"));
        }
        if record.bytes(8)? != previous {
            return Err(broken(seq, "không nối với bản ghi trước", "it does not follow the record before it"));
        }
        if audit::hash(shard, &record.0[..9]) != record.bytes(9)? {
            return Err(broken(seq, "nội dung bản ghi đã đổi", "the record itself was changed"));
        }
        previous = record.bytes(9)?.to_vec();
        checked.push(read(record)?);
    }
    let head = tx.row(sql::HEAD, &[shard.into()])?;
    let last = i64::try_from(checked.len()).unwrap_or(i64::MAX);
    match &head {
        Some(head) if head.int(0)? == last && head.bytes(1)? == previous => {}
        None if last == 0 && shard == 0 => {}
        _ => return Err(broken(last + 1, "bản ghi cuối đã mất hoặc bị thay", "the last record is gone or replaced")),
    }
    subjects(tx, shard, &records).map_err(|seq| match seq {
        Ok(seq) => broken(seq, "chỉ mục của nhật ký đã đổi", "the index of the trail was changed"),
        Err(failure) => failure,
    })?;
    let mut undone: BTreeSet<i64> = BTreeSet::new();
    for record in checked.iter().filter(|record| record.command == "undo_batch") {
        undone.extend(record.subject);
    }
    let sound = digests_of_batches(tx, &checked, &broken)?;
    let mut digests = 0;
    if shard == 0 {
        let told = checked.iter().map(|record| (record.seq, record.command.as_str(), record.detail.as_str()));
        let files = crate::programme::verify_files(tx, told)?;
        digests = files.map_err(|seq| broken(seq, "tệp của văn bản đã đổi", "the file of a document was changed"))?;
    }
    for record in &checked {
        let Some(subject) = record.subject else { continue };
        let (rows, recorded) = match record.command.as_str() {
            "open_shard" => (audit::digest_of(tx, sql::SHARD, &[shard.into()])?, Some(&record.digest)),
            "open_review" => {
                (audit::digest_of(tx, sql::REVIEW, &[shard.into(), subject.into()])?, Some(&record.digest))
            }
            "undo_batch" => {
                // nothing of it may be left, and what it took back is what the batch had made
                let empty = audit::digest_of_batch(tx, shard, 0)?;
                if audit::digest_of_batch(tx, shard, subject)? != empty {
                    return Err(broken(record.seq, "đợt nhập đã huỷ lại có dữ liệu", "an undone batch has rows again"));
                }
                (record.digest.clone(), sound.get(&subject))
            }
            command if is_batch(command) && undone.contains(&subject) => continue,
            command if is_batch(command) => {
                let placed = !trail::is_batch(command)
                    || trail::index::batch_is_placed(tx, shard, record.seq, subject, &record.detail)?;
                if !placed {
                    return Err(broken(record.seq, "nơi của bản ghi đã đổi", "the places of the record were changed"));
                }
                (audit::digest_of_batch(tx, shard, subject)?, sound.get(&subject))
            }
            _ => continue,
        };
        if Some(&rows) != recorded {
            return Err(broken(record.seq, "dữ liệu của lệnh này đã đổi", "the rows of this command were changed"));
        }
        digests += 1;
    }
    let (records, head) = (checked.len() as u64, hex(&previous));
    Ok(ShardReport { shard: Shard(shard), code: code.to_owned(), records, digests, head })
}

/// What the rows of each batch must give: the digest of its own record, or the newest that a rotation of the key put in
/// its place. A rotation must have begun with the digest that stood before it, and the key in use is the newest one.
fn digests_of_batches(
    tx: &mut Tx<'_>,
    checked: &[Checked],
    broken: &dyn Fn(i64, &str, &str) -> Failure,
) -> Result<BTreeMap<i64, Vec<u8>>, Failure> {
    let made = |record: &&Checked| is_batch(&record.command);
    let mut sound: BTreeMap<i64, Vec<u8>> =
        checked.iter().filter(made).filter_map(|record| Some((record.subject?, record.digest.clone()))).collect();
    let mut newest = None;
    for record in checked.iter().filter(|record| record.command == rotate::COMMAND) {
        let unfit = || {
            broken(
                record.seq,
                "lần đổi khoá không khớp với các đợt nhập",
                "the rotation of the key does not fit the batches",
            )
        };
        let rotation = rotate::Rotation::read(&record.detail).ok_or_else(unfit)?;
        if rotation.digest() != record.digest {
            return Err(unfit());
        }
        for (batch, before, after) in rotation.batches {
            if sound.insert(batch, after) != Some(before) {
                return Err(unfit());
            }
        }
        newest = Some((record.seq, rotation.to));
    }
    if let Some((seq, fingerprint)) = newest
        && key_fingerprint(tx)? != Some(fingerprint)
    {
        return Err(broken(
            seq,
            "khoá ghi trong cơ sở dữ liệu đã bị thay",
            "the key named in the database was replaced",
        ));
    }
    Ok(sound)
}

/// Whether the index names exactly those whom the records are about; else the first record it is wrong about.
fn subjects(tx: &mut Tx<'_>, shard: i64, records: &[Row]) -> Result<(), Result<i64, Failure>> {
    let mut told = BTreeSet::new();
    for record in records {
        let (seq, detail) = (record.int(0).map_err(Err)?, record.text(4).map_err(Err)?);
        let about = Deed::read(detail).unwrap_or_default().about;
        told.extend(about.into_iter().map(|(kind, id)| (seq, kind.word().to_owned(), id)));
    }
    let mut known = BTreeSet::new();
    for row in tx.rows(sql::SUBJECTS, &[shard.into()]).map_err(Err)? {
        let text = |column| row.text(column).map(str::to_owned).map_err(Err);
        known.insert((row.int(0).map_err(Err)?, text(1)?, text(2)?));
    }
    match told.symmetric_difference(&known).next() {
        None => Ok(()),
        Some((seq, ..)) => Err(Ok(*seq)),
    }
}

fn is_batch(command: &str) -> bool {
    matches!(command, "commit_review" | "set_denominators" | "edit_household")
}

fn read(record: &Row) -> Result<Checked, Failure> {
    let subject = match &record.0[6] {
        Value::Int(subject) => Some(*subject),
        _ => None,
    };
    let [command, detail] = [record.text(3)?.to_owned(), record.text(4)?.to_owned()];
    Ok(Checked { seq: record.int(0)?, command, detail, subject, digest: record.bytes(7)?.to_vec() })
}
