//! The PDF: pages, fonts, bytes.

use crate::support::{commune_a, input, over, pack, province, unit};
use base::Level;
use report::forms::table;
use report::pdf::Writer;

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
