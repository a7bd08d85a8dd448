//! The pages over the demonstration's register: complete in both languages, and never older than the database.

use crate::demo;
use app::{Desk, Opener};
use base::{AreaKey, Level};
use domain::area::Areas;
use domain::result::Results;
use jiff::civil::date;
use report::chart::geojson::{self, Boundaries};
use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;
use web::{Probe, Web};

/// Addresses that need a register; those that need none are held by the tests of `web`.
const ADDRESSES: [&str; 39] = [
    "/area/46?on=2025-07-01",
    "/area/46?on=2024-12-31&year=2023",
    "/area/46?on=2025-01-01&year=2021",
    "/area/46?on=2025-07-01&sort=name&dir=up",
    "/area/474?on=2024-12-31",
    "/area/19777?on=2025-01-01",
    "/area/20044?on=2025-01-01&year=2023",
    "/households",
    "/households?class=poor&class=near_poor&year=2023&sort=deprivations&dir=down&page=2",
    "/households?indicator=jobs&cause=&mark=ethnic_minority&kind=rural&child=nutrition",
    "/households?ethnic=taoi&q=ho%20van",
    "/households?q=khongaitenthe",
    "/households?form=2&col=5&year=2023&area=46&on=2025-07-01",
    "/households?form=11&col=2&year=2024&area=46&on=2025-07-01",
    "/households/1/MP46-002499",
    "/households/1/MP46-002499/edit",
    "/population?area=46&on=2025-07-01&year=2024&province=1",
    "/forms/1",
    "/forms/2?year=2021",
    "/forms/4?year=2024&area=46&on=2025-07-01",
    "/forms/10?year=2023",
    "/forms/15?year=2024&area=19777&on=2025-01-01",
    "/forms/14?year=2024",
    "/findings",
    "/search?q=tran",
    "/search/suggest?q=a%20luoi",
    "/trail",
    "/trail?household=MP46-002499&shard=1",
    "/trail?area=46&on=2025-07-01",
    "/trail?area=19777&on=2025-01-01&q=ra%20soat",
    "/trail?account=nobody&from=2025-01-01&to=2025-12-31&command=commit_review",
    "/trail?day=2025-01-02&shard=1",
    "/trail/verify",
    "/readings",
    "/readings?shard=1&household=MP46-002499",
    "/requests?shard=1&household=MP46-002499",
    "/supervision?review=2023/vn-2022",
    "/supervision/observations",
    "/supervision/observe?shard=1&household=MP46-002499",
];

fn probe(dir: &Path, maps: Vec<Boundaries>) -> Probe {
    let folder = dir.to_owned();
    let opener: Opener = Box::new(move || app::demo::open(&folder));
    let areas = Areas::bundled();
    let desk = Desk::new(Some(opener), Cow::Borrowed(areas), Results::bundled(areas).unwrap());
    let now = || "2025-11-18T02:00:00Z".parse().unwrap();
    let web = Web { desk, today: Box::new(|| date(2025, 11, 18)), now: Box::new(now), maps, provider: None };
    Probe::new(web, app::Caller::operator()).unwrap()
}

fn text(probe: &Probe, address: &str, lang: &str) -> String {
    let answer = probe.get(address, lang, false).unwrap();
    let text = answer.text();
    assert_eq!(answer.status, 200, "{address}: {text}");
    text
}

#[test]
fn every_page_of_the_register_is_complete_in_both_languages() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let probe = probe(dir.path(), Vec::new());
    for address in ADDRESSES {
        for lang in ["vi", "en"] {
            let text = text(&probe, address, lang);
            assert!(!text.contains('⟦'), "{address} lacks a text in {lang}: {}", text.split('⟦').nth(1).unwrap());
            assert!(!text.contains("style=\"") && !text.contains("<script>"), "{address}");
        }
    }
    for far in
        ["/households?class=poor&year=2024&page=99999", "/households?class=poor&year=2024&page=18446744073709551615"]
    {
        assert!(text(&probe, far, "vi").contains("4.651–4.689"), "a page beyond the last is the last");
    }
    for (address, status, code) in [
        ("/households/1/nobody", 404, "CC-HOUSEHOLD-NONE"),
        ("/area/99999", 404, "CC-AREA-CODE"),
        ("/area/46?on=2025-07-01&year=1999", 404, "CC-REVIEW-NONE"),
        ("/forms/16", 404, "CC-PAGE-NONE"),
        ("/households?class=rich", 400, "CC-PAGE-VALUE"),
        ("/forms/14/download.pdf?year=2024", 400, "CC-FORM-TOO-LONG"),
    ] {
        let answer = probe.get(address, "vi", false).unwrap();
        assert_eq!(answer.status, status, "{address}");
        assert!(answer.text().contains(code), "{address}");
    }
}

#[test]
fn forms_and_lists_come_as_the_files_they_claim_to_be() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let probe = probe(dir.path(), Vec::new());
    for (address, begins) in [
        ("/forms/2/download.xlsx?year=2023", &b"PK"[..]),
        ("/forms/15/download.pdf?year=2024&area=19777&on=2025-01-01", b"%PDF"),
        ("/forms/1/download.csv?year=2024", "\u{feff}".as_bytes()),
        ("/area/46/sheet.pdf?on=2025-07-01", b"%PDF"),
        ("/households/export.xlsx?class=poor&year=2024", b"PK"),
    ] {
        let answer = probe.get(address, "vi", false).unwrap();
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.bytes.starts_with(begins), "{address}: {}", answer.kind);
    }
    let list = text(&probe, "/households/export.csv?class=poor&year=2024", "vi");
    assert_eq!(list.lines().count(), 1 + 4689, "one line for each household, under the headings");
}

#[test]
fn households_deleted_in_the_database_are_gone_from_the_pages_at_once() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let probe = probe(dir.path(), Vec::new());
    let addresses = [
        "/area/46?on=2025-07-01&year=2023",
        "/forms/2?year=2023&area=46&on=2025-07-01",
        "/households?class=poor&year=2023",
    ];
    for address in addresses {
        assert!(text(&probe, address, "vi").contains("7.540"), "{address}");
    }
    let mut store = app::demo::open(dir.path()).unwrap();
    store.db().write(1, |tx| tx.execute(demo::DELETE, &[]).map(drop)).unwrap();
    for address in addresses {
        let text = text(&probe, address, "vi");
        assert!(text.contains("7.440") && !text.contains("7.540"), "{address}");
    }
}

#[test]
fn a_provinces_own_boundaries_are_drawn_when_they_have_every_commune() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let on = date(2025, 7, 1);
    let areas = Areas::bundled();
    let hue: AreaKey = areas.at("46", on).unwrap().key.clone();
    let mut features = String::new();
    for (place, unit) in areas.units(Level::Commune, on).into_iter().enumerate() {
        if areas.ancestor(&unit.key, Level::Province).is_some_and(|above| above.key == hue) {
            let (x, y) = (107.0 + 0.01 * f64::from(u32::try_from(place % 60).unwrap()), 16.0);
            let comma = if features.is_empty() { "" } else { "," };
            write!(
                features,
                "{comma}{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{}\"}},\"geometry\":{{\"type\":\"Polygon\",\
                 \"coordinates\":[[[{x},{y}],[{},{y}],[{x},16.1],[{x},{y}]]]}}}}",
                unit.key.code,
                x + 0.01,
            )
            .unwrap();
        }
    }
    let file = format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}");
    let own = geojson::read(file.as_bytes()).unwrap();
    assert_eq!(own.shapes.len(), 40);
    let said = "ranh giới do địa phương tự nạp";
    assert!(text(&probe(dir.path(), vec![own.clone()]), ADDRESSES[0], "vi").contains(said));
    let some = Boundaries { shapes: own.shapes[1..].to_vec() };
    let text = text(&probe(dir.path(), vec![some]), ADDRESSES[0], "vi");
    assert!(!text.contains(said) && text.contains("Bản đồ ô lưới"), "with a commune missing, tiles are drawn");
}
