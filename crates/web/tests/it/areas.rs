//! Units through time as pages.

use crate::support::Browser;
use axum::http::StatusCode;

#[test]
fn a_unit_is_found_without_marks_and_one_that_is_gone_too() {
    let browser = Browser::without_a_register();
    let text = browser.open("/areas?q=xa+hoa+vang").ok().text();
    assert!(text.contains("Xã Hòa Vang"), "{text}");
    let gone = browser.open("/areas?q=yen+bai&on=2025-11-18").ok();
    assert!(gone.text().contains("Ở thời kỳ khác") && gone.text().contains("Tỉnh Yên Bái"), "{}", gone.text());
    let none = browser.open("/areas?q=xyzzy").ok().text();
    assert!(none.contains("Chưa tìm thấy"), "{none}");
}

#[test]
fn provinces_stand_as_they_were_before_and_after_the_mergers() {
    let browser = Browser::without_a_register();
    let after = browser.open("/areas").ok();
    assert!(after.text().contains("34 tỉnh, thành phố và 3.321 xã, phường, đặc khu"), "{}", after.text());
    let before = browser.open("/areas?on=2024-12-31").ok();
    assert!(before.text().contains("63 tỉnh, thành phố, 696 huyện và 10.043 xã"), "{}", before.text());
    assert!(browser.open("/areas?on=2005-01-01").ok().text().contains("chưa có đơn vị nào vào ngày 01/01/2005"));
    let bad = browser.open("/areas?on=hom-qua");
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_merged_province_tells_what_it_was_made_of_and_a_split_commune_that_it_was_split() {
    let browser = Browser::without_a_register();
    let today = browser.open("/areas/15").ok().text();
    assert!(today.starts_with("Tỉnh Lào Cai"), "{today}");
    assert!(today.contains("Tỉnh Yên Bái") && today.contains("→ toàn bộ"), "{today}");
    let then = browser.open("/areas/15?on=2024-12-31").ok().text();
    assert!(then.starts_with("Tỉnh Yên Bái"), "{then}");
    let split = domain::area::Areas::bundled().links().find(|link| link.extent == domain::area::Extent::Split);
    let old = &split.unwrap().from;
    let page = browser.open(&format!("/areas/{}?on={}", old.code, old.valid_from)).ok().text();
    assert!(page.contains("một phần") && page.contains("số liệu không chia theo"), "{page}");
    let district = browser.open("/areas/481").ok().text();
    assert!(district.contains("mã 481 không chỉ đơn vị nào") && district.contains("không có đơn vị kế tiếp"));
    let unknown = browser.open("/areas/99999");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text().contains("CC-AREA-CODE"));
}
