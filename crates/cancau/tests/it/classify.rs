//! `cancau classify`.

use crate::support::{Ran, cancau, names, program};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const HEAD: &str = "household_id,area_kind,income,b1,jobs,dependants,nutrition,health_insurance,adult_education,\
                    school_attendance,housing_quality,housing_area,water,toilet,telecom,information_means";

fn classify(dir: &Path, rest: &str) -> Ran {
    cancau(dir, &format!("classify --standard vn-2022 {rest}"))
}

#[test]
fn good_rows_bad_rows_exit_codes_and_files() {
    let dir = tempfile::tempdir().unwrap();
    let zeros = ",0".repeat(12);
    std::fs::write(dir.path().join("ho.csv"), format!("{HEAD}\nA,rural,1500000,{zeros}\n")).unwrap();
    let ran = classify(dir.path(), "--input ho.csv --output kq.csv");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(dir.path().join("kq.csv.rejects.csv")).unwrap(), "line,column,code,message\n");

    std::fs::write(dir.path().join("ho.csv"), format!("{HEAD}\nA,rural,1500000,{zeros}\nA,rural,1500000,{zeros}\n"))
        .unwrap();
    let ran = classify(dir.path(), "--input ho.csv --output kq.csv --rejects j.csv --lang en");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("1 rows were rejected"), "{}", ran.err);
    let rejects = std::fs::read_to_string(dir.path().join("j.csv")).unwrap();
    assert!(rejects.contains("3,household_id,CC-ROW-ID-REPEATED,"), "{rejects}");
    assert_eq!(names(dir.path()), ["ho.csv", "j.csv", "kq.csv", "kq.csv.rejects.csv"]);
}

#[test]
fn the_result_may_go_down_a_pipe() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ho.csv"), format!("{HEAD}\nA,rural,,140{}\n", ",1".repeat(12))).unwrap();
    let ran = classify(dir.path(), "--input ho.csv --output /dev/stdout --rejects j.csv");
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("household_id,class,deprivations,deprived,basis\nA,poor,12,jobs|"), "{}", ran.out);
}

#[test]
fn what_cannot_be_done_changes_nothing_and_says_how_to_mend_it() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ho.csv"), format!("{HEAD}\nA,rural,1,{}\n", ",0".repeat(12))).unwrap();
    std::fs::write(dir.path().join("thieu.csv"), "household_id,area_kind,income\n").unwrap();
    std::fs::write(dir.path().join("rong.csv"), "").unwrap();
    std::fs::write(dir.path().join("kq.csv"), "kết quả cũ").unwrap();
    let before = names(dir.path());
    for (line, code) in [
        ("--input khong-co.csv --output kq.csv", "CC-FILE-NOT-FOUND"),
        ("--input . --output kq.csv", "CC-FILE-IS-DIR"),
        ("--input rong.csv --output kq.csv", "CC-FILE-EMPTY"),
        ("--input thieu.csv --output kq.csv", "CC-COLUMN-MISSING"),
        ("--input ho.csv --output khong/co/kq.csv", "CC-FILE-NOT-FOUND"),
        ("--input ho.csv --output ho.csv", "CC-SAME-FILE"),
        ("--input ho.csv --output kq.csv --rejects kq.csv", "CC-SAME-FILE"),
        ("--input ho.csv --output /dev/full --rejects j.csv", "CC-DISK-FULL"),
        ("--input ho.csv --output kq.csv --points ho.csv", "CC-POINTS-REFUSED"),
    ] {
        let ran = classify(dir.path(), line);
        assert_eq!(ran.code, 1, "{line}: {}", ran.err);
        assert!(
            ran.err.contains(code) && ran.err.contains("Ở: ") && ran.err.contains("Cách sửa: "),
            "{line}: {}",
            ran.err
        );
        assert_eq!(std::fs::read_to_string(dir.path().join("kq.csv")).unwrap(), "kết quả cũ", "{line}");
        let left: Vec<String> = names(dir.path()).into_iter().filter(|name| name != "j.csv").collect();
        assert_eq!(left, before, "{line}");
    }
}

#[test]
fn ctrl_c_leaves_no_half_written_output() {
    let dir = tempfile::tempdir().unwrap();
    let fifo = dir.path().join("ho.csv");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let mut child = program(dir.path())
        .args("classify --standard vn-2022 --input ho.csv --output kq.csv".split(' '))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = std::fs::File::options().write(true).open(&fifo).unwrap();
    writeln!(pipe, "{HEAD}").unwrap();
    let zeros = ",0".repeat(12);
    let mut asked = false;
    // the program reads until it has seen the signal; then the pipe breaks
    for round in 0..20_000 {
        let mut rows = String::new();
        for row in 0..1_000 {
            let _ = writeln!(rows, "{round}-{row},rural,1,{zeros}");
        }
        if pipe.write_all(rows.as_bytes()).is_err() {
            break;
        }
        if !asked && round > 20 {
            asked = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success();
        }
    }
    drop(pipe);
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let mut err = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut err).unwrap();
    assert!(err.contains("CC-INTERRUPTED"), "{err}");
    assert_eq!(names(dir.path()), ["ho.csv"]);
}
