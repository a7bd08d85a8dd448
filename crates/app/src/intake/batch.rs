//! Batches of all registers of a deployment, and the names by which people call them.

use base::Failure;
use store::{BatchRow, Shard, ShardRow, Store};

/// The name of a batch: `46-12` is the twelfth of the register that was opened with code 46. Where two registers were
/// opened with one code, `15.2-3` says that the one with the internal number 2 is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BatchName(String);

impl BatchName {
    /// The name of a batch among these registers.
    pub fn new(shards: &[ShardRow], shard: Shard, batch: i64) -> Self {
        let code = shards.iter().find(|row| row.shard == shard).map_or("", |row| &row.code);
        let alone = shards.iter().filter(|row| row.code == code).count() == 1;
        let number = if alone { String::new() } else { format!(".{}", shard.0) };
        Self(format!("{code}{number}-{batch}"))
    }
}

impl std::fmt::Display for BatchName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Every batch of every register, in the order of entry.
pub fn list(store: &mut Store) -> Result<Vec<(BatchName, ShardRow, BatchRow)>, Failure> {
    let shards = store.shards()?;
    let mut all = Vec::new();
    for row in &shards {
        for batch in store.batches(row.shard)? {
            all.push((BatchName::new(&shards, row.shard, batch.batch), row.clone(), batch));
        }
    }
    Ok(all)
}

/// The batch of this name.
pub fn find(store: &mut Store, name: &str) -> Result<(Shard, i64), Failure> {
    let all = list(store)?;
    if let Some((_, row, batch)) = all.iter().find(|(known, ..)| known.0 == name) {
        return Ok((row.shard, batch.batch));
    }
    let live: Vec<String> =
        all.iter().filter(|(.., batch)| batch.undone_at.is_none()).map(|(name, ..)| name.to_string()).collect();
    let live = live.join(", ");
    Err(Failure::new(
        "CC-IMPORT-BATCH",
        format!("không có đợt nhập “{name}”"),
        format!("there is no imported batch “{name}”"),
    )
    .remedy(format!("các đợt đang có: {live}"), format!("the batches there are: {live}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_name_says_which_register_and_which_batch() {
        let row = |number, code: &str| ShardRow {
            shard: Shard(number),
            code: code.into(),
            name: code.into(),
            opened_on: date(2025, 7, 1),
        };
        let shards = [row(1, "46"), row(2, "15"), row(3, "15")];
        let name = |shard, batch| BatchName::new(&shards, Shard(shard), batch).to_string();
        assert_eq!([name(1, 12), name(2, 3), name(3, 3)], ["46-12", "15.2-3", "15.3-3"]);
    }
}
