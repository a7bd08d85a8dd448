//! The trail as people read it: who sees which records, and what is found by household, place, person, day and words.

use crate::engines::on_both;
use crate::register::{commit, commune, ctx, household, open};
use base::AreaKey;
use engine::Class::{NearPoor, Poor};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{
    Ctx, Deed, Page, Reach, Scope, Shard, Store, Subject, TrailAbout, TrailFilter, TrailReader, TrailRow, Villages,
};

const PAGE: Page = Page { offset: 0, limit: 50 };

fn reach(communes: &[AreaKey]) -> Scope {
    let places: BTreeMap<AreaKey, Villages> = communes.iter().map(|key| (key.clone(), Villages::All)).collect();
    Scope { rows: Reach::Within(Arc::new(places)), ..Scope::nothing() }
}

fn seen(store: &mut Store, scope: &Scope, access: bool, filter: &TrailFilter) -> Vec<TrailRow> {
    let reader = TrailReader { scope, access };
    let page = store.trail(reader, filter, PAGE).unwrap();
    assert_eq!(page.records, page.rows.len() as u64);
    let mut all = Vec::new();
    store
        .trail_each(reader, filter, |row| {
            all.push(row);
            Ok(())
        })
        .unwrap();
    assert_eq!(all, page.rows, "an export has what the page has");
    all
}

fn commands(rows: &[TrailRow]) -> Vec<(&str, i64)> {
    rows.iter().map(|row| (row.command.as_str(), row.seq)).collect()
}

fn by(actor: &str, at: &str, reason: &str) -> Ctx {
    Ctx { actor: actor.into(), at: at.into(), reason: reason.into() }
}

/// One commune each; a batch that touches both; an unmasking in the first; a sign-in.
fn grown(place: &crate::engines::Place) -> (Store, Shard) {
    let (mut store, shard) = open(place);
    commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor)]);
    commit(&mut store, shard, 2022, "b", &[household(2, 2, Poor)]);
    commit(&mut store, shard, 2023, "ca-hai", &[household(1, 1, NearPoor), household(2, 2, Poor)]);
    let deed = Deed::about(Subject::Household, "H000001").change("phone", Some("•••"), None).note("gọi điện");
    let ctx = by("thu.huong", "2025-03-01T18:00:00Z", "Liên hệ về hỗ trợ nhà ở");
    store.record(&ctx, shard, "unmask", &deed).unwrap();
    let deed = Deed::about(Subject::Account, "thu.huong").and(Subject::Area, commune(1).to_string());
    store.record(&by("quan.tri", "2025-02-01T01:00:00Z", "QĐ 12"), Shard(0), "give_grant", &deed).unwrap();
    (store, shard)
}

#[test]
fn a_record_is_seen_by_whoever_reads_all_of_its_places() {
    on_both(|place| {
        let (mut store, _) = grown(place);
        let any = TrailFilter::default();
        let all = seen(&mut store, Scope::everything(), true, &any);
        assert_eq!(
            commands(&all),
            [
                ("unmask", 7),
                ("give_grant", 1),
                ("commit_review", 6),
                ("open_review", 5),
                ("commit_review", 4),
                ("commit_review", 3),
                ("open_review", 2),
                ("open_shard", 1),
            ],
            "the newest first, over all chains"
        );
        let partition = seen(&mut store, Scope::everything(), false, &any);
        assert_eq!(partition.len(), 7, "without the chain of the deployment");
        // somebody of both communes has the whole partition
        assert_eq!(seen(&mut store, &reach(&[commune(1), commune(2)]), false, &any), partition);
        // what touches the other commune is not seen, nor what is of the whole partition
        let first = seen(&mut store, &reach(&[commune(1)]), false, &any);
        assert_eq!(commands(&first), [("unmask", 7), ("commit_review", 3)]);
        let second = seen(&mut store, &reach(&[commune(2)]), false, &any);
        assert_eq!(commands(&second), [("commit_review", 4)]);
        assert_eq!(seen(&mut store, &reach(&[commune(3)]), false, &any), []);
        assert_eq!(seen(&mut store, &Scope::nothing(), false, &any), []);
        // the administrator sees the chain of the deployment, and nothing of the partitions
        assert_eq!(commands(&seen(&mut store, &Scope::nothing(), true, &any)), [("give_grant", 1)]);
        store.verify().unwrap();
    });
}

#[test]
fn the_trail_of_a_household_has_imports_as_well_as_deeds() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let of =
            |code: &str| TrailFilter { about: TrailAbout::Household(shard, code.into()), ..TrailFilter::default() };
        let all = seen(&mut store, Scope::everything(), true, &of("H000001"));
        assert_eq!(commands(&all), [("unmask", 7), ("commit_review", 6), ("commit_review", 3)]);
        assert!(all[1].detail.contains("2 households") && !all[1].kept_back);
        assert_eq!(all[0].deed.as_ref().unwrap().changes[0].field, "phone");
        // a batch that reaches further is shown, what it tells of the rest is not
        let own = seen(&mut store, &reach(&[commune(1)]), false, &of("H000001"));
        assert_eq!(commands(&own), commands(&all));
        assert!(own[1].kept_back && own[1].detail.is_empty(), "{:?}", own[1]);
        assert!(!own[2].kept_back && own[2].detail.contains("a.xlsx"));
        // a household elsewhere has no story here
        assert_eq!(seen(&mut store, &reach(&[commune(1)]), false, &of("H000002")), []);
        assert_eq!(seen(&mut store, &reach(&[commune(2)]), false, &of("H000001")), []);
        assert_eq!(seen(&mut store, Scope::everything(), true, &of("nobody")), []);
    });
}

#[test]
fn records_are_found_by_place_person_day_command_and_words() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let mut found = |filter: &TrailFilter| {
            let rows = seen(&mut store, Scope::everything(), true, filter);
            rows.iter().map(|row| (row.shard.0, row.seq)).collect::<Vec<_>>()
        };
        let about = |about| TrailFilter { about, ..TrailFilter::default() };
        let area = |number| about(TrailAbout::Area(BTreeSet::from([commune(number)])));
        assert_eq!(found(&area(1)), [(1, 7), (0, 1), (1, 6), (1, 3)], "a grant names its unit");
        assert_eq!(found(&area(2)), [(1, 6), (1, 4)]);
        assert_eq!(found(&area(9)), []);
        assert_eq!(found(&about(TrailAbout::Account("thu.huong".into()))), [(1, 7), (0, 1)]);
        assert_eq!(found(&about(TrailAbout::Account("quan.tri".into()))), [(0, 1)]);
        let chain = TrailFilter { chain: Some(Shard(0)), ..TrailFilter::default() };
        assert_eq!(found(&chain), [(0, 1)]);
        let command = TrailFilter { command: Some("open_review".into()), ..TrailFilter::default() };
        assert_eq!(found(&command), [(1, 5), (1, 2)]);
        // 18:00 in Greenwich is the next day here
        let day = |day| TrailFilter { from: Some(day), to: Some(day), ..TrailFilter::default() };
        assert_eq!(found(&day(date(2025, 3, 2))), [(1, 7)]);
        assert_eq!(found(&day(date(2025, 3, 1))), []);
        let text = |text: &str| TrailFilter { text: text.into(), ..TrailFilter::default() };
        assert_eq!(found(&text("nha o lien he")), [(1, 7)], "the reason, without marks, in any order");
        assert_eq!(found(&text("h000001 GỌI")), [(1, 7)], "about whom, and the note");
        assert_eq!(found(&text("ca-hai.xlsx")), [(1, 6)]);
        assert_eq!(found(&text("qd 12")), [(0, 1)]);
        assert_eq!(found(&text("xyzzy")), []);
        let reader = TrailReader { scope: Scope::everything(), access: true };
        let second = store.trail(reader, &TrailFilter::default(), Page { offset: 2, limit: 2 }).unwrap();
        assert_eq!((second.records, commands(&second.rows)), (8, vec![("commit_review", 6), ("open_review", 5)]));
        store.undo_batch(&ctx(9), shard, 3).unwrap();
        let rows = seen(&mut store, &reach(&[commune(1), commune(2)]), false, &area(2));
        assert_eq!(commands(&rows), [("undo_batch", 8), ("commit_review", 6), ("commit_review", 4)]);
        store.verify().unwrap();
    });
}

#[test]
fn a_record_whose_place_was_taken_away_is_noticed() {
    on_both(|place| {
        let (mut store, _) = grown(place);
        let delete = "delete from audit_place where seq = 6 and commune_code = '19702'";
        store.db().write(1, |tx| tx.execute(delete, &[]).map(drop)).unwrap();
        let failure = store.verify().unwrap_err();
        assert_eq!((failure.code, failure.place.as_str()), ("CC-STORE-AUDIT", "shard 46, record 6"));
        assert!(failure.message.en.contains("places"), "{failure}");
    });
}
