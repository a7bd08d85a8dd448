//! Published figures: filters select exactly, the file holds what the pages show, findings lead to their figures.

use crate::support::{Browser, Page};
use axum::http::{StatusCode, header};
use domain::area::Areas;
use domain::result::{Fact, Results, read_strictly};

fn count(page: &Page) -> usize {
    page.body.matches("<tr><th scope=\"row\">").count()
}

#[test]
fn filters_select_exactly_and_pages_hold_every_fact_once() {
    let browser = Browser::without_a_register();
    let facts = Results::bundled(Areas::bundled()).unwrap().facts;
    let expected = facts.iter().filter(|fact| fact.year == 2024 && fact.standard.as_ref() == "vn-2022").count();
    let mut places = std::collections::BTreeSet::new();
    let mut address = "/results?year=2024&standard=vn-2022".to_owned();
    loop {
        let page = browser.open(&address).ok();
        assert!(count(&page) <= 50);
        let rows = page.body.split("<span class=\"xs muted\">").skip(1).filter_map(|rest| rest.split('<').next());
        places.extend(rows.filter(|text| text.contains(".csv:")).map(str::to_owned));
        match page.body.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            Some(next) => address = next.replace("&amp;", "&").replace("&#38;", "&"),
            None => break,
        }
    }
    assert_eq!(places.len(), expected);
    let one = browser.open("/results?area=VN&year=2024&measure=poor_households&part=whole").ok();
    assert_eq!(count(&one), 1);
    assert!(one.text().contains("599.608") && one.text().contains("217/QĐ-BLĐTBXH"), "{}", one.text());
    for wrong in ["year=nay", "measure=ngheo", "status=plan", "sort=x", "page=hai", "part=half"] {
        assert_eq!(browser.open(&format!("/results?{wrong}")).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[test]
fn facts_stand_in_the_order_that_is_asked_for() {
    let browser = Browser::without_a_register();
    let first = |sort: &str| {
        let page = browser.open(&format!("/results?measure=poor_households&year=2024&part=whole&sort={sort}")).ok();
        page.body.split("<td class=\"num\"><b>").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    assert_eq!(first("-value"), "599.608");
    assert_eq!(first("value"), "0");
}

#[test]
fn the_file_holds_all_that_is_filtered_and_is_read_again() {
    let browser = Browser::without_a_register();
    let response = browser.response("/results/export.csv?year=2023&measure=poor_households", &[]);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert!(response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    let bytes = browser.bytes(response);
    assert!(bytes.starts_with("\u{feff}".as_bytes()), "Excel needs the mark");
    let read: Vec<Fact> = read_strictly("x.csv", &bytes, Areas::bundled()).unwrap();
    let facts = Results::bundled(Areas::bundled()).unwrap().facts;
    let wanted = |fact: &&Fact| fact.year == 2023 && fact.measure.word() == "poor_households";
    assert_eq!(read.len(), facts.iter().filter(wanted).count());
    assert_eq!(browser.response("/results/export.csv?year=x", &[]).status(), StatusCode::BAD_REQUEST);
}

#[test]
fn every_finding_leads_to_figures() {
    let browser = Browser::without_a_register();
    let page = browser.open("/findings").ok();
    let checked = Results::bundled(Areas::bundled()).unwrap().check(Areas::bundled());
    assert!(page.text().contains(&format!("{} chỗ cần xem lại", checked.findings.len())), "{}", page.text());
    let links: Vec<String> = page.links().into_iter().filter(|link| link.starts_with("/results?")).collect();
    assert_eq!(links.len(), checked.findings.len());
    for link in links {
        let figures = browser.open(&link).ok();
        assert!(count(&figures) > 0, "{link} shows no figure");
    }
    let of_kind = browser.open("/findings?kind=CF-DENOMINATOR").ok();
    assert!(of_kind.text().contains("Không có mẫu số nào khớp") && !of_kind.body.contains("id=\"CF-VERSION\""));
    assert!(browser.open("/findings?area=khong").ok().text().contains("Không có phát hiện nào"));
}

#[test]
fn an_area_leads_to_its_own_figures_though_its_code_once_meant_another() {
    let browser = Browser::without_a_register();
    // 15 was Yên Bái until the merger; since then it is Lào Cai, of which nothing was published under that code
    let merged = browser.open("/area/15?on=2025-07-01").ok();
    assert!(!merged.body.contains("/results?area=15"), "figures of Yên Bái are not those of Lào Cai");
    assert!(merged.body.contains("32.986"), "the sum of both is told");
    let before = browser.open("/area/15?on=2024-12-31").ok();
    assert!(before.body.contains("/results?area=15"));
}
