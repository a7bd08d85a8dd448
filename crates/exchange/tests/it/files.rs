//! The input as people really have it, and the files it must refuse.

use crate::support::{classify, classify_with, header, run_in};
use rust_xlsxwriter::{Format, Workbook};
use std::fmt::Write;
use std::sync::atomic::AtomicBool;

const ZEROS: &str = ",0,0,0,0,0,0,0,0,0,0,0,0";

fn code(standard: &str, input: impl AsRef<[u8]>) -> &'static str {
    let run = classify(standard, input);
    assert_eq!(run.left(), [] as [std::path::PathBuf; 0], "a failed run leaves nothing");
    run.report.unwrap_err().code
}

#[test]
fn bom_crlf_semicolons_spaces_and_blank_lines_change_nothing() {
    let plain = format!("{}\nH1,rural,1500000,{ZEROS}\nH2,urban,,176{ZEROS}\n", header("vn-2022"));
    let expected = "household_id,class,deprivations,deprived,basis\nH1,near_poor,0,,income\nH2,not_poor,0,,b1\n";
    for input in [
        plain.clone(),
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace(',', ";"),
        format!("\u{feff}{}", plain.replace(',', ";").replace('\n', "\r\n")),
        plain.replace("H1,", " H1 , ").replace("household_id,", "Household_ID ,"),
        plain.replace("H2", "\n\nH2").replacen("household_id", "\n\nhousehold_id", 1),
        plain.replace("1500000", "1.500.000"),
        plain.replace("1500000", "\"1,500,000\""),
        plain.trim_end().to_owned(),
        format!("{plain},,,,,,,,,,,,,,,\n"),
    ] {
        let run = classify("vn-2022", &input);
        assert_eq!(run.report.as_ref().unwrap().rejected, 0, "{input}\n{}", run.rejects());
        assert_eq!(run.output(), expected, "{input}");
    }
}

#[test]
fn columns_may_stand_in_any_order_with_others_between() {
    let input = "note,telecom,b1,jobs,dependants,nutrition,household_id,health_insurance,adult_education,\
                 school_attendance,housing_quality,housing_area,water,toilet,information_means,area_kind\n\
                 x,1,140,1,1,0,H1,0,0,0,0,0,0,0,0,rural\n";
    let run = classify("vn-2022", input);
    assert_eq!(run.report.as_ref().unwrap().unused, ["note"]);
    assert_eq!(run.output().lines().nth(1).unwrap(), "H1,poor,3,jobs|dependants|telecom,b1");
}

#[test]
fn each_bad_cell_is_a_reject_with_its_line_column_and_code() {
    let rows = [
        format!(",rural,1,{ZEROS}"),
        format!("A,,1,{ZEROS}"),
        format!("B,Rural,1,{ZEROS}"),
        format!("C,rural,-1,{ZEROS}"),
        format!("D,rural,1.5,{ZEROS}"),
        format!("E,rural,1,1.5{ZEROS}"),
        format!("F,rural,1,x{ZEROS}"),
        format!("G,rural,,{ZEROS}"),
        "H,rural,1,,,0,0,0,0,0,0,0,0,0,0,0".to_owned(),
        "I,rural,1,,2,0,0,0,0,0,0,0,0,0,0,0".to_owned(),
        "J,rural,1".to_owned(),
        format!("K,rural,1,{ZEROS},9"),
        format!("L,rural,1,500,000,{ZEROS}"),
        format!("A,rural,1,{ZEROS}"),
        format!("M,rural,1,{ZEROS}"),
        format!("M,nowhere,1,{ZEROS}"),
        format!("M,rural,1,{ZEROS}"),
    ];
    let run = classify("vn-2022", format!("{}\n{}\n", header("vn-2022"), rows.join("\n")));
    assert_eq!(
        run.reject_codes(),
        [
            "2,household_id,CC-ROW-ID-EMPTY",
            "3,area_kind,CC-ROW-AREA-KIND",
            "4,area_kind,CC-ROW-AREA-KIND",
            "5,income,CC-ROW-INCOME",
            "6,income,CC-ROW-DECIMALS",
            "7,b1,CC-ROW-DECIMALS",
            "8,b1,CC-ROW-B1",
            "9,income,CC-ROW-NO-MEANS",
            "10,jobs,CC-ROW-FLAG",
            "11,jobs,CC-ROW-FLAG",
            "12,,CC-ROW-FIELDS",
            "13,,CC-ROW-FIELDS",
            "14,,CC-ROW-FIELDS",
            "15,household_id,CC-ROW-ID-REPEATED",
            "17,household_id,CC-ROW-ID-REPEATED",
            "18,household_id,CC-ROW-ID-REPEATED",
        ]
    );
    assert!(run.rejects().contains("mã hộ đã có ở dòng 3"), "the first line is told");
    assert_eq!(run.output().lines().count(), 2, "M alone is classified, once");
}

#[test]
fn the_whole_file_is_refused_when_it_is_not_a_list_of_households() {
    let head = header("vn-2022");
    assert_eq!(code("vn-2022", ""), "CC-FILE-EMPTY");
    assert_eq!(code("vn-2022", " \n\n"), "CC-FILE-EMPTY");
    assert_eq!(code("vn-2022", "họ tên,tuổi\nA,3\n"), "CC-COLUMN-MISSING");
    assert_eq!(code("vn-2022", head.replace(",toilet", "")), "CC-COLUMN-MISSING");
    assert_eq!(code("vn-2022", head.replace(",income,b1", "")), "CC-COLUMN-MISSING");
    assert_eq!(code("vn-2022", format!("{head},toilet\n")), "CC-COLUMN-REPEATED");
    assert_eq!(code("vn-2027", head), "CC-COLUMN-MISSING");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("household_id".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(code("vn-2022", utf16), "CC-FILE-ENCODING");
    assert_eq!(code("vn-2022", [0, 159, 146, 150]), "CC-FILE-ENCODING");
    assert_eq!(code("vn-2022", format!("{}\rH1,rural,1,{ZEROS}\r", header("vn-2022"))), "CC-FILE-LINE-ENDS");
    assert_eq!(code("vn-2022", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]), "CC-FILE-XLS");
    assert_eq!(code("vn-2022", b"PK\x03\x04 this is no workbook"), "CC-XLSX");
}

#[test]
fn a_missing_column_is_named_with_all_the_others_that_are_missing() {
    let failure = classify("vn-2022", "household_id,area_kind,b1\n").report.unwrap_err();
    for id in ["jobs", "dependants", "information_means"] {
        assert!(failure.message.vi.contains(id), "{}", failure.message.vi);
    }
}

#[test]
fn a_header_alone_gives_an_empty_result() {
    let run = classify("vn-2022", header("vn-2022"));
    assert_eq!(run.report.as_ref().unwrap().classes, [0; 4]);
    assert_eq!(run.output(), "household_id,class,deprivations,deprived,basis\n");
}

#[test]
fn an_unclosed_quote_is_told_with_its_line() {
    let mut input = format!("{}\nH1,rural,1,{ZEROS}\n\"H2,rural,1,{ZEROS}\n", header("vn-2022"));
    let row = format!("H,rural,1,{ZEROS}\n");
    while input.len() < 9 << 20 {
        input.push_str(&row);
    }
    let failure = classify("vn-2022", &input).report.unwrap_err();
    assert_eq!(failure.code, "CC-CSV-QUOTE");
    assert!(failure.place.contains("dòng 3"), "{}", failure.place);
}

#[test]
fn quoted_ids_with_delimiters_quotes_and_line_ends_come_back_as_they_were() {
    let ids = ["a,b", "a\"b", "a\nb", "xã Hòa Bình; thôn 2", "5\""];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header("vn-2022").split(',')).unwrap();
    for id in ids {
        let mut row = vec![id, "rural", "1", ""];
        row.extend(["0"; 12]);
        writer.write_record(&row).unwrap();
    }
    let run = classify("vn-2022", writer.into_inner().unwrap());
    let output = run.output();
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let back: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
    assert_eq!(back, ids);
}

#[test]
fn an_id_that_is_not_utf8_is_a_reject() {
    let mut input = format!("{}\n", header("vn-2022")).into_bytes();
    input.extend_from_slice(b"H\xe9");
    input.extend_from_slice(format!(",rural,1,{ZEROS}\n").as_bytes());
    assert_eq!(classify("vn-2022", input).reject_codes(), ["2,household_id,CC-ROW-ENCODING"]);
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let mut input = header("vn-2022") + "\n";
    for row in 0..60_000 {
        let id = if row % 5_000 == 4_999 { row - 3_000 } else { row };
        let _ = writeln!(input, "{id},rural,{},{ZEROS}", row * 50);
    }
    let one = classify_with("vn-2022", &input, None, false, 1);
    for threads in [2, 3, 8] {
        let many = classify_with("vn-2022", &input, None, false, threads);
        assert_eq!(many.report, one.report);
        assert_eq!(many.output(), one.output());
        assert_eq!(many.rejects(), one.rejects());
    }
    assert_eq!(one.report.as_ref().unwrap().rejected, 12);
}

#[test]
fn a_cancelled_run_leaves_the_old_result_untouched() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ho"), format!("{}\nH1,rural,1,{ZEROS}\n", header("vn-2022"))).unwrap();
    std::fs::write(dir.path().join("kq.csv"), "old").unwrap();
    let failure = run_in(dir.path(), "vn-2022", None, false, 2, &AtomicBool::new(true)).unwrap_err();
    assert_eq!(failure.code, "CC-INTERRUPTED");
    assert_eq!(std::fs::read_to_string(dir.path().join("kq.csv")).unwrap(), "old");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn explanations_hold_the_figures_and_the_clauses() {
    let input = format!("{}\nH1,urban,2000001,{ZEROS}\n", header("vn-2022"));
    let run = classify_with("vn-2022", input, None, true, 1);
    let output = run.output();
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let record = reader.records().next().unwrap().unwrap();
    assert_eq!(&record[1], "average");
    assert!(record[5].contains("2.000.001 đ/người/tháng > 2.000.000 đ/người/tháng"), "{}", &record[5]);
    assert!(record[5].contains("[Nghị định 07/2021/NĐ-CP, Điều 3"), "{}", &record[5]);
}

#[test]
fn a_spreadsheet_gives_what_the_same_csv_gives() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in header("vn-2022").split(',').enumerate() {
        sheet.write_string(0, u16::try_from(column).unwrap(), name).unwrap();
    }
    // numbers as numbers, as text with separators, an id that is a number, a gap of two rows, a repeated id
    let rows: [(u32, f64, &str, Option<f64>); 5] = [
        (1, 1.0, "1.500.000", None),
        (2, 2.0, "", Some(140.0)),
        (5, 3.0, "", Some(140.5)),
        (6, 1.0, "1", None),
        (7, 4.0, "x", None),
    ];
    let money = Format::new().set_num_format("#,##0");
    for (row, id, income, b1) in rows {
        sheet.write_number(row, 0, id).unwrap();
        sheet.write_string(row, 1, "rural").unwrap();
        sheet.write_string(row, 2, income).unwrap();
        if let Some(b1) = b1 {
            sheet.write_number_with_format(row, 3, b1, &money).unwrap();
        }
        for column in 4..16 {
            sheet.write_number(row, column, f64::from(u8::from(column < 7))).unwrap();
        }
    }
    // a stray cell in the last column of the sheet
    sheet.write_string(1, 16_383, "lạc").unwrap();
    let run = classify("vn-2022", book.save_to_buffer().unwrap());
    assert_eq!(
        run.output(),
        "household_id,class,deprivations,deprived,basis\n\
         1,poor,3,jobs|dependants|nutrition,income\n\
         2,poor,3,jobs|dependants|nutrition,b1\n"
    );
    assert_eq!(
        run.reject_codes(),
        ["6,b1,CC-ROW-DECIMALS", "7,household_id,CC-ROW-ID-REPEATED", "8,income,CC-ROW-INCOME"]
    );
}

#[test]
fn a_quote_that_swallows_rows_says_how_many() {
    let rows = format!(
        "A,rural,1,{ZEROS}\nB,rural,\"1,500,{ZEROS}\nC,rural,1,{ZEROS}\nD,rural,\"1\",{ZEROS}\nE,rural,1,{ZEROS}\n"
    );
    let run = classify("vn-2022", format!("{}\n{rows}", header("vn-2022")));
    assert_eq!(run.reject_codes(), ["3,,CC-ROW-QUOTE"]);
    assert!(run.rejects().contains("đã nuốt 3 dòng"), "{}", run.rejects());
}

#[test]
fn a_figure_beyond_any_household_is_a_reject() {
    let rows = format!("A,rural,10000000001,{ZEROS}\nB,rural,,100001{ZEROS}\n");
    let run = classify("vn-2022", format!("{}\n{rows}", header("vn-2022")));
    assert_eq!(run.reject_codes(), ["2,income,CC-ROW-INCOME", "3,b1,CC-ROW-B1"]);
}

#[test]
fn the_sheet_with_households_is_read_and_two_of_them_are_refused() {
    let fill = |sheet: &mut rust_xlsxwriter::Worksheet, id: &str| {
        for (column, name) in (0..).zip(header("vn-2022").split(',')) {
            sheet.write_string(0, column, name).unwrap();
            sheet.write_number(1, column, 0).unwrap();
        }
        sheet.write_string(1, 0, id).unwrap().write_string(1, 1, "rural").unwrap();
    };
    let mut book = Workbook::new();
    book.add_worksheet().write_string(3, 0, "ghi chú").unwrap();
    fill(book.add_worksheet(), "A");
    assert_eq!(classify("vn-2022", book.save_to_buffer().unwrap()).output().lines().nth(1), Some("A,near_poor,0,,b1"));
    fill(book.add_worksheet(), "B");
    assert_eq!(code("vn-2022", book.save_to_buffer().unwrap()), "CC-XLSX-SHEETS");
}
