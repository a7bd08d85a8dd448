//! Files that are refused whole, and that they are refused cheaply.

use crate::review_support::{HEAD, SOUND, book, csv, read, settings};
use base::Failure;
use exchange::review::Limits;
use rust_xlsxwriter::Workbook;
use std::io::{Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const ROWS: [&str; 2] = [HEAD, SOUND];

fn sound(dir: &Path) -> std::path::PathBuf {
    let rows: Vec<(u32, Vec<&str>)> = (1..).zip(ROWS.iter().map(|row| row.trim().split(';').collect())).collect();
    book(dir, &[("Danh sách", &rows)])
}

/// The sound book with parts changed or added: (name, change of the old text).
fn tampered(dir: &Path, name: &str, change: &dyn Fn(&str) -> String) -> std::path::PathBuf {
    let mut archive = ZipArchive::new(std::fs::File::open(sound(dir)).unwrap()).unwrap();
    let path = dir.join("hostile.xlsx");
    let mut writer = ZipWriter::new(std::fs::File::create(&path).unwrap());
    let mut found = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let part_name = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        writer.start_file(part_name.as_str(), SimpleFileOptions::default()).unwrap();
        if part_name == name {
            found = true;
            text = change(std::str::from_utf8(&text).unwrap()).into_bytes();
        }
        writer.write_all(&text).unwrap();
    }
    if !found {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(change("").as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    path
}

fn refused(path: &Path) -> Failure {
    let failure = read(path, &settings(2025)).err().unwrap();
    assert!(
        !failure.message.vi.is_empty() && !failure.remedy.vi.is_empty() && !failure.place.is_empty(),
        "{failure:?}"
    );
    failure
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_sound_book_is_read() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(read(&sound(dir.path()), &settings(2025)).unwrap().all_accepted().len(), 1);
    let same = tampered(dir.path(), SHEET, &str::to_owned);
    assert_eq!(read(&same, &settings(2025)).unwrap().all_accepted().len(), 1);
}

#[test]
fn a_cell_at_the_end_of_the_world() {
    let dir = tempfile::tempdir().unwrap();
    for cell in ["XFD1048576", "XFD3", "A1048576"] {
        let far = |sheet: &str| {
            let row: String = cell.chars().filter(char::is_ascii_digit).collect();
            let stray = format!("<row r=\"{row}\"><c r=\"{cell}\"><v>1</v></c></row></sheetData>");
            sheet.replace("</sheetData>", &stray).replace("A1:N2", "A1:XFD1048576")
        };
        let failure = refused(&tampered(dir.path(), SHEET, &far));
        assert_eq!(failure.code, "CC-IMPORT-FAR-CELL");
        assert!(failure.message.vi.contains(cell), "{failure}");
    }
    // an empty cell with a format there is harmless
    let styled = |sheet: &str| {
        sheet.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"0\"/></row></sheetData>")
    };
    assert_eq!(read(&tampered(dir.path(), SHEET, &styled), &settings(2025)).unwrap().all_accepted().len(), 1);
}

#[test]
fn a_far_cell_behind_many_rows_stops_the_reading() {
    let dir = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0..).zip(HEAD.trim().split(';')) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for row in 1..1_000 {
        sheet.write_string(row, 0, format!("H{row}")).unwrap().write_string(row, 1, "An").unwrap();
    }
    sheet.write_string(1_000, 16_000, "x").unwrap();
    let path = dir.path().join("x.xlsx");
    workbook.save(&path).unwrap();
    assert_eq!(refused(&path).code, "CC-IMPORT-FAR-CELL");
}

#[test]
fn bombs_by_ratio_by_size_and_by_number() {
    let dir = tempfile::tempdir().unwrap();
    let blanks = |sheet: &str| sheet.replace("</sheetData>", &format!("</sheetData>{}", " ".repeat(40 << 20)));
    assert_eq!(refused(&tampered(dir.path(), SHEET, &blanks)).code, "CC-IMPORT-BOMB");
    let texts = |part: &str| {
        let at = part.find("uniqueCount=\"").unwrap() + 13;
        let end = at + part[at..].find('"').unwrap();
        format!("{}99999999999{}", &part[..at], &part[end..])
    };
    let path = tampered(dir.path(), "xl/sharedStrings.xml", &texts);
    assert_eq!(refused(&path).code, "CC-IMPORT-BOMB", "room for texts that are not there");
    let small = |limits: Limits| {
        let mut settings = settings(2025);
        settings.limits = limits;
        read(&sound(dir.path()), &settings).err().unwrap().code
    };
    assert_eq!(small(Limits { unpacked: 1_000, ..Limits::default() }), "CC-IMPORT-BOMB");
    assert_eq!(small(Limits { shared_texts: 10, ..Limits::default() }), "CC-IMPORT-BOMB");
    assert_eq!(small(Limits { parts: 3, ..Limits::default() }), "CC-IMPORT-BOMB");
    assert_eq!(small(Limits { file: 100, ..Limits::default() }), "CC-IMPORT-TOO-LARGE");
    assert_eq!(small(Limits { rows: 1, ..Limits::default() }), "CC-IMPORT-ROWS");
}

#[test]
fn entities_macros_links_and_passwords() {
    let dir = tempfile::tempdir().unwrap();
    let entity = |sheet: &str| sheet.replacen("?>", "?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", 1);
    let code = |name: &str, change: &dyn Fn(&str) -> String| refused(&tampered(dir.path(), name, change)).code;
    assert_eq!(code(SHEET, &entity), "CC-IMPORT-XML");
    let late = |sheet: &str| sheet.replacen("?>", &format!("?><!--{}--><!DOCTYPE x>", "y".repeat(65_530)), 1);
    assert_eq!(code(SHEET, &late), "CC-IMPORT-XML", "also across the edge of what is read at a time");
    assert_eq!(code("xl/styles.xml", &entity), "CC-IMPORT-XML");
    assert_eq!(code("xl/vbaProject.bin", &|_| "x".into()), "CC-IMPORT-MACRO");
    assert_eq!(code("xl/externalLinks/externalLink1.xml", &|_| "<x/>".into()), "CC-IMPORT-EXTERNAL");
    let xlsm = dir.path().join("x.xlsm");
    std::fs::copy(sound(dir.path()), &xlsm).unwrap();
    assert_eq!(refused(&xlsm).code, "CC-IMPORT-MACRO");
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = dir.path().join("khoa.xlsx");
    std::fs::write(&locked, [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], wide.as_slice()].concat()).unwrap();
    assert_eq!(refused(&locked).code, "CC-IMPORT-PASSWORD");
    let wide: Vec<u8> = "_VBA_PROJECT".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(&locked, [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], wide.as_slice()].concat()).unwrap();
    assert_eq!(refused(&locked).code, "CC-IMPORT-MACRO");
}

#[test]
fn what_is_no_list_is_refused_with_its_reason() {
    let dir = tempfile::tempdir().unwrap();
    let code = |bytes: &[u8]| csv(bytes, &settings(2025)).err().unwrap().code;
    assert_eq!(code(b""), "CC-IMPORT-EMPTY");
    assert_eq!(code(b"\n\n;;;\n"), "CC-IMPORT-EMPTY");
    assert_eq!(code(b"a;b;c\n1;2;3\n"), "CC-IMPORT-NO-HEADER");
    assert_eq!(code(b"%PDF-1.7"), "CC-IMPORT-KIND");
    assert_eq!(
        code("Họ".encode_utf16().flat_map(u16::to_le_bytes).chain([0, 1]).collect::<Vec<_>>().as_slice()),
        "CC-IMPORT-KIND"
    );
    assert_eq!(code(b"\xFF\xFEH\0"), "CC-IMPORT-ENCODING");
    assert_eq!(code(&[HEAD.as_bytes(), b"H1;Nguy\xD4n\n"].concat()), "CC-IMPORT-ENCODING");
    assert_eq!(code(b"PK\x03\x04 not really"), "CC-IMPORT-DAMAGED");
    assert_eq!(code(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 not really"), "CC-IMPORT-DAMAGED");
    assert_eq!(code(format!("{HEAD}\"{}", "x".repeat(2 << 20)).as_bytes()), "CC-IMPORT-LINE");
    assert_eq!(refused(dir.path()).code, "CC-IMPORT-NOT-A-FILE");
    assert_eq!(read(&dir.path().join("no"), &settings(2025)).err().unwrap().code, "CC-FILE-NOT-FOUND");
    let cut = sound(dir.path());
    let bytes = std::fs::read(&cut).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(refused(&cut).code, "CC-IMPORT-DAMAGED");
}

#[test]
fn a_list_without_rows_gives_nothing() {
    let read = csv(HEAD, &settings(2025)).unwrap();
    assert_eq!((read.accepted.len(), read.rejected.len(), read.summary.rows), (0, 0, 0));
}
