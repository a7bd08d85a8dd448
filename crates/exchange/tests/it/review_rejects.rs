//! Every code of a rejected household, duplicates, and the rejects written back and mended.

use crate::review_support::{HEAD, Read, SOUND, csv, in_province, read, settings};
use exchange::review::{CODES, RejectsBook};
use rust_xlsxwriter::{Formula, Workbook};
use std::collections::BTreeSet;

fn one(row: &str) -> Read {
    csv(format!("{HEAD}{row}"), &settings(2025)).unwrap()
}

/// The sound household with one cell replaced.
fn with(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from));
    SOUND.replacen(from, to, 1)
}

/// A file for each fault that a cell of text can have.
fn cases() -> Vec<(&'static str, String)> {
    let wife = "H1;Trần Thị Lan;vợ;1988;nữ;;Kinh;;;;;;;\n";
    vec![
        ("CC-REVIEW-NAME-MISSING", with("Nguyễn Văn An", "")),
        ("CC-REVIEW-CLASS-MISSING", with("hộ nghèo", "")),
        ("CC-REVIEW-COMMUNE-MISSING", with("Phường Kim Long", "")),
        ("CC-REVIEW-COMMUNE-UNKNOWN", with("Phường Kim Long", "Xã Không Có")),
        ("CC-REVIEW-COMMUNE-AMBIGUOUS", with("Thành phố Huế;Phường Kim Long", ";Xã Tân Lập")),
        ("CC-REVIEW-COMMUNE-SPLIT", with("Thành phố Huế;Phường Kim Long", "Đà Nẵng;Xã Hòa Liên")),
        ("CC-REVIEW-AREA-KIND", with("Thành phố Huế;Phường Kim Long", "Quảng Ngãi;Đặc khu Lý Sơn")),
        ("CC-REVIEW-CLASS", with("hộ nghèo", "giàu")),
        ("CC-REVIEW-CLASS-AGAINST-POINTS", with(";100;30;", ";180;30;")),
        ("CC-REVIEW-CLASS-AGAINST-POINTS", with(";100;30;", ";100;20;")),
        ("CC-REVIEW-RELATION", with("chủ hộ", "hàng xóm")),
        ("CC-REVIEW-HEAD-MISSING", with("chủ hộ", "con")),
        ("CC-REVIEW-TWO-HEADS", with(";30;1", ";30;2") + &wife.replace("vợ", "chủ hộ")),
        ("CC-REVIEW-SEX", with(";nam;", ";?;")),
        ("CC-REVIEW-BIRTH", with("12/03/1985", "12/03/85")),
        ("CC-REVIEW-AGE", with("12/03/1985", "1/1/2026")),
        ("CC-REVIEW-AGE", with("12/03/1985", "1890")),
        ("CC-REVIEW-CCCD", with("046085001234", "191234567")),
        ("CC-REVIEW-ETHNIC", with("Kinh", "Xyz")),
        ("CC-REVIEW-B1", with(";100;", ";-5;")),
        ("CC-REVIEW-B1", with(";100;", ";1001;")),
        ("CC-REVIEW-B2", with(";30;", ";35;")),
        ("CC-REVIEW-B2", with(";30;", ";130;")),
        ("CC-REVIEW-MEMBERS", with(";30;1", ";30;3")),
        ("CC-REVIEW-ROWS-DISAGREE", with(";30;1", ";30;2") + &wife.replace(";;;;;;;", ";;;;hộ cận nghèo;;;")),
        ("CC-REVIEW-EXAMPLE", with("H1", "VIDU-1")),
    ]
}

#[test]
fn every_code_has_a_file_that_earns_it() {
    let mut met = BTreeSet::from([
        // these have tests of their own
        "CC-REVIEW-COMMUNE-OUTSIDE",
        "CC-REVIEW-COMMUNE-CODE",
        "CC-REVIEW-FORMULA",
        "CC-REVIEW-DUPLICATE",
        "CC-REVIEW-DATE",
        "CC-REVIEW-INCOME",
        "CC-REVIEW-MARK",
        "CC-REVIEW-CAUSE",
    ]);
    assert_eq!(one(SOUND).all_accepted().len(), 1);
    for (code, rows) in cases() {
        let read = one(&rows);
        assert_eq!((read.accepted.len(), read.rejected.len()), (0, 1), "{code}");
        let faults = &read.rejected[0].faults;
        assert!(faults.iter().any(|fault| fault.code == code), "{code}: {faults:?}");
        assert!(read.summary.by_code[code] > 0);
        for fault in faults {
            assert!(!fault.message.vi.is_empty() && !fault.remedy.vi.is_empty(), "{fault:?}");
            assert!(fault.place.starts_with("ra-soat!"), "{fault:?}");
            assert!(!fault.message.vi.contains("191234567"), "a personal number stays out of messages");
        }
        met.insert(code);
    }
    let extra = csv(
        "Họ và tên;Quan hệ với chủ hộ;Xã;Tỉnh;Phân loại hộ;Thu nhập;DTTS;Nguyên nhân nghèo;Ngày rà soát\n\
         An;chủ hộ;Phường Kim Long;Huế;n;nhiều;3;lười;1/10/2024\n",
        &settings(2025),
    )
    .unwrap();
    assert_eq!(extra.codes(), [["CC-REVIEW-INCOME", "CC-REVIEW-MARK", "CC-REVIEW-CAUSE", "CC-REVIEW-DATE"]]);
    assert_eq!(met, CODES.into_iter().collect());
}

#[test]
fn a_household_is_rejected_whole_and_the_others_stand() {
    let rows = format!(
        "{}H1;Trần Thị Lan;vợ;1988;nữ;12345;Kinh;;;;;;;\n{}",
        with(";30;1", ";30;2"),
        SOUND.replace("H1;", "H2;").replace("046085001234", "").replace("Văn An", "Văn Bê")
    );
    let read = one(&rows);
    assert_eq!(read.codes(), [["CC-REVIEW-CCCD"]]);
    assert_eq!(read.rejected[0].faults[0].place, "ra-soat!F3");
    assert_eq!(read.rejected[0].rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(read.accepted[0].entry.code, "H2");
}

#[test]
fn points_alone_do_not_contradict_an_average_living_standard() {
    assert_eq!(one(&with("hộ nghèo;100;30", "MSTB;190;10")).all_accepted().len(), 1);
    assert_eq!(one(&with("hộ nghèo;100;30", "không nghèo;190;")).all_accepted().len(), 1);
    assert_eq!(one(&with("hộ nghèo;100;30", "hộ nghèo;;")).all_accepted().len(), 1);
    assert_eq!(one(&with("hộ nghèo;100;30", "hộ nghèo;190;")).codes(), [["CC-REVIEW-CLASS-AGAINST-POINTS"]]);
    assert_eq!(
        one(&with("hộ nghèo;100;30", "thoát nghèo;100;10")).all_accepted()[0].entry.class,
        engine::Class::NearPoor
    );
    assert_eq!(one(&with("hộ nghèo;100;30", "thoát nghèo;100;")).codes(), [["CC-REVIEW-CLASS-MISSING"]]);
    assert_eq!(one(&with("hộ nghèo;100;30", "thoát nghèo;100;30")).codes(), [["CC-REVIEW-CLASS-AGAINST-POINTS"]]);
}

#[test]
fn duplicates_inside_the_file() {
    let other = |code: &str, name: &str, cccd: &str| {
        SOUND.replace("H1;", &format!("{code};")).replace("Nguyễn Văn An", name).replace("046085001234", cccd)
    };
    let person = |fault: &base::Failure| fault.message.vi.clone();
    // the number
    let read = one(&format!("{SOUND}{}", other("H2", "Lê Bê", "046085001234")));
    assert_eq!(read.codes(), [["CC-REVIEW-DUPLICATE"]]);
    assert!(person(&read.rejected[0].faults[0]).contains("dòng ra-soat!2"));
    // name, birth and village, whatever the marks; but not with two numbers
    let read =
        one(&format!("{SOUND}{}{}", other("H2", "NGUYEN VAN AN", ""), other("H3", "Nguyễn Văn Ân", "046085009999")));
    assert_eq!(read.codes(), [["CC-REVIEW-DUPLICATE"]]);
    assert_eq!(read.accepted.len(), 2);
    // the code, further down
    let read = one(&format!("{SOUND}{}{}", other("H2", "Lê Bê", ""), other("H1", "Lê Xê", "")));
    assert_eq!(read.codes(), [["CC-REVIEW-DUPLICATE"]]);
    // twins whose names fold alike
    let twins =
        with(";30;1", ";30;3") + "H1;Nguyễn Lan;con;1/2/2015;nữ;;;;;;;;;\nH1;Nguyễn Lân;con;1/2/2015;nam;;;;;;;;;\n";
    assert_eq!(one(&twins).all_accepted().len(), 1);
    let same =
        with(";30;1", ";30;3") + "H1;Nguyễn Lan;con;1/2/2015;nữ;;;;;;;;;\nH1;Nguyễn Lan;con;1/2/2015;nữ;;;;;;;;;\n";
    assert_eq!(one(&same).codes(), [["CC-REVIEW-DUPLICATE"]]);
}

#[test]
fn formulas_give_their_values_but_identify_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0..).zip(["Mã hộ", "Họ và tên", "Quan hệ với chủ hộ", "Xã", "Phân loại hộ", "B1", "B2"])
    {
        sheet.write_string(0, column, heading).unwrap();
    }
    for (row, code) in [(1, "H1"), (2, "H2"), (3, "H3")] {
        for (column, text) in (0..).zip([code, "Lê An", "chủ hộ", "Kim Long", "n"]) {
            sheet.write_string(row, column, text).unwrap();
        }
        sheet.write_formula(row, 5, Formula::new("50+50").set_result("100")).unwrap();
        sheet.write_number(row, 6, 30).unwrap();
    }
    sheet.write_formula(2, 1, Formula::new("B2").set_result("Lê An")).unwrap();
    sheet.write_formula(3, 6, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    let path = dir.path().join("f.xlsx");
    workbook.save(&path).unwrap();
    let read = read(&path, &in_province(2025, "46")).unwrap();
    assert_eq!(read.accepted[0].entry.means.b1, Some(100));
    assert_eq!(read.rejected[0].faults[0].code, "CC-REVIEW-FORMULA");
    assert_eq!(read.rejected[1].faults[0].code, "CC-REVIEW-FORMULA");
    assert_eq!(read.rejected.len(), 2);
}

#[test]
fn rejects_come_back_with_reasons_and_can_be_mended_and_read_again() {
    let head = format!("DANH SÁCH HỘ NGHÈO\n;;\n{HEAD}");
    let rows = format!(
        "{SOUND}{}H2;=Trần Thị Lan;vợ;1988;nữ;12345;Kinh;;;;;;;\n",
        with(";30;1", ";30;2").replace("H1;", "H2;").replace("An;", "Bê;").replace("046085001234", "046085005678")
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("goc.csv");
    std::fs::write(&path, format!("{head}{rows}")).unwrap();
    let first = read(&path, &settings(2025)).unwrap();
    assert_eq!((first.accepted.len(), first.codes().len()), (1, 1));
    let mut book = RejectsBook::new(&first.preview).unwrap();
    for rejected in &first.rejected {
        book.add(rejected).unwrap();
    }
    let back = dir.path().join("tu-choi.xlsx");
    book.finish(&back).unwrap();

    let second = read(&back, &settings(2025)).unwrap();
    let columns = &second.preview.sheets[0].mapping.columns;
    assert_eq!(columns.last().unwrap().heading, "Lý do từ chối");
    assert!(
        columns.last().unwrap().sample[0].contains("số CCCD có 5 ký tự")
            && columns.last().unwrap().sample[0].contains("goc!F6")
    );
    assert_eq!(second.codes(), first.codes(), "nothing was lost on the way");
    let cells = |read: &crate::review_support::Read| {
        read.rejected[0]
            .rows
            .iter()
            .map(|row| row.cells.iter().take(14).map(|cell| cell.text.clone()).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    assert_eq!(cells(&second)[1][..6], cells(&first)[1][..6]);
}
