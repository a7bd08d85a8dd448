//! The demonstration's register, made once and copied for each story: making it takes a minute without optimisation.
//!
//! Tests may run in processes of their own, so the copy that they share is a folder. Its name is the digest of
//! everything that decides what is in it; a change of the code or of the law makes another.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// What the register is made by.
const MADE_BY: [&str; 8] = [
    "crates/base/src",
    "crates/vntext/src",
    "crates/engine/src",
    "crates/domain/src",
    "crates/store/src",
    "crates/store/migrations",
    "crates/app/src/demo",
    "standards",
];

/// The results of a hundred households that were poor in 2023.
pub(crate) const DELETE: &str = "\
delete from result
 where review = (select id from review where year = 2023)
   and household in (select r.household
                       from result r
                       join review v on v.shard = r.shard and v.id = r.review
                      where v.year = 2023 and r.class = 0
                      order by r.household
                      limit 100)";

/// Copies the demonstration's register into a folder of the story's own.
pub(crate) fn copy(to: &Path) {
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
    fs::create_dir_all(&parent).unwrap();
    // held until the copy is made: another process may want another register
    let lock = File::create(parent.join("lock")).unwrap();
    lock.lock().unwrap();
    for file in fs::read_dir(shared(&parent)).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

fn shared(parent: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let mut hasher = DefaultHasher::new();
    for path in MADE_BY {
        digest(&root.join(path), &mut hasher);
    }
    let name = format!("{:016x}", hasher.finish());
    let made = parent.join(&name);
    if !made.exists() {
        for old in fs::read_dir(parent).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
            fs::remove_dir_all(old).unwrap();
        }
        let making = parent.join("making");
        make(&making);
        fs::rename(making, &made).unwrap();
    }
    made
}

fn make(dir: &Path) {
    let (at, cancel) = ("2025-01-02T08:00:00Z".to_owned(), AtomicBool::new(false));
    let demo = app::demo::Demo { dir, today: jiff::civil::date(2025, 1, 2), at, cancel: &cancel };
    drop(demo.register(&mut |_| {}).unwrap());
}

fn digest(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        inside.sort();
        for path in inside {
            digest(&path, hasher);
        }
    } else {
        fs::read(path).unwrap().hash(hasher);
    }
}
