//! The one search box, over a desk without a register.

use crate::support::Browser;

#[test]
fn the_box_suggests_a_few_of_each_kind_and_nothing_for_nothing() {
    let browser = Browser::without_a_register();
    for empty in ["/search/suggest", "/search/suggest?q=", "/search/suggest?q=+"] {
        assert_eq!(browser.part(empty).ok().body.trim(), "", "{empty}");
    }
    let hue = browser.part("/search/suggest?q=hue").ok();
    assert!(!hue.body.contains("<html"), "a part is no page");
    assert!(hue.body.matches("<a ").count() <= 8);
    assert!(hue.text().contains("Thành phố Huế"), "{}", hue.text());
    let form = browser.part("/search/suggest?q=bi%E1%BB%83u+2").ok();
    assert!(form.text().contains("Biểu 2: Diễn biến hộ nghèo"), "{}", form.text());
    assert!(browser.part("/search/suggest?q=xyzzy").ok().text().contains("Không thấy gì khớp “xyzzy”"));
    let english = browser.open_in("/search/suggest?q=children", "en").ok();
    assert!(english.text().contains("What children lack"), "{}", english.text());
}

#[test]
fn programmes_and_documents_are_found_by_the_box_without_marks() {
    let text = Browser::without_a_register().open("/search?q=ninh+thuan").ok().body;
    assert!(text.contains("href=\"/programmes/ninh-thuan-2018\"") && text.contains("href=\"/documents/nt-ct-19\""));
}

#[test]
fn what_is_typed_is_shown_and_never_run() {
    let browser = Browser::without_a_register();
    for address in ["/search", "/search/suggest", "/areas"] {
        let page = browser.open(&format!("{address}?q=%3Cscript%3Ealert(1)%3C/script%3E%22x")).ok();
        assert!(!page.body.contains("<script>alert"), "{address}");
    }
    let text = browser.open("/search?q=ha+giang").ok().text();
    assert!(text.contains("Tỉnh Hà Giang") && text.contains("đến 30/06/2025"), "{text}");
    assert!(browser.open("/search?q=chuan+2022").ok().body.contains("href=\"/standards/vn-2022\""));
}
