//! Programmes written in the application, reported on and given on: the whole story of a cascade over the demo's register.

use crate::demo;
use app::demo::programme::{PROGRAMME, TARGET};
use app::{Caller, Desk, Opener};
use base::{AreaKey, Level, Period};
use calamine::Reader as _;
use domain::access::{Grant, Role};
use domain::area::Areas;
use domain::programme::{ActualVersion, Reading, State, Tally};
use domain::result::Results;
use jiff::civil::{Date, date};
use std::borrow::Cow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Ctx, NewReport, Page, RepeatableIds, Scope, Shard, Store, Target, TrailFilter, TrailReader};
use web::{Answer, Probe, Web};

pub(crate) const TODAY: Date = date(2025, 11, 18);

pub(crate) fn desk(dir: &Path) -> Desk {
    // every connection draws its own ids, as in a deployment
    static SEED: AtomicU64 = AtomicU64::new(1);
    let (file, target) = (dir.join("demo.key"), Target::Sqlite(dir.join("cancau.sqlite3")));
    let opener: Opener = Box::new(move || {
        let ids = RepeatableIds::new(SEED.fetch_add(1, Ordering::Relaxed));
        Store::open_with_key_file(&target, &file, Box::new(ids))
    });
    let areas = Areas::bundled();
    Desk::new(Some(opener), Cow::Borrowed(areas), Results::bundled(areas).unwrap())
}

pub(crate) fn person(login: &str, roles: &[(Role, &AreaKey)]) -> Caller {
    let period = Period { from: date(2020, 1, 1), to: None };
    let grant =
        |(role, area): &(Role, &AreaKey)| Grant { role: *role, area: Some((*area).clone()), village: None, period };
    let grants: Vec<Grant> = roles.iter().map(grant).collect();
    let desk = Desk::new(None, Cow::Borrowed(Areas::bundled()), Results::default());
    desk.person(login, login, &grants, TODAY)
}

pub(crate) fn probe(dir: &Path, caller: &Caller) -> Probe {
    probe_over(desk(dir), caller)
}

pub(crate) fn probe_over(desk: Desk, caller: &Caller) -> Probe {
    let now = || format!("{TODAY}T02:00:00Z").parse().unwrap();
    let web = Web { desk, today: Box::new(|| TODAY), now: Box::new(now), maps: Vec::new(), provider: None };
    Probe::new(web, caller.clone()).unwrap()
}

pub(crate) fn text(probe: &Probe, address: &str) -> String {
    let answer = probe.get(address, "vi", false).unwrap();
    assert_eq!(answer.status, 200, "{address}: {}", answer.text());
    answer.text()
}

pub(crate) fn post(probe: &Probe, address: &str, fields: &[(&str, &str)]) -> Answer {
    probe.post(address, fields).unwrap()
}

/// The province of today, and its communes in the order of their names.
pub(crate) fn places() -> (AreaKey, Vec<AreaKey>) {
    let areas = Areas::bundled();
    let province = areas.at("46", TODAY).unwrap().key.clone();
    let mut communes = areas.units(Level::Commune, TODAY);
    communes.retain(|unit| areas.above(&unit.key).iter().any(|above| above.key == province));
    communes.sort_by_cached_key(|unit| vntext::order::sort_key(&unit.name));
    (province, communes.into_iter().map(|unit| unit.key.clone()).collect())
}

/// A programme with one target, on the document 12/KH-UBND.
pub(crate) const PLAN_OF_2027: [(&str, &str); 16] = [
    ("name", "Giảm nghèo 2026–2027"),
    ("area", "46"),
    ("from", "2026"),
    ("to", "2027"),
    ("document", "12-kh-ubnd"),
    ("sentence", "đến hết năm 2027 còn không quá 2.000 hộ nghèo"),
    ("t1-name", "Số hộ nghèo"),
    ("t1-kind", "level"),
    ("t1-side", "at_most"),
    ("t1-limit", "2.000"),
    ("t1-unit", "households"),
    ("t1-due", "2027-12-31"),
    ("t1-source", "register"),
    ("t1-measure", "poor_households"),
    ("t1-standard", "vn-2022"),
    ("t1-sentence", "còn không quá 2.000 hộ nghèo"),
];

/// The fields of the table as the page has them, the hidden ones and the inputs.
pub(crate) fn fields(page: &str) -> Vec<(String, String)> {
    let form = page.split("data-plan=").nth(1).unwrap().split("</form>").next().unwrap();
    let inputs = form.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    let value = |tag: &str, name: &str| {
        tag.split(&format!(" {name}=\"")).nth(1).map(|rest| rest.split('"').next().unwrap().to_owned())
    };
    let pair = |tag: &str| Some((value(tag, "name")?, value(tag, "value").unwrap_or_default()));
    inputs.filter(|tag| !tag.contains("checkbox")).filter_map(pair).collect()
}

pub(crate) fn set(fields: &mut [(String, String)], name: &str, value: &str) {
    fields.iter_mut().find(|field| field.0 == name).unwrap().1 = value.into();
}

pub(crate) fn send(probe: &Probe, address: &str, fields: &[(String, String)], act: &str) -> Answer {
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.push(("act", act));
    post(probe, address, &all)
}

pub(crate) fn grown(dir: &Path) {
    demo::copy(dir);
    let mut store = app::demo::open(dir).unwrap();
    app::demo::programme::programme(&mut store, "2025-02-01T08:00:00Z").unwrap();
}

#[test]
fn a_target_is_given_on_asked_about_refused_uneven_settled_and_approved_by_another_hand() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let plan = format!("/programmes/{PROGRAMME}/targets/{TARGET}/plan");
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let empty = text(&officer, &plan);
    assert!(empty.contains("Chưa có bảng giao chỉ tiêu") && empty.contains("value=\"3.000\""), "{empty}");
    let opened = post(&officer, &plan, &[("act", "open"), ("due", "2026-12-31"), ("parent", "3.000")]);
    assert_eq!(opened.status, 303, "{}", opened.text());
    let page = text(&officer, &plan);
    let mut table = fields(&page);
    assert_eq!(table.iter().filter(|field| field.0.starts_with("line")).count(), communes.len());
    // every line gets a hundred, and the sum of what was typed is shown without keeping it
    for at in 0..communes.len() {
        set(&mut table, &format!("assigned{at}"), "50");
    }
    let rest = 3000 - 50 * (communes.len() - 1);
    set(&mut table, "assigned0", &(rest + 12).to_string());
    let computed = send(&officer, &plan, &table, "compute").text();
    assert!(computed.contains("Tổng các đơn vị lệch 12") && computed.contains(&format!("value=\"{}\"", rest + 12)));
    assert!(!text(&officer, &plan).contains("lệch 12 "));
    // a wrong figure is refused beside its line, and nothing of the rest is lost
    let mut wrong = table.clone();
    set(&mut wrong, "assigned1", "năm mươi");
    let refused = send(&officer, &plan, &wrong, "assign");
    let said = refused.text();
    assert!(refused.status == 400 && said.contains("value=\"năm mươi\"") && said.contains("class=\"msg\""), "{said}");
    assert!(said.contains(&format!("value=\"{}\"", rest + 12)));
    assert_eq!(send(&officer, &plan, &table, "assign").status, 303);
    let late = send(&officer, &plan, &table, "assign");
    assert!(late.status == 409 && late.text().contains("Người khác vừa sửa"), "{}", late.text());

    // a commune sees its own line and nothing of others until it is approved; it asks for less
    let (own, other) = (&communes[1], &communes[2]);
    let names = |key: &AreaKey| Areas::bundled().get(key).unwrap().name.clone();
    let commune = officer.beside(person("can-bo-xa", &[(Role::CommuneOfficer, own)])).unwrap();
    let seen = text(&commune, &plan);
    assert!(seen.contains(&names(own)) && !seen.contains(&names(other)) && !seen.contains("Lưu bảng"), "{seen}");
    let version =
        |page: &str| page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let id = |page: &str| page.split("name=\"plan\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let step = |probe: &Probe, act: &str, more: &[(&str, &str)]| {
        let page = text(&officer, &plan);
        let (id, version) = (id(&page), version(&page));
        let mut all = vec![("act", act), ("plan", id.as_str()), ("version", version.as_str())];
        all.extend_from_slice(more);
        post(probe, &plan, &all)
    };
    let line = format!("area/{own}");
    let ask = [("line", line.as_str()), ("asked", "38"), ("own", "30")];
    assert!(step(&commune, "ask", &ask).text().contains("ảng chưa gửi"), "not while it is a proposal");
    assert!(step(&commune, "send", &[]).status == 403);
    assert_eq!(step(&officer, "send", &[]).status, 303);
    assert_eq!(step(&commune, "ask", &ask).status, 303);
    let foreign = format!("area/{other}");
    assert_eq!(step(&commune, "ask", &[("line", foreign.as_str()), ("asked", "1")]).status, 403);
    let asked = text(&officer, &plan);
    assert!(asked.contains(">38</td>") && asked.contains(">30</td>"), "{asked}");

    // approval: not by the one who proposed, not while it is uneven, not with an empty reason
    let both = person("can-bo-tinh", &[(Role::ProvincialOfficer, &province), (Role::ProvincialLeader, &province)]);
    let both = officer.beside(both).unwrap();
    let decide = [("decision", "15/QĐ-UBND"), ("decided", "2025-11-18")];
    let hand = step(&both, "approve", &decide);
    assert!(hand.status == 403 && hand.text().contains("CC-DENIED-SAME-HAND"), "{}", hand.text());
    assert!(text(&both, &plan).contains("người khác phải duyệt"));
    let leader = officer.beside(person("lanh-dao", &[(Role::ProvincialLeader, &province)])).unwrap();
    let uneven = step(&leader, "approve", &decide);
    let said = uneven.text();
    assert!(uneven.status == 400 && said.contains("lệch 12") && said.contains("value=\"15/QĐ-UBND\""), "{said}");
    let short = [("decision", "15/QĐ-UBND"), ("decided", "2025-11-18"), ("accepted", "được")];
    assert_eq!(step(&leader, "approve", &short).status, 400);
    // settled: the line that was off gives in
    let mut settled = fields(&text(&officer, &plan));
    set(&mut settled, "assigned0", &rest.to_string());
    assert_eq!(send(&officer, &plan, &settled, "assign").status, 303);
    assert!(text(&leader, &plan).contains("cộng lại đúng bằng cấp trên"));
    for day in ["2025-11-19", "2031-01-01"] {
        let later = [("decision", "15/QĐ-UBND"), ("decided", day)];
        let refused = step(&leader, "approve", &later);
        assert!(
            refused.status == 400 && refused.text().contains("Ngày quyết định ở sau hôm nay"),
            "{}",
            refused.text()
        );
    }
    assert_eq!(step(&leader, "approve", &decide).status, 303);
    let done = text(&commune, &plan);
    assert!(
        done.contains("15/QĐ-UBND") && done.contains(&names(other)),
        "an approved table is everybody's who may read"
    );
    assert!(!done.contains("Lưu bảng") && send(&officer, &plan, &settled, "assign").status == 400);
    // the decision leads to its document, once the register of documents has it
    let enter = "/documents/new?number=15%2FQ%C4%90-UBND&#38;date=2025-11-18&#38;doc-kind=decision";
    let before = text(&officer, &plan);
    assert!(before.contains(enter), "{before}");
    let new = text(&officer, &enter.replace("&#38;", "&"));
    assert!(new.contains("value=\"15/QĐ-UBND\"") && new.contains("value=\"2025-11-18\""), "{new}");
    let entered = [
        ("number", "15/QĐ-UBND"),
        ("date", "2025-11-18"),
        ("doc-kind", "decision"),
        ("state", "issued"),
        ("title", "Giao chỉ tiêu giảm nghèo năm 2026"),
        ("issuer", "Ủy ban nhân dân thành phố"),
    ];
    assert_eq!(post(&officer, "/documents/new", &entered).status, 303);
    assert!(text(&commune, &plan).contains("href=\"/documents/15-qd-ubnd\""));
    assert!(text(&commune, "/documents/15-qd-ubnd").contains("Giao chỉ tiêu “Số hộ nghèo (mô phỏng)” của"));
    let visitor = officer.beside(Caller::visitor()).unwrap();
    assert!(!text(&visitor, "/documents/15-qd-ubnd").contains("id=\"tables\""), "tables need an account");
    let decision = text(&leader, &format!("{plan}/decision"));
    assert!(decision.contains("Duyệt theo quyết định 15/QĐ-UBND ngày 18/11/2025"), "{decision}");
    let sheet = leader.get(&format!("{plan}/decision.xlsx"), "vi", false).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(sheet.bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let last: Vec<_> = range.rows().next_back().unwrap().to_vec();
    let sum = last.iter().filter_map(calamine::DataType::as_f64).fold(0.0, f64::max);
    assert!(sum > 0.0, "sums are numbers: {last:?}");
    let annex = leader.get(&format!("{plan}/decision.pdf"), "vi", false).unwrap();
    assert!(annex.kind == "application/pdf" && annex.bytes.starts_with(b"%PDF-"));
    let unknown = format!("{plan}/decision.csv");
    assert_eq!(leader.get(&unknown, "vi", false).unwrap().status, 404);
    assert!(decision.contains(&format!("href=\"{plan}/decision.pdf\"")));

    // the commune gives its fifty on to villages; the chairman approves with a reason for the difference
    let villages = format!("{plan}?area={}", own.code);
    let wrong = post(&commune, &villages, &[("act", "open"), ("due", "2026-12-31"), ("parent", "49")]);
    assert!(wrong.text().contains("giao con số khác"), "{}", wrong.text());
    let opened = post(&commune, &villages, &[("act", "open"), ("due", "2026-12-31"), ("parent", "50")]);
    assert_eq!(opened.status, 303, "{}", opened.text());
    let page = text(&commune, &villages);
    let mut table = fields(&page);
    let lines = table.iter().filter(|field| field.0.starts_with("line")).count();
    assert!(lines > 0 && table.iter().any(|field| field.1.starts_with("village/")), "{page}");
    for at in 0..lines {
        set(&mut table, &format!("assigned{at}"), "1");
    }
    assert_eq!(send(&commune, &villages, &table, "assign").status, 303);
    let act = |probe: &Probe, act: &str, more: &[(&str, &str)]| {
        let page = text(&commune, &villages);
        let (id, version) = (id(&page), version(&page));
        let mut all = vec![("act", act), ("plan", id.as_str()), ("version", version.as_str())];
        all.extend_from_slice(more);
        post(probe, &villages, &all)
    };
    assert_eq!(act(&commune, "send", &[]).status, 303);
    let chairman = officer.beside(person("chu-tich", &[(Role::CommuneChairman, own)])).unwrap();
    assert_eq!(act(&chairman, "approve", &decide).status, 400);
    let accepted =
        [("decision", "7/QĐ-UBND"), ("decided", "2025-11-18"), ("accepted", "dành phần còn lại cho thôn mới")];
    assert_eq!(act(&chairman, "approve", &accepted).status, 303);
    assert!(text(&commune, &villages).contains("dành phần còn lại cho thôn mới"));

    // with the table approved everybody who was given a part stands against it, on the way from its own restated figures
    let given = |at: usize| if at == 0 { rest as u64 } else { 50 };
    assert!(behind(dir.path(), &communes, given).is_empty());
    let units = plan.replace("/plan", "/units");
    let headline = format!("Cả {} nơi đạt hoặc đúng tiến độ", communes.len());
    assert!(text(&leader, &units).contains(&headline) && text(&leader, &units).contains("15/QĐ-UBND"));
    let own_units = text(&commune, &units);
    assert!(own_units.contains("39 nơi nữa") && !own_units.contains(&names(other)), "{own_units}");
    assert!(text(&commune, &format!("/targets?area={}", own.code)).contains("được giao cho chính đơn vị này"));
    let below = text(&commune, &format!("{units}?area={}", own.code));
    assert!(below.contains(&format!(" {lines} nơi")) && below.contains("7/QĐ-UBND"), "{below}");
    // an approved table is adjusted: it binds as it was until it is approved again, by another decision
    assert!(
        step(&leader, "adjust", &[("reason", "xã mới xin giãn tiến độ")]).status == 403,
        "who approves assigns nothing"
    );
    assert_eq!(step(&officer, "adjust", &[("reason", "vì thế")]).status, 400);
    assert_eq!(step(&officer, "adjust", &[("reason", "xã mới xin giãn tiến độ")]).status, 303);
    let open = text(&officer, &plan);
    assert!(open.contains("duyệt theo quyết định 15/QĐ-UBND ngày 18/11/2025 vẫn có hiệu lực"), "{open}");
    let mut adjusted = fields(&open);
    set(&mut adjusted, "assigned1", "55");
    set(&mut adjusted, "assigned2", "45");
    assert_eq!(send(&officer, &plan, &adjusted, "assign").status, 303);
    let given_on = |probe: &Probe| {
        let page = text(probe, &format!("{units}?sort=name"));
        let row = page.split(&format!("{}</a>", names(own))).nth(1).unwrap().split("</tr>").next().unwrap().to_owned();
        row.contains("nhiều nhất 50")
    };
    assert!(given_on(&leader) && text(&commune, &villages).contains("7/QĐ-UBND"));
    assert_eq!(step(&officer, "send", &[]).status, 303);
    let again = [("decision", "16/QĐ-UBND"), ("decided", "2025-11-18")];
    assert_eq!(step(&leader, "approve", &again).status, 303);
    assert!(!given_on(&leader) && text(&leader, &units).contains("16/QĐ-UBND"));
    // before it was approved there was nothing to stand against
    assert!(text(&leader, &format!("{units}?day=2025-11-17")).contains("Chưa giao chỉ tiêu này cho ai"));

    let reader = TrailReader { scope: Scope::everything(), access: true };
    let filter = TrailFilter { chain: Some(Shard(0)), ..TrailFilter::default() };
    let mut store = app::demo::open(dir.path()).unwrap();
    let rows = store.trail(reader, &filter, Page { offset: 0, limit: 100 }).unwrap().rows;
    for command in ["open_plan", "assign_targets", "send_plan", "ask_target", "approve_plan"] {
        assert!(rows.iter().any(|row| row.command == command), "{command}");
    }
    store.verify().unwrap();
}

/// The communes whose count of 2024 is above half the way from that of 2022 to what they are given for 2026, by hand.
fn behind(dir: &Path, communes: &[AreaKey], given: impl Fn(usize) -> u64) -> Vec<usize> {
    let watched = desk(dir).watch(&Caller::operator(), PROGRAMME, TODAY).unwrap();
    let count = |area: &AreaKey, year: i16| {
        let of_year = watched.actuals.iter().filter(|one| one.area == *area && one.on == date(year, 12, 31));
        let mut counts = of_year.filter(|one| {
            one.measure == Some(domain::result::Measure::PoorHouseholds) && one.standard.as_deref() == Some("vn-2022")
        });
        let count = counts.next().unwrap_or_else(|| panic!("{area} has no count of {year}"));
        assert!(count.evidence.contains("địa giới ngày 2025-11-18"), "{}", count.evidence);
        count.reading.value().and_then(domain::programme::Exact::as_whole).unwrap()
    };
    let late = |at: &usize| {
        let (from, now) = (count(&communes[*at], 2022), count(&communes[*at], 2024));
        let given = i64::try_from(given(*at)).unwrap();
        now > given && 2 * now > from + given
    };
    (0..communes.len()).filter(late).collect()
}

#[test]
fn one_report_turns_five_of_eight_into_four_and_its_withdrawal_turns_it_back_as_of_each_day() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let areas = Areas::bundled();
    let thanh_hoa = areas.at("38", TODAY).unwrap().key.clone();
    let officer = person("can-bo", &[(Role::ProvincialOfficer, &thanh_hoa)]);
    let example = "thanh-hoa-vi-du";
    let behind = |day: Date| {
        let watched = desk(dir.path()).watch(&officer, example, day).unwrap();
        let standings = watched.standings(areas);
        let tally = Tally::of(standings.iter().map(|(_, standing)| standing));
        let late = standings.iter().find(|(_, one)| one.state == State::Behind).map(|(target, _)| target.id.clone());
        (tally.behind, tally.all(), late)
    };
    let before = behind(date(2018, 12, 31));
    assert_eq!((before.0, before.1), (5, 8));
    let target = before.2.unwrap();
    let watched = desk(dir.path()).watch(&officer, example, date(2018, 12, 31)).unwrap();
    let judged = watched.standing(areas, watched.programme().target(&target).unwrap());
    let (on, path) = (judged.versions[0].actual.on, judged.versions[0].path.unwrap().value);
    // what was known when: a report of March 2019, withdrawn in June
    let at =
        |day: &str, reason: &str| Ctx { actor: "can-bo".into(), at: format!("{day}T02:00:00Z"), reason: reason.into() };
    let desk = desk(dir.path());
    let new = NewReport {
        programme: example.into(),
        target: target.clone(),
        item: None,
        area: judged.versions[0].actual.area.clone(),
        agency: None,
        households: None,
        holds_on: on,
        version: ActualVersion::Official,
        reading: Reading::Value(path),
        evidence: "báo cáo số 9 của Cục Thống kê".into(),
    };
    let operator = Caller::operator();
    let id = desk.report(&operator, &at("2019-03-01", ""), &new, date(2019, 3, 1)).unwrap();
    let twice = desk.report(&operator, &at("2019-03-02", ""), &new, date(2019, 3, 2)).unwrap_err();
    assert_eq!(twice.code, "CC-REPORT-TWICE");
    assert_eq!((behind(date(2018, 12, 31)).0, behind(date(2019, 2, 28)).0), (5, 5), "nobody knew it then");
    assert_eq!(behind(date(2019, 3, 1)).0, 4);
    let withdraw = |reason: &str| {
        desk.withdraw_report(&operator, &at("2019-06-01", reason), &id, date(2019, 6, 1))
            .map_err(|failure| failure.code)
    };
    assert_eq!(withdraw("sai"), Err("CC-REASON-SHORT"));
    assert_eq!(withdraw("số liệu chưa được thẩm định"), Ok(()));
    assert_eq!((behind(date(2019, 5, 31)).0, behind(date(2019, 6, 1)).0), (4, 5));

    // the page: whose it is not is refused, what lacks its evidence keeps what was typed
    let report = format!("/programmes/{example}/targets/{target}/report");
    let officer = probe(dir.path(), &officer);
    let elsewhere = officer.beside(person("khac", &[(Role::CommuneOfficer, &places().1[0])])).unwrap();
    let place = format!("{}/", new.area);
    let mut sent =
        [("place", &*place), ("on", "2017-12-31"), ("version", "official"), ("value", "77,65"), ("evidence", "")];
    let refused = post(&officer, &report, &sent);
    let said = refused.text();
    assert!(
        refused.status == 400 && said.contains("Chưa ghi minh chứng") && said.contains("value=\"77,65\""),
        "{said}"
    );
    assert!(said.contains("số liệu chưa được thẩm định"), "what was withdrawn stays readable");
    sent[4].1 = "biên bản số 3";
    assert_ne!(post(&elsewhere, &report, &sent).status, 303, "not from another province");
    let kept = post(&officer, &report, &sent);
    assert_eq!(kept.status, 303, "{}", kept.text());
    let page = text(&officer, &report);
    let id = page.split("name=\"report\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let withdraw = format!("/programmes/{example}/targets/{target}/withdraw");
    assert_eq!(post(&officer, &withdraw, &[("report", &id), ("reason", "sai")]).status, 400);
    assert_eq!(post(&officer, &withdraw, &[("report", &id), ("reason", "ghi nhầm đơn vị tính")]).status, 303);
}

#[test]
fn a_programme_is_closed_by_today_says_so_and_is_reopened_with_a_reason() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let commune = officer.beside(person("can-bo-xa", &[(Role::CommuneOfficer, &communes[0])])).unwrap();
    let visitor = officer.beside(Caller::visitor()).unwrap();
    let of_hue = "/programmes/thua-thien-hue-nq-11-2021";
    let (close, amend) = (format!("{of_hue}/close"), format!("{of_hue}/amend"));
    let send = |number: &str, closed: &str, why: &str| {
        post(&officer, &close, &[("number", number), ("act", "close"), ("closed", closed), ("reason", why)])
    };
    let why = "hết thời gian thực hiện";
    let later = send("0", "2025-11-19", why);
    let said = later.text();
    let beside = said.split("id=\"f-closed\"").nth(1).unwrap().split("</div>").next().unwrap();
    assert!(later.status == 400 && beside.contains("Ngày đóng sau ngày hôm nay"), "{beside}");
    assert!(said.contains("Đóng khi đã đến ngày ấy"), "{said}");
    assert_eq!(send("0", "2025-11-01", why).status, 303);
    for who in [&officer, &commune, &visitor] {
        for page in [of_hue, "/programmes"] {
            assert!(text(who, page).contains("Đã đóng từ 01/11/2025"), "{page}");
        }
    }
    assert!(text(&visitor, &format!("{of_hue}?day=2025-10-01")).contains("Đóng từ 01/11/2025"), "not yet, on that day");
    // nobody types a whole amendment to be refused at its end
    let refused = officer.get(&amend, "vi", false).unwrap();
    let said = refused.text();
    assert!(refused.status == 409 && said.contains("Chương trình đã đóng từ 01/11/2025"), "{said}");
    assert!(said.contains("“Mở lại”"), "{said}");
    let again = send("1", "2025-11-02", why);
    assert!(again.status == 409 && again.text().contains("đã đóng từ 01/11/2025"), "{}", again.text());

    // what was closed by mistake is opened again, with a reason, by those who may
    let page = text(&officer, of_hue);
    assert!(page.contains("Mở lại</a>") && !page.contains(&amend), "{page}");
    assert!(!text(&commune, of_hue).contains(&close));
    let form = text(&officer, &close);
    assert!(form.contains("Chương trình đã đóng từ 01/11/2025") && !form.contains("name=\"closed\""), "{form}");
    assert!(form.contains("name=\"number\" value=\"1\"") && form.contains("name=\"act\" value=\"reopen\""));
    let reopen = |who: &Probe, number: &str, why: &str| {
        post(who, &close, &[("number", number), ("act", "reopen"), ("reason", why)])
    };
    assert!(reopen(&officer, "1", "nhầm").text().contains("ít nhất ba chữ"));
    assert_eq!(reopen(&commune, "1", "đóng nhầm chương trình").status, 403);
    assert_eq!(reopen(&officer, "0", "đóng nhầm chương trình").status, 409, "not on top of another text");
    assert_eq!(reopen(&officer, "1", "đóng nhầm chương trình").location, of_hue);
    assert!(!text(&visitor, of_hue).contains("óng từ 01/11/2025"));
    text(&officer, &amend);
    assert_eq!(reopen(&officer, "2", "đóng nhầm chương trình").status, 400, "it is not closed");
    let inspector = officer.beside(person("thanh-tra", &[(Role::Inspector, &province)])).unwrap();
    let trail = text(&inspector, "/trail?shard=0&command=save_programme");
    assert!(trail.contains("đóng nhầm chương trình") && trail.contains(why), "{trail}");
    let texts = app::demo::open(dir.path()).unwrap().texts(store::TextKind::Programme, "thua-thien-hue-nq-11-2021");
    assert_eq!(texts.unwrap().len(), 2, "every text is kept");
}

#[test]
fn a_programme_is_written_amended_and_closed_with_a_document_and_nobody_else_may() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let commune = probe(dir.path(), &person("can-bo-xa", &[(Role::CommuneOfficer, &communes[0])]));
    for address in ["/programmes/new", "/documents/new", "/programmes/ninh-binh-kh-151/amend"] {
        assert_eq!(commune.get(address, "vi", false).unwrap().status, 403, "{address}");
    }
    let paper = [
        ("doc-kind", "plan"),
        ("number", "12/KH-UBND"),
        ("date", "2025-10-01"),
        ("state", "issued"),
        ("title", "Kế hoạch giảm nghèo 2026–2027"),
        ("issuer", "UBND thành phố"),
    ];
    let mut untitled = paper;
    untitled[4].1 = " ";
    let refused = post(&officer, "/documents/new", &untitled);
    assert!(refused.status == 400 && refused.text().contains("value=\"12/KH-UBND\""), "{}", refused.text());
    let mut drafted = paper;
    drafted[3].1 = "draft";
    assert_eq!(post(&officer, "/documents/new", &drafted).location, "/documents/12-kh-ubnd");
    let step =
        |who: &Probe, to: &str, why: &str| post(who, "/documents/12-kh-ubnd/state", &[("to", to), ("reason", why)]);
    assert_eq!(step(&commune, "submitted", "trình Uỷ ban nhân dân").status, 403);
    assert!(step(&officer, "submitted", "trình").text().contains("CC-REASON-SHORT"));
    assert_eq!(step(&officer, "submitted", "trình Uỷ ban nhân dân").status, 303);
    assert!(step(&officer, "expired", "chưa ban hành mà hết hạn").text().contains("CC-DOCUMENT-STATE"));
    assert_eq!(step(&officer, "issued", "Chủ tịch đã ký ban hành").status, 303);
    let page = officer.get("/documents/12-kh-ubnd", "vi", false).unwrap().text();
    assert!(page.contains("Đã ban hành") && page.contains("value=\"expired\""), "{page}");
    assert!(!page.contains("value=\"draft\""), "what is issued is no draft again");
    let new = PLAN_OF_2027;
    let mut sideless = new;
    sideless[8].1 = "";
    let refused = post(&officer, "/programmes/new", &sideless);
    let said = refused.text();
    assert!(refused.status == 400 && said.contains("value=\"2.000\"") && said.contains("không quá 2.000"), "{said}");
    assert!(said.contains("name=\"t1-side\" aria-invalid=\"true\""), "the refusal stands beside its field: {said}");
    let created = post(&officer, "/programmes/new", &new);
    assert_eq!(created.location, "/programmes/giam-ngheo-2026-2027", "{}", created.text());
    let all = desk(dir.path()).programmes().unwrap();
    let programme = all.programme("giam-ngheo-2026-2027").unwrap();
    assert_eq!(programme.versions[0].date, Some(date(2025, 10, 1)));
    assert_eq!(all.programmes.len(), domain::programme::Programmes::bundled().programmes.len() + 2);

    // the ways to what may be done stand on the pages, for those who may do it there
    let target = format!("/programmes/{}/targets/{}", programme.id, programme.targets[0].id);
    let offers = |who: &Probe, page: &str, act: &str| {
        who.get(page, "vi", false).unwrap().text().contains(&format!("href=\"{page}/{act}\""))
    };
    assert!(offers(&officer, &target, "plan") && offers(&officer, &target, "report"));
    assert!(offers(&officer, "/programmes/giam-ngheo-2026-2027", "amend"));
    assert!(offers(&commune, &target, "plan") && !offers(&commune, "/programmes/giam-ngheo-2026-2027", "amend"));
    let elsewhere = "/programmes/ninh-binh-kh-151/targets/giam-hai-phan-ba";
    assert!(["plan", "report", "set"].iter().all(|act| !offers(&officer, elsewhere, act)));
    // a document that sets another province's programme is that province's to change
    let expire = [("to", "expired"), ("reason", "hết thời hạn thực hiện")];
    assert_eq!(post(&officer, "/documents/nb-kh-151/state", &expire).status, 403);
    let ends = [("number", "0"), ("closed", "2025-06-30"), ("reason", "đóng vào ngày trước khi sáp nhập")];
    assert_eq!(post(&officer, "/programmes/ninh-binh-kh-151/close", &ends).status, 403);

    let amend = "/programmes/giam-ngheo-2026-2027/amend";
    let version = [
        ("number", "1"),
        ("document", "nb-kh-151"),
        ("since", "2026-01-01"),
        ("sentence", "giảm sâu hơn"),
        ("reason", "theo kết luận mới"),
        ("t1-name", "Xã thoát khó khăn"),
        ("t1-kind", "recognitions"),
        ("t1-side", "at_least"),
        ("t1-limit", "2"),
        ("t1-unit", "communes"),
        ("t1-source", "reported"),
        ("t1-sentence", "ít nhất 2 xã"),
    ];
    let document = all.documents.iter().find(|one| one.id != "12-kh-ubnd").unwrap().id.clone();
    let mut version = version;
    version[1].1 = &document;
    let amended = post(&officer, amend, &version);
    assert_eq!(amended.status, 303, "{}", amended.text());
    let late = post(&officer, amend, &version);
    assert!(late.status >= 400 && late.status < 500, "{}", late.text());
    let all = desk(dir.path()).programmes().unwrap();
    let programme = all.programme("giam-ngheo-2026-2027").unwrap();
    assert_eq!((programme.versions.len(), programme.targets.len()), (2, 2));
    let texts = app::demo::open(dir.path()).unwrap().texts(store::TextKind::Programme, &programme.id).unwrap();
    assert_eq!(texts.len(), 2, "every text is kept");

    // “cơ bản” gets its threshold from a person, with a reason, and not before that day
    let ninh_thuan = |day: Date| {
        let watched = desk(dir.path()).watch(&Caller::visitor(), "ninh-thuan-ct-19-2021", day).unwrap();
        let word =
            |target: &&domain::programme::Target| matches!(target.kind, domain::programme::Kind::Unquantified { .. });
        let target = watched.programme().targets.iter().find(word).unwrap();
        let domain::programme::Kind::Unquantified { threshold, .. } = &target.kind else { unreachable!() };
        (target.id.clone(), *threshold)
    };
    let (target, none) = ninh_thuan(TODAY);
    assert_eq!(none, None);
    let khanh_hoa = Areas::bundled().at("56", TODAY).unwrap().key.clone();
    let there = person("can-bo-nt", &[(Role::ProvincialOfficer, &khanh_hoa)]);
    let there = probe(dir.path(), &there);
    let set = format!("/programmes/ninh-thuan-ct-19-2021/targets/{target}/set");
    let mut fields = [("what", "threshold"), ("value", "5,5"), ("reason", "theo hướng dẫn của Sở")];
    assert_eq!(post(&officer, &set, &fields).status, 403, "not from another province");
    let half = post(&there, &set, &fields);
    assert!(half.status == 400 && half.text().contains("Đơn vị này chỉ đếm số nguyên"), "{}", half.text());
    fields[1].1 = "5";
    let done = post(&there, &set, &fields);
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(ninh_thuan(TODAY).1, domain::programme::Exact::parse("5"));
    assert_eq!(ninh_thuan(date(2025, 11, 17)).1, None);
}
