//! The five texts as data: each figure as its sentence has it.

use super::*;
use crate::area::Areas;
use jiff::civil::{Date, date};

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

fn programme(id: &str) -> &'static Programme {
    Programmes::bundled().programme(id).unwrap()
}

fn stated(id: &str, statement: &str) -> String {
    programme(id).statement(statement).unwrap().value.to_string()
}

fn target<'a>(id: &'a str, target: &str) -> &'a Target {
    programme(id).target(target).unwrap()
}

#[test]
fn thanh_hoa_128893_to_81758_is_47135_fewer() {
    let id = "thanh-hoa-qd-289-2016";
    for (statement, value) in [
        ("ho-ngheo-dau", "128893"),
        ("ho-ngheo-cuoi", "81758"),
        ("ho-ngheo-giam", "47135"),
        ("thieu-hut-dau", "2.3"),
        ("thieu-hut-cuoi", "2.2"),
        ("so-chi-tieu", "8"),
        ("chi-tieu-thap", "5"),
        ("duoi-binh-quan-khu-vuc", "12"),
        ("chua-dat-2017", "5"),
        ("ho-trong-mo-hinh", "1354"),
        ("viec-lam-moi", "156080"),
        ("chua-sap-nhap", "79"),
    ] {
        assert_eq!(stated(id, statement), value, "{statement}");
    }
    let jobs = programme(id).statement("viec-lam-moi").unwrap();
    assert_eq!((jobs.basis, jobs.unit, &jobs.households), (Basis::Reported, Unit::Jobs, &Households::All));
    assert_eq!(Programmes::bundled().check(), [], "every sum of the five texts comes out");
}

#[test]
fn thanh_hoa_81785_contradicts_its_own_sentence() {
    let areas = Areas::bundled();
    let typed = include_str!("../../../../data/programmes/thanh-hoa-qd-289-2016.toml")
        .replace("value = \"81758\"", "value = \"81785\"");
    let typed = read_programme("typed.toml", &typed, areas, &Programmes::bundled().documents).unwrap();
    let findings = check(&typed);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!((findings[0].code, findings[0].place.as_str()), ("CF-TEXT-SUM", "thanh-hoa-qd-289-2016: ho-ngheo-giam"));
    assert_eq!(findings[0].message.vi, "từ 128.893 hộ xuống 81.785 hộ là 47.108 hộ, nguồn ghi 47.135 hộ");
}

#[test]
fn thanh_hoa_deadlines_are_30_6_2018_and_before_30_6_2020() {
    let id = "thanh-hoa-qd-289-2016";
    let plan = target(id, "tong-hop-giao-ke-hoach");
    assert_eq!((plan.due, plan.lead.as_slice()), (Due::On(date(2018, 6, 30)), ["so-ldtbxh".to_owned()].as_slice()));
    let all = target(id, "tat-ca-chi-tieu");
    assert_eq!((all.due, all.due.last_day()), (Due::Before(date(2020, 6, 30)), Some(date(2020, 6, 29))));
    assert_eq!(target(id, "sap-nhap-het").due, Due::Open, "the text sets no deadline");
    // the targets that the conclusions of 2018 set did not exist in 2016
    assert!(programme(id).targets_on(date(2017, 1, 1)).is_empty());
    assert_eq!(programme(id).targets_on(date(2018, 5, 25)).len(), 3);
}

#[test]
fn thua_thien_hue_keeps_the_earlier_version_and_takes_the_later_one() {
    let id = "thua-thien-hue-nq-11-2021";
    let on = |day: Date| -> Vec<&str> { programme(id).targets_on(day).iter().map(|t| t.id.as_str()).collect() };
    assert_eq!(on(date(2022, 12, 31)), ["ty-le-2025-kh121"]);
    let now = on(date(2023, 3, 3));
    assert!(now.contains(&"ty-le-2024") && now.contains(&"ty-le-2025") && !now.contains(&"ty-le-2025-kh121"));
    let limit = |name: &str| match &target(id, name).kind {
        Kind::Level { bound, .. } => (bound.limit, bound.stretch),
        other => panic!("{other:?}"),
    };
    assert_eq!(limit("ty-le-2024"), (exact("2.2"), None));
    assert_eq!(limit("ty-le-2025"), (exact("1.84"), None));
    assert_eq!(limit("ty-le-2025-kh121"), (exact("2.2"), Some(exact("2"))));
    let version = programme(id).version_on(date(2022, 12, 31)).unwrap();
    assert_eq!((version.document.as_str(), version.quote.exact), ("hue-kh-121", false));
    let a_luoi = target(id, "a-luoi-du-dieu-kien");
    assert_eq!(a_luoi.kind, Kind::Milestone { stage: Stage::Qualified });
    assert_eq!(Areas::bundled().get(&a_luoi.area).unwrap().name, "Huyện A Lưới");
    assert_eq!(programme(id).priorities[0].areas.len(), 5);
}

#[test]
fn ninh_thuan_1493_to_533_is_192_points_a_year() {
    let id = "ninh-thuan-ct-19-2021";
    for (statement, value) in [
        ("ty-le-dau-2016", "14.93"),
        ("ty-le-cuoi-2020", "5.33"),
        ("giam-binh-quan", "1.92"),
        ("ca-nuoc", "2.75"),
        ("vung-dtts-2020", "16.18"),
    ] {
        assert_eq!(stated(id, statement), value, "{statement}");
    }
    assert_eq!(programme(id).statement("giam-binh-quan").unwrap().unit, Unit::Points, "not per cent");
    let area = programme(id).statement("vung-dtts-2020").unwrap();
    assert_eq!(area.households, Households::AreaGroup("ethnic_minority_area".into()), "an area, not a people");
    let Kind::PointsPerYear { bound, over } = &target(id, "vung-dtts-giam-tren-3").kind else { panic!() };
    assert_eq!((bound.side, bound.limit, *over), (Side::Above, exact("3"), Over::Mean));
    assert!(!bound.side.met(exact("3"), bound.limit), "“trên 3 %/năm” is strict");
    assert!(
        matches!(&target(id, "co-ban-khong-con-dbkk").kind, Kind::Unquantified { word, threshold: None, .. } if word == "cơ bản")
    );
    let typed = include_str!("../../../../data/programmes/ninh-thuan-ct-19-2021.toml")
        .replace("value = \"1.92\"", "value = \"1.93\"");
    let typed = read_programme("typed.toml", &typed, Areas::bundled(), &Programmes::bundled().documents).unwrap();
    assert_eq!(check(&typed)[0].code, "CF-TEXT-SUM");
}

#[test]
fn ninh_binh_two_thirds_fewer_leaves_at_most_a_third() {
    let id = "ninh-binh-kh-151";
    let Kind::Relative { bound } = &target(id, "giam-hai-phan-ba").kind else { panic!() };
    assert_eq!((bound.side, bound.limit), (Side::AtMost, exact("1/3")));
    assert_eq!((exact("9553") * bound.limit).floor(), exact("3184"));
    let base = target(id, "giam-hai-phan-ba").baseline.as_ref().unwrap();
    assert_eq!((base.on, base.standard.as_deref(), base.value), (date(2021, 12, 31), Some("vn-2022"), None));
    assert_eq!(target(id, "bao-phu-chinh-sach").items.len(), 11);
    assert!(programme(id).tasks.len() == 5 && programme(id).tasks.iter().all(|task| task.lead.is_empty()));
    assert!(
        matches!(&target(id, "muc-tieu-2030").kind, Kind::ToBeSet { waits_for } if waits_for.vi.contains("2025-2030"))
    );
}

#[test]
fn ninh_thuan_16_8_2018_has_four_targets_and_no_amount_of_money() {
    let id = "ninh-thuan-2018";
    assert_eq!((stated(id, "ty-le-2017"), stated(id, "mien-nui-2017")), ("10.36".into(), "27.1".into()));
    let limit = |name: &str| match &target(id, name).kind {
        Kind::Level { bound, .. } | Kind::Recognitions { bound } | Kind::Coverage { bound } => bound.limit.to_string(),
        other => panic!("{other:?}"),
    };
    let limits = ["ty-le-2018", "mien-nui-2018", "xa-nong-thon-moi", "giai-ngan"].map(limit);
    assert_eq!(limits, ["8.86", "23", "2", "100"]);
    let programme = programme(id);
    assert!(programme.statements.iter().all(|statement| statement.unit != Unit::Dong));
    assert!(programme.targets.iter().all(|target| target.unit != Some(Unit::Dong)));
}

#[test]
fn the_register_of_documents_hangs_together() {
    let all = Programmes::bundled();
    let tie = |id: &str, bond: Bond, to: &str| {
        all.document(id).unwrap().relations.iter().any(|one| one.bond == bond && one.to == to)
    };
    assert!(tie("th-qd-289", Bond::CarriesOut, "th-nq-xviii"));
    assert!(tie("nb-kh-151", Bond::CarriesOut, "ct-05-ct-tw") && tie("nt-ct-19", Bond::CarriesOut, "ct-05-ct-tw"));
    assert_eq!(all.document("th-kh-nq19").unwrap().state, DocumentState::Draft);
    assert_eq!(all.document("th-to-trinh-sap-nhap").unwrap().state, DocumentState::Submitted);
    assert_eq!(all.document("nb-kh-151").unwrap().date, None, "the text gives no day");
    assert_eq!(all.document("nt-ct-19").unwrap().signer.as_deref(), Some("Nguyễn Đức Thanh"));
    let found = |search: &str| all.search(search).iter().map(|one| one.id.as_str()).collect::<Vec<_>>();
    assert_eq!(found("nguyen duc thanh"), ["nt-ct-19"], "by its signer, without tone marks");
    assert_eq!(found("151/KH-UBND"), ["nb-kh-151"]);
    assert_eq!(all.search("").len(), all.documents.len());
    let carried: Vec<&str> = all.pointing_to("ct-05-ct-tw").iter().map(|(one, _)| one.id.as_str()).collect();
    assert_eq!(carried, ["nt-ct-19", "nb-kh-151"]);
    assert_eq!(all.document("th-qd-289").unwrap().name().vi, "Quyết định 289-QĐ/TU");
}

#[test]
fn every_item_has_its_words() {
    for programme in &Programmes::bundled().programmes {
        let quotes = programme
            .statements
            .iter()
            .map(|one| &one.quote)
            .chain(programme.targets.iter().map(|one| &one.quote))
            .chain(programme.tasks.iter().map(|one| &one.quote))
            .chain(programme.bodies.iter().map(|one| &one.quote));
        for quote in quotes {
            assert!(!quote.words.is_empty() && !quote.text.is_empty(), "{}", programme.id);
            assert!(!programme.synthetic || !quote.exact, "an example quotes nobody");
        }
    }
}

#[test]
fn the_example_counts_12_below_their_group_and_5_of_them_below_their_own_target() {
    let example = programme("thanh-hoa-vi-du");
    assert!(example.synthetic);
    let table = example.units.as_ref().unwrap();
    assert_eq!(table.rows.len(), 27);
    assert_eq!(
        table.rows.iter().filter(|row| row.key.is_none()).map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["Đông Sơn", "Tĩnh Gia"],
        "which the tables of areas do not know under these names"
    );
    let behind = table.behind();
    assert_eq!((behind.group.len(), behind.own.len(), behind.both.len()), (12, 5, 5));
    let exactly = table.rows.iter().find(|row| row.name == "Vĩnh Lộc").unwrap();
    assert!(exactly.fall() == Some(Points(exact("1.5"))) && !behind.group.contains(&exactly));
    let mut table = table.clone();
    table.rows[0].closing = None;
    assert_eq!(table.behind().unknown.len(), 1);
}

#[test]
fn a_file_that_is_not_whole_is_refused_with_its_place() {
    let text = include_str!("../../../../data/programmes/ninh-binh-kh-151.toml");
    let documents = &Programmes::bundled().documents;
    for (from, to) in [
        ("kind = \"relative\"", "kind = \"relativ\""),
        ("value = \"1/3\"", "value = \"0,33\""),
        ("document = \"nb-kh-151\"", "document = \"nb-kh-152\""),
        ("due = { on = 2025-12-31 }", "due = { on = 2020-12-31 }"),
        ("id = \"muc-tieu-2030\"", "id = \"giam-hai-phan-ba\""),
        ("path = \"linear\"", "path = \"given\"\npoints = [{ on = 2026-12-31, value = \"1\" }]"),
    ] {
        let broken = text.replacen(from, to, 1);
        assert_ne!(broken, text, "{from}");
        let failure = read_programme("x.toml", &broken, Areas::bundled(), documents).unwrap_err();
        assert_eq!(failure.code, "CC-PROGRAMME-ITEM", "{from}");
        assert!(failure.place.starts_with("x.toml, "), "{}", failure.place);
    }
    let unknown = text.replacen("[[task]]", "[[tasks]]", 1);
    let failure = read_programme("x.toml", &unknown, Areas::bundled(), documents).unwrap_err();
    assert_eq!(failure.code, "CC-PROGRAMME-FILE");
}

#[test]
fn a_programme_is_amended_by_a_dated_version_with_a_reason_and_closed_once() {
    let hue = programme("thua-thien-hue-nq-11-2021").clone();
    let version = |date: Option<Date>, why: bool| Version {
        document: "hue-2024".into(),
        date,
        why: why.then(|| base::Text::new("điều chỉnh", "adjusted")),
        ends: Vec::new(),
        quote: hue.versions[0].quote.clone(),
    };
    let lower = Target {
        id: "ty-le-2025-moi".into(),
        version: "hue-2024".into(),
        replaces: Some("ty-le-2025".into()),
        ..hue.target("ty-le-2025").unwrap().clone()
    };
    let (day, code) = (Some(date(2024, 6, 1)), "CC-PROGRAMME-STATE");
    for bad in [version(None, true), version(Some(date(2023, 1, 1)), true), version(day, false)] {
        assert_eq!(hue.clone().amend(bad, Vec::new()).unwrap_err().code, code);
    }
    assert_eq!(hue.clone().amend(version(day, true), vec![hue.targets[0].clone()]).unwrap_err().code, code);
    let amended = hue.clone().amend(version(day, true), vec![lower]).unwrap();
    let ids = |day| amended.targets_on(day).iter().map(|target| target.id.as_str()).collect::<Vec<_>>();
    assert!(ids(date(2024, 5, 31)).contains(&"ty-le-2025") && !ids(date(2024, 6, 1)).contains(&"ty-le-2025"));
    // a target is ended by a later version without another in its place; not twice, not while it is replaced too
    let ending = |ids: &[&str]| Version {
        ends: ids.iter().map(|id| (*id).to_owned()).collect(),
        document: "hue-2025".into(),
        ..version(Some(date(2025, 7, 1)), true)
    };
    let ended = amended.clone().amend(ending(&["phong-trao"]), Vec::new()).unwrap();
    let in_force = |day| ended.targets_on(day).iter().any(|target| target.id == "phong-trao");
    assert!(in_force(date(2025, 6, 30)) && !in_force(date(2025, 7, 1)));
    let place = |programme: Programme, ids: &[&str]| {
        let next = Version { document: "hue-2026".into(), ..ending(ids) };
        programme.amend(next, Vec::new()).unwrap_err().place
    };
    for (programme, id) in [(&ended, "phong-trao"), (&amended, "ty-le-2025"), (&amended, "khong-co")] {
        assert_eq!(place(programme.clone(), &[id]), "ends", "{id}");
    }
    let again = Version { document: "hue-2024".into(), ..ending(&[]) };
    assert_eq!(amended.clone().amend(again, Vec::new()).unwrap_err().place, "document", "one version a document");
    assert_eq!(amended.clone().close(date(2024, 5, 31)).unwrap_err().place, "closed");
    let closed = amended.clone().close(date(2026, 1, 1)).unwrap();
    assert_eq!(closed.clone().close(date(2026, 1, 2)).unwrap_err().code, "CC-PROGRAMME-CLOSED");
    let late = version(Some(date(2026, 2, 1)), true);
    assert_eq!(closed.clone().amend(late, Vec::new()).unwrap_err().code, "CC-PROGRAMME-CLOSED");
    // a wrong closing is undone, and only a closing
    assert_eq!(closed.reopen().unwrap(), amended);
    assert_eq!(amended.reopen().unwrap_err().code, code);
}

#[test]
fn what_is_written_reads_back_equal() {
    let (all, areas) = (Programmes::bundled(), Areas::bundled());
    for programme in &all.programmes {
        let written = write_programme(programme);
        let again = read_programme("again.toml", &written, areas, &all.documents).unwrap();
        assert_eq!(again, *programme);
        assert_eq!(write_programme(&again), written);
    }
    let again = Programmes::load(areas, ("documents.toml", &write_documents(&all.documents)), &[]).unwrap();
    assert_eq!(again.documents, all.documents);
}
