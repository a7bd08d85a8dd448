//! Small registers for the stories: entries, reviews, who and when.

use crate::engines::Place;
use base::AreaKey;
use domain::register::{
    Cccd, HouseholdEntry, Marks, MemberEntry, RegisterEvent, Relation, Review, Route, Sex, Support, Told,
};
use engine::{Answer, Answers, AreaKind, Birth, Class, Flags, Means, Pack};
use jiff::civil::date;
use std::collections::BTreeSet;
use store::{BatchIdentity, BatchReport, Ctx, Scope, Shard, Store, Value, View};

/// A partition with everything in it.
pub(crate) fn all(shard: Shard) -> View<'static> {
    Scope::everything().of(shard)
}

pub(crate) fn ctx(minute: u32) -> Ctx {
    Ctx { actor: "cán bộ".into(), at: format!("2025-01-01T08:{minute:02}:00Z"), reason: "thử".into() }
}

pub(crate) fn pack() -> &'static Pack {
    engine::pack::find("vn-2022").unwrap()
}

pub(crate) fn review(year: i16) -> Review {
    Review { year, standard: "vn-2022".into(), day: date(year, 12, 14) }
}

pub(crate) fn commune(number: u32) -> AreaKey {
    AreaKey { code: format!("{:05}", 19_700 + number), valid_from: date(2004, 1, 1) }
}

pub(crate) fn member(name: &str, birth: i16, relation: Relation) -> MemberEntry {
    MemberEntry {
        name: name.into(),
        sex: Some(if birth % 2 == 0 { Sex::Female } else { Sex::Male }),
        birth: Some(Birth::Year(birth)),
        ethnic: Some("kinh".into()),
        relation,
        cccd: None,
        answers: Answers::new(),
    }
}

pub(crate) fn household(number: u32, commune_number: u32, class: Class) -> HouseholdEntry {
    let mut head = member(&format!("Trần Văn {number}"), 1971, Relation::Head);
    head.cccd = Cccd::new(&format!("046{number:09}"));
    HouseholdEntry {
        code: format!("H{number:06}"),
        commune: commune(commune_number),
        village: format!("Thôn {}", number % 12),
        area_kind: AreaKind::Rural,
        members: vec![head, member("Lê Thị Đào", 1975, Relation::Spouse), member("Trần An", 2015, Relation::Child)],
        answers: [("house_class".to_owned(), Answer::Choice("simple".into()))].into(),
        means: Means { income: Some(900_000), b1: None },
        flags: Flags::from_bits(0b1101),
        class,
        marks: Marks { farm: true, ..Marks::default() },
        causes: BTreeSet::from([pack().causes[0].id.clone()]),
        supports: BTreeSet::from([Support::Health, Support::Housing]),
        members_told: Told::Each,
        flags_told: Told::Each,
    }
}

pub(crate) fn open(place: &Place) -> (Store, Shard) {
    let mut store = place.store();
    let shard = store.open_shard(&ctx(0), "46", "Thừa Thiên Huế", date(2021, 1, 1)).unwrap();
    (store, shard)
}

pub(crate) fn identity(digest: &str) -> BatchIdentity {
    BatchIdentity { digest: digest.into(), source: format!("{digest}.xlsx"), route: Route::Periodic }
}

pub(crate) fn commit(
    store: &mut Store,
    shard: Shard,
    year: i16,
    digest: &str,
    entries: &[HouseholdEntry],
) -> BatchReport {
    commit_with(store, shard, year, digest, entries, &[])
}

pub(crate) fn commit_with(
    store: &mut Store,
    shard: Shard,
    year: i16,
    digest: &str,
    entries: &[HouseholdEntry],
    events: &[RegisterEvent],
) -> BatchReport {
    store
        .commit_review(
            &ctx(1),
            shard,
            &review(year),
            pack(),
            entries.iter().cloned(),
            events.iter().cloned(),
            &identity(digest),
        )
        .unwrap()
}

/// One number that a statement answers.
pub(crate) fn number(store: &mut Store, sql: &str) -> i64 {
    store.db().read(|tx| tx.row(sql, &[])?.unwrap().int(0)).unwrap()
}

/// Everything in the register, for comparing before and after; batches and the audit chain are left out.
pub(crate) fn everything(store: &mut Store) -> Vec<(String, Vec<Vec<Value>>)> {
    let tables = ["household", "household_state", "person", "membership", "result", "answers", "event", "denominator"];
    tables
        .into_iter()
        .map(|table| {
            let rows = store.db().read(|tx| tx.rows(&format!("select * from {table}"), &[])).unwrap();
            let mut rows: Vec<Vec<Value>> = rows.into_iter().map(|row| row.0).collect();
            rows.sort();
            (table.to_owned(), rows)
        })
        .collect()
}
