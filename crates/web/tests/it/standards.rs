//! The law as pages: what nobody has checked comes first, and two periods stand beside each other.

use crate::support::Browser;
use axum::http::StatusCode;

#[test]
fn what_is_unverified_stands_before_the_law_and_is_marked_at_every_item() {
    let browser = Browser::without_a_register();
    for pack in engine::pack::bundled() {
        let page = browser.open(&format!("/standards/{}", pack.id)).ok();
        let unverified = pack.citations().iter().filter(|(_, law)| !law.verified).count();
        let all = pack.citations().len();
        let told = page.body.find(&format!("{unverified} trên {all} mục chưa xác minh")).unwrap();
        assert!(told < page.body.find("Mức thu nhập</h2>").unwrap(), "{}", pack.id);
        let law = &page.body[page.body.find("Mức thu nhập</h2>").unwrap()..];
        assert_eq!(law.matches("– chưa xác minh").count(), unverified, "{}: each item once", pack.id);
        for indicator in &pack.indicators {
            assert!(page.text().contains(&indicator.name.vi), "{}", indicator.id);
        }
    }
}

#[test]
fn the_standard_of_the_day_is_the_answer_of_the_list() {
    let page = Browser::without_a_register().open("/standards").ok();
    let text = page.text();
    assert!(text.contains("Đang áp dụng: Chuẩn nghèo đa chiều quốc gia giai đoạn 2022–2025"), "{text}");
    assert!(text.contains("Có hiệu lực đến hết ngày 31/12/2026"), "{text}");
}

#[test]
fn two_periods_stand_beside_each_other_with_their_differences() {
    let browser = Browser::without_a_register();
    let text = browser.open("/standards/compare?a=vn-2016&b=vn-2022").ok().text();
    assert!(text.contains("Thêm 3 chỉ số, bỏ 1,"), "{text}");
    assert!(text.contains("700.000 1.500.000 +800.000"), "{text}");
    let text = browser.open("/standards/compare?a=vn-2022&b=vn-2027").ok().text();
    assert!(text.contains("8 chỉ số chưa so được"), "{text}");
    let yearly = browser.open("/standards/compare?a=vn-2022&b=tp-hcm-2025").ok().text();
    assert!(yearly.contains("không trừ cho nhau"), "a month is not subtracted from a year");
    let unknown = browser.open("/standards/vn-1999");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text().contains("CC-STANDARD-UNKNOWN"));
}
