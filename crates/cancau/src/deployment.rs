//! The deployment's database, key and settings: where they are, and opening them.
//!
//! SQLite in the deployment's folder unless `--database` names a PostgreSQL. The key of personal numbers is always a file
//! of the folder, never in the database.

use crate::cx::Cx;
use base::Failure;
use std::path::{Path, PathBuf};
use store::{Ids, Key, Store, Target};

/// The database of a deployment without `--database`.
pub(crate) const DATABASE: &str = "cancau.sqlite3";
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
    Store::open_with_key_file(&target(cx, dir), &key_path(dir), Box::new(SystemIds))
}

/// Whether there is a register to read.
pub(crate) fn is_there(cx: &Cx) -> bool {
    let there =
        |dir: &Path| if cx.database().is_some() { key_path(dir).is_file() } else { dir.join(DATABASE).is_file() };
    cx.data().is_some_and(there)
}

/// Opens what is there; nothing when there is none.
pub(crate) fn open_if_there(cx: &Cx) -> Result<Option<Store>, Failure> {
    if is_there(cx) { open(cx).map(Some) } else { Ok(None) }
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
    if key.exists() {
        return Store::open_with_key_file(&target(cx, &dir), &key, Box::new(SystemIds));
    }
    let opened =
        Key::create(&key, &mut SystemIds).and_then(|key| Store::open(&target(cx, &dir), key, Box::new(SystemIds)));
    if opened.is_err() {
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

/// The key of the deployment in this folder.
pub(crate) fn key_path(dir: &Path) -> PathBuf {
    let demo = dir.join(DEMO_KEY);
    if demo.is_file() { demo } else { dir.join(KEY) }
}

/// The file in which a deployment chooses what its forms show.
const FORMS: &str = "forms.toml";

/// Keys of the ethnic groups that the deployment gives a column of form 9: `ethnic = ["taoi", "cotu"]` in `forms.toml`.
pub(crate) fn ethnic_columns(cx: &Cx) -> Result<Option<Vec<String>>, Failure> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        ethnic: Vec<String>,
    }
    let Some(path) = cx.data().map(|dir| dir.join(FORMS)).filter(|path| path.is_file()) else { return Ok(None) };
    let text = std::fs::read_to_string(&path).map_err(|error| exchange::io_failure(&path, &error))?;
    let place = path.display().to_string();
    let settings: Settings = toml::from_str(&text).map_err(|error| {
        Failure::new(
            "CC-FORMS-SETTINGS",
            format!("không đọc được tệp cài đặt biểu: {}", error.message()),
            format!("cannot read the settings of the forms: {}", error.message()),
        )
        .at(place.clone())
        .remedy("ghi một dòng: ethnic = [\"taoi\", \"cotu\"]", "write one line: ethnic = [\"taoi\", \"cotu\"]")
    })?;
    known_groups(settings.ethnic, &place).map(Some)
}

/// Refuses a key that names no minority: its column would stay empty for ever.
pub(crate) fn known_groups(keys: Vec<String>, place: &str) -> Result<Vec<String>, Failure> {
    let minority = |key: &String| key != "kinh" && key != "foreigner" && vntext::ethnic::by_key(key).is_some();
    let Some(wrong) = keys.iter().find(|key| !minority(key)) else { return Ok(keys) };
    let known: Vec<&str> = vntext::ethnic::all().iter().map(|group| group.key.as_str()).collect();
    let known = known.join(", ");
    Err(Failure::new(
        "CC-FORMS-ETHNIC",
        format!("không có dân tộc thiểu số nào có khoá “{wrong}”"),
        format!("no ethnic minority has the key “{wrong}”"),
    )
    .at(place.to_owned())
    .remedy(format!("các khoá: {known}"), format!("keys: {known}")))
}

/// The folder of a deployment that is there.
pub(crate) fn folder(cx: &Cx) -> Result<&Path, Failure> {
    cx.data().filter(|_| is_there(cx)).ok_or_else(|| none(cx.data().unwrap_or(Path::new("./cancau-data"))))
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
