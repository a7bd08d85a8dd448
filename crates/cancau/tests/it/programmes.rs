//! The pages of programmes over nothing but the bundled data: the five source texts with their figures, states that are
//! computed, and no figure of a text written into a page.

use crate::support::cancau;
use app::Desk;
use calamine::{Data, Reader};
use domain::area::Areas;
use domain::result::Results;
use jiff::civil::date;
use std::borrow::Cow;
use std::path::Path;
use web::{Probe, Web};

fn probe() -> Probe {
    let areas = Areas::bundled();
    let desk = Desk::new(None, Cow::Borrowed(areas), Results::bundled(areas).unwrap());
    let now = || "2025-11-18T02:00:00Z".parse().unwrap();
    let web =
        Web { desk, today: Box::new(|| date(2025, 11, 18)), now: Box::new(now), maps: Vec::new(), provider: None };
    Probe::new(web, app::Caller::visitor()).unwrap()
}

/// What a page says, without its marks, spaces drawn together.
fn told(probe: &Probe, address: &str, lang: &str) -> String {
    let answer = probe.get(address, lang, false).unwrap();
    assert_eq!(answer.status, 200, "{address}: {}", answer.text());
    let (mut text, mut inside) = (String::new(), false);
    for letter in answer.text().chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(probe: &Probe, address: &str, all: &[&str]) {
    let text = told(probe, address, "vi");
    for one in all {
        assert!(text.contains(one), "{address} does not say “{one}”: {text}");
    }
}

#[test]
fn thanh_hoa_is_told_as_published_and_every_sum_of_its_text_comes_out() {
    let figures = ["128.893 hộ", "81.758 hộ", "47.135 hộ", "2,3 chỉ tiêu/hộ", "2,2 chỉ tiêu/hộ", "156.080 lao động"];
    says(&probe(), "/programmes/thanh-hoa-qd-289-2016?day=2018-05-25", &figures);
    let rest = [
        "8 chỉ tiêu",
        "5 chỉ tiêu",
        "12 huyện, thị xã",
        "1.354 hộ",
        "79 đơn vị",
        "3 phép tính trong văn bản: đều khớp",
    ];
    says(&probe(), "/programmes/thanh-hoa-qd-289-2016?day=2018-05-25", &rest);
}

#[test]
fn before_30_6_2020_is_late_on_that_day_and_silence_is_called_overdue() {
    let (probe, page) = (probe(), "/programmes/thanh-hoa-qd-289-2016?day=");
    says(&probe, &format!("{page}2020-06-29"), &["chưa đến hạn 29/6/2020", "trước 30/06/2020"]);
    says(&probe, &format!("{page}2020-07-01"), &["quá hạn 29/6/2020, chưa có báo cáo", "cần gọi báo cáo"]);
    let early = told(&probe, &format!("{page}2020-06-29"), "vi");
    assert!(!early.contains("quá hạn 29/6/2020"), "the last day in time is in time");
}

#[test]
fn five_of_eight_twelve_units_and_five_among_them_are_counted_on_the_page() {
    let probe = probe();
    let page = "/programmes/thanh-hoa-vi-du?day=2018-05-25";
    let counted = "12 trên 27 đơn vị dưới kế hoạch của khu vực mình; 5 trong số ấy chưa đạt cả chỉ tiêu riêng năm 2017";
    says(&probe, page, &["5 trên 8 chỉ tiêu chậm", counted, "ví dụ"]);
    assert_eq!(told(&probe, page, "vi").matches("dưới cả hai").count(), 5);
    assert!(told(&probe, page, "en").contains("5 of 8 targets behind"));
    says(&probe, "/programmes/thanh-hoa-vi-du?day=2018-05-25&state=late", &["5 trên 8 chỉ tiêu chậm"]);
}

#[test]
fn ninh_binh_shows_both_versions_and_the_official_one_counts() {
    let probe = probe();
    // before the decision was signed only the preliminary figure was known
    let target = "/programmes/ninh-binh-kh-151/targets/giam-hai-phan-ba";
    let official =
        "Số chính thức 4.720 hộ ngày 31/12/2024, lộ trình của ngày ấy là 4.776,5 hộ, lệch −56,5 hộ: đúng tiến độ.";
    let other = "Số sơ bộ 4.806 hộ ngày 31/12/2024, lộ trình của ngày ấy là 4.776,5 hộ, lệch +29,5 hộ: chậm.";
    says(
        &probe,
        &format!("{target}?day=2025-03-01"),
        &[
            official,
            other,
            "9.553 hộ, 31/12/2021",
            "3.184 hộ (3.184,3 hộ)",
            "không có quy định; do phần mềm chọn · chưa xác minh",
        ],
    );
    says(&probe, &format!("{target}?day=2025-01-15"), &["Chậm Số sơ bộ 4.806 hộ"]);
    let early = told(&probe, &format!("{target}?day=2025-01-15"), "vi");
    assert!(!early.contains("4.720 hộ ngày 31/12/2024"), "the decision was not signed yet");
    let range = "từ 3.117 hộ đến 3.733 hộ tùy phương pháp; 1 trên 2 phương pháp tới mục tiêu";
    says(&probe, &format!("{target}?day=2025-03-01"), &[range, "46/63", "11/63", "11,9 %", "7,9 %"]);
    says(
        &probe,
        "/programmes/ninh-binh-kh-151?day=2025-03-01",
        &["Đúng tiến độ", "↳ Số sơ bộ Chậm", "nhiều nhất 1/3 của mốc"],
    );
}

#[test]
fn ended_provinces_stay_as_they_were_and_lead_to_the_province_of_today() {
    let probe = probe();
    let stays = "Chương trình và số liệu giữ nguyên như khi còn đơn vị cũ.";
    let now = ["Tỉnh Ninh Bình cũ không còn từ 01/07/2025.", "Tỉnh Ninh Bình (từ 01/07/2025)", stays, "4.720 hộ"];
    says(&probe, "/programmes/ninh-binh-kh-151", &now);
    says(
        &probe,
        "/programmes/ninh-thuan-ct-19-2021",
        &["Tỉnh Khánh Hòa (từ 01/07/2025)", "cấp huyện không còn từ 1/7/2025"],
    );
    let restated = ["Quy về đơn vị hiện nay", "15.172", "Mục tiêu không chuyển sang đơn vị mới"];
    says(&probe, "/targets?area=37&on=2025-11-18", &restated);
    says(&probe, "/targets?area=56&on=2025-11-18", &["Giảm nghèo bền vững tỉnh Ninh Thuận", "Tỉnh Ninh Thuận cũ"]);
    says(&probe, "/targets?area=481&on=2024-06-01", &["Huyện A Lưới đủ điều kiện", "Địa bàn ưu tiên"]);
}

#[test]
fn between_reviews_a_target_is_not_measured_and_its_path_is_told() {
    let probe = probe();
    says(
        &probe,
        "/programmes/ninh-thuan-2018/targets/ty-le-2018?day=2018-07-31",
        &["Chưa đo được: rà soát 9–12.", "ngày 31/07/2018 lộ trình là 9,485 %", "10,36 %, 31/12/2017"],
    );
    says(
        &probe,
        "/programmes/ninh-thuan-2018/targets/mien-nui-2018?day=2018-07-31",
        &["Chưa đo được: rà soát 9–12.", "ngày 31/07/2018 lộ trình là 24,71 %"],
    );
}

#[test]
fn hue_keeps_its_earlier_version_and_ninh_thuan_its_words() {
    let probe = probe();
    let early = "/programmes/thua-thien-hue-nq-11-2021?day=2022-06-01";
    says(&probe, early, &["nhiều nhất 2,2 %", "(phấn đấu 2 %)", "Không phải nguyên văn"]);
    says(&probe, "/programmes/thua-thien-hue-nq-11-2021?day=2023-04-01", &["nhiều nhất 1,84 %", "đủ điều kiện"]);
    says(&probe, "/programmes/thua-thien-hue-nq-11-2021/targets/ty-le-2025-kh121", &["Chỉ tiêu này đã được thay bằng"]);
    let ninh_thuan = [
        "14,93 %",
        "5,33 %",
        "1,92 điểm phần trăm",
        "16,18 %",
        "2,75 %",
        "trên 3 điểm phần trăm",
        "“cơ bản” chưa có ngưỡng",
    ];
    says(&probe, "/programmes/ninh-thuan-ct-19-2021?day=2024-02-15", &ninh_thuan);
}

#[test]
fn documents_are_found_without_marks_and_hang_together_both_ways() {
    let probe = probe();
    says(&probe, "/documents?q=chi+thi+19", &["Chỉ thị 19-CT/TU"]);
    says(&probe, "/documents?q=khongco", &["Không có văn bản nào như vậy"]);
    says(&probe, "/documents/th-qd-289", &["Thực hiện Nghị quyết Đại hội XVIII", "Kết luận của Bí thư", "47.135 hộ"]);
    says(&probe, "/documents/nb-kh-151", &["Số hộ nghèo cuối năm 2025 giảm 2/3"]);
    for (address, status) in [
        ("/documents/none", 404),
        ("/programmes/none", 404),
        ("/programmes/ninh-binh-kh-151/targets/none", 404),
        ("/programmes/ninh-binh-kh-151?day=hom+nay", 400),
        ("/programmes/ninh-binh-kh-151?state=red", 400),
        ("/programmes/ninh-binh-kh-151/export.docx", 404),
        ("/targets?area=ABC", 404),
        ("/documents?kind=poem", 400),
    ] {
        assert_eq!(probe.get(address, "vi", false).unwrap().status, status, "{address}");
    }
}

#[test]
fn a_programme_is_taken_along_with_its_figures_as_numbers() {
    let probe = probe();
    let answer = probe.get("/programmes/ninh-binh-kh-151/export.xlsx?day=2025-03-01", "vi", false).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(answer.bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Chỉ tiêu", "Số liệu công bố", "Văn bản"]);
    let range = book.worksheet_range("Chỉ tiêu").unwrap();
    let rows: Vec<&[Data]> =
        range.rows().filter(|row| row[3] != Data::Empty && row[0].to_string().contains("2/3")).collect();
    let figures: Vec<(String, f64, f64, f64)> =
        rows.iter().map(|row| (row[1].to_string(), number(&row[3]), number(&row[7]), number(&row[8]))).collect();
    let wanted = [("Đúng tiến độ", 4720.0, 4776.5, -56.5), ("Chậm", 4806.0, 4776.5, 29.5)];
    assert_eq!(figures, wanted.map(|(state, a, b, c)| (state.to_owned(), a, b, c)));
    assert_eq!(number(&rows[0][10]).to_bits(), 3184f64.to_bits());
    let answer = probe.get("/programmes/thanh-hoa-vi-du/export.xlsx?day=2018-05-25", "en", false).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(answer.bytes)).unwrap();
    let units = book.worksheet_range("Units").unwrap();
    assert_eq!(units.rows().filter(|row| row[8] == Data::String("below".to_owned())).count(), 12);
    let pdf = probe.get("/programmes/thanh-hoa-qd-289-2016/export.pdf?day=2018-05-25", "vi", false).unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF-") && pdf.kind == "application/pdf");
}

/// The number of a cell that holds one.
fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn no_figure_of_a_text_is_written_into_a_page_or_its_words() {
    const FIGURES: [&str; 24] = [
        "128893", "128.893", "81758", "81.758", "47135", "47.135", "156080", "156.080", "1.354", "9553", "9.553",
        "4776", "4720", "4806", "14.93", "14,93", "16.18", "16,18", "10.36", "10,36", "1.84", "1,84", "9.485", "24.71",
    ];
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web");
    let mut read = 0;
    for folder in [
        "templates",
        "locales/vi",
        "locales/en",
        "src/pages/programmes",
        "src/pages/programmes/one",
        "src/pages/programmes/target",
        "src/pages/documents",
    ] {
        for entry in std::fs::read_dir(web.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            read += 1;
            for figure in FIGURES {
                assert!(!text.contains(figure), "{} holds {figure}", path.display());
            }
        }
    }
    assert!(read > 50, "{read} files were read");
}

#[test]
fn a_file_is_listed_and_checked_and_a_sum_that_does_not_come_out_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let listed = cancau(dir.path(), "programme list");
    assert_eq!((listed.code, listed.out.lines().count()), (0, 6), "{}", listed.out);
    let text = include_str!("../../../../data/programmes/thanh-hoa-qd-289-2016.toml");
    let file = dir.path().join("a.toml");
    std::fs::write(&file, text).unwrap();
    let sound = cancau(dir.path(), "programme check a.toml");
    assert_eq!((sound.code, sound.out.lines().count()), (0, 1), "{}", sound.out);
    std::fs::write(&file, text.replace("\"81758\"", "\"81785\"")).unwrap();
    let odd = cancau(dir.path(), "programme check a.toml");
    assert!(odd.code == 0 && odd.out.contains("CF-TEXT-SUM") && odd.out.contains("47.135"), "{}", odd.out);
    std::fs::write(&file, text.replace("\"81758\"", "\"nhiều\"")).unwrap();
    let wrong = cancau(dir.path(), "programme check a.toml");
    assert!(wrong.code == 1 && wrong.err.contains("CC-PROGRAMME-ITEM"), "{}", wrong.err);
}
