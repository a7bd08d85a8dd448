//! Own programmes, settings, reports and plans: all versions are kept, and all of it stands in the chain of the deployment.

use crate::engines::{Place, key as key_of_all, on_both};
use base::AreaKey;
use domain::programme::cascade::{Acceptance, Child, Recipient, Stage};
use domain::programme::{ActualVersion, Exact, FileKind, Reading, Stage as Milestone};
use jiff::civil::date;
use store::{
    Axis, Ctx, NewFile, NewPlan, NewReport, Page, PlanAct, PlanStep, RepeatableIds, Scope, Setting, SettingKind, Shard,
    Store, Target, TextKind, TrailFilter, TrailReader, Value,
};

fn at(actor: &str, day: &str) -> Ctx {
    Ctx { actor: actor.into(), at: format!("{day}T08:00:00Z"), reason: "theo văn bản mới".into() }
}

fn key(code: &str) -> AreaKey {
    AreaKey { code: code.into(), valid_from: date(2025, 7, 1) }
}

/// The commands in the chain of the deployment, the oldest first.
fn told(store: &mut Store) -> Vec<String> {
    let reader = TrailReader { scope: Scope::everything(), access: true };
    let filter = TrailFilter { chain: Some(Shard(0)), ..TrailFilter::default() };
    let mut rows = store.trail(reader, &filter, Page { offset: 0, limit: 100 }).unwrap().rows;
    rows.reverse();
    rows.into_iter().map(|row| row.command).collect()
}

#[test]
fn every_text_of_a_programme_is_kept_and_nobody_saves_over_another() {
    on_both(|place: &Place| {
        let mut store = place.store();
        let before = store.programme_stamp().unwrap();
        let kind = TextKind::Programme;
        assert_eq!(store.save_text(&at("a", "2026-01-01"), kind, "p", 0, "one").unwrap(), 1);
        assert_eq!(store.save_text(&at("b", "2026-01-02"), kind, "p", 1, "two").unwrap(), 2);
        for known in [0, 1, 3] {
            let late = store.save_text(&at("c", "2026-01-03"), kind, "p", known, "three").unwrap_err();
            assert_eq!(late.code, "CC-CHANGED-MEANWHILE");
        }
        store.save_text(&at("a", "2026-01-03"), TextKind::Document, "p", 0, "paper").unwrap();
        let all = store.texts(kind, "p").unwrap();
        let kept: Vec<(i64, &str, &str)> = all.iter().map(|one| (one.number, &*one.content, &*one.saved_by)).collect();
        assert_eq!(kept, [(1, "one", "a"), (2, "two", "b")]);
        let newest: Vec<String> = store.newest_texts().unwrap().into_iter().map(|one| one.content).collect();
        assert_eq!(newest, ["paper", "two"]);
        assert_ne!(store.programme_stamp().unwrap(), before);
        assert_eq!(told(&mut store), ["save_programme"; 3]);
        store.verify().unwrap();
    });
}

#[test]
fn a_threshold_is_set_again_with_a_reason_and_the_older_one_stays() {
    on_both(|place: &Place| {
        let mut store = place.store();
        let setting = |amount: i64, number: i64| Setting {
            programme: "p".into(),
            target: "t".into(),
            kind: SettingKind::Threshold,
            number,
            amount: Exact::whole(amount),
            holds_on: None,
            standard: None,
            why: String::new(),
            set_at: String::new(),
            set_by: String::new(),
        };
        store.set_target(&at("a", "2026-01-01"), &setting(5, 0)).unwrap();
        let base = Setting {
            kind: SettingKind::Baseline,
            holds_on: Some(date(2021, 12, 31)),
            standard: Some("vn-2022".into()),
            ..setting(9, 0)
        };
        store.set_target(&at("a", "2026-01-01"), &base).unwrap();
        store.set_target(&at("b", "2026-02-01"), &setting(3, 1)).unwrap();
        assert_eq!(store.set_target(&at("c", "2026-03-01"), &setting(1, 1)).unwrap_err().code, "CC-CHANGED-MEANWHILE");
        let kept: Vec<(SettingKind, i64, Option<i64>, String)> = store
            .target_settings()
            .unwrap()
            .into_iter()
            .map(|one| (one.kind, one.number, one.amount.as_whole(), one.set_by))
            .collect();
        let (threshold, base) = (SettingKind::Threshold, SettingKind::Baseline);
        assert_eq!(
            kept,
            [(base, 1, Some(9), "a".into()), (threshold, 1, Some(5), "a".into()), (threshold, 2, Some(3), "b".into())]
        );
    });
}

#[test]
fn a_report_is_kept_once_and_withdrawn_with_a_reason() {
    on_both(|place: &Place| {
        let mut store = place.store();
        let new = |reading, item: Option<&str>, on: i16| NewReport {
            programme: "p".into(),
            target: "t".into(),
            item: item.map(str::to_owned),
            area: key("46"),
            agency: None,
            households: None,
            holds_on: date(on, 12, 31),
            version: ActualVersion::Official,
            reading,
            evidence: "báo cáo số 5".into(),
        };
        let readings = [
            new(Reading::Value(Exact::parse("10.36").unwrap()), None, 2025),
            new(Reading::Share { part: 3, whole: 4 }, Some("vay"), 2025),
            new(Reading::Event(Milestone::Qualified), None, 2024),
            new(Reading::Open, None, 2023),
        ];
        let ids: Vec<String> = readings.iter().map(|one| store.report(&at("a", "2026-01-05"), one).unwrap()).collect();
        assert_eq!(store.report(&at("b", "2026-01-06"), &readings[0]).unwrap_err().code, "CC-REPORT-TWICE");
        let mut kept: Vec<NewReport> = store.reports("p").unwrap().into_iter().map(|one| one.told).collect();
        kept.sort_by_key(|one| (std::cmp::Reverse(one.holds_on), one.item.clone()));
        assert_eq!(kept, readings);
        assert_eq!(store.reports("q").unwrap(), []);

        store.withdraw_report(&at("c", "2026-02-01"), &ids[0]).unwrap();
        let again = store.withdraw_report(&at("c", "2026-02-02"), &ids[0]).unwrap_err();
        assert_eq!(again.code, "CC-CHANGED-MEANWHILE");
        assert_eq!(store.withdraw_report(&at("c", "2026-02-02"), "ff").unwrap_err().code, "CC-TARGET-NONE");
        let known = store.report_of(&ids[0]).unwrap();
        let withdrawn = ("2026-02-01T08:00:00Z".into(), "c".into(), "theo văn bản mới".into());
        assert_eq!((known.withdrawn, known.reported_by), (Some(withdrawn), "a".into()));
        store.report(&at("b", "2026-02-03"), &readings[0]).unwrap();
        assert_eq!(told(&mut store)[4..], ["withdraw_actual", "report_actual"]);
        store.verify().unwrap();
    });
}

#[test]
fn of_a_gap_each_of_two_groups_has_its_own_report_of_a_day() {
    on_both(|place: &Place| {
        let mut store = place.store();
        let new = |group: Option<&str>, day: i8| NewReport {
            programme: "p".into(),
            target: "t".into(),
            item: None,
            area: key("46"),
            agency: None,
            households: group.map(str::to_owned),
            holds_on: date(2025, 12, day),
            version: ActualVersion::Official,
            reading: Reading::Value(Exact::whole(5)),
            evidence: "báo cáo số 5".into(),
        };
        let ctx = at("can-bo", "2026-01-05");
        for group in ["mountain", "plain"] {
            store.report(&ctx, &new(Some(group), 31)).unwrap();
            let twice = store.report(&ctx, &new(Some(group), 31)).unwrap_err();
            assert_eq!(twice.code, "CC-REPORT-TWICE");
            assert!(twice.message.vi.starts_with("số của ngày này") && twice.message.vi.contains("“can-bo”"));
        }
        // one that names no group may be about either
        assert_eq!(store.report(&ctx, &new(None, 31)).unwrap_err().code, "CC-REPORT-TWICE");
        let id = store.report(&ctx, &new(None, 30)).unwrap();
        assert_eq!(store.report(&ctx, &new(Some("plain"), 30)).unwrap_err().code, "CC-REPORT-TWICE");
        store.withdraw_report(&ctx, &id).unwrap();
        store.report(&ctx, &new(Some("plain"), 30)).unwrap();
        let kept = store.reports("p").unwrap();
        let mut groups: Vec<_> = kept.iter().filter(|one| one.withdrawn.is_none()).collect();
        groups.sort_by_key(|one| (one.told.holds_on, one.told.households.clone()));
        let groups: Vec<_> = groups.iter().map(|one| one.told.households.as_deref()).collect();
        assert_eq!(groups, [Some("plain"), Some("mountain"), Some("plain")]);
        // the trail tells the group
        let reader = TrailReader { scope: Scope::everything(), access: true };
        let rows = store.trail(reader, &TrailFilter::default(), Page { offset: 0, limit: 100 }).unwrap().rows;
        let tells = |row: &store::TrailRow| {
            let changes = row.deed.iter().flat_map(|deed| &deed.changes);
            changes.into_iter().any(|one| one.field == "households" && one.after.as_deref() == Some("mountain"))
        };
        assert_eq!(rows.iter().filter(|row| tells(row)).count(), 1, "{rows:?}");
        store.verify().unwrap();
    });
}

#[test]
fn a_plan_goes_on_step_by_step_and_every_set_of_lines_stays() {
    on_both(|place: &Place| {
        let mut store = place.store();
        let new = NewPlan {
            programme: "p".into(),
            target: "t".into(),
            area: key("46"),
            axis: Axis::Area,
            due: date(2026, 12, 31),
        };
        let line = |recipient: Recipient, assigned: Option<i64>| Child {
            recipient,
            assigned: assigned.map(Exact::whole),
            asked: None,
            own: None,
            households: Some(100),
        };
        let village = Recipient::Village { commune: key("19777"), village: "Thôn 1".into() };
        let open = [line(Recipient::Area(key("19777")), None), line(village.clone(), Some(2))];
        let id = store.open_plan(&at("a", "2026-01-01"), &new, Exact::whole(10), &open).unwrap();
        let twice = store.open_plan(&at("a", "2026-01-01"), &new, Exact::whole(10), &open).unwrap_err();
        assert_eq!(twice.code, "CC-CHANGED-MEANWHILE");
        assert_eq!(store.plan(&id).unwrap().lines, open);

        let step = |act, stage| PlanStep {
            act,
            stage,
            parent: Exact::whole(10),
            decision: None,
            at: String::new(),
            by: String::new(),
        };
        let full = [line(Recipient::Area(key("19777")), Some(8)), line(village, Some(3))];
        let assign = step(PlanAct::Assign, Stage::Proposal);
        store.step_plan(&at("b", "2026-01-02"), &id, 1, &assign, Some(&full)).unwrap();
        let late = store.step_plan(&at("c", "2026-01-02"), &id, 1, &assign, Some(&open)).unwrap_err();
        assert_eq!(late.code, "CC-CHANGED-MEANWHILE");
        store.step_plan(&at("b", "2026-01-03"), &id, 2, &step(PlanAct::Send, Stage::Negotiation), None).unwrap();
        let accepted = Some(Acceptance { by: "d".into(), reason: "dự phòng một hộ".into() });
        let approve = PlanStep {
            decision: Some(("15/QĐ-UBND".into(), date(2026, 1, 4))),
            ..step(PlanAct::Approve, Stage::Approved { accepted: accepted.clone() })
        };
        store.step_plan(&at("d", "2026-01-04"), &id, 3, &approve, None).unwrap();

        let plan = store.plan(&id).unwrap();
        assert_eq!(plan.lines, full);
        assert_eq!((plan.head.version, plan.head.stage.as_str()), (4, "approved"));
        assert_eq!(plan.now().stage, Stage::Approved { accepted });
        assert_eq!(plan.proposed_by(), ["a", "b", "b"]);
        assert_eq!(plan.now().decision, approve.decision);
        assert_eq!(store.plans("p", None).unwrap(), [plan.head]);
        assert_eq!(store.plans("p", Some("other")).unwrap(), []);
        assert_eq!(told(&mut store), ["open_plan", "assign_targets", "send_plan", "approve_plan"]);
        assert_eq!(store.plan("00").unwrap_err().code, "CC-TARGET-NONE");
        store.verify().unwrap();
    });
}

#[test]
fn a_file_of_a_document_is_kept_once_withdrawn_with_a_reason_and_never_gone() {
    on_both(|place: &Place| {
        let mut store = place.store();
        let file =
            |name: &str, content: &[u8]| NewFile { name: name.into(), kind: FileKind::Pdf, content: content.to_vec() };
        let (scan, annex) = (vec![7; 5_000_000], b"%PDF-annex");
        store.keep_files(&at("a", "2026-01-01"), "d", vec![file("b.pdf", &scan), file("c.pdf", annex)]).unwrap();
        // all or nothing
        let twice = vec![file("e.pdf", b"%PDF-other"), file("again.pdf", annex)];
        let refused = store.keep_files(&at("a", "2026-01-02"), "d", twice).unwrap_err();
        assert_eq!(refused.code, "CC-FILE-TWICE");
        store.keep_files(&at("a", "2026-01-02"), "other", vec![file("c.pdf", annex)]).unwrap();
        let kept = store.files_of("d").unwrap();
        let names: Vec<(i64, &str, u64)> = kept.iter().map(|one| (one.number, &*one.name, one.size)).collect();
        assert_eq!(names, [(1, "b.pdf", 5_000_000), (2, "c.pdf", 10)]);
        assert_eq!(kept[1].digest, "446fee887a1a6f16f3308e1930abf689b3170b2383a578eb29ebeef7e3d14967");
        assert_eq!(store.file_content("d", 1).unwrap(), scan);
        assert_eq!(store.file_content("d", 3).unwrap_err().code, "CC-FILE-NONE");

        store.withdraw_file(&at("b", "2026-01-03"), "d", 2).unwrap();
        assert_eq!(store.withdraw_file(&at("b", "2026-01-03"), "d", 2).unwrap_err().code, "CC-CHANGED-MEANWHILE");
        let withdrawn = store.file_of("d", 2).unwrap().withdrawn.unwrap();
        assert_eq!((&*withdrawn.1, &*withdrawn.2), ("b", "theo văn bản mới"));
        assert_eq!(store.file_content("d", 2).unwrap(), annex, "its bytes stay");
        store.keep_files(&at("a", "2026-01-04"), "d", vec![file("c.pdf", annex)]).unwrap();
        let counts: Vec<(String, u64)> = store.file_counts().unwrap().into_iter().collect();
        assert_eq!(counts, [("d".to_owned(), 2), ("other".to_owned(), 1)]);
        assert_eq!(
            told(&mut store),
            ["keep_file", "keep_file", "keep_file", "withdraw_file", "keep_file"],
            "each with name, size and digest"
        );
        assert_eq!(store.verify().unwrap().shards[0].digests, 4);

        // a copy and a snapshot take the bytes along, and whoever changes one is found
        on_both(|to: &Place| {
            store.copy_to(&to.target, &mut |_| Ok(())).unwrap();
            let mut copy = to.store();
            assert_eq!(copy.file_content("d", 1).unwrap(), scan);
            assert_eq!(copy.verify().unwrap(), store.verify().unwrap());
        });
        let path = place.folder.path().join("snapshot.sqlite");
        store.snapshot(&path, &mut |_| Ok(())).unwrap();
        let snapshot = Store::open(&Target::Sqlite(path), key_of_all(), Box::new(RepeatableIds::new(1)));
        assert_eq!(snapshot.unwrap().file_content("d", 1).unwrap(), scan);
        let mut told_of = |sql: &str, value: Value| {
            let done = store.db().write(0, |tx| tx.execute(sql, &[value])).unwrap();
            assert_eq!(done, 1, "{sql}");
            store.verify().map_err(|failure| (failure.code, failure.place))
        };
        let content = "update document_file_content set content = $1 where document = 'd' and number = 2";
        let wrong = |seq: u8| Err(("CC-STORE-AUDIT", format!("shard , record {seq}")));
        assert_eq!(told_of(content, b"%PDF-annexe".to_vec().into()).map(drop), wrong(4), "other bytes");
        assert!(told_of(content, annex.to_vec().into()).is_ok());
        let why = "update document_file set withdrawn_why = $1 where document = 'd' and number = 2";
        assert_eq!(told_of(why, Value::Null).map(drop), wrong(4), "offered again");
        assert!(told_of(why, "theo văn bản mới".into()).is_ok());
        let gone = "delete from document_file_content where document = $1 and number = 1";
        assert_eq!(told_of(gone, "other".into()).map(drop), wrong(3), "lost");
    });
}
