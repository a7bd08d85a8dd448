//! Running `classify` on text and looking at what it wrote.

use base::{Failure, Lang};
use engine::pack;
use engine::points::PointTable;
use exchange::classify::{Files, Job, Report, run};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

pub(crate) struct Run {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) report: Result<Report, Failure>,
}

impl Run {
    pub(crate) fn output(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("kq.csv")).unwrap()
    }

    pub(crate) fn rejects(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("tu-choi.csv")).unwrap()
    }

    /// `line,column,code` of every reject.
    pub(crate) fn reject_codes(&self) -> Vec<String> {
        let text = self.rejects();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().take(3).collect::<Vec<_>>().join(",")).collect()
    }

    /// What is left in the folder besides the input.
    pub(crate) fn left(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.dir.path()).unwrap();
        entries.map(|entry| entry.unwrap().path()).filter(|path| !path.ends_with("ho")).collect()
    }
}

pub(crate) fn classify(standard: &str, input: impl AsRef<[u8]>) -> Run {
    classify_with(standard, input, None, false, 2)
}

pub(crate) fn classify_with(
    standard: &str,
    input: impl AsRef<[u8]>,
    points: Option<&PointTable>,
    explain: bool,
    threads: usize,
) -> Run {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ho"), input).unwrap();
    let report = run_in(dir.path(), standard, points, explain, threads, &AtomicBool::new(false));
    Run { dir, report }
}

pub(crate) fn run_in(
    dir: &Path,
    standard: &str,
    points: Option<&PointTable>,
    explain: bool,
    threads: usize,
    cancel: &AtomicBool,
) -> Result<Report, Failure> {
    let (input, output, rejects) = (dir.join("ho"), dir.join("kq.csv"), dir.join("tu-choi.csv"));
    let files = Files { input: &input, output: &output, rejects: &rejects };
    let job = Job { pack: pack::find(standard).unwrap(), points, explain, lang: Lang::Vi, threads };
    run(job, files, cancel, &mut |_| {})
}

/// The header of a standard.
pub(crate) fn header(standard: &str) -> String {
    let ids: Vec<&str> = pack::find(standard).unwrap().indicators.iter().map(|one| one.id.as_str()).collect();
    format!("household_id,area_kind,income,b1,{}", ids.join(","))
}
