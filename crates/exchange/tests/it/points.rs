//! The third way in: choices per item and an imported point table.

use crate::support::{classify_with, header};
use engine::pack;
use engine::points::PointTable;

/// Invented figures: the official tables are not at hand.
const TABLE: &str = r#"
standard = "vn-2022"
law = { clause = "bảng điểm giả để kiểm thử", verified = false }
items = 1
options = 2
totals = { red_river_delta = 281, northern_midlands = 281, north_central_coast = 281, central_highlands = 281, south_east = 281, mekong_delta = 281, urban = 281 }
[[item]]
id = "size"
name = { vi = "Số nhân khẩu", en = "Members" }
option = [
  { id = "1", name = { vi = "1", en = "1" }, points = { red_river_delta = 140, northern_midlands = 140, north_central_coast = 140, central_highlands = 140, south_east = 140, mekong_delta = 140, urban = 140 } },
  { id = "2", name = { vi = "2", en = "2" }, points = { red_river_delta = 141, northern_midlands = 141, north_central_coast = 141, central_highlands = 141, south_east = 141, mekong_delta = 141, urban = 141 } },
]
"#;

#[test]
fn totals_come_from_the_table_and_the_basis_says_so() {
    let table = PointTable::load(TABLE, "t", pack::find("vn-2022").unwrap()).unwrap();
    let zeros = ",0".repeat(12);
    let head = header("vn-2022").replace(",b1,", ",region,b1.size,");
    let input = format!(
        "{head}\nA,rural,,mekong_delta,1{zeros}\nB,rural,,mekong_delta,2{zeros}\nC,rural,1000000,mekong_delta,2{zeros}\nU,urban,,mekong_delta,1{zeros}\n\
         D,rural,,mekong_delta,{zeros}\nE,rural,,moon,1{zeros}\nF,rural,,mekong_delta,none{zeros}\nG,rural,,mekong_delta,3{zeros}\n"
    );
    let run = classify_with("vn-2022", input, Some(&table), false, 1);
    let rows: Vec<String> = run.output().lines().skip(1).map(str::to_owned).collect();
    assert_eq!(
        rows,
        ["A,near_poor,0,,points", "B,not_poor,0,,points", "C,not_poor,0,,conflict:points", "F,near_poor,0,,points"]
    );
    assert_eq!(
        run.reject_codes(),
        ["5,region,CC-ROW-REGION-AREA", "6,b1.size,CC-ROW-CHOICE", "7,region,CC-ROW-REGION", "9,b1.size,CC-ROW-CHOICE"]
    );
}

#[test]
fn the_explanation_shows_the_items_and_the_tables_own_clause() {
    let table = PointTable::load(TABLE, "t", pack::find("vn-2022").unwrap()).unwrap();
    let zeros = ",0".repeat(12);
    let head = header("vn-2022").replace(",b1,", ",region,b1.size,");
    let run = classify_with("vn-2022", format!("{head}\nA,rural,,mekong_delta,1{zeros}\n"), Some(&table), true, 1);
    let said = "điểm B1 = 140 theo bảng điểm, cột mekong_delta: Số nhân khẩu: 1 (140) [bảng điểm giả để kiểm thử, chưa xác minh]";
    assert!(run.output().contains(said), "{}", run.output());
}

#[test]
fn recorded_totals_and_a_table_together_are_refused() {
    let table = PointTable::load(TABLE, "t", pack::find("vn-2022").unwrap()).unwrap();
    let run = classify_with("vn-2022", header("vn-2022") + "\n", Some(&table), false, 1);
    assert_eq!(run.report.unwrap_err().code, "CC-COLUMN-CONFLICT");
}
