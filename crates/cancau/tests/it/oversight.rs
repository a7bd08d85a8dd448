//! The trail and supervision as pages: who sees what, what is denied, drawn, answered and verified.

use crate::demo;
use app::{Caller, Desk, Opener};
use base::{AreaKey, Period};
use domain::access::{Grant, Role};
use domain::area::Areas;
use domain::result::Results;
use jiff::civil::date;
use std::borrow::Cow;
use std::path::Path;
use store::{Ctx, Deed, Page, Scope, Shard, Store, Subject, TrailFilter, TrailReader, TrailRow};
use web::{Answer, Probe, Web};

/// The day of the pages, a Tuesday.
fn desk(dir: &Path) -> Desk {
    let folder = dir.to_owned();
    let opener: Opener = Box::new(move || app::demo::open(&folder));
    let areas = Areas::bundled();
    Desk::new(Some(opener), Cow::Borrowed(areas), Results::bundled(areas).unwrap())
}

/// Somebody with roles, each for a commune or for everything.
fn person(login: &str, roles: &[(Role, Option<&AreaKey>)]) -> Caller {
    let grants: Vec<Grant> = roles
        .iter()
        .map(|(role, area)| Grant {
            role: *role,
            area: area.cloned(),
            village: None,
            period: Period { from: date(2025, 1, 1), to: None },
        })
        .collect();
    let areas = Areas::bundled();
    let desk = Desk::new(None, Cow::Borrowed(areas), Results::default());
    desk.person(login, login, &grants, date(2025, 11, 18))
}

fn probe(dir: &Path, caller: &Caller) -> Probe {
    let now = || "2025-11-18T02:00:00Z".parse().unwrap();
    let today = || date(2025, 11, 18);
    let web = Web { desk: desk(dir), today: Box::new(today), now: Box::new(now), maps: Vec::new(), provider: None };
    Probe::new(web, caller.clone()).unwrap()
}

fn get(probe: &Probe, address: &str) -> Answer {
    probe.get(address, "vi", false).unwrap()
}

fn text(probe: &Probe, address: &str) -> String {
    let answer = get(probe, address);
    assert_eq!(answer.status, 200, "{address}: {}", answer.text());
    answer.text()
}

/// A household of each of two communes of 2024: code and commune.
fn two(store: &mut Store) -> [(String, AreaKey); 2] {
    let sql = "select h.code, r.commune_code, r.commune_from
                 from result r
                 join household h on h.shard = r.shard and h.id = r.household
                 join review v on v.shard = r.shard and v.id = r.review and v.year = 2024
                where r.superseded_at is null
                order by r.commune_code, h.code";
    let rows = store.db().read(|tx| tx.rows(sql, &[])).unwrap();
    let of = |row: &store::Row| {
        let from = row.text(2).unwrap().parse().unwrap();
        let commune = AreaKey { code: row.text(1).unwrap().to_owned(), valid_from: from };
        (row.text(0).unwrap().to_owned(), commune)
    };
    [of(&rows[0]), of(rows.last().unwrap())]
}

fn unmasked(store: &mut Store, code: &str) {
    let ctx =
        Ctx {
            actor: "can.bo".into(), at: "2025-11-01T03:00:00Z".into(), reason: format!("gọi điện cho hộ {code}")
        };
    let deed = Deed::about(Subject::Household, code).note("phone: gọi điện");
    store.record(&ctx, Shard(1), "unmask", &deed).unwrap();
}

/// The records of a chain, the newest first.
fn chain(dir: &Path, shard: i64) -> Vec<TrailRow> {
    let reader = TrailReader { scope: Scope::everything(), access: true };
    let filter = TrailFilter { chain: Some(Shard(shard)), ..TrailFilter::default() };
    let page = Page { offset: 0, limit: 100 };
    app::demo::open(dir).unwrap().trail(reader, &filter, page).unwrap().rows
}

fn after<'a>(row: &'a TrailRow, field: &str) -> &'a str {
    let changes = &row.deed.as_ref().unwrap().changes;
    changes.iter().find(|change| change.field == field).and_then(|change| change.after.as_deref()).unwrap_or_default()
}

#[test]
fn the_trail_shows_the_own_commune_and_nothing_of_another() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let mut store = app::demo::open(dir.path()).unwrap();
    let [(here, commune), (there, other)] = two(&mut store);
    assert_ne!(commune, other);
    unmasked(&mut store, &here);
    unmasked(&mut store, &there);

    let chairman = probe(dir.path(), &person("chu.tich", &[(Role::CommuneChairman, Some(&commune))]));
    let of = |code: &str| format!("/trail?shard=1&household={code}");
    for address in ["/trail", "/trail?text=goi%20dien", "/trail?account=can.bo", "/trail?day=2025-11-01", &of(&here)] {
        let page = text(&chairman, address);
        assert!(page.contains(&format!("gọi điện cho hộ {here}")) && !page.contains(&there), "{address}");
    }
    for address in [&of(&there), &format!("/trail?area={}&on=2024-12-31", other.code), "/trail?shard=0"] {
        let page = text(&chairman, address);
        assert!(page.contains("Không có bản ghi nào như vậy") && !page.contains("gọi điện"), "{address}");
    }
    let imports = text(&chairman, &of(&here));
    // the word stands in the filter as well; in the table it heads a row
    let import = "<th scope=\"row\">Nhập rà soát";
    assert!(imports.contains(import) && imports.contains("ngoài phạm vi của bạn"), "{imports}");
    let inspector = probe(dir.path(), &person("thanh.tra", &[(Role::Inspector, None)]));
    let all = text(&inspector, "/trail?text=goi+dien");
    assert!(all.contains(&here) && all.contains(&there), "{all}");
    let administrator = probe(dir.path(), &person("quan.tri", &[(Role::Administrator, None)]));
    let own = text(&administrator, "/trail");
    assert!(!own.contains(&here) && !own.contains(import), "{own}");
    let officer = probe(dir.path(), &person("can.bo", &[(Role::CommuneOfficer, Some(&commune))]));
    let refused = get(&officer, "/trail");
    assert!(refused.status == 403 && refused.text().contains("CC-DENIED-ROLE"), "{}", refused.text());
    assert_eq!(get(&chairman, "/trail/verify").status, 403);
    assert_eq!(get(&chairman, &format!("/readings?shard=1&household={here}")).status, 403);

    // the file has the same rows, and is a record itself
    let file = text(&chairman, "/trail/export.csv?text=goi%20dien");
    assert!(file.lines().count() == 2 && file.contains(&here) && !file.contains(&there), "{file}");
    let spreadsheet = get(&chairman, &of(&here).replace("/trail", "/trail/export.xlsx"));
    assert!(spreadsheet.bytes.starts_with(b"PK"), "{}", spreadsheet.kind);
    let export = chain(dir.path(), 0).into_iter().find(|row| row.command == "export").unwrap();
    assert_eq!((export.actor.as_str(), after(&export, "rows")), ("chu.tich", "1"));
    assert_eq!(chain(dir.path(), 1)[0].command, "export", "that of a household stands with it");
    let list = text(&chairman, &format!("/households/export.csv?year=2024&area={}&on=2024-12-31", commune.code));
    let export = &chain(dir.path(), 1)[0];
    let about = (Subject::Area, commune.to_string());
    assert_eq!((&*export.command, &export.deed.as_ref().unwrap().about), ("export", &vec![about]));
    assert_eq!(after(export, "rows"), (list.lines().count() - 1).to_string());
    assert!(text(&chairman, "/trail?command=export").contains(&format!("→ {}", list.lines().count() - 1)));
}

#[test]
fn a_denial_is_written_down_once_without_what_was_asked() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let front = probe(dir.path(), &person("mat.tran", &[(Role::Front, None)]));
    for address in ["/trail?text=bi-mat", "/trail?text=bi-mat", "/trail", "/trail/verify"] {
        assert_eq!(get(&front, address).status, 403, "{address}");
    }
    let visitor = probe(dir.path(), &Caller::visitor());
    assert_eq!(get(&visitor, "/trail").status, 303);
    let denied: Vec<TrailRow> = chain(dir.path(), 0).into_iter().filter(|row| row.command == "denied").collect();
    let told: Vec<(&str, &str, &str)> =
        denied.iter().map(|row| (row.actor.as_str(), after(row, "route"), after(row, "code"))).collect();
    assert_eq!(
        told,
        [("mat.tran", "/trail/verify", "CC-DENIED-ROLE"), ("mat.tran", "/trail", "CC-DENIED-ROLE")],
        "once each, and nothing of visitors"
    );
    assert!(!format!("{denied:?}").contains("bi-mat"));
    let inspector = probe(dir.path(), &person("thanh.tra", &[(Role::Inspector, None)]));
    assert!(text(&inspector, "/trail?command=denied").contains("/trail/verify"));
    app::demo::open(dir.path()).unwrap().verify().unwrap();
}

#[test]
fn an_inspector_verifies_and_finds_a_row_that_was_changed_by_hand() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let inspector = probe(dir.path(), &person("thanh.tra", &[(Role::Inspector, None)]));
    assert!(text(&inspector, "/trail/verify").contains("Chưa kiểm tra lần nào"));
    let sound = inspector.post("/trail/verify", &[]).unwrap().text();
    assert!(sound.contains("Mọi chuỗi đều liền mạch") && !sound.contains("đã bị sửa"), "{sound}");
    let mut store = app::demo::open(dir.path()).unwrap();
    let head = store.verify().unwrap().shards[0].head.clone();
    assert!(sound.contains(&head), "the hash to be written down");
    assert!(text(&inspector, "/trail/verify").contains("thanh.tra kiểm tra"), "the last result is kept");
    let change = "update result set class = 1 - class where class in (0, 1)";
    assert!(store.db().write(1, |tx| tx.execute(change, &[])).unwrap() > 0);
    let broken = inspector.post("/trail/verify", &[]).unwrap().text();
    assert!(broken.contains("shard 46, record") && !broken.contains("liền mạch và khớp"), "{broken}");
    assert!(text(&inspector, "/trail/verify").contains("shard 46, record"));
    assert_eq!(chain(dir.path(), 0).iter().filter(|row| row.command == "verify").count(), 2);
}

#[test]
fn a_sample_is_drawn_an_observation_recorded_and_answered_by_another_hand() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let mut store = app::demo::open(dir.path()).unwrap();
    let [(_, commune), (_, other)] = two(&mut store);
    let key = commune.to_string();
    let front = probe(dir.path(), &person("mat.tran", &[(Role::Front, Some(&commune))]));
    let form = text(&front, "/supervision?review=2024/vn-2022");
    assert!(form.contains(&key) && !form.contains(&other.to_string()) && form.contains("chưa xác minh"), "{form}");
    let draw = |size: &str, key: &str| {
        let fields = [("shard", "1"), ("review", "2024/vn-2022"), ("commune", key), ("size", size), ("seed", "hạt 7")];
        front.post("/supervision", &fields).unwrap()
    };
    for size in ["2", "8"] {
        let refused = draw(size, &key);
        assert!(refused.status == 400 && refused.text().contains("CC-SAMPLE-SIZE"), "{}", refused.text());
    }
    assert!(draw("5", &other.to_string()).text().contains("CC-DENIED-SCOPE"));
    let drawn = draw("5", &key);
    assert_eq!(drawn.status, 303, "{}", drawn.text());
    let page = text(&front, &drawn.location);
    assert!(page.contains("hạt 7") && page.contains("Rút lại bây giờ cho đúng"), "{page}");
    let observe: Vec<&str> = page.split("href=\"/supervision/observe?").skip(1).collect();
    assert_eq!(observe.len(), 6, "five households and the commune");
    let code = observe[1].split("household=").nth(1).unwrap().split(['"', '&']).next().unwrap();
    assert!(text(&front, &format!("/households/1/{code}")).contains("•"), "no sensitive data");

    let fields = [("shard", "1"), ("household", code), ("told", "Nhà dột,\nchưa được sửa"), ("due", "2025-11-10")];
    assert!(text(&front, &format!("/supervision/observe?shard=1&household={code}")).contains(code));
    assert_eq!(front.post("/supervision/observe", &fields).unwrap().status, 303);
    let empty = [("shard", "1"), ("household", code), ("told", " ")];
    assert!(front.post("/supervision/observe", &empty).unwrap().text().contains("CC-FIELD-TEXT"));
    let elsewhere = probe(dir.path(), &person("khac", &[(Role::CommuneOfficer, Some(&other))]));
    assert!(text(&elsewhere, "/supervision/observations").contains("0 kiến nghị chờ trả lời"));
    let officer = person("can.bo", &[(Role::CommuneOfficer, Some(&commune))]);
    let officer = probe(dir.path(), &officer);
    assert!(text(&officer, "/supervision").contains("Kiến nghị chờ trả lời: 1"));
    let waiting = text(&officer, "/supervision/observations");
    assert!(waiting.contains("chưa được sửa") && waiting.contains("quá hạn"), "{waiting}");
    let action = waiting.split("action=\"/supervision/observations").nth(1).unwrap().split('"').next().unwrap();
    let action = format!("/supervision/observations{action}");
    let answer = [("version", "1"), ("answer", "Đã đưa vào kế hoạch")];
    // the front may not answer, nor may somebody who holds both duties and recorded it
    assert!(!text(&front, "/supervision/observations").contains("action=\"/supervision/observations"));
    assert!(front.post(&action, &answer).unwrap().text().contains("CC-DENIED-ROLE"));
    let both = person("mat.tran", &[(Role::Front, Some(&commune)), (Role::CommuneOfficer, Some(&commune))]);
    let both = probe(dir.path(), &both).post(&action, &answer).unwrap();
    assert!(both.status == 403 && both.text().contains("CC-DENIED-SAME-HAND"), "{}", both.text());
    assert_eq!(elsewhere.post(&action, &answer).unwrap().status, 404);
    assert_eq!(officer.post(&action, &answer).unwrap().status, 303);
    let late = officer.post(&action, &answer).unwrap();
    assert!(late.status == 409 && late.text().contains("can.bo"), "{}", late.text());
    assert!(text(&front, "/supervision/observations").contains("Đã đưa vào kế hoạch"), "the recorder sees the answer");
    let told: Vec<String> = chain(dir.path(), 1).into_iter().take(3).map(|row| row.command).collect();
    assert_eq!(told, ["answer_observation", "record_observation", "draw_sample"]);
    app::demo::open(dir.path()).unwrap().verify().unwrap();
}

#[test]
fn a_citizens_request_is_due_after_two_working_days_and_shows_who_looked() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let mut store = app::demo::open(dir.path()).unwrap();
    let [(here, commune), (there, _)] = two(&mut store);
    unmasked(&mut store, &here);
    let officer = probe(dir.path(), &person("can.bo", &[(Role::CommuneOfficer, Some(&commune))]));
    let take = |code: &str, received: &str| {
        let fields = [("shard", "1"), ("household", code), ("requester", "Hồ Văn A"), ("received", received)];
        officer.post("/requests", &fields).unwrap()
    };
    // Thursday: due on Monday the 17th, yesterday; Friday: due today
    let overdue = take(&here, "2025-11-13");
    let waiting = take(&here, "14/11/2025");
    assert_eq!((overdue.status, waiting.status), (303, 303), "{}", overdue.text());
    assert_eq!(take(&there, "2025-11-14").status, 404, "a household of another commune");
    assert!(take(&here, "2025-11-19").text().contains("CC-REQUEST-DAY"));
    let list = text(&officer, "/requests");
    for said in [
        "2 yêu cầu chờ trả lời, 1 quá hạn",
        "17/11/2025",
        "18/11/2025",
        "chưa trừ ngày lễ",
        "chưa xác minh",
        "Nghị định 356/2025/NĐ-CP",
    ] {
        assert!(list.contains(said), "{said}: {list}");
    }
    let page = text(&officer, &overdue.location);
    assert!(page.contains("quá hạn") && page.contains(&format!("gọi điện cho hộ {here}")), "{page}");
    assert_eq!(officer.post(&overdue.location, &[("version", "1")]).unwrap().status, 303);
    assert_eq!(officer.post(&overdue.location, &[("version", "1")]).unwrap().status, 409);
    assert!(text(&officer, &overdue.location).contains("đã trả lời 18/11/2025"));
    assert!(text(&officer, "/requests").contains("1 yêu cầu chờ trả lời, 0 quá hạn"));
    let front = probe(dir.path(), &person("mat.tran", &[(Role::Front, None)]));
    assert_eq!(get(&front, "/requests").status, 403);
    let inspector = probe(dir.path(), &person("thanh.tra", &[(Role::Inspector, None)]));
    let log = text(&inspector, &format!("/readings?shard=1&household={here}"));
    assert!(log.contains("số điện thoại") && log.contains("can.bo"), "{log}");
    app::demo::open(dir.path()).unwrap().verify().unwrap();
}
