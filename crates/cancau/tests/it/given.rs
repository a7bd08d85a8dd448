//! Who is behind what they were given: districts and communes of the demo and agencies, each by its own figures.

use crate::demo;
use crate::planning::{TODAY, desk, fields, grown, person, places, post, probe, probe_over, send, set, text};
use app::Caller;
use app::demo::programme::{PROGRAMME, TARGET};
use base::{AreaKey, Level};
use domain::access::{AgencyKind, Role};
use domain::area::Areas;
use domain::programme::cascade::Recipient;
use domain::result::Measure;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::path::Path;
use store::{Axis, Ctx, NewAccount, NewAgency};
use web::Probe;

/// The demo with its tables, those of 2024 approved on 1/2/2025.
fn given_on() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let mut store = app::demo::open(dir.path()).unwrap();
    app::demo::programme::plan(&mut store, "2025-02-01T08:00:00Z", TODAY).unwrap();
    dir
}

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
    let dir = given_on();
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
    let late = cells.rows().filter(|row| row.iter().any(|cell| *cell == "Chậm")).count();
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
    assert!(text(&visitor, &units).contains("Đăng nhập để xem"));
    assert!(!text(&visitor, "/programmes/compare").contains(&format!("of={PROGRAMME}")));
    for link in [format!("/programmes/compare?of={PROGRAMME}/{TARGET}"), format!("{units}.xlsx")] {
        let answer = visitor.get(&link, "vi", false).unwrap();
        assert!([303, 401].contains(&answer.status), "{link}: {}", answer.status);
    }
    // along the other axis nothing was given
    assert!(text(&leader, &format!("{units}?axis=agency")).contains("Chưa giao chỉ tiêu này cho ai"));
}

#[test]
fn as_of_a_day_before_the_approval_nothing_was_given() {
    let dir = given_on();
    let desk = desk(dir.path());
    let given = |day| {
        let watched = desk.watch(&Caller::operator(), PROGRAMME, day).unwrap();
        desk.given_on(&Caller::operator(), &watched, TARGET, None, Axis::Area, None).unwrap()
    };
    assert!(given(date(2025, 1, 31)).is_none());
    assert_eq!(given(date(2025, 2, 1)).unwrap().due, date(2024, 12, 31));
}

#[test]
fn a_district_that_ended_keeps_what_it_was_given_and_tables_are_chosen_by_their_day() {
    let dir = given_on();
    let province = Areas::bundled().at("46", TODAY).unwrap().key.clone();
    let mut store = app::demo::open(dir.path()).unwrap();
    // the table of the communes of today is approved too
    let head = store.plans(PROGRAMME, Some(TARGET)).unwrap().into_iter().find(|head| !head.binds).unwrap();
    let approve = store::PlanStep {
        act: store::PlanAct::Approve,
        stage: domain::programme::cascade::Stage::Approved { accepted: None },
        decision: Some(("3/QĐ".into(), date(2025, 2, 3))),
        ..store.plan(&head.id).unwrap().now().clone()
    };
    let ctx = Ctx { actor: "lanh-dao".into(), at: "2025-02-03T02:00:00Z".into(), reason: String::new() };
    store.step_plan(&ctx, &head.id, head.version, &approve, None).unwrap();
    let leader = probe(dir.path(), &person("lanh-dao", &[(Role::ProvincialLeader, &province)]));
    let units = format!("/programmes/{PROGRAMME}/targets/{TARGET}/units");
    let newest = text(&leader, &units);
    assert!(newest.contains("40 nơi") && newest.contains("due=2024-12-31"), "{newest}");
    assert!(text(&leader, &format!("{units}?due=2024-12-31")).contains("trong 9 nơi"));
    let none = leader.get(&format!("{units}?due=2023-12-31"), "vi", false).unwrap();
    assert!(none.status == 404 && none.text().contains("hông có bảng đã duyệt nào cho ngày này"), "{}", none.text());
    let district = text(&leader, "/targets?area=481");
    assert!(district.contains("được giao cho chính đơn vị này") && district.contains("31/12/2024"), "{district}");
}

#[test]
fn the_demo_has_five_of_eight_behind_until_an_officer_reports_for_one() {
    let dir = given_on();
    let province = Areas::bundled().at("46", TODAY).unwrap().key.clone();
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let page = format!("/programmes/{}", app::demo::programme::EXAMPLE);
    assert!(text(&officer, &page).contains("5 trên 8 chỉ tiêu chậm"), "{}", text(&officer, &page));
    let reported = [
        ("place", &*format!("{province}/")),
        ("on", "2025-11-01"),
        ("version", "official"),
        ("value", "88"),
        ("evidence", "báo cáo của bảo hiểm xã hội"),
    ];
    let answer = post(&officer, &format!("{page}/targets/bhyt-can-ngheo/report"), &reported);
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(text(&officer, &page).contains("4 trên 8 chỉ tiêu chậm"));
    assert!(text(&officer, &format!("{page}?day=2025-11-17")).contains("5 trên 8 chỉ tiêu chậm"), "known since today");
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
    let dir = given_on();
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

#[test]
fn agencies_are_given_parts_in_communes_and_report_their_own_part_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let mut store = app::demo::open(dir.path()).unwrap();
    let ctx = Ctx { actor: "quan-tri".into(), at: "2025-11-01T02:00:00Z".into(), reason: String::new() };
    let agency = NewAgency {
        kind: AgencyKind::Department,
        level: Level::Province,
        area: Some(province.clone()),
        contact: String::new(),
        name: "Sở Y tế".into(),
        since: date(2020, 1, 1),
        document: "quyết định".into(),
    };
    let agency = store.make_agency(&ctx, &agency).unwrap();
    let account = NewAccount {
        login: "so-y-te".into(),
        name: "Sở Y tế".into(),
        agency: Some(agency.clone()),
        password: None,
        must_change: false,
    };
    store.make_account(&ctx, &account).unwrap();
    let plan = format!("/programmes/{PROGRAMME}/targets/{TARGET}/plan?axis=agency");
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    assert_eq!(post(&officer, &plan, &[("act", "open"), ("due", "2026-12-31"), ("parent", "40")]).status, 303);
    let mut table = fields(&text(&officer, &plan));
    let (first, second) = (communes[0].to_string(), communes[1].to_string());
    for (at, commune, value) in [("0", &first, "25"), ("1", &second, "15")] {
        set(&mut table, &format!("new-assigned{at}"), value);
        table.push((format!("new-agency{at}"), agency.clone()));
        table.push((format!("new-commune{at}"), commune.clone()));
    }
    let mut twice = table.clone();
    twice.last_mut().unwrap().1.clone_from(&first);
    assert!(send(&officer, &plan, &twice, "assign").text().contains("hai dòng"));
    assert_eq!(send(&officer, &plan, &table, "assign").status, 303);
    let page = text(&officer, &plan);
    assert!(page.contains("cộng lại đúng bằng cấp trên") && page.matches("Sở Y tế<br>").count() == 2, "{page}");
    // a line that is marked goes, and the sum says so
    let mut gone = fields(&page);
    gone.push(("gone1".into(), "1".into()));
    assert!(send(&officer, &plan, &gone, "compute").text().contains("lệch −15"));

    let sponsor = officer.beside(person("so-y-te", &[(Role::Sponsor, &communes[0])])).unwrap();
    let report = format!("/programmes/{PROGRAMME}/targets/{TARGET}/report");
    let share = format!("{}/{agency}", communes[0]);
    let own = [("place", &*share), ("on", "2025-11-01"), ("version", "official"), ("value", "20"), ("evidence", "sổ")];
    let early = post(&sponsor, &report, &own);
    assert_eq!(early.status, 403, "nothing is given yet");
    assert!(early.text().contains("Chưa có bảng giao nào đã duyệt giao cho cơ quan bạn"), "{}", early.text());
    assert!(text(&sponsor, &report).contains("Chờ bảng giao cho các cơ quan được duyệt"));
    let leader = officer.beside(person("lanh-dao", &[(Role::ProvincialLeader, &province)])).unwrap();
    let step = |probe: &Probe, act: &str| {
        let table = fields(&text(&officer, &plan));
        let of = |name: &str| table.iter().find(|field| field.0 == name).unwrap().1.clone();
        let (id, version) = (of("plan"), of("version"));
        let all = [("act", act), ("plan", &*id), ("version", &*version), ("decision", "9"), ("decided", "2025-11-18")];
        post(probe, &plan, &all).status
    };
    assert_eq!((step(&officer, "send"), step(&leader, "approve")), (303, 303));
    let form = text(&sponsor, &report);
    assert!(form.contains(&share) && !form.contains("để riêng bên cạnh"), "a share counts as it is reported: {form}");
    assert_eq!(post(&sponsor, &report, &own).status, 303);
    for place in [format!("{}/", communes[0]), format!("{}/{agency}", communes[1]), format!("{province}/")] {
        let mut other = own;
        other[0].1 = &place;
        assert_ne!(post(&sponsor, &report, &other).status, 303, "{place}");
    }
    let watched = desk(dir.path()).watch(&Caller::operator(), PROGRAMME, TODAY).unwrap();
    assert!(
        watched.actuals.iter().all(|one| one.source != domain::programme::Source::Reported),
        "a share is no figure"
    );
    let own = text(&leader, &format!("/programmes/{PROGRAMME}/targets/{TARGET}/units?axis=agency"));
    assert!(own.contains("Sở Y tế") && own.contains(">20\u{a0}hộ<") && own.contains("Đạt"), "{own}");
    assert!(own.contains("chưa có số liệu"), "nothing was reported for the second commune: {own}");
    // the same day along the other axis: where the two differ is said
    let areas = format!("/programmes/{PROGRAMME}/targets/{TARGET}/plan");
    assert_eq!(post(&officer, &areas, &[("act", "open"), ("due", "2026-12-31"), ("parent", "3.000")]).status, 303);
    assert!(text(&officer, &areas).contains("Phần của các cơ quan chưa bằng chỉ tiêu của xã"));
    assert!(officer.get(&plan.replace("plan?", "plan/decision?"), "en", false).unwrap().text().contains("Sở Y tế"));
}

#[test]
fn counts_of_the_register_reach_whoever_may_read_them_and_only_a_simulated_programme() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let counted = |caller: &Caller, id: &str| {
        let watched = desk(dir.path()).watch(caller, id, TODAY).unwrap();
        let register = watched.actuals.into_iter().filter(|one| one.source == domain::programme::Source::Register);
        register.map(|one| one.area).collect::<std::collections::BTreeSet<AreaKey>>()
    };
    let officer = person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]);
    let before = Areas::bundled().at("46", date(2024, 12, 31)).unwrap().key.clone();
    assert!(counted(&officer, PROGRAMME).contains(&before), "as the province was at the end of each year");
    assert!(counted(&Caller::visitor(), PROGRAMME).is_empty());
    let own = counted(&person("can-bo-xa", &[(Role::CommuneOfficer, &communes[0])]), PROGRAMME);
    assert!(!own.contains(&before), "{own:?}");
    assert!(
        counted(&officer, "thua-thien-hue-nq-11-2021").is_empty(),
        "simulated figures stand beside no real programme"
    );
    let watched = desk(dir.path()).watch(&officer, PROGRAMME, TODAY).unwrap();
    let standing = watched.standing(Areas::bundled(), watched.programme().target(TARGET).unwrap());
    assert_eq!(standing.versions[0].actual.on, date(2024, 12, 31), "{standing:?}");
    assert!(standing.path_on(watched.programme().target(TARGET).unwrap(), date(2025, 12, 31)).is_some());
}
