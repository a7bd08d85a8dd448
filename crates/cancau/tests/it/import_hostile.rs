//! Files that want to do harm: refused by the verb with a code and a way on, and nothing is made.

use crate::import::HEAD;
use crate::support::{cancau, names};
use rust_xlsxwriter::{Formula, Workbook};
use std::io::{Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const ROW: [&str; 13] = [
    "Nguyễn Văn An",
    "chủ hộ",
    "12/03/1985",
    "nam",
    "046085001234",
    "Kinh",
    "Thành phố Huế",
    "Phường Kim Long",
    "TDP 1",
    "hộ nghèo",
    "100",
    "30",
    "1",
];

fn sound() -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0..).zip(HEAD.trim().split(';')) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for (column, cell) in (0..).zip(ROW) {
        sheet.write_string(1, column, cell).unwrap();
    }
    workbook
}

/// A sound book with the text of one part changed.
fn tampered(dir: &Path, part: &str, change: impl Fn(String) -> String) {
    let bytes = sound().save_to_buffer().unwrap();
    let mut archive = ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(std::fs::File::create(dir.join("doc.xlsx")).unwrap());
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == part {
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap();
}

#[test]
fn hostile_files_are_refused_and_leave_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let refused = |what: &str, file: &str, code: &str| {
        let ran = cancau(dir.path(), &format!("import review {file} --year 2025 --route periodic"));
        assert_eq!(ran.code, 1, "{what}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(code) && ran.err.contains("Cách sửa: "), "{what}: {}", ran.err);
        assert!(!dir.path().join("cancau-data").exists(), "{what}");
        std::fs::remove_file(dir.path().join(file)).unwrap();
    };
    let save = |mut workbook: Workbook, name: &str| workbook.save(dir.path().join(name)).unwrap();

    let mut far = sound();
    far.worksheet_from_index(0).unwrap().write_string(1_048_575, 16_383, "x").unwrap();
    save(far, "doc.xlsx");
    refused("a cell at XFD1048576", "doc.xlsx", "CC-IMPORT-FAR-CELL");

    tampered(dir.path(), "xl/worksheets/sheet1.xml", |text| text + &" ".repeat(40 << 20));
    refused("a bomb", "doc.xlsx", "CC-IMPORT-BOMB");

    tampered(dir.path(), "xl/worksheets/sheet1.xml", |text| {
        text.replacen("?>", "?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", 1)
    });
    refused("an external entity", "doc.xlsx", "CC-IMPORT-XML");

    save(sound(), "doc.xlsm");
    refused("macros", "doc.xlsm", "CC-IMPORT-MACRO");

    let mut formula = sound();
    let name = Formula::new("=HYPERLINK(\"http://example.invalid\",\"An\")").set_result("An");
    formula.worksheet_from_index(0).unwrap().write_formula(1, 0, name).unwrap();
    save(formula, "doc.xlsx");
    refused("a formula for a name", "doc.xlsx", "CC-REVIEW-FORMULA");
    assert_eq!(names(dir.path()), ["doc.xlsx.rejects.xlsx"], "only the list of what was rejected");

    std::fs::write(dir.path().join("doc.csv"), format!("{HEAD}\"{}", "x".repeat(2 << 20))).unwrap();
    refused("a line without an end", "doc.csv", "CC-IMPORT-LINE");
}
