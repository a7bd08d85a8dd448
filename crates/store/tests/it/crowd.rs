//! Many sessions correct the same few households at once: no change is lost, none waits in vain, every one is signed.

use crate::engines::{Place, key, postgres, sqlite};
use crate::register::{all, commit, ctx, household, open};
use domain::register::Phone;
use engine::Class::Poor;
use std::collections::BTreeMap;
use store::{Ctx, Edit, Edited, MemberEdit, RepeatableIds, Shard, Store};

/// The head's telephone number counts the corrections of a household: one that is lost is missing in it.
const FROM: i64 = 914_000_000;

/// One session: opens its own connection, then reads, adds one, and saves, again and again until it is saved.
fn session(place: &Place, shard: Shard, number: u32, households: u32, edits: u32) {
    let ids = Box::new(RepeatableIds::new(number.into()));
    let mut store = Store::open(&place.target, key(), ids).unwrap();
    let ctx = Ctx { actor: format!("cán bộ {number}"), ..ctx(5) };
    for edit in 0..edits {
        let code = format!("H{:06}", 1 + (number + edit) % households);
        loop {
            let told = store.household(all(shard), &code).unwrap().unwrap();
            let head = &told.members[0];
            let counted: i64 = head.person.phone.as_deref().map_or(FROM, |phone| phone.parse().unwrap());
            let phone = Phone::new(&format!("{:010}", counted + 1));
            let edits = [Edit::Member(head.id.clone(), MemberEdit::Phone(phone))];
            match store.edit_household(&ctx, all(shard), &code, &edits, told.version).unwrap() {
                Edited::Saved(_) => break,
                Edited::Conflict(met) => assert_ne!(met.story.version, told.version),
                Edited::Unchanged => panic!("one more is a change"),
            }
        }
    }
}

fn crowd(place: &Place, sessions: u32, households: u32, edits: u32) {
    let (mut store, shard) = open(place);
    let entries: Vec<_> = (1..=households).map(|number| household(number, 1, Poor)).collect();
    commit(&mut store, shard, 2022, "a", &entries);
    std::thread::scope(|scope| {
        for number in 0..sessions {
            scope.spawn(move || session(place, shard, number, households, edits));
        }
    });
    let all_edits = i64::from(sessions * edits);
    let mut counted = 0;
    for entry in &entries {
        let told = store.household(all(shard), &entry.code).unwrap().unwrap();
        let own = told.batches.iter().filter(|batch| batch.command == "edit_household").count();
        let phone: i64 = told.members[0].person.phone.as_deref().unwrap().parse().unwrap();
        assert_eq!(phone - FROM, i64::try_from(own).unwrap(), "{}: as many as were saved", entry.code);
        assert_eq!(told.version, told.batches.last().unwrap().batch);
        counted += phone - FROM;
    }
    assert_eq!(counted, all_edits);
    let sql = "select actor, count(*) from audit where shard = 1 and command = 'edit_household' group by actor";
    let rows = store.db().read(|tx| tx.rows(sql, &[])).unwrap();
    let signed: BTreeMap<&str, i64> = rows.iter().map(|row| (row.text(0).unwrap(), row.int(1).unwrap())).collect();
    assert_eq!(signed.len(), usize::try_from(sessions).unwrap());
    assert!(signed.values().all(|count| *count == i64::from(edits)), "{signed:?}");
    store.verify().unwrap();
}

#[test]
fn fifty_sessions_on_one_file() {
    crowd(&sqlite(), 50, 10, 3);
}

#[test]
fn two_hundred_sessions_on_a_server() {
    crowd(&postgres(), 200, 40, 1);
}
