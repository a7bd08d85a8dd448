//! A whole database into an empty one, from either engine to either engine.

use crate::engines::{Place, key, on_both, postgres, sqlite};
use crate::register::{commit, everything, household, number, open};
use engine::Class::{NearPoor, Poor};
use std::collections::BTreeSet;
use store::{Copied, Db, RepeatableIds, Store, Target};

fn grown(place: &Place) -> Store {
    let (mut store, shard) = open(place);
    commit(&mut store, shard, 2022, "a", &(0..300).map(|no| household(no, 1, Poor)).collect::<Vec<_>>());
    commit(&mut store, shard, 2022, "b", &[household(1, 1, NearPoor)]);
    store.undo_batch(&crate::register::ctx(5), shard, 2).unwrap();
    commit(&mut store, shard, 2023, "c", &[household(1, 1, NearPoor)]);
    store
}

fn copy(store: &mut Store, target: &Target) -> Result<Copied, base::Failure> {
    store.copy_to(target, &mut |_| Ok(()))
}

fn tables(db: &mut Db) -> Vec<String> {
    db.read(|tx| {
        let tables = tx.tables()?;
        Ok(tables)
    })
    .unwrap()
}

#[test]
fn every_table_that_is_there_is_copied_and_nothing_else() {
    on_both(|place| {
        let there: BTreeSet<String> = tables(place.store().db()).into_iter().collect();
        let listed: BTreeSet<String> = store::tables().iter().map(|&table| table.to_owned()).collect();
        assert_eq!(there, listed, "a new table needs its place in crates/store/src/sql/copy.rs");
        assert_eq!(listed.len(), store::tables().len());
    });
}

#[test]
fn a_copy_holds_the_same_on_either_engine_and_goes_on() {
    let (first, second, third) = (sqlite(), postgres(), sqlite());
    let mut original = grown(&first);
    let mut to_server = 0;
    let told = original
        .copy_to(&second.target, &mut |progress| {
            assert!(progress.rows <= progress.of);
            to_server = progress.rows;
            Ok(())
        })
        .unwrap();
    assert_eq!(to_server, told.tables.iter().map(|(_, rows)| rows).sum::<u64>());
    assert!(told.tables.contains(&("person".to_owned(), 900)), "{:?}", told.tables);
    let mut server = second.store();
    let back = copy(&mut server, &third.target).unwrap();
    assert_eq!(told, back);
    let mut file = third.store();
    assert_eq!(everything(&mut original), everything(&mut file));
    assert_eq!(original.heads().unwrap(), file.heads().unwrap());
    assert_eq!(original.verify().unwrap(), file.verify().unwrap());
    let mut tables = told.tables.clone();
    tables.sort();
    assert_eq!(original.db().table_counts().unwrap(), tables);
    // the copy is a register like any other
    let shard = file.shards().unwrap()[0].shard;
    let report = commit(&mut file, shard, 2023, "d", &[household(2, 1, Poor)]);
    assert_eq!((report.batch, report.new_households), (4, 0));
    file.verify().unwrap();
}

#[test]
fn a_target_that_is_not_empty_is_refused_and_stays_as_it_is() {
    let source = sqlite();
    let mut original = grown(&source);
    on_both(|place| {
        drop(place.store());
        assert_eq!(copy(&mut original, &place.target).unwrap_err().code, "CC-COPY-NOT-EMPTY");
        assert_eq!(number(&mut place.store(), "select count(*) from household"), 0);
    });
    on_both(|place| {
        let mut db = Db::connect(&place.target).unwrap();
        db.write(0, |tx| tx.execute("create table of_others (no bigint)", &[])).unwrap();
        let failure = copy(&mut original, &place.target).unwrap_err();
        assert_eq!((failure.code, failure.place.as_str()), ("CC-COPY-NOT-EMPTY", "table of_others"));
    });
}

#[test]
fn a_copy_that_is_stopped_or_does_not_verify_leaves_nothing() {
    on_both(|source| {
        let mut original = grown(source);
        let stop = || base::Failure::new("CC-STOP", "dừng", "stopped");
        on_both(|place| {
            let halfway = original.copy_to(&place.target, &mut |progress| {
                if progress.rows * 2 > progress.of { Err(stop()) } else { Ok(()) }
            });
            assert_eq!(halfway.unwrap_err().code, "CC-STOP");
            if let Target::Sqlite(path) = &place.target {
                assert!(!path.exists());
            }
            assert!(tables(&mut Db::connect(&place.target).unwrap()).is_empty());
            copy(&mut original, &place.target).unwrap();
        });
        original.db().write(1, |tx| tx.execute("update result set class = 3 where batch = 3", &[])).unwrap();
        on_both(|place| {
            assert_eq!(copy(&mut original, &place.target).unwrap_err().code, "CC-STORE-AUDIT");
            assert!(tables(&mut Db::connect(&place.target).unwrap()).is_empty());
        });
    });
}

#[test]
fn a_copy_is_of_one_moment() {
    on_both(|source| {
        let mut original = grown(source);
        let mut writer = Store::open(&source.target, key(), Box::new(RepeatableIds::new(99))).unwrap();
        let shard = writer.shards().unwrap()[0].shard;
        let heads = original.heads().unwrap();
        let target = sqlite();
        let mut written = false;
        original
            .copy_to(&target.target, &mut |progress| {
                if !written && progress.rows > 0 {
                    written = true;
                    commit(&mut writer, shard, 2023, "meanwhile", &[household(4, 1, Poor)]);
                }
                Ok(())
            })
            .unwrap();
        assert!(written && target.store().heads().unwrap() == heads && original.heads().unwrap() != heads);
    });
}

#[test]
fn a_snapshot_is_a_file_on_either_engine() {
    on_both(|source| {
        let mut original = grown(source);
        let path = source.folder.path().join("snapshot.sqlite");
        original.snapshot(&path, &mut |_| Ok(())).unwrap();
        let target = Target::Sqlite(path.clone());
        let mut snapshot = Store::open(&target, key(), Box::new(RepeatableIds::new(1))).unwrap();
        assert_eq!(snapshot.verify().unwrap(), original.verify().unwrap());
        assert_eq!(snapshot.db().table_counts().unwrap(), original.db().table_counts().unwrap());
        assert!(original.snapshot(&path, &mut |_| Ok(())).is_err(), "a file that is there is never written over");
    });
}
