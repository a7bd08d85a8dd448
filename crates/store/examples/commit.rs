//! How fast a review is committed, counted, verified and undone: `commit DATABASE HOUSEHOLDS`, in a release build.
//! DATABASE is a file that does not exist yet, or the address of an empty PostgreSQL database.

use base::AreaKey;
use domain::register::{Cccd, HouseholdEntry, Marks, MemberEntry, Relation, Review, Route, Sex, Told};
use engine::{Answer, Answers, AreaKind, Birth, Class, Flags, Means};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use store::{BatchIdentity, Ctx, Key, Movement, RepeatableIds, Scope, Store, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (place, households) = (words.next().ok_or("database?")?, words.next().ok_or("households?")?.parse::<u32>()?);
    let target = if place.contains("dbname=") { Target::Postgres(place) } else { Target::Sqlite(place.into()) };
    let mut store = Store::open(&target, Key::from_bytes(&[42; 64]), Box::new(RepeatableIds::new(7)))?;
    let ctx = |reason: &str| Ctx { actor: "bench".into(), at: "2025-01-01T08:00:00Z".into(), reason: reason.into() };
    let shard = store.open_shard(&ctx("open"), "46", "Thừa Thiên Huế", date(2021, 1, 1))?;
    let pack = engine::pack::find("vn-2022")?;
    let review = |year| Review { year, standard: "vn-2022".into(), day: date(year, 12, 14) };
    let time = |what: &str, work: &mut dyn FnMut() -> Result<u64, base::Failure>| -> Result<(), base::Failure> {
        #[expect(clippy::disallowed_methods, reason = "this program measures time")]
        let start = std::time::Instant::now();
        let done = work()?;
        let millis = start.elapsed().as_millis().max(1);
        println!("{what:<16} {done:>9} in {millis:>7} ms, {:>9} a second", u128::from(done) * 1000 / millis);
        Ok(())
    };
    for year in [2023, 2024] {
        time(&format!("commit {year}"), &mut || {
            let entries = (0..households).map(|number| household(number, year));
            let identity = BatchIdentity { digest: year.to_string(), source: "bench".into(), route: Route::Periodic };
            store
                .commit_review(&ctx("commit"), shard, &review(year), pack, entries, std::iter::empty(), &identity)
                .map(|report| report.households)
        })?;
    }
    time("small commit", &mut || {
        let entries = (0..500.min(households)).map(|number| household(number, 2022));
        let identity = BatchIdentity { digest: "small".into(), source: "bench".into(), route: Route::WithinYear };
        store
            .commit_review(&ctx("correct"), shard, &review(2024), pack, entries, std::iter::empty(), &identity)
            .map(|report| report.households)
    })?;
    let movement = Movement { previous: review(2023), look_back_years: 3, successors: BTreeMap::new() };
    time("counts", &mut || {
        Ok(store.counts(Scope::everything().of(shard), &review(2024), Some(&movement))?.len() as u64)
    })?;
    let communes = store.communes(Scope::everything().of(shard), &review(2024))?;
    time("lists", &mut || {
        let lists: Vec<_> = communes.iter().map(|commune| (commune.clone(), Class::Poor)).collect();
        let mut listed = 0;
        store.list_each(
            Scope::everything().of(shard),
            &review(2024),
            Some(&movement),
            &lists,
            |_, _, households| {
                listed += households.len() as u64;
                Ok(())
            },
        )?;
        Ok(listed)
    })?;
    time("answers", &mut || {
        let mut read = 0;
        store.answers_of(Scope::everything().of(shard), &review(2024), |_| {
            read += 1;
            Ok(())
        })?;
        Ok(read)
    })?;
    time("verify", &mut || Ok(store.verify()?.shards[0].records))?;
    time("undo", &mut || {
        store.undo_batch(&ctx("undo"), shard, 3)?;
        store.undo_batch(&ctx("undo"), shard, 2)?;
        Ok(2 * u64::from(households))
    })?;
    store.verify()?;
    Ok(())
}

/// A household of four; a tenth is poor, a tenth near-poor, and one in seven changes its class from year to year.
fn household(number: u32, year: i16) -> HouseholdEntry {
    let person = |place: u32, birth: i16, relation: Relation| MemberEntry {
        name: format!("Nguyễn Thị {} {place}", number % 977),
        sex: Some(if place.is_multiple_of(2) { Sex::Female } else { Sex::Male }),
        birth: Some(Birth::Year(birth)),
        ethnic: Some("kinh".into()),
        relation,
        cccd: Cccd::new(&format!("04{:010}", number * 10 + place)).filter(|_| place < 3),
        answers: Answers::from([
            ("health_insurance".to_owned(), Answer::Choice("yes".into())),
            ("school".to_owned(), Answer::Choice("primary".into())),
        ]),
    };
    let shift = if number.is_multiple_of(7) { u32::from(year.unsigned_abs()) } else { 0 };
    HouseholdEntry {
        code: format!("H{number:09}"),
        commune: AreaKey { code: format!("{:05}", 19_700 + number % 133), valid_from: date(2004, 1, 1) },
        village: format!("Thôn {}", number % 9),
        area_kind: AreaKind::Rural,
        members: vec![
            person(1, 1971, Relation::Head),
            person(2, 1974, Relation::Spouse),
            person(3, 2012, Relation::Child),
            person(4, 2016, Relation::Child),
        ],
        answers: Answers::from([("house_class".to_owned(), Answer::Choice("solid".into()))]),
        means: Means { income: Some(1_000_000), b1: None },
        flags: Flags::from_bits(number % 4096),
        class: match (number + shift) % 10 {
            0 => Class::Poor,
            1 => Class::NearPoor,
            _ => Class::NotPoor,
        },
        marks: Marks::default(),
        causes: BTreeSet::new(),
        supports: BTreeSet::new(),
        members_told: Told::Each,
        flags_told: Told::Each,
    }
}
