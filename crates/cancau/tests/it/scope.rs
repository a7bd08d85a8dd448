//! Nobody reads outside of the own area: random people walk every route and every export of the pages, and no row, no
//! name and no count of elsewhere is in what they get.

use crate::demo;
use app::access::Territory;
use app::{Caller, Desk, Filter, Opener, Sort};
use base::{AreaKey, Level, Period};
use domain::access::{Action, Grant, Role, may};
use domain::area::{Areas, Unit};
use domain::result::Results;
use jiff::civil::{Date, date};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use store::{Ids, RepeatableIds, Scope, Shard};
use web::{Answer, Probe, Web};

pub(crate) const TODAY: Date = date(2025, 11, 18);
const BEFORE: Date = date(2024, 12, 31);
/// Random people; the count of their queries is told at the end.
const PEOPLE: usize = 12;

/// Where every household was found, and who lives in it.
struct Truth {
    /// By code: the places of all reviews.
    places: BTreeMap<String, BTreeSet<(AreaKey, String)>>,
    /// By year of the newest standard: code and place.
    reviews: BTreeMap<i16, Vec<(String, AreaKey, String)>>,
    /// Everybody by name: the codes of their households.
    people: BTreeMap<String, BTreeSet<String>>,
}

impl Truth {
    fn read(dir: &Path) -> Self {
        let mut store = app::demo::open(dir).unwrap();
        let (mut places, mut reviews) = (BTreeMap::new(), BTreeMap::new());
        let view = Scope::everything().of(Shard(1));
        for review in store.reviews(Shard(1)).unwrap() {
            let mut rows = Vec::new();
            store
                .search_each(view, &review, None, &Filter::default(), Sort::default(), |row| {
                    let place = (row.commune.clone(), row.village.clone());
                    places.entry(row.code.clone()).or_insert_with(BTreeSet::new).insert(place);
                    rows.push((row.code, row.commune, row.village));
                    Ok(())
                })
                .unwrap();
            reviews.insert(review.year, rows);
        }
        let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        store
            .db()
            .read(|tx| {
                tx.each(PEOPLE_OF_HOUSEHOLDS, &[], |row| {
                    people.entry(row.text(0)?.to_owned()).or_default().insert(row.text(1)?.to_owned());
                    Ok(())
                })
            })
            .unwrap();
        Self { places, reviews, people }
    }
}

const PEOPLE_OF_HOUSEHOLDS: &str = "\
select distinct p.name, h.code
  from membership m
  join person p on p.shard = m.shard and p.id = m.person
  join household h on h.shard = m.shard and h.id = m.household";

/// A random number below `most`.
fn pick(ids: &mut RepeatableIds, most: usize) -> usize {
    let mut bytes = [0; 8];
    ids.fill(&mut bytes);
    usize::try_from(u64::from_le_bytes(bytes) % most as u64).unwrap()
}

fn communes(areas: &Areas, on: Date) -> Vec<&Unit> {
    let all = areas.units(Level::Commune, on).into_iter();
    all.filter(|unit| areas.ancestor(&unit.key, Level::Province).is_some_and(|above| above.key.code == "46")).collect()
}

/// Grants of somebody: in villages, communes and districts, of before and after the merger.
fn grants(ids: &mut RepeatableIds, areas: &Areas, truth: &Truth) -> Vec<Grant> {
    let (old, new) = (communes(areas, BEFORE), communes(areas, TODAY));
    let any: Vec<&(String, AreaKey, String)> = truth.reviews.values().flatten().collect();
    let mut grants = Vec::new();
    for _ in 0..=pick(ids, 2) {
        let role = Role::ALL[pick(ids, Role::ALL.len())];
        let (area, village) = match pick(ids, 4) {
            0 => {
                let (_, commune, village) = any[pick(ids, any.len())];
                (commune.clone(), Some(village.clone()))
            }
            1 => (old[pick(ids, old.len())].key.clone(), None),
            2 => (new[pick(ids, new.len())].key.clone(), None),
            _ => {
                let commune = &old[pick(ids, old.len())].key;
                (areas.ancestor(commune, Level::District).unwrap().key.clone(), None)
            }
        };
        grants.push(Grant { role, area: Some(area), village, period: Period { from: date(2020, 1, 1), to: None } });
    }
    grants
}

/// Whether a place is inside of what a grant names, reckoned without the program's own territory: a commune of before
/// the merger lies in the unit above it then, and in the commune that holds it whole today.
fn inside(areas: &Areas, grant: &Grant, place: &(AreaKey, String)) -> bool {
    let (commune, village) = place;
    let area = grant.area.as_ref().unwrap();
    let holders = areas.holders(commune, TODAY);
    let same = commune == area || areas.above(commune).iter().any(|above| above.key == *area);
    let merged = holders.len() == 1 && holders[0].0 == *area;
    // a commune of today that is made of nothing but communes of the area
    let parts = areas.predecessors(commune, BEFORE);
    let under = |key: &AreaKey| key == area || areas.above(key).iter().any(|above| above.key == *area);
    let made = commune.valid_from > BEFORE && !parts.is_empty() && parts.iter().all(|(part, _)| under(part));
    match &grant.village {
        None => same || merged || made,
        Some(own) => own == village && (commune == area),
    }
}

fn codes(text: &str) -> BTreeSet<String> {
    let digits =
        |rest: &str| rest.get(..6).filter(|six| six.bytes().all(|digit| digit.is_ascii_digit())).map(str::to_owned);
    text.split("MP46-").skip(1).filter_map(digits).map(|six| format!("MP46-{six}")).collect()
}

/// What an answer says, spreadsheets cell by cell.
pub(crate) fn told(answer: &Answer) -> String {
    use calamine::Reader;
    if !answer.bytes.starts_with(b"PK") {
        return answer.text();
    }
    let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(answer.bytes.clone())).unwrap();
    let mut text = String::new();
    for name in book.sheet_names() {
        for row in book.worksheet_range(&name).unwrap().rows() {
            for cell in row {
                text.push_str(&cell.to_string());
                text.push('\n');
            }
        }
    }
    text
}

/// The routes of the pages as they are written and those of the API as it describes them, so that none is forgotten.
fn routes() -> Vec<String> {
    let source = include_str!("../../../web/src/pages/mod.rs");
    let pages = source.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    let description: serde_json::Value = serde_json::from_str(&web::openapi()).unwrap();
    pages.chain(description["paths"].as_object().unwrap().keys().cloned()).collect()
}

fn fits(pattern: &str, address: &str) -> bool {
    let path = address.split('?').next().unwrap();
    let (wanted, given): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    let one = |(wanted, given): (&&str, &&str)| {
        let open = wanted.split('{').next().unwrap();
        wanted == given || (wanted.contains('{') && given.starts_with(open))
    };
    wanted.len() == given.len() && wanted.iter().zip(&given).all(one)
}

#[test]
fn random_people_find_nothing_outside_of_their_area_on_any_route() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let mut store = app::demo::open(dir.path()).unwrap();
    app::demo::programme::plan(&mut store, "2025-02-01T08:00:00Z", TODAY).unwrap();
    let truth = Truth::read(dir.path());
    let folder = dir.path().to_owned();
    let opener: Opener = Box::new(move || app::demo::open(&folder));
    let areas = Areas::bundled();
    let desk = Desk::new(Some(opener), Cow::Borrowed(areas), Results::bundled(areas).unwrap());
    let now = || "2025-11-18T02:00:00Z".parse().unwrap();
    let web = Web { desk, today: Box::new(|| TODAY), now: Box::new(now), maps: Vec::new(), provider: None };
    let mut probe = Probe::new(web, Caller::visitor()).unwrap();
    let known = Mutex::default();
    let territory = Territory::new(areas, &known);
    let mut ids = RepeatableIds::new(20_251_118);
    let (mut queries, mut rows_seen, mut denied) = (0, 0, 0);
    let routes = routes();
    let mut walked: BTreeSet<&String> = BTreeSet::new();
    for person in 0..PEOPLE {
        let grants = grants(&mut ids, areas, &truth);
        let reads = |place: &(AreaKey, String)| {
            grants.iter().any(|grant| may(grant.role, Action::ListHouseholds) && inside(areas, grant, place))
        };
        let visible: BTreeSet<&String> =
            truth.places.iter().filter(|(_, places)| places.iter().any(&reads)).map(|(code, _)| code).collect();
        let elsewhere: Vec<&String> = truth
            .people
            .iter()
            .filter(|(name, codes)| name.len() > 12 && codes.iter().all(|code| !visible.contains(code)))
            .map(|(name, _)| name)
            .collect();
        let who = format!("person {person}: {grants:?}");
        probe = probe.seen_by(Caller::person(&format!("p{person}"), "Ai đó", &grants, &territory, TODAY));
        for address in addresses(&mut ids, areas, &truth, &grants) {
            let answer = probe.get(&address, "vi", false).unwrap();
            queries += 1;
            walked.extend(routes.iter().filter(|pattern| fits(pattern, &address)));
            assert!(answer.status < 500, "{address}, {who}: {}", answer.text());
            if answer.status != 200 {
                denied += usize::from(answer.status == 403);
                continue;
            }
            let text = told(&answer);
            // an address that was typed may come back in a link; what is told must be seen
            let found = codes(&text);
            let strange: Vec<&String> =
                found.iter().filter(|code| !visible.contains(code) && !address.contains(code.as_str())).collect();
            assert!(strange.is_empty(), "{address} tells {strange:?}, {who}");
            rows_seen += found.len();
            for _ in 0..50 {
                let name = elsewhere[pick(&mut ids, elsewhere.len())];
                assert!(!text.contains(name.as_str()), "{address} tells {name}, {who}");
            }
            counts(areas, &grants, &address, &text, &truth, &reads, &who);
        }
    }
    let missed: Vec<&String> = routes.iter().filter(|pattern| !walked.contains(pattern)).collect();
    assert!(missed.iter().all(|pattern| POSTED.contains(&pattern.as_str())), "routes that nobody walked: {missed:?}");
    eprintln!("{PEOPLE} people, {queries} queries, {rows_seen} households told, {denied} denied");
    assert!(rows_seen > 1_000 && denied > 100, "people see what is theirs, and are refused what is not");
}

/// Routes that take forms only; the people of this test have no accounts to send them from.
const POSTED: [&str; 14] = [
    "/documents/{id}/files/{number}/withdraw",
    "/documents/{id}/state",
    "/programmes/{id}/targets/{target}/withdraw",
    "/api/v1/households/{province}/{household}/unmask",
    "/account/tokens/end",
    "/households/{shard}/{code}/unmask",
    "/supervision/observations/{shard}/{id}",
    "/account/kin",
    "/account/second-step/off",
    "/account/sessions/end",
    "/accounts/{login}/{act}",
    "/agencies/{id}/{act}",
    "/setup/{token}",
    "/sign-out",
];

/// Addresses of every route, about places of one's own and of others.
fn addresses(ids: &mut RepeatableIds, areas: &Areas, truth: &Truth, grants: &[Grant]) -> Vec<String> {
    let (old, new) = (communes(areas, BEFORE), communes(areas, TODAY));
    let all: Vec<&String> = truth.places.keys().collect();
    let own: Vec<&String> = truth
        .places
        .iter()
        .filter(|(_, places)| places.iter().any(|place| grants.iter().any(|grant| inside(areas, grant, place))))
        .map(|(code, _)| code)
        .collect();
    let mut codes: Vec<&String> = (0..4).map(|_| all[pick(ids, all.len())]).collect();
    codes.extend((0..4).filter(|_| !own.is_empty()).map(|_| own[pick(ids, own.len())]));
    let mut places = vec![("46".to_owned(), TODAY), ("46".to_owned(), BEFORE), ("VN".to_owned(), TODAY)];
    places.extend((0..2).map(|_| (old[pick(ids, old.len())].key.code.clone(), BEFORE)));
    places.extend((0..2).map(|_| (new[pick(ids, new.len())].key.code.clone(), TODAY)));
    for grant in grants {
        let area = grant.area.as_ref().unwrap();
        let on = if areas.get(area).unwrap().valid_on(TODAY) { TODAY } else { BEFORE };
        places.push((area.code.clone(), on));
    }
    let mut out: Vec<String> = [
        "/",
        "/account",
        "/account/password",
        "/account/second-step",
        "/account/tokens",
        "/accounts",
        "/accounts/quan-tri",
        "/agencies",
        "/areas",
        "/areas/46",
        "/findings",
        "/forms",
        "/households",
        "/households?year=2022&page=2",
        "/permissions",
        "/sign-in/provider",
        "/sign-in/provider/back",
        "/trail",
        "/trail/verify",
        "/trail/export.csv",
        "/documents/new",
        "/programmes/new",
        "/programmes/mo-phong-giam-ngheo/amend",
        "/programmes/ninh-binh-kh-151/close",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/plan",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/plan?axis=agency",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/plan/decision",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/plan/decision.xlsx",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/plan/decision.pdf",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/units",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/units?area=481",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/units.xlsx",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/report",
        "/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/set",
        "/requests",
        "/requests/1/00",
        "/supervision",
        "/supervision/observations",
        "/supervision/samples/1/00",
        "/results",
        "/results/export.csv",
        "/search?q=nguyen",
        "/search/suggest?q=nguyen+van",
        "/search/suggest?q=MP46-0",
        "/search?q=MP46-00",
        "/sign-in",
        "/standards",
        "/standards/compare",
        "/standards/vn-2022",
        "/documents",
        "/documents/th-qd-289",
        "/documents/th-qd-289/edit",
        "/documents/th-qd-289/files/1",
        "/programmes",
        "/programmes/compare",
        "/programmes/thua-thien-hue-nq-11-2021",
        "/programmes/thua-thien-hue-nq-11-2021/export.xlsx",
        "/programmes/thua-thien-hue-nq-11-2021/export.pdf",
        "/programmes/thua-thien-hue-nq-11-2021/targets/ty-le-2025",
        "/targets",
        "/households?ethnic=taoi",
        "/households?indicator=jobs&class=poor",
        "/households?mark=ethnic_minority",
        "/households/export.csv",
        "/households/export.xlsx?class=poor&year=2024",
        "/households?q=tran&sort=income",
        "/households?sort=deprivations&dir=down",
        "/households?cause=illness",
        "/api/v1/me",
        "/api/v1/areas?q=phu",
        "/api/v1/areas/46",
        "/api/v1/standards",
        "/api/v1/standards/vn-2022",
        "/api/v1/results?area=46",
        "/api/v1/provinces",
        "/api/v1/households?per_page=500",
        "/api/v1/households?class=poor&year=2023&sort=income&q=nguyen",
        "/api/v1/households?sort=deprivations",
        "/api/v1/trail?per_page=500",
        "/api/v1/programmes",
        "/api/v1/documents",
        "/api/v1/documents/nb-kh-151",
        "/api/v1/programmes/mo-phong-giam-ngheo",
        "/api/v1/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/units",
        "/api/v1/programmes/mo-phong-giam-ngheo/targets/so-ho-ngheo/units?area=481",
    ]
    .map(str::to_owned)
    .into();
    for (code, on) in &places {
        out.push(format!("/area/{code}?on={on}"));
        out.push(format!("/area/{code}/sheet.pdf?on={on}"));
        out.push(format!("/area/{code}/village?on={on}&name=Th%C3%B4n%201"));
        out.push(format!("/targets?area={code}&on={on}"));
        out.push(format!("/households?area={code}&on={on}"));
        out.push(format!("/households?area={code}&on={on}&form=2&col=5&year=2023"));
        out.push(format!("/households/export.csv?area={code}&on={on}"));
        out.push(format!("/population?area={code}&on={on}&year=2024&province=1"));
        for form in [1, 2, 9, 15] {
            out.push(format!("/forms/{form}?area={code}&on={on}&year=2024"));
            out.push(format!("/forms/{form}/download.xlsx?area={code}&on={on}&year=2024"));
        }
        out.push(format!("/forms/4/download.csv?area={code}&on={on}&year=2023"));
        out.push(format!("/trail?area={code}&on={on}"));
        out.push(format!("/api/v1/figures?area={code}&on={on}&year=2024"));
        out.push(format!("/api/v1/households?area={code}&on={on}&year=2023"));
        out.push(format!("/api/v1/trail?area={code}&on={on}"));
    }
    for code in codes {
        out.push(format!("/households/1/{code}"));
        out.push(format!("/households/1/{code}/edit"));
        out.push(format!("/readings?shard=1&household={code}"));
        out.push(format!("/supervision/observe?shard=1&household={code}"));
        out.push(format!("/trail?shard=1&household={code}"));
        out.push(format!("/search/suggest?q={code}"));
        out.push(format!("/api/v1/households/1/{code}"));
        out.push(format!("/api/v1/households/1/{code}/fields"));
        out.push(format!("/api/v1/trail?shard=1&household={code}"));
    }
    out
}

/// Counts are those of the own area: a unit that is not wholly inside has none, and a list without a unit counts what is
/// inside.
fn counts(
    areas: &Areas,
    grants: &[Grant],
    address: &str,
    text: &str,
    truth: &Truth,
    reads: &dyn Fn(&(AreaKey, String)) -> bool,
    who: &str,
) {
    if address == "/households" {
        let newest = truth.reviews.last_key_value().unwrap().1;
        let own = newest.iter().filter(|(_, commune, village)| reads(&(commune.clone(), village.clone()))).count();
        let grouped = base::Dong(i64::try_from(own).unwrap()).grouped();
        assert!(own == 0 || text.contains(&format!("{grouped} hộ")), "{address}: {own} households, {who}");
    }
    if address == "/api/v1/households?per_page=500" {
        let newest = truth.reviews.last_key_value().unwrap().1;
        let own = newest.iter().filter(|(_, commune, village)| reads(&(commune.clone(), village.clone()))).count();
        let answer: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(answer["total"].as_u64(), Some(own as u64), "{address}, {who}");
    }
    let figures = ["/area/", "/forms/", "/api/v1/figures"].iter().any(|start| address.starts_with(start));
    let Some(code) = figures.then(|| value(address, "area").or_else(|| address.split(['/', '?']).nth(2))).flatten()
    else {
        return;
    };
    let on: Date = value(address, "on").map_or(TODAY, |on| on.parse().unwrap());
    let Some(unit) = areas.at(code, on).filter(|unit| unit.level >= Level::Province) else { return };
    let mut below = areas.units(Level::Commune, on);
    below.retain(|one| one.key == unit.key || areas.above(&one.key).iter().any(|above| above.key == unit.key));
    let whole = |grant: &Grant, commune: &Unit| {
        grant.village.is_none() && inside(areas, grant, &(commune.key.clone(), String::new()))
    };
    let covered = below
        .iter()
        .all(|commune| grants.iter().any(|grant| may(grant.role, Action::ReadFigures) && whole(grant, commune)));
    let village = address.contains("/village");
    // the published page of a province is everybody's; it counts nothing of the register
    let published = address.starts_with("/area/") && unit.level == Level::Province && !text.contains("/households?");
    assert!(covered || village || published, "{address} counts what is not all inside, {who}");
}

fn value<'a>(address: &'a str, name: &str) -> Option<&'a str> {
    let (_, values) = address.split_once('?')?;
    values.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}
