//! B1 point tables: imported data, refused when incomplete.
//!
//! The tables of the circulars are not bundled, because their full text is not at hand. An officer who has the
//! official annex types it in; control totals guard against a missing row or a slip.

use crate::{Citation, Pack, Part};
use base::{Failure, Lang, Text};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A complete point table for one standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointTable {
    /// Where the table comes from.
    pub law: Citation,
    /// Columns, in the order of the pack.
    pub regions: Vec<String>,
    /// Rows by item, in the order of the annex.
    pub items: Vec<Item>,
}

/// A group of rows of which exactly one scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Id; the column of an input file is `b1.<id>`.
    pub id: String,
    /// What a person reads.
    pub name: Text,
    /// The rows: option id, name, and points in the order of the regions.
    pub options: Vec<(String, Text, Vec<i64>)>,
}

/// The choice for an item of which no row applies to the household: it scores 0, but it must be said.
pub const NONE: &str = "none";

/// Why a total cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointsFault {
    /// The table has no such column.
    Region,
    /// The item was not answered.
    Missing {
        /// Index of the item.
        item: usize,
    },
    /// The item has no such row.
    Option {
        /// Index of the item.
        item: usize,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    standard: String,
    law: Citation,
    items: usize,
    options: usize,
    totals: BTreeMap<String, i64>,
    #[serde(default)]
    item: Vec<ItemFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFile {
    id: String,
    name: Text,
    #[serde(default)]
    option: Vec<OptionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionFile {
    id: String,
    name: Text,
    points: BTreeMap<String, i64>,
}

impl PointTable {
    /// Reads a table for `pack` (TOML; `docs/huong-dan/bang-diem-b1.md` describes it). `file` names it in messages.
    ///
    /// Refused: another standard's table, a missing or unknown region in any row, a repeated id, and any difference
    /// from the control figures (`items`, `options`, `totals` per region) that the person counted on the annex.
    pub fn load(text: &str, file: &str, pack: &Pack) -> Result<Self, Failure> {
        let refuse = |reasons: &[String]| {
            Failure::new(
                "CC-POINTS-REFUSED",
                format!("bảng điểm B1 bị từ chối:\n    - {}", reasons.join("\n    - ")),
                format!("the B1 point table is refused:\n    - {}", reasons.join("\n    - ")),
            )
            .at(file)
            .remedy("bổ sung cho đủ theo phụ lục chính thức", "complete it from the official annex")
        };
        let table: TableFile = toml::from_str(text).map_err(|error| refuse(&[error.message().to_owned()]))?;
        let mut reasons = Vec::new();
        if table.standard != pack.id {
            reasons.push(format!("bảng điểm của bộ chuẩn “{}”, không phải “{}”", table.standard, pack.id));
        }
        if pack.method.point_regions.is_empty() {
            reasons.push(format!("bộ chuẩn “{}” không dùng bảng điểm B1", pack.id));
        }
        let regions = &pack.method.point_regions;
        let mut seen = BTreeSet::new();
        let mut sums = vec![0_i64; regions.len()];
        let mut items = Vec::new();
        for item in table.item {
            if !seen.insert(item.id.clone()) {
                reasons.push(format!("mục “{}” khai báo hai lần", item.id));
            }
            let mut ids = BTreeSet::from([NONE.to_owned()]);
            let mut options = Vec::new();
            for option in item.option {
                let row = format!("mục “{}”, dòng “{}”", item.id, option.id);
                if !ids.insert(option.id.clone()) {
                    reasons.push(format!("{row}: mã dòng trùng hoặc là từ dành riêng “{NONE}”"));
                }
                for unknown in option.points.keys().filter(|region| !regions.contains(region)) {
                    reasons.push(format!("{row}: không có vùng “{unknown}”"));
                }
                let mut points = Vec::new();
                for (column, region) in regions.iter().enumerate() {
                    let value = option.points.get(region).copied();
                    match value {
                        None => reasons.push(format!("{row}: thiếu điểm của vùng “{region}”")),
                        Some(points) if points < 0 => reasons.push(format!("{row}: điểm âm ở vùng “{region}”")),
                        Some(_) => {}
                    }
                    points.push(value.unwrap_or(0));
                    sums[column] = sums[column].saturating_add(value.unwrap_or(0));
                }
                options.push((option.id, option.name, points));
            }
            items.push(Item { id: item.id, name: item.name, options });
        }
        let rows: usize = items.iter().map(|item| item.options.len()).sum();
        let mut control = |what: &str, stated: i64, counted: i64| {
            if stated != counted {
                reasons.push(format!("{what}: phụ lục có {stated}, bảng này có {counted}"));
            }
        };
        let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        control("số mục", signed(table.items), signed(items.len()));
        control("số dòng", signed(table.options), signed(rows));
        for (region, sum) in regions.iter().zip(&sums) {
            match table.totals.get(region) {
                Some(total) => control(&format!("tổng cột “{region}”"), *total, *sum),
                None => control(&format!("tổng cột “{region}” chưa khai báo"), 0, *sum),
            }
        }
        if items.is_empty() {
            reasons.push("bảng điểm rỗng".into());
        }
        if reasons.is_empty() {
            Ok(Self { law: table.law, regions: regions.clone(), items })
        } else {
            Err(refuse(&reasons))
        }
    }

    /// How a total came about: every item with its row and points, under the table's own clause.
    pub fn explain(&self, region: &str, choices: &[&str]) -> Part {
        let column = self.regions.iter().position(|known| known == region).unwrap_or(0);
        let say = |lang: Lang| {
            let rows = self.items.iter().zip(choices).map(|(item, choice)| {
                let row = item.options.iter().find(|(id, ..)| id == choice);
                let (name, points) = row.map_or((NONE, 0), |(_, name, points)| (name.get(lang), points[column]));
                format!("{}: {name} ({points})", item.name.get(lang))
            });
            rows.collect::<Vec<_>>().join(", ")
        };
        let total = self.total(region, choices).unwrap_or(0);
        Part {
            text: Text::new(
                format!("điểm B1 = {total} theo bảng điểm, cột {region}: {}", say(Lang::Vi)),
                format!("B1 points = {total} by the point table, column {region}: {}", say(Lang::En)),
            ),
            law: Some(self.law.clone()),
        }
    }

    /// The B1 total for a region, from one choice per item (in the order of [`Self::items`]).
    pub fn total(&self, region: &str, choices: &[&str]) -> Result<i64, PointsFault> {
        let column = self.regions.iter().position(|known| known == region).ok_or(PointsFault::Region)?;
        let mut total = 0_i64;
        for (index, item) in self.items.iter().enumerate() {
            match choices.get(index).copied().unwrap_or("") {
                "" => return Err(PointsFault::Missing { item: index }),
                NONE => {}
                choice => {
                    let row = item.options.iter().find(|(id, ..)| id == choice);
                    let (_, _, points) = row.ok_or(PointsFault::Option { item: index })?;
                    total = total.saturating_add(points[column]);
                }
            }
        }
        Ok(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack;

    /// Two invented items for a standard with two columns; no figure of it is law.
    const TABLE: &str = r#"
standard = "vn-2022"
law = { clause = "bảng điểm giả để kiểm thử", verified = false }
items = 2
options = 3
totals = { red_river_delta = 66, northern_midlands = 6, north_central_coast = 6, central_highlands = 6, south_east = 6, mekong_delta = 6, urban = 66 }
[[item]]
id = "size"
name = { vi = "Số nhân khẩu", en = "Members" }
option = [
  { id = "1", name = { vi = "1 người", en = "1" }, points = { red_river_delta = 40, northern_midlands = 1, north_central_coast = 1, central_highlands = 1, south_east = 1, mekong_delta = 1, urban = 40 } },
  { id = "2", name = { vi = "2 người", en = "2" }, points = { red_river_delta = 20, northern_midlands = 2, north_central_coast = 2, central_highlands = 2, south_east = 2, mekong_delta = 2, urban = 20 } },
]
[[item]]
id = "pension"
name = { vi = "Lương hưu", en = "Pension" }
option = [
  { id = "1", name = { vi = "1 người", en = "1" }, points = { red_river_delta = 6, northern_midlands = 3, north_central_coast = 3, central_highlands = 3, south_east = 3, mekong_delta = 3, urban = 6 } },
]
"#;

    fn load(text: &str) -> Result<PointTable, Failure> {
        PointTable::load(text, "bang-diem.toml", pack::find("vn-2022").unwrap())
    }

    #[test]
    fn a_complete_table_scores_one_row_per_item() {
        let table = load(TABLE).unwrap();
        assert_eq!(table.total("urban", &["1", "1"]), Ok(46));
        assert_eq!(table.total("northern_midlands", &["2", NONE]), Ok(2));
        assert_eq!(table.total("urban", &["1"]), Err(PointsFault::Missing { item: 1 }));
        assert_eq!(table.total("urban", &["3", "1"]), Err(PointsFault::Option { item: 0 }));
        assert_eq!(table.total("moon", &["1", "1"]), Err(PointsFault::Region));
    }

    #[test]
    fn an_incomplete_table_is_refused_with_the_missing_place() {
        for (from, to, reason) in [
            ("items = 2", "items = 9", "số mục: phụ lục có 9, bảng này có 2"),
            ("options = 3", "options = 4", "số dòng: phụ lục có 4, bảng này có 3"),
            ("mekong_delta = 3, urban = 6", "urban = 6", "mục “pension”, dòng “1”: thiếu điểm của vùng “mekong_delta”"),
            (
                "red_river_delta = 40",
                "red_river_delta = 4",
                "tổng cột “red_river_delta”: phụ lục có 66, bảng này có 30",
            ),
            ("\"vn-2022\"", "\"vn-2016\"", "không phải “vn-2022”"),
            ("id = \"pension\"", "id = \"size\"", "khai báo hai lần"),
        ] {
            let failure = load(&TABLE.replacen(from, to, 1)).unwrap_err();
            assert_eq!(failure.code, "CC-POINTS-REFUSED");
            assert!(failure.message.vi.contains(reason), "{reason}: {}", failure.message.vi);
        }
    }

    #[test]
    fn a_standard_without_points_takes_no_table() {
        let text = TABLE.replace("\"vn-2022\"", "\"vn-2027\"");
        let failure = PointTable::load(&text, "t", pack::find("vn-2027").unwrap()).unwrap_err();
        assert!(failure.message.vi.contains("không dùng bảng điểm B1"));
    }
}
