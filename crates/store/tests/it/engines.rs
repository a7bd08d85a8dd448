//! A fresh database on each engine.

use store::{Key, RepeatableIds, Store, Target};

/// A database of one test.
pub(crate) struct Place {
    pub(crate) target: Target,
    pub(crate) folder: tempfile::TempDir,
}

impl Place {
    pub(crate) fn store(&self) -> Store {
        Store::open(&self.target, key(), Box::new(RepeatableIds::new(7))).unwrap()
    }
}

pub(crate) fn key() -> Key {
    Key::from_bytes(&[42; 64])
}

/// Tells the same story on both engines.
pub(crate) fn on_both(mut story: impl FnMut(&Place)) {
    story(&sqlite());
    story(&postgres());
}

pub(crate) fn sqlite() -> Place {
    let folder = tempfile::tempdir().unwrap();
    Place { target: Target::Sqlite(folder.path().join("store.sqlite")), folder }
}

pub(crate) fn postgres() -> Place {
    Place { target: Target::Postgres(pgtest::database()), folder: tempfile::tempdir().unwrap() }
}
