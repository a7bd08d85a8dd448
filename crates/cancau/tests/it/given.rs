//! Who is behind what they were given: districts and communes of the demo, each by its own figures.

use crate::demo;
use crate::planning::{TODAY, desk, person, probe, probe_over, text};
use app::Caller;
use app::demo::programme::{PROGRAMME, TARGET};
use base::AreaKey;
use domain::access::Role;
use domain::area::Areas;
use domain::programme::cascade::Recipient;
use domain::result::Measure;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::path::Path;
use store::Axis;

/// The units whose count at the end of 2024 is above what the approved table of a unit gives them, by hand: name by name.
fn behind(dir: &Path, area: &str) -> BTreeMap<String, bool> {
    let mut store = app::demo::open(dir).unwrap();
    let heads = store.plans(PROGRAMME, Some(TARGET)).unwrap();
    let own = |head: &&store::PlanHead| head.of.area.code == area && head.stage == "approved";
    let plan = store.plan(&heads.iter().find(own).unwrap().id).unwrap();
    let watched = desk(dir).watch(&Caller::operator(), PROGRAMME, TODAY).unwrap();
    let count = |key: &AreaKey| {
        let of = watched.actuals.iter().find(|one| {
            one.area == *key && one.on == date(2024, 12, 31) && one.measure == Some(Measure::PoorHouseholds)
        });
        of.unwrap_or_else(|| panic!("{key} has no count")).reading.value().unwrap()
    };
    let line = |line: &domain::programme::cascade::Child| {
        let key = line.recipient.area();
        (Areas::bundled().get(key).unwrap().name.clone(), count(key) > line.assigned.unwrap())
    };
    plan.lines.iter().map(line).collect()
}

#[test]
fn districts_and_communes_stand_against_their_parts_on_page_map_file_and_picture() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let mut store = app::demo::open(dir.path()).unwrap();
    app::demo::programme::plan(&mut store, "2025-02-01T08:00:00Z", TODAY).unwrap();
    let province = Areas::bundled().at("46", TODAY).unwrap().key.clone();
    let leader = probe(dir.path(), &person("lanh-dao", &[(Role::ProvincialLeader, &province)]));
    let units = format!("/programmes/{PROGRAMME}/targets/{TARGET}/units");

    let districts = behind(dir.path(), "46");
    let late = districts.values().filter(|late| **late).count();
    assert!(districts.len() == 9 && 0 < late && late < 9, "{districts:?}");
    let headline = format!("{late} trong 9 nơi chậm hoặc không đạt phần được giao đến 31/12/2024");
    let page = text(&leader, &units);
    assert!(page.contains(&headline) && page.contains("01/QĐ-MP") && page.contains("<svg"), "{page}");
    let target = text(&leader, &format!("/programmes/{PROGRAMME}/targets/{TARGET}"));
    assert!(target.contains(&headline) && target.contains("id=\"given-1\""), "{target}");
    // one state at a time, sorted by name
    let rows = |page: &str| page.split("<tbody>").last().unwrap().split("</tbody>").next().unwrap().to_owned();
    let filtered = rows(&text(&leader, &format!("{units}?state=late&sort=name")));
    for (name, late) in &districts {
        assert_eq!(filtered.contains(&format!(">{name}</a>")), *late, "{name}");
    }
    assert_eq!(leader.get(&format!("{units}?state=x"), "vi", false).unwrap().status, 400);
    assert_eq!(leader.get(&format!("{units}?sort=x"), "vi", false).unwrap().status, 400);
    assert_eq!(leader.get(&format!("{units}?axis=x"), "vi", false).unwrap().status, 400);
    // the farthest behind stands first where the gap is sorted downwards
    let gaps = rows(&text(&leader, &format!("{units}?sort=gap&dir=down")));
    let first = gaps.split("</tr>").next().unwrap();
    assert!(districts.iter().any(|(name, late)| *late && first.contains(name)), "{first}");

    // the communes of a district that has ended: as it was, on the day it was
    let communes = behind(dir.path(), "481");
    let late = communes.values().filter(|late| **late).count();
    let below = text(&leader, &format!("{units}?area=481&day=2025-06-30"));
    let headline = format!("{late} trong {} nơi chậm hoặc không đạt", communes.len());
    assert!(below.contains(&headline) && below.contains("02/QĐ-MP"), "{headline}: {below}");

    let file = leader.get(&format!("{units}.xlsx"), "vi", false).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(file.bytes)).unwrap();
    let cells = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    let late = cells.rows().filter(|row| row.iter().any(|cell| cell.to_string() == "Chậm")).count();
    assert_eq!(late, districts.values().filter(|late| **late).count());
    let picture = text(&leader, &format!("/programmes/compare?of={PROGRAMME}/{TARGET}"));
    assert!(
        picture.contains("trong 9 nơi") && picture.contains("Huyện A Lưới") || picture.contains("A Lưới"),
        "{picture}"
    );
    assert!(text(&leader, "/programmes/compare").contains(&format!("of={PROGRAMME}")));

    // a commune sees none of the districts' figures, a visitor no table at all
    let commune = Areas::bundled().at("20053", TODAY).or_else(|| Areas::bundled().at("19753", TODAY)).unwrap();
    let officer = leader.beside(person("can-bo-xa", &[(Role::CommuneOfficer, &commune.key)])).unwrap();
    let own = text(&officer, &units);
    assert!(own.contains("9 nơi nữa") && !own.contains("trong 9 nơi"), "{own}");
    let visitor = leader.beside(Caller::visitor()).unwrap();
    assert!(text(&visitor, &units).contains("Chưa giao chỉ tiêu này cho ai"));
    assert!(!text(&visitor, "/programmes/compare").contains(&format!("of={PROGRAMME}")));
    // along the other axis nothing was given
    assert!(text(&leader, &format!("{units}?axis=agency")).contains("Chưa giao chỉ tiêu này cho ai"));
}

#[test]
fn as_of_a_day_before_the_approval_nothing_was_given() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let mut store = app::demo::open(dir.path()).unwrap();
    app::demo::programme::plan(&mut store, "2025-02-01T08:00:00Z", TODAY).unwrap();
    let desk = desk(dir.path());
    let given = |day| {
        let watched = desk.watch(&Caller::operator(), PROGRAMME, day).unwrap();
        desk.given_on(&Caller::operator(), &watched, TARGET, None, Axis::Area).unwrap()
    };
    assert!(given(date(2025, 1, 31)).is_none());
    assert_eq!(given(date(2025, 2, 1)).unwrap().due, date(2024, 12, 31));
}

/// Plans forty exits in every unit.
struct Forty;

impl app::programme::plan::PlannedExits for Forty {
    fn planned(&self, of: &store::NewPlan, recipient: &Recipient) -> Result<Option<u64>, base::Failure> {
        assert!(of.target == TARGET && matches!(recipient, Recipient::Area(_)));
        Ok(Some(40))
    }
}

#[test]
fn a_unit_with_fewer_planned_exits_than_it_needs_lacks_a_plan() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let mut store = app::demo::open(dir.path()).unwrap();
    app::demo::programme::plan(&mut store, "2025-02-01T08:00:00Z", TODAY).unwrap();
    let province = Areas::bundled().at("46", TODAY).unwrap().key.clone();
    let officer = person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]);
    let plan = format!("/programmes/{PROGRAMME}/targets/{TARGET}/plan?due=2026-12-31");
    let unknown = text(&probe(dir.path(), &officer), &plan);
    assert!(unknown.contains("Hộ cần thoát nghèo") && !unknown.contains("thiếu phương án"), "{unknown}");
    let planned = probe_over(desk(dir.path()).with_exits(Box::new(Forty)), &officer);
    let page = text(&planned, &plan);
    let asked = app::programme::plan::PlanAsked {
        programme: PROGRAMME.into(),
        target: TARGET.into(),
        area: None,
        axis: Axis::Area,
        due: Some(date(2026, 12, 31)),
    };
    let table = desk(dir.path()).planning(&officer, &asked, TODAY).unwrap();
    let needed = |line: &app::programme::plan::PlanLine| {
        let (now, goal) = (line.current.unwrap().as_whole().unwrap(), line.child.assigned.unwrap().as_whole().unwrap());
        (now - goal).max(0)
    };
    let short = table.lines.iter().filter(|line| needed(line) > 40).count();
    assert!(0 < short && short < table.lines.len(), "some need forty at most");
    assert_eq!(page.matches("thiếu phương án").count(), short, "{page}");
}
