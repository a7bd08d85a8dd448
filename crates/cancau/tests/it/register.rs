//! Commands that read a register, on the demonstration's.

use crate::demo;
use crate::support::{Ran, cancau, names};
use std::path::Path;

/// Runs a command line beside the register, which lies in `dl`.
fn run(dir: &Path, line: &str) -> Ran {
    cancau(dir, &format!("{line} --data dl"))
}

/// A folder with the register in `dl`.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("dl")).unwrap();
    demo::copy(&dir.path().join("dl"));
    dir
}

#[test]
fn exported_answers_are_classified_again_as_they_were() {
    let dir = folder();
    for (year, standard, poor, near) in [(2023, "vn-2022", 7_540, 9_002), (2021, "vn-2016", 9_703, 12_104)] {
        let ran = run(dir.path(), &format!("export answers --year {year} --standard {standard} --output tl.csv"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let ran = cancau(dir.path(), &format!("classify --standard {standard} --input tl.csv --output kq.csv"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let text = std::fs::read_to_string(dir.path().join("kq.csv")).unwrap();
        let count = |class: &str| text.lines().filter(|line| line.split(',').nth(1) == Some(class)).count();
        assert_eq!((count("poor"), count("near_poor")), (poor, near), "{year}");
    }
}

#[test]
fn a_report_comes_as_spreadsheet_pdf_and_csv() {
    let dir = folder();
    for (format, start) in [("xlsx", &b"PK"[..]), ("pdf", b"%PDF"), ("csv", b"\xEF\xBB\xBF")] {
        let ran = run(dir.path(), &format!("report 2 --year 2023 --area 481 --format {format} --output bieu.{format}"));
        assert!(ran.code == 0 && ran.err.contains("MÔ PHỎNG"), "{}", ran.err);
        assert!(std::fs::read(dir.path().join(format!("bieu.{format}"))).unwrap().starts_with(start));
    }
    let csv = std::fs::read_to_string(dir.path().join("bieu.csv")).unwrap();
    let total = csv.lines().find(|line| line.contains("TỔNG CỘNG") && line.contains("Hộ")).unwrap();
    assert!(total.ends_with(",3485"), "{total}");
    // the groups with a column of their own are the deployment's
    let ran = run(dir.path(), "report 9 --year 2023 --area 481 --format csv --output 9.csv");
    let csv = std::fs::read_to_string(dir.path().join("9.csv")).unwrap();
    assert!(ran.code == 0 && csv.lines().next().unwrap().contains("Ta-ôi"), "{csv}");
    let ran = run(dir.path(), "report 9 --year 2023 --area 481 --ethnic hoa,x --format csv --output 9.csv");
    assert!(ran.code == 1 && ran.err.contains("CC-FORMS-ETHNIC"), "{}", ran.err);
}

#[test]
fn what_cannot_be_reported_is_refused_and_nothing_is_written() {
    let dir = folder();
    for (rest, code) in [
        ("15 --year 2023 --area 481 --format pdf", "CC-REPORT-LONG"),
        ("2 --year 2023 --area 01 --format csv", "CC-REGISTER-OUTSIDE"),
        ("2 --year 2023 --area 99 --format csv", "CC-AREA-CODE"),
        ("2 --year 2020 --area 46 --format csv", "CC-REVIEW-NONE"),
        ("2 --year 2023 --area 46 --as-of 2025-01-01 --format csv", "CC-REVIEW-NONE"),
        ("2 --year 2023 --area 46 --standard vn-2027 --format csv", "CC-REVIEW-NONE"),
    ] {
        let ran = run(dir.path(), &format!("report {rest} --output bieu"));
        assert!(ran.code == 1 && ran.err.contains(code) && ran.err.contains("Cách sửa"), "{rest}: {}", ran.err);
    }
    assert_eq!(run(dir.path(), "report 16 --year 2023 --area 46 --format csv --output bieu").code, 64);
    assert_eq!(names(dir.path()), ["dl"]);
    // the register was entered on 2 January 2025
    let ran = run(dir.path(), "report 1 --year 2024 --area 46 --as-of 2025-01-02 --format csv --output bieu");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn series_lists_published_and_counted_figures_side_by_side() {
    let dir = folder();
    let rows = |rest: &str| {
        let line = format!("series --measure poor_households --from 2023 --to 2023 {rest} --output kq.csv");
        let ran = run(dir.path(), &line);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let text = std::fs::read_to_string(dir.path().join("kq.csv")).unwrap();
        text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let province = "--level province --area 46 --boundaries 2025-01-01";
    let both = rows(province);
    let [published, register] = &both[..] else { panic!("{both:?}") };
    assert!(published.ends_with(",2023,7540,official,published,1"), "{published}");
    assert!(register.ends_with(",2023,7540,derived,register,1"), "{register}");
    assert_eq!(&rows(&format!("{province} --source published"))[..], std::slice::from_ref(published));
    assert_eq!(&rows(&format!("{province} --source register"))[..], std::slice::from_ref(register));
    let villages = rows("--level village --area 481 --boundaries 2024-12-31");
    let value = |row: &String| row.split(',').rev().nth(3).unwrap().parse::<u64>().unwrap();
    assert_eq!(villages.iter().map(value).sum::<u64>(), 3_485);

    let line = "series --measure poor_households --from 2023 --to 2023 --level country --boundaries 2025-01-01";
    let ran = run(dir.path(), &format!("{line} --source register --output kq.csv"));
    assert!(ran.code == 1 && ran.err.contains("CC-SERIES-REGISTER"), "{}", ran.err);
    let empty = tempfile::tempdir().unwrap();
    let ran = cancau(empty.path(), &format!("{line} --source register --output kq.csv"));
    assert!(ran.code == 1 && ran.err.contains("CC-STORE-NONE"), "{}", ran.err);
}
