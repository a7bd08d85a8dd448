//! Reports as they are sent: what nothing can have is refused, a gap takes a figure of each of its groups, what will not
//! count is said before, and who has nothing to report learns why.

use crate::demo;
use crate::planning::{TODAY, desk, grown, person, places, post, probe, text};
use app::Caller;
use app::demo::programme::{PROGRAMME, TARGET};
use base::AreaKey;
use domain::access::Role;
use domain::area::Areas;
use domain::programme::State;
use store::{Ctx, NewAccount, Page, Scope, TrailFilter, TrailReader};

fn now(code: &str) -> AreaKey {
    Areas::bundled().at(code, TODAY).unwrap().key.clone()
}

/// Of which unit a target is.
fn place(dir: &std::path::Path, programme: &str, target: &str) -> String {
    format!("{}/", desk(dir).programmes().unwrap().programme(programme).unwrap().target(target).unwrap().area)
}

#[test]
fn what_nothing_can_have_is_refused_beside_its_field_and_what_was_typed_stays() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let ninh_thuan = probe(dir.path(), &person("can-bo-nt", &[(Role::ProvincialOfficer, &now("56"))]));
    let hue = ninh_thuan.beside(person("can-bo-hue", &[(Role::ProvincialOfficer, &now("46"))])).unwrap();
    let (communes, capital) = (("ninh-thuan-2018", "xa-nong-thon-moi"), ("ninh-thuan-2018", "giai-ngan"));
    let houses = ("thua-thien-hue-nq-11-2021", "khong-phat-sinh-nha-tam");
    let cases = [
        (&ninh_thuan, communes, "2018-12-31", "2,5", "value", "Số xã phải là số nguyên"),
        (&ninh_thuan, communes, "0001-01-01", "2", "on", "năm phải từ 1900 trở đi"),
        (&ninh_thuan, communes, "2016-12-31", "2", "on", "Ngày của số liệu ở trước ngày 1/1/2018"),
        (&ninh_thuan, capital, "2018-12-31", "250", "value", "Tỷ lệ phải từ 0 đến 100 %"),
        (&hue, houses, "2024-12-31", "−3", "value", "Số căn nhà không thể âm"),
    ];
    for (who, (programme, target), on, value, field, said) in cases {
        let place = place(dir.path(), programme, target);
        let sent =
            [("place", &*place), ("on", on), ("version", "official"), ("value", value), ("evidence", "báo cáo số 5")];
        let refused = post(who, &format!("/programmes/{programme}/targets/{target}/report"), &sent);
        let page = refused.text();
        assert!(refused.status == 400 && page.contains(said), "{said}: {page}");
        assert!(
            page.contains(&format!("id=\"f-{field}\"")) && page.contains(&format!("href=\"#f-{field}\"")),
            "{page}"
        );
        let kept = [format!("value=\"{value}\""), format!("value=\"{on}\""), "báo cáo số 5".to_owned()];
        assert!(kept.iter().all(|one| page.contains(one)), "{kept:?}: {page}");
        assert!(desk(dir.path()).reports(&Caller::operator(), programme, target).unwrap().is_empty());
    }
    // a count is no share either
    let place = place(dir.path(), communes.0, communes.1);
    let share = [
        ("place", &*place),
        ("on", "2018-12-31"),
        ("version", "official"),
        ("part", "1"),
        ("whole", "2"),
        ("evidence", "báo cáo số 5"),
    ];
    let refused = post(&ninh_thuan, "/programmes/ninh-thuan-2018/targets/xa-nong-thon-moi/report", &share);
    assert!(refused.status == 400 && refused.text().contains("đếm số lượng"), "{}", refused.text());
}

#[test]
fn a_gap_is_measured_by_a_report_of_each_of_its_groups() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (programme, target) = ("ninh-thuan-ct-19-2021", "khoang-cach-thu-nhap");
    let report = format!("/programmes/{programme}/targets/{target}/report");
    let officer = probe(dir.path(), &person("can-bo-nt", &[(Role::ProvincialOfficer, &now("56"))]));
    let place = place(dir.path(), programme, target);
    let send = |group: &str, on: &str, value: &str| {
        let sent = [
            ("place", &*place),
            ("group", group),
            ("on", on),
            ("version", "official"),
            ("value", value),
            ("evidence", "điều tra mức sống"),
        ];
        post(&officer, &report, &sent)
    };
    let state = || {
        let watched = desk(dir.path()).watch(&Caller::operator(), programme, TODAY).unwrap();
        watched.standing(Areas::bundled(), watched.programme().target(target).unwrap()).state
    };
    let form = text(&officer, &report);
    assert!(form.contains("name=\"group\"") && form.contains("value=\"other_areas\""), "{form}");
    for wrong in ["", "mountain"] {
        let refused = send(wrong, "2021-12-31", "20.000.000");
        let said = refused.text();
        assert!(refused.status == 400 && said.contains("của nhóm nào trong hai nhóm"), "{said}");
    }
    let (own, other) = ("ethnic_minority_area", "other_areas");
    assert_eq!(send(own, "2021-12-31", "20.000.000").status, 303);
    let twice = send(own, "2021-12-31", "21.000.000").text();
    assert!(twice.contains("Số của ngày này đã có báo cáo của “can-bo-nt”"), "{twice}");
    for (group, on, value) in
        [(other, "2021-12-31", "50.000.000"), (own, "2024-12-31", "30.000.000"), (other, "2024-12-31", "58.000.000")]
    {
        assert!(matches!(state(), State::NotMeasured(_)), "{:?}", state());
        assert_eq!(send(group, on, value).status, 303);
    }
    assert_eq!(state(), State::OnTrack, "30 million apart, then 28");
    let page = text(&officer, &report);
    let listed = page.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    for group in [own, other] {
        let option = form.split(&format!("<option value=\"{group}\">")).nth(1).unwrap().split('<').next().unwrap();
        let name = option.chars().skip(1).collect::<String>();
        assert_eq!(listed.matches(&name).count(), 2, "{name}: {listed}");
    }
    let reader = TrailReader { scope: Scope::everything(), access: true };
    let mut store = app::demo::open(dir.path()).unwrap();
    let rows = store.trail(reader, &TrailFilter::default(), Page { offset: 0, limit: 100 }).unwrap().rows;
    let tells = |row: &&store::TrailRow| {
        let mut changes = row.deed.iter().flat_map(|deed| &deed.changes);
        changes.any(|one| one.field == "households" && one.after.as_deref() == Some(other))
    };
    let told = rows.iter().filter(tells).count();
    assert_eq!(told, 2, "{rows:?}");
    // another target has no groups to choose from
    assert!(!text(&officer, "/programmes/ninh-thuan-2018/targets/xa-nong-thon-moi/report").contains("name=\"group\""));
}

#[test]
fn what_will_not_count_is_said_before_and_who_has_nothing_to_report_learns_why() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let report = format!("/programmes/{PROGRAMME}/targets/{TARGET}/report");
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    assert!(text(&officer, &report).contains("Chỉ tiêu này lấy số từ sổ bộ: số báo cáo chỉ được để riêng"));
    let reported = text(&officer, &report.replace(TARGET, "ho-duoc-vay-von"));
    assert!(!reported.contains("để riêng bên cạnh") && reported.contains("name=\"place\""), "{reported}");
    let elsewhere = officer.beside(person("can-bo-nt", &[(Role::ProvincialOfficer, &now("56"))])).unwrap();
    let sponsor = officer.beside(person("giup-do", &[(Role::Sponsor, &communes[0])])).unwrap();
    for (who, why, what) in [
        (&elsewhere, "không có đơn vị nào trong đó thuộc phạm vi báo cáo của bạn", "Báo cáo ở chỉ tiêu của địa bàn"),
        (&sponsor, "Tài khoản của bạn chưa gắn với cơ quan nào", "Nhờ người quản trị"),
    ] {
        let page = text(who, &report);
        assert!(page.contains(why) && page.contains(what) && !page.contains("name=\"place\""), "{page}");
        let sent =
            [("place", "46/"), ("on", "2025-11-01"), ("version", "official"), ("value", "5"), ("evidence", "sổ")];
        let refused = post(who, &report, &sent);
        assert!(refused.status == 403 && refused.text().contains(why), "{}", refused.text());
    }
}

#[test]
fn who_helps_in_the_demonstration_does_it_for_a_department() {
    for known in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        demo::copy(dir.path());
        let mut store = app::demo::open(dir.path()).unwrap();
        let login = "don-vi-giup-do";
        if known {
            // an account of an older demonstration
            let ctx = Ctx { actor: "demo".into(), at: "2025-11-01T02:00:00Z".into(), reason: String::new() };
            let account = NewAccount {
                login: login.into(),
                name: "Đơn vị giúp đỡ".into(),
                agency: None,
                password: None,
                must_change: false,
            };
            store.make_account(&ctx, &account).unwrap();
        }
        for _ in 0..2 {
            app::demo::welcome(&mut store, "2025-11-18T02:00:00Z", TODAY).unwrap();
            let agencies = store.agencies().unwrap();
            assert_eq!(agencies.len(), 2);
            let open = agencies.iter().find(|one| one.closed_on.is_none()).unwrap();
            assert_eq!(store.account(login).unwrap().unwrap().agency.as_ref(), Some(&open.id));
            let grants = store.grants(login).unwrap();
            assert_eq!((grants.len(), grants[0].agency.as_ref()), (1, Some(&open.id)));
            assert_eq!(store.account("can-bo-xa").unwrap().unwrap().agency, None);
        }
    }
}
