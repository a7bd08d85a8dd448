//! Households of a file without codes are looked for in the register, set by set: by the number of the head, else by
//! name, birth, village and commune. What is not found gets a code made of these, the same in every year.

use crate::sql::matching as sql;
use crate::{Bulk, Tx, Value};
use base::{AreaKey, Failure};
use domain::register::HouseholdEntry;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Households that were found although the file has no code for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Matched {
    pub(crate) by_number: u64,
    pub(crate) by_name: u64,
}

/// Which communes of the batch's day a commune of the register lies in.
pub(crate) type Reach<'a> = dyn Fn(&AreaKey) -> Vec<AreaKey> + 'a;

/// Finds or names every staged household that has no code.
pub(crate) fn households(tx: &mut Tx<'_>, shard: &Value, batch: &Value, reach: &Reach) -> Result<Matched, Failure> {
    let only_shard = std::slice::from_ref(shard);
    let by_number = tx.execute(sql::BY_NUMBER, only_shard)?;
    stage_places(tx, only_shard, reach)?;
    tx.execute(sql::STAGE_HEADS, only_shard)?;
    for statement in tx.words().measure_heads {
        tx.execute(statement, &[])?;
    }
    let by_name = tx.execute(sql::BY_NAME, only_shard)?;
    tx.execute(sql::NAME_THE_REST, &[shard.clone(), batch.clone()])?;
    Ok(Matched { by_number, by_name })
}

/// Communes and villages as they compare: neither a merger nor a missing mark makes another place.
fn stage_places(tx: &mut Tx<'_>, shard: &[Value], reach: &Reach) -> Result<(), Failure> {
    let communes = tx.rows(sql::KNOWN_COMMUNES, shard)?;
    let mut reached = Bulk::new(sql::STAGE_REACH);
    for row in &communes {
        let from = crate::read::area(row, 0)?;
        for to in reach(&from) {
            let row = [
                from.code.as_str().into(),
                from.valid_from.to_string().into(),
                to.code.as_str().into(),
                to.valid_from.to_string().into(),
            ];
            reached.push(tx, row)?;
        }
    }
    reached.finish(tx)?;
    let villages = tx.rows(sql::KNOWN_VILLAGES, shard)?;
    let mut folded = Bulk::new(sql::STAGE_VILLAGE);
    for row in &villages {
        let village = row.text(0)?;
        folded.push(tx, [village.into(), village_key(village).into()])?;
    }
    folded.finish(tx)
}

/// A village as it compares: without marks, spaces, leading zeros, and with the kinds that people abbreviate in full.
fn village_key(village: &str) -> String {
    let folded = vntext::fold(village);
    let words = folded.split(' ').map(|word| match word {
        "tdp" => "todanpho",
        "kp" => "khupho",
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.trim_start_matches('0'),
        other => other,
    });
    words.collect()
}

/// A code for a household that has none: the same in every year as long as head, village and commune are.
pub(crate) fn suggested_code(entry: &HouseholdEntry) -> String {
    let head = entry.members.first();
    let name = head.map(|head| vntext::fold_key(&head.name)).unwrap_or_default();
    let birth = head.and_then(|head| head.birth).map(|birth| crate::code::birth(birth).0).unwrap_or_default();
    let village = village_key(&entry.village);
    let digest = Sha256::digest(format!("{name}|{birth}|{village}"));
    digest.iter().take(8).fold(format!("{}-", entry.commune.code), |mut code, byte| {
        // writing to a string does not fail
        let _ = write!(code, "{byte:02x}");
        code
    })
}

#[cfg(test)]
mod tests {
    use super::village_key;

    #[test]
    fn a_village_is_the_same_however_it_is_spelled() {
        for (one, other) in [("Thôn 2", "thon 02"), ("TDP 10", "Tổ dân phố 10"), ("KP. Chợ", "khu phố chợ"), ("", "")]
        {
            assert_eq!(village_key(one), village_key(other));
        }
        assert_ne!(village_key("Thôn 1"), village_key("Thôn 10"));
        assert_ne!(village_key("Thôn 1"), village_key("Bản 1"));
    }
}
