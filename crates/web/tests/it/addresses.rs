//! Every address of the pages, in both languages: it answers, nothing is missing, every link leads somewhere.

use crate::markup;
use crate::support::{Browser, Page};
use std::collections::{BTreeMap, BTreeSet};

/// Pages that need no register. Whoever adds a page adds its addresses, with values that show all of it.
pub(crate) const ADDRESSES: &[&str] = &[
    "/",
    "/?on=2024-12-31&sort=count",
    "/area/46",
    "/area/VN",
    "/areas",
    "/areas?q=ha+giang",
    "/areas?q=hoa+binh&on=2024-12-31",
    "/areas?q=xyzzy",
    "/areas?on=2005-01-01",
    "/areas/VN",
    "/areas/15?on=2024-12-31",
    "/areas/15?on=2025-12-31",
    "/areas/46",
    "/areas/46?on=2024-12-31",
    "/areas/79",
    "/areas/481?on=2024-12-31",
    "/areas/481",
    "/areas/20194",
    "/findings",
    "/documents",
    "/documents?q=nghi+quyet&state=issued",
    "/documents?kind=plan",
    "/documents?q=xyzzy",
    "/documents/th-qd-289",
    "/documents/nb-kh-151",
    "/documents/hue-kh-121",
    "/forms",
    "/households",
    "/programmes",
    "/programmes?day=2018-05-25",
    "/programmes?day=2010-01-01",
    "/programmes/compare",
    "/programmes/compare?of=count&standard=vn-2016",
    "/programmes/compare?of=all",
    "/programmes/compare?of=thanh-hoa-vi-du",
    "/programmes/ninh-binh-kh-151",
    "/programmes/ninh-binh-kh-151?day=2025-03-01&state=on",
    "/programmes/ninh-binh-kh-151/targets/giam-hai-phan-ba?day=2025-03-01",
    "/programmes/ninh-binh-kh-151/targets/giam-hai-phan-ba",
    "/programmes/ninh-binh-kh-151/targets/bao-phu-chinh-sach",
    "/programmes/ninh-binh-kh-151/targets/muc-tieu-2030",
    "/programmes/ninh-thuan-2018?day=2018-07-31",
    "/programmes/ninh-thuan-2018?day=2018-08-16",
    "/programmes/ninh-thuan-2018/targets/ty-le-2018?day=2018-08-16",
    "/programmes/ninh-thuan-ct-19-2021?day=2024-02-15",
    "/programmes/ninh-thuan-ct-19-2021/targets/bang-hoac-thap-hon-ca-nuoc?day=2024-02-15",
    "/programmes/ninh-thuan-ct-19-2021/targets/khoang-cach-mien-nui-dong-bang",
    "/programmes/ninh-thuan-ct-19-2021/targets/giam-hang-nam?day=2025-03-01",
    "/programmes/thanh-hoa-qd-289-2016?day=2020-07-01",
    "/programmes/thanh-hoa-qd-289-2016?day=2030-07-01",
    "/programmes/thanh-hoa-vi-du?day=2018-05-25&sort=fall&dir=down",
    "/programmes/thanh-hoa-vi-du/targets/so-ho-ngheo?day=2018-05-25",
    "/programmes/thua-thien-hue-nq-11-2021",
    "/programmes/thua-thien-hue-nq-11-2021?day=2022-06-01",
    "/programmes/thua-thien-hue-nq-11-2021/targets/ty-le-2025",
    "/programmes/thua-thien-hue-nq-11-2021/targets/ty-le-2025-kh121",
    "/targets",
    "/targets?area=37",
    "/targets?area=37&on=2025-03-01",
    "/targets?area=56",
    "/targets?area=481&on=2024-06-01",
    "/targets?area=01",
    "/findings?kind=CF-DENOMINATOR",
    "/findings?kind=CF-SUM&area=99",
    "/results",
    "/results?page=3&sort=-value",
    "/results?area=VN&measure=poor_households",
    "/results?area=15&sort=area",
    "/results?year=2024&status=preliminary&verified=unverified",
    "/results?part=poor_districts&kind=review",
    "/results?place=national.csv:17",
    "/results?standard=none",
    "/search",
    "/search?q=hue",
    "/search?q=ha+giang",
    "/search?q=bieu+2",
    "/search?q=xyzzy",
    "/standards",
    "/standards/vn-2016",
    "/standards/vn-2022",
    "/standards/vn-2027",
    "/standards/bac-ninh-2025",
    "/standards/tp-hcm-2025",
    "/standards/compare",
    "/standards/compare?a=vn-2022&b=vn-2027",
    "/standards/compare?a=vn-2022&b=tp-hcm-2025",
];

/// Of links that differ in their digits only so many are followed: a list of communes is one kind of link.
const OF_A_KIND: usize = 4;

/// A page must come over a slow line: its text, before it is compressed.
const HEAVIEST: usize = 120_000;

fn check(page: &Page) {
    let (address, body) = (&page.address, &page.body);
    for (sign, meaning) in [("⟦", "a text is missing"), ("style=\"", "an inline style"), ("onclick", "inline script")]
    {
        if let Some(at) = body.find(sign) {
            let near: String = body[at..].chars().take(80).collect();
            panic!("{address}: {meaning}: {near}");
        }
    }
    for script in body.split("<script").skip(1) {
        let inside = script.split_once('>').unwrap().1.split("</script>").next().unwrap();
        assert!(inside.trim().is_empty(), "{address}: inline script: {inside}");
    }
    assert_eq!(markup::fault(body), None, "{address}");
    assert_eq!(body.matches("<h1").count(), 1, "{address}: a page has one heading");
    assert!(body.len() < HEAVIEST, "{address}: {} bytes", body.len());
    let mut ids: Vec<&str> = body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{address}: an id stands twice");
}

#[test]
fn every_page_is_whole_in_both_languages() {
    let browser = Browser::without_a_register();
    for lang in ["vi", "en"] {
        for address in ADDRESSES {
            let page = browser.open_in(address, lang).ok();
            assert_eq!(page.kind, "text/html; charset=utf-8", "{address}");
            assert!(page.body.contains(&format!("<html lang=\"{lang}\">")), "{address}");
            check(&page);
        }
    }
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let browser = Browser::without_a_register();
    let mut seen = BTreeSet::new();
    for address in ADDRESSES {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for link in browser.open(address).links() {
            let kind = link.replace(|letter: char| letter.is_ascii_digit(), "0");
            let followed = kinds.entry(kind).or_default();
            *followed += 1;
            let path = link.split('#').next().unwrap().to_owned();
            if *followed > OF_A_KIND || !seen.insert(path.clone()) {
                continue;
            }
            let answer = browser.open(&path);
            // what only a register can answer says that there is none, and what to do
            let fine = answer.status.as_u16() < 400 || answer.body.contains("CC-STORE-NONE");
            assert!(fine, "{address} leads to {path}: {}", answer.status);
        }
    }
    assert!(seen.len() > ADDRESSES.len(), "links were followed");
}
