//! Old encodings, places across the merger, ethnic codes.

use crate::review_support::{HEAD, SOUND, book, csv, in_province, read, settings};
use domain::area::Areas;
use exchange::review::Settings;
use jiff::civil::date;
use vntext::ethnic::List;
use vntext::legacy::Encoding;

/// The commune of a household whose place cells are these.
fn commune(
    settings: &Settings<'_>,
    province: &str,
    district: &str,
    commune: &str,
    code: &str,
) -> Result<String, &'static str> {
    let head = "Mã hộ;Họ và tên;Quan hệ với chủ hộ;Tỉnh;Huyện;Xã;Mã xã;Khu vực;Phân loại hộ\n";
    let read =
        csv(format!("{head}H1;An;chủ hộ;{province};{district};{commune};{code};nông thôn;n\n"), settings).unwrap();
    match (read.accepted.as_slice(), read.codes().as_slice()) {
        ([one], []) => Ok(Areas::bundled().get(&one.entry.commune).unwrap().name.clone()),
        ([], [codes]) => Err(codes[0]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn columns_in_tcvn3_and_vni_are_read_as_their_reader_saw_them() {
    let dir = tempfile::tempdir().unwrap();
    let tcvn3 = [
        (
            2,
            vec![
                "STT hé",
                "Hä vµ tªn",
                "Quan hÖ víi chñ hé",
                "Ngµy sinh",
                "Giíi tÝnh",
                "D©n téc",
                "X·",
                "Th«n",
                "Lo¹i hé",
            ],
        ),
        (3, vec!["1", "NguyÔn V¨n HËu", "chñ hé", "1960", "Nam", "Kinh", "A L\u{AD}íi 1", "Th«n 1", "hé nghÌo"]),
        (4, vec!["", "TrÇn ThÞ B\u{AD}ëi", "vî", "1962", "N÷"]),
        (5, vec!["2", "Ph¹m V¨n §«ng", "chñ hé", "1970", "Nam", "Tµ ¤i", "A L\u{AD}íi 1", "Th«n 1", "cËn nghÌo"]),
    ];
    let path = book(dir.path(), &[("Sheet1", &tcvn3)]);
    let old = read(&path, &in_province(2025, "46")).unwrap();
    let [first, second] = old.all_accepted() else { panic!() };
    assert_eq!(
        first.entry.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(),
        ["Nguyễn Văn Hậu", "Trần Thị Bưởi"]
    );
    assert_eq!(
        (second.entry.members[0].name.as_str(), second.entry.members[0].ethnic.as_deref()),
        ("Phạm Văn Đông", Some("taoi"))
    );
    assert_eq!(old.preview.sheets[0].mapping.columns[1].encoding, Encoding::Tcvn3);
    assert_eq!(old.preview.sheets[0].mapping.columns[1].heading, "Họ và tên");

    let vni = "STT hộ;Họ và tên;Quan hệ với chủ hộ;Xã;Thôn;Loại hộ\n\
               1;Traàn Vaên Huøng;chủ hộ;A Lưới 1;Thoân Ñoâng;hoä ngheøo\n;Nguyeãn Thò Böôûi;vợ;;;\n2;Leâ Vaên Taùm;chủ hộ;A Lưới 1;Thoân Ñoâng;hoä ngheøo\n";
    let read = csv(vni, &in_province(2025, "46")).unwrap();
    let [first, _] = read.all_accepted() else { panic!() };
    assert_eq!(first.entry.members[1].name, "Nguyễn Thị Bưởi");
    assert_eq!(first.entry.village, "Thôn Đông");
    assert_eq!(read.preview.sheets[0].mapping.columns[1].encoding, Encoding::Vni);
    assert_eq!(read.preview.sheets[0].mapping.columns[2].encoding, Encoding::Unicode);
}

#[test]
fn decomposed_letters_and_stray_spaces_are_one_name() {
    let decomposed = SOUND.replace("Nguyễn Văn An", " Nguye\u{302}\u{303}n  Va\u{306}n\u{a0}An ");
    let read = csv(format!("{HEAD}{decomposed}"), &settings(2025)).unwrap();
    assert_eq!(read.all_accepted()[0].entry.members[0].name, "Nguyễn Văn An");
}

#[test]
fn an_old_commune_that_went_whole_is_followed_and_a_split_one_never() {
    let hue = in_province(2025, "46");
    assert_eq!(commune(&hue, "", "Quận Phú Xuân", "Phường Tây Lộc", ""), Ok("Phường Phú Xuân".into()));
    assert_eq!(commune(&hue, "", "", "phuong tay loc", ""), Ok("Phường Phú Xuân".into()));
    assert_eq!(commune(&hue, "Tỉnh Thừa Thiên Huế", "", "Tây Lộc", ""), Ok("Phường Phú Xuân".into()));
    assert_eq!(commune(&hue, "", "", "Phường Thuận Hóa", ""), Ok("Phường Thuận Hóa".into()));
    let before = settings(2024);
    assert_eq!(commune(&before, "Thừa Thiên Huế", "", "Phường Tây Lộc", ""), Ok("Phường Tây Lộc".into()));

    let all = settings(2025);
    assert_eq!(commune(&all, "Đà Nẵng", "Huyện Hòa Vang", "Xã Hòa Liên", ""), Err("CC-REVIEW-COMMUNE-SPLIT"));
    // the new ward has the name of the old one, which was split: the district says which is meant
    assert_eq!(commune(&all, "Thái Nguyên", "TP Thái Nguyên", "Phường Gia Sàng", ""), Err("CC-REVIEW-COMMUNE-SPLIT"));
    assert_eq!(commune(&all, "Thái Nguyên", "", "Phường Gia Sàng", ""), Ok("Phường Gia Sàng".into()));
    let rejected =
        csv("Họ và tên;Quan hệ với chủ hộ;Tỉnh;Xã;Phân loại hộ\nAn;chủ hộ;Đà Nẵng;Xã Hòa Liên;n\n", &all).unwrap();
    let message = &rejected.rejected[0].faults[0];
    assert!(
        message.message.vi.contains("Phường Hải Vân") && message.message.vi.contains("Phường Liên Chiểu"),
        "{message}"
    );
}

#[test]
fn codes_lose_their_zeros_and_must_agree_with_names() {
    let all = settings(2025);
    assert_eq!(commune(&all, "", "", "", "00004"), Ok("Phường Ba Đình".into()));
    assert_eq!(commune(&all, "", "", "", "4"), Ok("Phường Ba Đình".into()));
    assert_eq!(commune(&all, "", "", "Trúc Bạch", "4"), Ok("Phường Ba Đình".into()), "an old code with its old name");
    assert_eq!(commune(&all, "", "", "Kim Long", "4"), Err("CC-REVIEW-COMMUNE-CODE"));
    assert_eq!(commune(&all, "", "", "", "99999"), Err("CC-REVIEW-COMMUNE-UNKNOWN"));
}

#[test]
fn a_name_of_many_communes_needs_its_province() {
    let all = settings(2025);
    assert_eq!(commune(&all, "", "", "Xã Tân Lập", ""), Err("CC-REVIEW-COMMUNE-AMBIGUOUS"));
    assert_eq!(commune(&all, "", "", "xyzzy", ""), Err("CC-REVIEW-COMMUNE-UNKNOWN"));
    assert_eq!(commune(&all, "", "", "", ""), Err("CC-REVIEW-COMMUNE-MISSING"));
    let hue = in_province(2025, "46");
    assert_eq!(commune(&hue, "Đà Nẵng", "", "Phường Hải Châu", ""), Err("CC-REVIEW-COMMUNE-OUTSIDE"));
    assert_eq!(commune(&hue, "", "", "", "00004"), Err("CC-REVIEW-COMMUNE-OUTSIDE"));
    let mut one = hue.clone();
    one.commune = Some(one.areas.find("Xã A Lưới 1", Some(date(2025, 12, 31)))[0].unit.key.clone());
    assert_eq!(commune(&one, "", "", "", ""), Ok("Xã A Lưới 1".into()));
    assert_eq!(commune(&one, "", "", "Xã A Lưới 2", ""), Err("CC-REVIEW-COMMUNE-OUTSIDE"));
}

#[test]
fn wards_are_urban_communes_rural_and_special_zones_must_say() {
    let row = |place: &str| format!("Họ và tên;Quan hệ với chủ hộ;Tỉnh;Xã;Phân loại hộ\nAn;chủ hộ;{place};n\n");
    let kind = |place: &str| csv(row(place), &settings(2025)).unwrap().all_accepted()[0].entry.area_kind.word();
    assert_eq!(kind("Huế;Phường Kim Long"), "urban");
    assert_eq!(kind("Huế;Xã A Lưới 1"), "rural");
    let zone = csv(row("Quảng Ngãi;Đặc khu Lý Sơn"), &settings(2025)).unwrap();
    assert_eq!(zone.codes(), [["CC-REVIEW-AREA-KIND"]]);
}

#[test]
fn a_number_of_an_ethnic_group_needs_its_list() {
    let text = format!("{HEAD}{}", SOUND.replace("Kinh", "06"));
    let mut settings = settings(2025);
    assert_eq!(csv(&text, &settings).unwrap().codes(), [["CC-REVIEW-ETHNIC"]]);
    for (list, group) in [(List::Tctk1979, "muong"), (List::Tctk2008, "hoa")] {
        settings.ethnic_list = Some(list);
        let read = csv(&text, &settings).unwrap();
        assert_eq!(read.all_accepted()[0].entry.members[0].ethnic.as_deref(), Some(group));
        assert!(read.accepted[0].entry.marks.ethnic_minority, "without a column the head's group decides");
    }
}
