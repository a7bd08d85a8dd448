//! The layer over both engines: values, order of arguments, refusals, statements.

use crate::engines::{key, on_both, sqlite};
use store::{Bulk, Db, Key, RepeatableIds, Store, Target, Value};

#[test]
fn every_statement_is_prepared_on_both_engines() {
    on_both(|place| {
        let mut db = Db::open(&place.target).unwrap();
        for sql in store::statements() {
            db.read(|tx| tx.check(&sql)).unwrap_or_else(|failure| panic!("{failure}\n{sql}"));
        }
    });
}

#[test]
fn arguments_are_counted_not_read_from_left_to_right() {
    on_both(|place| {
        let mut db = Db::open(&place.target).unwrap();
        let row = db
            .read(|tx| tx.row("select cast($2 as text), cast($1 as text)", &["first".into(), "second".into()]))
            .unwrap()
            .unwrap();
        assert_eq!((row.text(0).unwrap(), row.text(1).unwrap()), ("second", "first"));
    });
}

#[test]
fn a_type_outside_the_subset_is_refused() {
    on_both(|place| {
        let mut db = Db::open(&place.target).unwrap();
        let failure = db.read(|tx| tx.rows("select 1.5", &[])).unwrap_err();
        assert_eq!(failure.code, "CC-STORE-TYPE");
    });
}

#[test]
fn values_come_back_as_they_went_and_many_rows_at_once() {
    on_both(|place| {
        let mut db = Db::open(&place.target).unwrap();
        db.write(0, |tx| {
            tx.execute("create table odd (a bigint, b text, c bytea)", &[])?;
            let mut bulk = Bulk::new("insert into odd (a, b, c) values");
            for number in 0..450 {
                bulk.push(tx, [number.into(), "Đặng ’\u{1F33E}".into(), vec![0, 255, b'?'].into()])?;
            }
            bulk.push(tx, [i64::MIN.into(), Value::Null, Value::Null])?;
            bulk.finish(tx)
        })
        .unwrap();
        let rows = db.read(|tx| tx.rows("select a, b, c from odd order by a", &[])).unwrap();
        assert_eq!(rows.len(), 451);
        assert_eq!(rows[0].0, [i64::MIN.into(), Value::Null, Value::Null]);
        assert_eq!(rows[450].0, [449.into(), "Đặng ’\u{1F33E}".into(), vec![0, 255, b'?'].into()]);
    });
}

#[test]
fn a_failed_closure_leaves_no_trace() {
    on_both(|place| {
        let mut db = Db::open(&place.target).unwrap();
        let insert = "insert into setting (name, value) values ($1, $2)";
        let failure = db
            .write(0, |tx| {
                tx.execute(insert, &["a".into(), "1".into()])?;
                tx.execute(insert, &["a".into(), "2".into()])
            })
            .unwrap_err();
        assert_eq!(failure.code, "CC-STORE-CONSTRAINT");
        assert!(db.read(|tx| tx.rows("select name from setting", &[])).unwrap().is_empty());
    });
}

#[test]
fn what_cannot_be_opened_says_so() {
    let place = sqlite();
    let file = place.folder.path().join("không có").join("x.sqlite");
    assert_eq!(Db::open(&Target::Sqlite(file)).err().unwrap().code, "CC-STORE-OPEN");
    let server = Target::Postgres("host=/nowhere user=x dbname=y password=secret".into());
    let failure = Db::open(&server).err().unwrap();
    assert_eq!(failure.code, "CC-STORE-OPEN");
    assert!(!failure.to_string().contains("secret"));
}

#[test]
fn the_key_belongs_to_the_database_and_to_nobody_else() {
    on_both(|place| {
        drop(place.store());
        let other = Key::from_bytes(&[1; 64]);
        let failure = Store::open(&place.target, other, Box::new(RepeatableIds::new(1))).err().unwrap();
        assert_eq!(failure.code, "CC-STORE-KEY-OTHER");
        Store::open(&place.target, key(), Box::new(RepeatableIds::new(1))).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn the_key_file_is_made_once_and_refused_when_others_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let place = sqlite();
    let file = place.folder.path().join("key");
    let made = Key::open_or_create(&file, &mut RepeatableIds::new(3)).unwrap();
    Store::open(&place.target, made, Box::new(RepeatableIds::new(1))).unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let read = Key::open_or_create(&file, &mut RepeatableIds::new(4)).unwrap();
    Store::open(&place.target, read, Box::new(RepeatableIds::new(1))).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(Key::open(&file).unwrap_err().code, "CC-STORE-KEY-OPEN-TO-ALL");
}
