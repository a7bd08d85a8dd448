//! The deployment's database and key: where they are, and opening them.
//!
//! SQLite in the deployment's folder unless `--database` names a PostgreSQL. The key of personal numbers is always a file
//! of the folder, never in the database.

use crate::cx::Cx;
use base::Failure;
use std::path::{Path, PathBuf};
use store::{Ids, Key, Store, Target};

/// The database of a deployment without `--database`.
const DATABASE: &str = "cancau.sqlite3";
/// The key of real personal numbers.
const KEY: &str = "cancau.key";
/// The key of the demo, which anybody can make again; it lies in a demo's folder only.
const DEMO_KEY: &str = "demo.key";

/// Opens what is there. Nothing is made: a verb that only reads leaves no empty database behind.
pub(crate) fn open(cx: &Cx) -> Result<Store, Failure> {
    let dir = cx.data().ok_or_else(|| none(Path::new("./cancau-data")))?;
    if cx.database().is_none() && !dir.join(DATABASE).is_file() {
        return Err(none(dir));
    }
    Store::open(&target(cx, dir), Key::open(&key_path(dir))?, Box::new(SystemIds))
}

/// Opens what is there; nothing when there is none.
pub(crate) fn open_if_there(cx: &Cx) -> Result<Option<Store>, Failure> {
    let Some(dir) = cx.data() else { return Ok(None) };
    let there = if cx.database().is_some() { key_path(dir).is_file() } else { dir.join(DATABASE).is_file() };
    if there { open(cx).map(Some) } else { Ok(None) }
}

/// Opens the deployment for a command that writes into it, or makes it: folder, key, database.
pub(crate) fn open_or_create(cx: &Cx) -> Result<Store, Failure> {
    let dir = cx.data_for_writing()?;
    if dir.join(DEMO_KEY).is_file() {
        return Err(Failure::new(
            "CC-DEMO-FOLDER",
            "đây là thư mục của bản trình diễn: khoá của nó ai cũng biết, không ghi dữ liệu thật vào đây",
            "this is a folder of the demo: anybody can make its key, no real data go in here",
        )
        .at(dir.display().to_string())
        .remedy("chọn thư mục khác bằng --data", "choose another folder with --data"));
    }
    let key = dir.join(KEY);
    let made = !key.exists();
    let opened = Key::open_or_create(&key, &mut SystemIds)
        .and_then(|key| Store::open(&target(cx, &dir), key, Box::new(SystemIds)));
    if made && opened.is_err() {
        // a key that no database took up would only be mistaken for the one that is missing
        let _ = std::fs::remove_file(&key);
    }
    opened
}

fn target(cx: &Cx, dir: &Path) -> Target {
    match cx.database() {
        Some(address) => Target::Postgres(address.to_owned()),
        None => Target::Sqlite(dir.join(DATABASE)),
    }
}

fn key_path(dir: &Path) -> PathBuf {
    let demo = dir.join(DEMO_KEY);
    if demo.is_file() { demo } else { dir.join(KEY) }
}

fn none(dir: &Path) -> Failure {
    Failure::new("CC-STORE-NONE", "chưa có sổ bộ nào ở đây", "there is no register here")
        .at(dir.display().to_string())
        .remedy(
            "nhập một đợt rà soát (cancau import review), chạy cancau demo, hoặc chỉ đúng thư mục bằng --data",
            "import a review (cancau import review), run cancau demo, or name the right folder with --data",
        )
}

/// Time and chance of the running system.
pub(crate) struct SystemIds;

impl Ids for SystemIds {
    fn now_ms(&mut self) -> u64 {
        crate::cx::milliseconds()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system has a source of random bytes");
    }
}
