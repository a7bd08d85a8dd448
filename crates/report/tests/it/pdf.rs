//! The PDF: pages, fonts, bytes.

use crate::support::{commune_a, input, over, pack, province, unit};
use base::Level;
use base::{Lang, Number};
use report::chart::{Chart, Frame, Line, LineSeries, Point, Segment, Tone};
use report::forms::table;
use report::pdf::{Listing, ListingColumn, Picture, Sheet, Writer};

#[test]
fn every_form_becomes_a_pdf_with_the_same_bytes_each_time() {
    let (pack, root) = (pack(), province());
    let writer = Writer::new();
    for number in 1..=15 {
        let form = table(number, &input(&pack, &root)).unwrap();
        let pdf = writer.write(&form).unwrap();
        assert!(pdf.starts_with(b"%PDF-"), "form {number}");
        assert_eq!(writer.pages(&form).unwrap(), 1, "form {number}");
        assert_eq!(pdf, Writer::new().write(&form).unwrap(), "form {number}");
    }
}

#[test]
fn many_units_flow_over_pages() {
    let pack = pack();
    let units: Vec<_> =
        (0..40).map(|i| unit(&i.to_string(), &format!("Xã số {i}"), Level::Commune, commune_a())).collect();
    let root = over("99", "Tỉnh Thử", Level::Province, units);
    assert!(Writer::new().pages(&table(2, &input(&pack, &root)).unwrap()).unwrap() >= 3);
}

#[test]
fn markup_in_names_is_only_text() {
    let pack = pack();
    let name = "Xã ′A\" #panic() *đậm* _x_ $y$ \\ @z <w> `v` // [u]";
    let root = over("99", name, Level::Province, vec![unit("1", name, Level::Commune, commune_a())]);
    let form = table(2, &input(&pack, &root)).unwrap();
    let words = Writer::new().words(&form).unwrap();
    // lines may break anywhere between words
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    assert!(solid(&words).contains(&solid(name)), "{words}");
    assert!(solid(&words).contains(&solid("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")));
}

#[test]
fn a_chart_is_printed_as_the_page_shows_it() {
    let part = |reasons: &[&str], points: &[(i16, i64)]| Segment {
        reasons: reasons.iter().map(|&reason| reason.to_owned()).collect(),
        points: points.iter().map(|(year, value)| Point::new(*year, Number::hundredths(*value))).collect(),
    };
    let segments =
        vec![part(&[], &[(2019, 674), (2020, 533)]), part(&["đổi chuẩn nghèo"], &[(2021, 782), (2022, 593)])];
    let chart = Line {
        frame: Frame {
            id: "ninh-thuan".to_owned(),
            lang: Lang::Vi,
            title: "Tỷ lệ hộ nghèo".to_owned(),
            desc: "Hai chuẩn, không nối".to_owned(),
            unit: "%".to_owned(),
        },
        size: (480, 280),
        series: vec![LineSeries { name: "Hộ nghèo".to_owned(), tone: Tone::Poor, segments }],
        reference: None,
        forecast: None,
    };
    let sheet = |pictures| Sheet {
        lang: Lang::Vi,
        title: "Ninh Thuận: #panic() *không* nối hai chuẩn".to_owned(),
        lead: vec!["Tỷ lệ hộ nghèo theo hai chuẩn.".to_owned()],
        banner: Some("Dữ liệu mô phỏng".to_owned()),
        listings: vec![Listing {
            heading: "Chỉ tiêu".to_owned(),
            columns: vec![ListingColumn { heading: "Tên".to_owned(), share: 1, figures: false }],
            rows: vec![vec!["*sao* #ô".to_owned()]],
            note: String::new(),
        }],
        pictures,
        provenance: "Nguồn: số đã công bố".to_owned(),
    };
    let picture = Picture {
        heading: "Tỷ lệ hộ nghèo, %".to_owned(),
        svg: chart.svg(),
        alt: chart.frame.desc.clone(),
        width: 100,
        note: String::new(),
    };
    let writer = Writer::new();
    let with = sheet(vec![picture.clone()]);
    let pdf = writer.write_sheet(&with).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(pdf, Writer::new().write_sheet(&with).unwrap(), "the same bytes each time");
    assert!(pdf.len() > writer.write_sheet(&sheet(Vec::new())).unwrap().len() + 1000, "the picture is in it");
    assert!(writer.words_of_sheet(&with).unwrap().contains("#panic()"));
    assert!(writer.words_of_sheet(&with).unwrap().contains("*sao* #ô"), "no markup is read in a table");
    let broken = Picture { svg: "<svg".to_owned(), ..picture };
    assert_eq!(writer.write_sheet(&sheet(vec![broken])).unwrap_err().code, "CC-REPORT-PDF");
}
