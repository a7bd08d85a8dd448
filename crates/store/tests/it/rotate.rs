//! A new key of personal numbers: found as before, proved as before, and the old key is refused.

use crate::engines::{Place, on_both};
use crate::register::{commit, ctx, everything, household, number, open, review};
use engine::Class::{NearPoor, Poor};
use store::{Filter, Key, Page, RepeatableIds, Shard, Sort, Step, Store};

const SHARD: Shard = Shard(1);

fn grown(place: &Place) -> Store {
    let (mut store, shard) = open(place);
    commit(&mut store, shard, 2022, "a", &(0..30).map(|no| household(no, 1, Poor)).collect::<Vec<_>>());
    let mut renamed = household(1, 1, NearPoor);
    renamed.members[0].name = "Trần Văn Một".into();
    commit(&mut store, shard, 2022, "b", &[renamed]);
    commit(&mut store, shard, 2023, "c", &[household(40, 2, NearPoor)]);
    store
}

fn rotate(store: &mut Store, to: u8) -> store::Rotated {
    store.rotate_key(&ctx(9), Key::from_bytes(&[to; 64]), &mut |_| Ok(())).unwrap()
}

fn found(store: &mut Store, text: &str) -> Result<Vec<String>, base::Failure> {
    let filter = Filter { text: text.into(), ..Filter::default() };
    let page = Page { offset: 0, limit: 9 };
    let found = store.search(crate::register::all(SHARD), &review(2022), None, &filter, Sort::default(), page)?;
    Ok(found.rows.into_iter().map(|row| row.code).collect())
}

/// Every column of the schema that holds something sealed must be known to the rotation.
#[test]
fn nothing_else_is_sealed_with_the_key() {
    on_both(|place| {
        let mut store = place.store();
        let sealed: Vec<String> = store::tables()
            .iter()
            .flat_map(|table| {
                let columns = store.db().read(|tx| tx.columns(table)).unwrap();
                columns.into_iter().filter(|name| name.contains("cipher")).map(move |name| format!("{table}.{name}"))
            })
            .collect();
        assert_eq!(sealed, ["person.cccd_cipher", "account.totp_cipher"], "rotate it too: crates/store/src/rotate.rs");
    });
}

#[test]
fn numbers_are_found_and_chains_hold_under_the_new_key() {
    on_both(|place| {
        let mut store = grown(place);
        let sealed = |store: &mut Store| {
            let rows = "select cccd_cipher, cccd_index from person where cccd_index is not null";
            store.db().read(|tx| tx.rows(rows, &[])).unwrap()
        };
        let account = store::NewAccount {
            login: "an".into(),
            name: "An".into(),
            agency: None,
            password: None,
            must_change: false,
        };
        store.make_account(&crate::register::ctx(9), &account).unwrap();
        store.set_totp(&crate::register::ctx(9), "an", Some(b"twenty secret bytes!"), &[]).unwrap();
        let (before, records) = (sealed(&mut store), store.verify().unwrap().shards[0].records);
        let rotated = rotate(&mut store, 1);
        assert_eq!(store.totp("an").unwrap().unwrap().0, b"twenty secret bytes!");
        // 30 heads and one corrected, in batches 1 and 2; one more in batch 3
        assert_eq!((rotated.numbers, rotated.batches, rotated.chains), (32, 3, 2));
        assert!(sealed(&mut store).iter().all(|row| !before.contains(row)));
        assert_eq!(found(&mut store, "046000000007").unwrap(), ["H000007"]);
        assert_eq!(found(&mut store, "046000000099").unwrap(), [""; 0]);
        let listed =
            store.list(crate::register::all(SHARD), &review(2022), None, &crate::register::commune(1), Poor).unwrap();
        assert!(listed.iter().all(|one| one.members[0].cccd.is_some()));
        let report = store.verify().unwrap();
        assert_eq!(report.shards[0].records, records + 1);
        // households without codes are still matched by number
        let mut known = household(7, 1, Poor);
        known.code = String::new();
        let report = commit(&mut store, SHARD, 2023, "d", &[known]);
        assert_eq!((report.by_number, report.new_persons), (1, 0));
        // again, with batches of both keys and one that is taken back afterwards
        let rotated = rotate(&mut store, 2);
        assert_eq!(rotated.batches, 3);
        store.verify().unwrap();
        store.undo_batch(&ctx(10), SHARD, 4).unwrap();
        store.undo_batch(&ctx(11), SHARD, 3).unwrap();
        store.verify().unwrap();
        assert_eq!(rotate(&mut store, 3).batches, 2);
        store.verify().unwrap();
        drop(store);
        let opened = |byte| Store::open(&place.target, Key::from_bytes(&[byte; 64]), Box::new(RepeatableIds::new(1)));
        assert_eq!(opened(42).err().unwrap().code, "CC-STORE-KEY-OTHER");
        assert_eq!(opened(2).err().unwrap().code, "CC-STORE-KEY-OTHER");
        opened(3).unwrap().verify().unwrap();
    });
}

#[test]
fn whoever_opened_the_register_before_writes_and_finds_nothing_with_the_old_key() {
    on_both(|place| {
        let mut store = grown(place);
        let mut old = place.store();
        rotate(&mut store, 1);
        let entries = std::iter::once(household(50, 1, Poor));
        let events = std::iter::empty();
        let (pack, identity) = (crate::register::pack(), crate::register::identity("late"));
        let refused = old.commit_review(&ctx(9), SHARD, &review(2023), pack, entries, events, &identity);
        assert_eq!(refused.unwrap_err().code, "CC-STORE-KEY-OTHER");
        assert_eq!(found(&mut old, "046000000007").unwrap_err().code, "CC-STORE-KEY-OTHER");
        assert_eq!(old.suggest(crate::register::all(SHARD), "046000000007", 5).unwrap_err().code, "CC-STORE-KEY-OTHER");
        let other = Key::from_bytes(&[8; 64]);
        assert_eq!(old.rotate_key(&ctx(9), other, &mut |_| Ok(())).unwrap_err().code, "CC-STORE-KEY-OTHER");
        store.verify().unwrap();
    });
}

#[test]
fn a_changed_row_is_found_after_a_rotation_and_stops_one_before() {
    let changes = [
        // the digests of the rotation count, not those of the batches' own records
        ("update person set name = 'X' where batch = 3", "shard 46, record 6", "CC-STORE-AUDIT"),
        ("update person set cccd_index = cccd_cipher where batch = 2", "shard 46, record 4", "CC-STORE-AUDIT"),
        ("update setting set value = 'x' where name = 'key'", "shard 46, record 7", "CC-STORE-KEY-OTHER"),
    ];
    for (change, place_of, refused) in changes {
        on_both(|place| {
            let mut store = grown(place);
            rotate(&mut store, 1);
            store.db().write(1, |tx| tx.execute(change, &[])).unwrap();
            let failure = store.verify().unwrap_err();
            assert_eq!((failure.code, failure.place.as_str()), ("CC-STORE-AUDIT", place_of), "{change}");
            let again = store.rotate_key(&ctx(9), Key::from_bytes(&[9; 64]), &mut |_| Ok(()));
            assert_eq!(again.unwrap_err().code, refused, "{change}");
        });
    }
}

#[test]
fn a_rotation_that_is_stopped_leaves_no_trace() {
    on_both(|place| {
        let mut store = grown(place);
        let before = everything(&mut store);
        let stop = |_| Err(base::Failure::new("CC-STOP", "dừng", "stopped"));
        let stopped = store.rotate_key(&ctx(9), Key::from_bytes(&[9; 64]), &mut { stop });
        assert_eq!(stopped.unwrap_err().code, "CC-STOP");
        assert_eq!(everything(&mut store), before);
        assert_eq!(number(&mut store, "select count(*) from audit where command = 'rotate_key'"), 0);
        assert_eq!(found(&mut store, "046000000007").unwrap(), ["H000007"]);
    });
}

#[test]
fn a_key_file_follows_the_database_wherever_the_rotation_was_cut_off() {
    on_both(|place| {
        drop(grown(place));
        let folder = place.folder.path();
        let (file, next) = (folder.join("k.key"), folder.join("k.key.next"));
        let text = |byte: u8| format!("cancau-key-1\n{}\n", format!("{byte:02x}").repeat(64));
        store::secret::create(&file, &text(42)).unwrap();
        let open = || Store::open_with_key_file(&place.target, &file, Box::new(RepeatableIds::new(5)));
        // cut off before the database took part: the old key stays, and the next rotation makes a new one
        store::secret::create(&next, &text(77)).unwrap();
        open().unwrap().verify().unwrap();
        assert!(next.exists());
        let mut store = open().unwrap();
        let mut steps = Vec::new();
        store.rotate_key_file(&ctx(9), &file, &mut |step| steps.push(step), &mut |_| Ok(())).unwrap();
        assert_eq!(steps, [Step::NewKey, Step::Database, Step::Rename]);
        assert!(!next.exists() && std::fs::read_to_string(&file).unwrap() != text(77));
        drop(store);
        assert_eq!(found(&mut open().unwrap(), "046000000007").unwrap(), ["H000007"]);
        // whoever has it open with the file goes on, with numbers as well
        let mut early = open().unwrap();
        let mut store = open().unwrap();
        store.rotate_key_file(&ctx(9), &file, &mut |_| {}, &mut |_| Ok(())).unwrap();
        assert_eq!(found(&mut early, "046000000007").unwrap(), ["H000007"]);
        assert_eq!(
            early
                .list(crate::register::all(SHARD), &review(2023), None, &crate::register::commune(2), NearPoor)
                .unwrap()
                .len(),
            1
        );
        commit(&mut early, SHARD, 2023, "after", &[household(60, 1, Poor)]);
        early.verify().unwrap();
        drop((early, store));
        // cut off before the file got its name
        std::fs::rename(&file, &next).unwrap();
        store::secret::create(&file, &text(42)).unwrap();
        let mut store = open().unwrap();
        assert_eq!(found(&mut store, "046000000007").unwrap(), ["H000007"]);
        assert!(!next.exists());
        // a failure takes the second file back
        let stop = |_| Err(base::Failure::new("CC-STOP", "dừng", "stopped"));
        store.rotate_key_file(&ctx(9), &file, &mut |_| {}, &mut { stop }).unwrap_err();
        assert!(!next.exists());
        // two files of which neither fits
        drop(store);
        std::fs::remove_file(&file).unwrap();
        for path in [&file, &next] {
            store::secret::create(path, &text(5)).unwrap();
        }
        assert_eq!(open().err().unwrap().code, "CC-STORE-KEY-OTHER");
        assert!(next.exists());
    });
}
