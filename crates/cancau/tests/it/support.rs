//! Running the program in an empty folder.

use calamine::Reader;
use std::path::Path;
use std::process::{Command, Output};
use store::{Key, RepeatableIds, Store, Target, Value};

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn program(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cancau"));
    command.current_dir(dir);
    command
}

/// Runs a command line, split at spaces.
pub(crate) fn cancau(dir: &Path, line: &str) -> Ran {
    program(dir).args(line.split_whitespace()).output().unwrap().into()
}

/// A deployment of one test: a folder with its data, on SQLite or on a private PostgreSQL.
pub(crate) struct Deployment {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) address: Option<String>,
}

/// Tells the same story on both engines.
pub(crate) fn on_both(story: impl Fn(&Deployment)) {
    for address in [None, Some(pgtest::database())] {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("dl")).unwrap();
        story(&Deployment { dir, address });
    }
}

impl Deployment {
    /// The program with these arguments, on this deployment.
    pub(crate) fn program(&self, line: &str) -> Command {
        let mut command = program(self.dir.path());
        command.args(line.split_whitespace()).args(["--data", "dl"]);
        if let Some(address) = &self.address {
            command.args(["--database", address]);
        }
        command
    }

    pub(crate) fn run(&self, line: &str) -> Ran {
        self.program(line).output().unwrap().into()
    }

    /// Runs a command that must end well; what it printed as JSON.
    pub(crate) fn json(&self, line: &str) -> serde_json::Value {
        let ran = self.run(&format!("{line} --json"));
        assert_eq!(ran.code, 0, "{line}: {}{}", ran.out, ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.dir.path().join(name), content).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }

    /// The store of this deployment, for looking inside.
    pub(crate) fn store(&self) -> Store {
        let target = match &self.address {
            Some(address) => Target::Postgres(address.clone()),
            None => Target::Sqlite(self.path("dl/cancau.sqlite3")),
        };
        Store::open(&target, Key::open(&self.path("dl/cancau.key")).unwrap(), Box::new(RepeatableIds::new(1))).unwrap()
    }

    /// Every row of the register, for comparing before and after; batches and the audit chain are left out.
    pub(crate) fn register(&self) -> Vec<Vec<Vec<Value>>> {
        let tables = ["household", "household_state", "person", "membership", "result", "answers", "event"];
        let mut store = self.store();
        let rows = |table: &str| {
            let rows = store.db().read(|tx| tx.rows(&format!("select * from {table}"), &[])).unwrap();
            let mut rows: Vec<Vec<Value>> = rows.into_iter().map(|row| row.0).collect();
            rows.sort();
            rows
        };
        tables.into_iter().map(rows).collect()
    }
}

/// Names in a folder, sorted.
pub(crate) fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The cells of the first sheet of a workbook, as text.
pub(crate) fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}
