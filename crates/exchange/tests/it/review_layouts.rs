//! The layouts of real files, the headings wherever they stand, and the formats.

use crate::review_support::{HEAD, SOUND, book, csv, in_province, read, settings};
use domain::register::{Relation, Sex, Told};
use engine::{AreaKind, Birth, Class};
use exchange::review::{Field, Layout, Override};
use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use vntext::ethnic::List;

const HEADINGS: [&str; 27] = [
    "STT",
    "STT hộ",
    "Họ tên chủ hộ",
    "Họ tên thành viên",
    "Quan hệ với chủ hộ",
    "Ngày sinh",
    "Giới tính",
    "CCCD",
    "Tỉnh",
    "Huyện",
    "Mã huyện",
    "Xã",
    "Mã xã",
    "Thôn",
    "Dân tộc",
    "Phân loại hộ",
    "Quyết định công nhận",
    "Ngày ban hành QĐ",
    "B1",
    "B2",
    "DTTS",
    "Không khả năng lao động",
    "Thành viên có công CM",
    "Nguyên nhân nghèo",
    "",
    "Tuổi",
    "Số nhân khẩu",
];

/// The sheet of the NestJS system: data from row 8, columns C to AA, household columns on the head's row only.
fn nest(dir: &std::path::Path) -> std::path::PathBuf {
    let head = vec![
        "1",
        "",
        "Hồ Văn Lực",
        "Hồ Văn Lực",
        "Chủ hộ",
        "12/03/1985",
        "Nam",
        "046085001234",
        "Thành phố Huế",
        "",
        "",
        "Xã A Lưới 1",
        "",
        "Thôn 2",
        "Tà Ôi",
        "Hộ nghèo",
        "12/QĐ-UBND",
        "01/12/2025",
        "100",
        "30",
        "x",
        "",
        "x",
        "1;3",
        "",
        "40",
        "3",
    ];
    let wife = vec!["2", "", "", "Kăn Thị Lan", "Vợ", "1988", "Nữ"];
    let child = vec!["3", "", "", "Hồ Văn Con", "con", "5/2010", "1", "", "", "", "", "", "", "", "Pa Cô"];
    let other = vec![
        "4",
        "",
        "Lê Thị Bé",
        "Lê Thị Bé",
        "chủ hộ",
        "1950",
        "2",
        "",
        "TP Huế",
        "",
        "",
        "A Luoi 1",
        "",
        "Thôn 3",
        "Kinh",
        "CN",
        "",
        "",
        "140",
        "20",
        "",
        "X",
        "",
        "7",
        "",
        "75",
        "1",
    ];
    let escaped = [
        "",
        "STT hộ",
        "Họ tên",
        "Quan hệ",
        "Giới tính",
        "Ngày sinh",
        "CCCD",
        "Dân tộc",
        "Địa chỉ",
        "B1",
        "B2",
        "",
        "Ghi chú",
    ];
    let gone = vec![
        "",
        "1",
        "Trần Văn Ba",
        "Chủ hộ",
        "Nam",
        "1970",
        "",
        "Kinh",
        "Thôn 5, xã A Lưới 2, TP Huế",
        "150",
        "10",
        "",
        "",
    ];
    let gone2 = vec!["", "1", "Trần Thị Tư", "vợ", "Nữ", "1972"];
    // still near-poor: the first sheet has it too
    let again = vec!["", "2", "Lê Thị Bé", "Chủ hộ", "Nữ", "1950", "", "Kinh", "Thôn 3, xã A Lưới 1", "140", "20"];
    let numbers: Vec<String> = (0..27).map(|at| format!("({at})")).collect();
    book(
        dir,
        &[
            (
                "Sheet0",
                &[
                    (1, vec!["", "", "", "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT"]),
                    (6, HEADINGS.to_vec()),
                    (7, numbers.iter().map(String::as_str).collect()),
                    (8, head),
                    (9, wife),
                    (10, child),
                    (11, other),
                    (13, vec!["", "", "", "", "", "", "", "Huế, ngày 20 tháng 12 năm 2025"]),
                    (14, vec!["", "", "Người lập biểu"]),
                ],
            ),
            (
                "Sheet1",
                &[
                    (2, vec!["", "", "DANH SÁCH HỘ THOÁT NGHÈO SAU KHI RÀ SOÁT"]),
                    (8, escaped.to_vec()),
                    (10, gone),
                    (11, gone2),
                    (12, again),
                ],
            ),
            ("Ghi chú", &[(1, vec!["không có gì ở đây"])]),
        ],
    )
}

#[test]
fn the_sheet_where_members_follow_their_head() {
    let dir = tempfile::tempdir().unwrap();
    let read = read(&nest(dir.path()), &in_province(2025, "46")).unwrap();
    let [first, second, third] = read.all_accepted() else { panic!("{:?}", read.accepted) };
    assert_eq!(read.preview.sheets[0].mapping.layout, Layout::Members);
    assert_eq!(read.preview.sheets[0].header_rows, (6, 6));
    assert_eq!(read.preview.sheets[1].mapping.layout, Layout::Escaped(Class::Poor));
    assert_eq!(read.preview.skipped, ["Ghi chú"]);

    let entry = &first.entry;
    assert_eq!((first.sheet, first.row), (0, 8));
    assert_eq!((first.entry.flags_told, first.entry.members_told), (Told::Number(3), Told::Each));
    assert_eq!((entry.class, entry.means.b1, entry.area_kind), (Class::Poor, Some(100), AreaKind::Rural));
    assert_eq!(entry.village, "Thôn 2");
    assert_eq!(entry.causes.iter().map(String::as_str).collect::<Vec<_>>(), ["no_labour", "no_land"]);
    assert!(entry.marks.ethnic_minority && entry.marks.merit && !entry.marks.no_labour_capacity);
    let [head, wife, child] = entry.members.as_slice() else { panic!() };
    assert_eq!((head.relation, head.sex, head.ethnic.as_deref()), (Relation::Head, Some(Sex::Male), Some("taoi")));
    assert_eq!(head.birth, Some(Birth::Day(date(1985, 3, 12))));
    assert_eq!((wife.relation, wife.birth), (Relation::Spouse, Some(Birth::Year(1988))));
    assert_eq!(
        (child.relation, child.birth, child.sex),
        (Relation::Child, Some(Birth::Month(2010, 5)), Some(Sex::Male))
    );

    assert_eq!((second.entry.class, second.row), (Class::NearPoor, 11));
    assert_eq!(second.entry.commune, first.entry.commune, "a name without marks is the same commune");
    assert!(second.entry.marks.no_labour_capacity && !second.entry.marks.ethnic_minority);

    assert_eq!((third.entry.class, third.entry.members.len(), third.sheet), (Class::NotPoor, 2, 1));
    assert_eq!(third.entry.village, "Thôn 5");
    assert_eq!(read.repeated, 1, "who left poverty for near-poverty stands in both sheets");
    assert_eq!(read.summary.ignored, 3);
}

#[test]
fn the_export_of_the_national_software() {
    let text = "date,family.hostName,family.code,family.coDanTocTaiCho,family.hostGender,family.numberOfMembers,quickReview.result,\
                b1Point,b2Point,classify,reviewer\n\
                2025-10-05T08:15:00Z,Y Moan,DN-001,true,Nam,5,Đủ điều kiện rà soát B1/B2,120,40,Hộ nghèo,H'Lan\n\
                2025-03-02,H'Bia,DN-002,false,Nữ,3,Đủ điều kiện rà soát B1/B2,150,20,Hộ không nghèo,H'Lan\n\
                2024-10-05,Y Thông,DN-003,false,Nam,61,,x,25,Hộ giàu,H'Lan\n";
    let none = csv(text, &settings(2025)).err().unwrap();
    assert_eq!(none.code, "CC-IMPORT-COLUMNS", "the export names no commune");
    let mut settings = settings(2025);
    settings.commune = Some(settings.areas.find("Xã Đắk Wil", Some(date(2025, 12, 31)))[0].unit.key.clone());
    let read = csv(text, &settings).unwrap();
    let [first, second] = read.accepted.as_slice() else { panic!("{:?}", read.codes()) };
    assert_eq!(read.preview.sheets[0].mapping.layout, Layout::Households);
    let entry = &first.entry;
    assert_eq!((entry.code.as_str(), entry.members_told, entry.persons()), ("DN-001", Told::Number(5), 5));
    assert_eq!((entry.flags_told, entry.deprived()), (Told::Number(4), Some(4)));
    assert_eq!((first.entry.members.len(), first.entry.members[0].sex), (1, Some(Sex::Male)));
    assert!(first.entry.marks.indigenous && !second.entry.marks.indigenous);
    assert_eq!(first.review_date, Some(date(2025, 10, 5)));
    assert_eq!(second.entry.class, Class::NotPoor);
    assert_eq!(
        read.codes(),
        [["CC-REVIEW-CLASS", "CC-REVIEW-B1", "CC-REVIEW-B2", "CC-REVIEW-MEMBERS", "CC-REVIEW-DATE"]],
        "all that is wrong is told at once"
    );
}

#[test]
fn merged_headings_of_two_lines_and_villages_as_headings() {
    let dir = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 9, "DANH SÁCH HỘ NGHÈO NĂM 2025", &plain).unwrap();
    for (column, heading) in
        [(0, "STT hộ"), (1, "Họ và tên"), (4, "Dân tộc"), (5, "Quan hệ với chủ hộ"), (8, "Loại hộ"), (9, "CCCD")]
    {
        sheet.merge_range(11, column, 12, column, heading, &plain).unwrap();
    }
    sheet.merge_range(11, 2, 11, 3, "Năm sinh", &plain).unwrap();
    sheet.write_string(12, 2, "Nam").unwrap().write_string(12, 3, "Nữ").unwrap();
    sheet.merge_range(11, 6, 11, 7, "Nguyên nhân nghèo", &plain).unwrap();
    sheet.write_string(12, 6, "Thiếu đất sản xuất").unwrap().write_string(12, 7, "Thiếu vốn").unwrap();
    sheet.write_string(13, 0, "A").unwrap().write_string(13, 1, "B").unwrap().write_number(13, 2, 1).unwrap();
    sheet.write_string(14, 1, "Thôn 7").unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_number(15, 0, 1).unwrap().write_string(15, 1, "Lê Văn Một").unwrap();
    sheet.write_datetime_with_format(15, 2, ExcelDateTime::from_ymd(1960, 2, 29).unwrap(), &day).unwrap();
    sheet.write_number(15, 4, 6).unwrap().write_string(15, 5, "Chủ hộ").unwrap();
    sheet
        .write_string(15, 7, "x")
        .unwrap()
        .write_string(15, 8, "hn")
        .unwrap()
        .write_number(15, 9, 46_060_001_234_f64)
        .unwrap();
    sheet
        .write_string(16, 1, "Lê Thị Hai")
        .unwrap()
        .write_number(16, 3, 1962)
        .unwrap()
        .write_string(16, 5, "vợ")
        .unwrap();
    sheet.write_number(17, 0, 2).unwrap().write_string(17, 1, "Phạm Ba").unwrap().write_number(17, 2, 31_118).unwrap();
    sheet.write_string(17, 5, "chủ hộ").unwrap().write_string(17, 8, "n").unwrap();
    let path = dir.path().join("m.xlsx");
    workbook.save(&path).unwrap();

    let mut settings = in_province(2025, "46");
    settings.commune = Some(settings.areas.find("Xã A Lưới 1", Some(date(2025, 12, 31)))[0].unit.key.clone());
    settings.ethnic_list = Some(List::Tctk1979);
    let read = read(&path, &settings).unwrap();
    let [first, second] = read.all_accepted() else { panic!() };
    assert_eq!(read.preview.sheets[0].header_rows, (12, 13));
    let man = &first.entry.members[0];
    assert_eq!((man.birth, man.sex), (Some(Birth::Day(date(1960, 2, 29))), Some(Sex::Male)));
    assert_eq!(man.ethnic.as_deref(), Some("muong"));
    assert_eq!(man.cccd.as_ref().unwrap().reveal(), "046060001234");
    let woman = &first.entry.members[1];
    assert_eq!((woman.birth, woman.sex), (Some(Birth::Year(1962)), Some(Sex::Female)));
    assert_eq!((first.entry.village.as_str(), second.entry.village.as_str()), ("Thôn 7", "Thôn 7"));
    assert_eq!(first.entry.causes.iter().map(String::as_str).collect::<Vec<_>>(), ["no_capital"]);
    assert_eq!(second.entry.members[0].birth, Some(Birth::Day(date(1985, 3, 12))));
}

#[test]
fn delimiters_bom_and_moved_columns_change_nothing() {
    let expected = csv(format!("{HEAD}{SOUND}"), &settings(2025)).unwrap();
    let entry = &expected.all_accepted()[0].entry;
    let lines = format!("{HEAD}{SOUND}");
    let moved: String = lines.lines().map(|line| line.split(';').rev().collect::<Vec<_>>().join(";") + "\n").collect();
    for text in [
        lines.replace(';', ","),
        lines.replace(';', "\t"),
        format!("\u{feff}{lines}").replace('\n', "\r\n"),
        format!("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\n\nDanh sách hộ\n{lines}"),
        lines.to_uppercase().replace("12/03/1985", "12-3-1985"),
        moved,
    ] {
        let read = csv(&text, &settings(2025)).unwrap_or_else(|failure| panic!("{failure}\n{text}"));
        let other = &read.all_accepted()[0].entry;
        assert_eq!(
            (other.class, &other.commune, &other.members[0].birth),
            (entry.class, &entry.commune, &entry.members[0].birth)
        );
        assert_ne!(read.preview.digest, expected.preview.digest);
    }
    let again = csv(&lines, &settings(2025)).unwrap();
    assert_eq!(again.preview.digest, expected.preview.digest);
    assert_eq!(again.accepted, expected.accepted, "the same bytes give the same identities");
}

#[test]
fn the_preview_shows_each_column_and_can_be_overridden() {
    let text = format!("{}{SOUND}", HEAD.replace("CCCD", "Số giấy tờ"));
    let mut settings = settings(2025);
    let before = csv(&text, &settings).unwrap();
    let column = &before.preview.sheets[0].mapping.columns[5];
    assert_eq!((column.letters.as_str(), column.heading.as_str(), column.field), ("F", "Số giấy tờ", None));
    assert_eq!(column.sample, ["046085001234"]);
    assert!(before.accepted[0].entry.members[0].cccd.is_none());
    settings.overrides = vec![Override::parse("F=cccd", settings.pack).unwrap()];
    let after = csv(&text, &settings).unwrap();
    assert_eq!(after.preview.sheets[0].mapping.columns[5].field, Some(Field::Cccd));
    assert!(after.accepted[0].entry.members[0].cccd.is_some());
    settings.overrides = vec![Override::parse("so giay to=cccd", settings.pack).unwrap()];
    assert_eq!(csv(&text, &settings).unwrap().preview, after.preview, "by its heading too");
    // the person's word goes before what the headings say
    settings.overrides = vec![Override::parse("Thôn=name", settings.pack).unwrap()];
    assert_eq!(csv(&text, &settings).unwrap().rejected.len() + csv(&text, &settings).unwrap().accepted.len(), 1);
    assert_eq!(csv(&text, &settings).unwrap().preview.sheets[0].mapping.columns[1].field, None);
    settings.overrides = vec![Override::parse("Số thẻ=cccd", settings.pack).unwrap()];
    assert_eq!(csv(&text, &settings).err().unwrap().code, "CC-IMPORT-OVERRIDE-COLUMN");
    assert_eq!(Override::parse("F=xyz", settings.pack).unwrap_err().code, "CC-IMPORT-OVERRIDE");
    assert_eq!(Override::parse("Sheet1!F=none", settings.pack).unwrap().field, None);
}

#[test]
fn missing_columns_are_named_at_once() {
    let failure = csv("Họ và tên;Quan hệ với chủ hộ;Ngày sinh\nA;chủ hộ;1985\n", &settings(2025)).err().unwrap();
    assert_eq!(failure.code, "CC-IMPORT-COLUMNS");
    assert!(failure.message.vi.contains("Phân loại hộ") && failure.message.vi.contains("Xã"), "{failure}");
}

/// `review_sample.xls` was saved by LibreOffice in the format of Excel 97 from a list in TCVN3.
#[test]
fn an_old_xls_is_read_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("cu.xls");
    std::fs::write(&path, include_bytes!("review_sample.xls")).unwrap();
    let read = read(&path, &in_province(2025, "46")).unwrap();
    let [first, second] = read.all_accepted() else { panic!() };
    assert_eq!(
        first.entry.members.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["Nguyễn Văn Hậu", "Trần Thị Lan"]
    );
    assert_eq!((first.entry.class, first.entry.means.b1, first.entry.deprived()), (Class::Poor, Some(100), Some(3)));
    assert_eq!(first.entry.members[1].birth, Some(Birth::Year(1988)));
    assert!(matches!(first.entry.members[0].birth, Some(Birth::Day(_))));
    assert_eq!((second.row, second.entry.village.as_str()), (6, "Thôn 2"));
}
