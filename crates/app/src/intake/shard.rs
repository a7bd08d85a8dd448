//! Which register a province's file belongs to. Codes are reused and provinces merge: only the lineage tells.

use base::{AreaKey, Failure};
use domain::area::{Areas, Extent, Unit};
use jiff::civil::Date;
use store::{Register, ShardRow, Store};

/// The register of a province, or the one to be opened with its first batch.
///
/// A new one is opened for the province that has its whole territory today, so that what the merged provinces reviewed
/// before and what they review together since lies in one register and the movement between them can be counted.
pub(super) fn register(store: &mut Store, areas: &Areas, province: &Unit, today: Date) -> Result<Register, Failure> {
    let shards = store.shards()?;
    let belongs = |row: &&ShardRow| {
        areas.at(&row.code, row.opened_on).is_some_and(|unit| one_territory(areas, &unit.key, &province.key))
    };
    let found: Vec<&ShardRow> = shards.iter().filter(belongs).collect();
    match found.as_slice() {
        [only] => Ok(Register::Open(only.shard)),
        [] => {
            let now = match areas.successors(&province.key, today).as_slice() {
                [(key, Extent::Whole)] => areas.get(key).unwrap_or(province),
                _ => province,
            };
            Ok(Register::New { code: now.key.code.clone(), name: now.name.clone(), opened_on: now.key.valid_from })
        }
        several => {
            let names: Vec<&str> = several.iter().map(|row| row.name.as_str()).collect();
            let names = names.join(", ");
            Err(Failure::new(
                "CC-IMPORT-SHARDS",
                format!("{} gồm nhiều sổ bộ đang tách riêng: {names}", province.name),
                format!("{} is made of several registers: {names}", province.name),
            )
            .remedy(
                "nhập lại các năm trước vào một thư mục dữ liệu mới: các tỉnh đã sáp nhập sẽ vào chung một sổ bộ",
                "import the years before into a new data folder: merged provinces then share one register",
            ))
        }
    }
}

/// Whether one of two provinces went whole into the other, or both are the same.
fn one_territory(areas: &Areas, a: &AreaKey, b: &AreaKey) -> bool {
    let (earlier, later) = if a.valid_from <= b.valid_from { (a, b) } else { (b, a) };
    a == b
        || matches!(areas.successors(earlier, later.valid_from).as_slice(),
            [(key, Extent::Whole)] if key == later)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_reused_code_is_another_province_and_a_merged_one_belongs() {
        let areas = Areas::bundled();
        let key = |code: &str, day: Date| areas.at(code, day).unwrap().key.clone();
        let (then, now) = (date(2024, 12, 31), date(2025, 12, 31));
        let (yen_bai, old_lao_cai, lao_cai) = (key("15", then), key("10", then), key("15", now));
        assert!(one_territory(areas, &yen_bai, &lao_cai) && one_territory(areas, &lao_cai, &old_lao_cai));
        assert!(!one_territory(areas, &yen_bai, &old_lao_cai), "they met only later");
        assert!(one_territory(areas, &key("46", then), &key("46", now)));
        assert!(!one_territory(areas, &key("46", now), &lao_cai));
    }
}
