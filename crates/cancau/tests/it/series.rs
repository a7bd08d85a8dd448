//! `cancau series` and `cancau areas` on the bundled data: the claims of the README.

use crate::support::{cancau, names};
use std::collections::BTreeMap;
use std::path::Path;

struct Row {
    code: String,
    name: String,
    year: i16,
    value: String,
    complete: bool,
}

fn series(dir: &Path, rest: &str) -> Vec<Row> {
    let ran = cancau(dir, &format!("series {rest} --output kq.csv"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = std::fs::read_to_string(dir.join("kq.csv")).unwrap();
    assert!(text.starts_with("area_code,area_name,level,year,value,status,source,complete\n"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |record: csv::StringRecord| Row {
        code: record[0].to_owned(),
        name: record[1].to_owned(),
        year: record[3].parse().unwrap(),
        value: record[4].to_owned(),
        complete: &record[7] == "1",
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn the_34_provinces_add_up_to_the_published_nation_in_every_year() {
    let dir = tempfile::tempdir().unwrap();
    for (measure, totals) in [
        ("poor_households", [1_330_146, 1_057_374, 815_101, 599_608]),
        ("near_poor_households", [1_063_171, 915_274, 771_235, 659_389]),
    ] {
        let rows = series(
            dir.path(),
            &format!("--measure {measure} --from 2021 --to 2024 --level province --boundaries 2025-07-01"),
        );
        let mut sums: BTreeMap<i16, (usize, u64)> = BTreeMap::new();
        for row in &rows {
            assert!(row.complete, "{} {}", row.code, row.year);
            let sum = sums.entry(row.year).or_default();
            *sum = (sum.0 + 1, sum.1 + row.value.parse::<u64>().unwrap());
        }
        let expected: Vec<(i16, (usize, u64))> = (2021..).zip(totals.map(|total| (34, total))).collect();
        assert_eq!(sums.into_iter().collect::<Vec<_>>(), expected);
    }
}

#[test]
fn code_15_is_yen_bai_on_2024_and_lao_cai_on_2025() {
    let dir = tempfile::tempdir().unwrap();
    let on = |day: &str| {
        let line =
            format!("--measure poor_households --from 2024 --to 2024 --level province --area 15 --boundaries {day}");
        let rows = series(dir.path(), &line);
        assert_eq!(rows.len(), 1);
        (rows[0].name.clone(), rows[0].value.clone())
    };
    assert_eq!(on("2024-12-31"), ("Tỉnh Yên Bái".into(), "12575".into()));
    assert_eq!(on("2025-12-31"), ("Tỉnh Lào Cai".into(), (12_575 + 20_411).to_string()));
    assert!(cancau(dir.path(), "areas find 15 --at 2024-12-31").out.contains("Yên Bái"));
    assert!(cancau(dir.path(), "areas find 15 --at 2025-12-31").out.contains("Lào Cai"));
}

#[test]
fn communes_without_figures_are_incomplete_and_split_ones_stay_so_after_an_import() {
    let dir = tempfile::tempdir().unwrap();
    let line = "--measure poor_households --from 2024 --to 2024 --level commune --boundaries 2025-07-01 --area 01";
    let rows = series(dir.path(), line);
    assert_eq!(rows.len(), 126);
    assert!(rows.iter().all(|row| !row.complete && row.value.is_empty()));

    // Trúc Bạch (00004) is split; Phúc Xá (00001) went whole, with others that have no figure, into Hồng Hà
    let ran = cancau(dir.path(), "import --template results --output mau.csv");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let head = std::fs::read_to_string(dir.path().join("mau.csv")).unwrap();
    let head = head.lines().next().unwrap();
    let fact = |code: &str| {
        let cell = |column: &str| match column {
            "area_code" => code.to_owned(),
            "year" => "2024".into(),
            "measure" => "poor_households".into(),
            "value" => "10".into(),
            "standard" => "vn-2022".into(),
            "status" => "official".into(),
            "source_kind" => "review".into(),
            "decision" => "quyết định giả để kiểm thử".into(),
            "source" => "kiểm thử".into(),
            "verified" => "quoted".into(),
            _ => String::new(),
        };
        head.split(',').map(cell).collect::<Vec<_>>().join(",")
    };
    let communes = cancau(dir.path(), "areas convert 00097 --from 2025-12-31 --to 2024-12-31 --json").out;
    let facts: Vec<String> = communes
        .split('"')
        .filter(|word| word.len() == 5 && *word != "00097" && word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(fact)
        .collect();
    assert!(facts.len() > 3, "{communes}");
    std::fs::write(dir.path().join("xa.csv"), format!("{head}\n{}\n", facts.join("\n"))).unwrap();
    std::fs::create_dir(dir.path().join("dl")).unwrap();
    let ran = cancau(dir.path(), "import results xa.csv --data dl");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let rows = series(dir.path(), &format!("{line} --data dl"));
    // every part of Hồng Hà has a figure, but some of them are split: still no value
    let river = rows.iter().find(|row| row.code == "00097").unwrap();
    assert!(!river.complete && river.value.is_empty());
}

#[test]
fn a_level_that_does_not_exist_on_the_day_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    for level in ["district", "region"] {
        let line = format!(
            "series --measure poor_households --from 2024 --to 2024 --level {level} --boundaries 2025-07-01 --output kq.csv"
        );
        let ran = cancau(dir.path(), &line);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("Cách sửa"), "{}", ran.err);
    }
    assert!(names(dir.path()).is_empty());
}
