//! The first reading: what is sound, what is not and why, and whose file it is.

use super::{Intake, Step};
use base::{AreaKey, Failure, Level};
use domain::area::{Areas, Unit};
use domain::register::Told;
use engine::Class;
use exchange::review::{Accepted, Outcome, Reader, RejectsBook, Settings, Summary};
use std::collections::BTreeSet;
use std::path::Path;

/// Faults kept for the terminal; the file of rejects has all of them.
const SHOWN: usize = 20;

/// What the first reading found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Rows, households, faults by code.
    pub summary: Summary,
    /// Sound households by class, in the order of [`Class::ALL`].
    pub classes: [u64; 4],
    /// Sound households without a code.
    pub without_code: u64,
    /// Sound households of which it is not known which indicators they are deprived of.
    pub without_indicators: u64,
    /// Sound households that do not list all their members.
    pub without_members: u64,
    /// The first faults.
    pub faults: Vec<Failure>,
    /// The province of the file, on the last day of the year; none without a sound household.
    pub province: Option<AreaKey>,
    communes: BTreeSet<AreaKey>,
}

impl Intake<'_> {
    /// Reads the whole file. Rejected households go to `rejects`, if a place for them is named; a list of an earlier run
    /// that lies there is emptied when nothing is wrong any more.
    pub fn check(&self, rejects: Option<&Path>, progress: &mut dyn FnMut(Step)) -> Result<Checked, Failure> {
        if let Some(path) = rejects {
            self.other_file(path)?;
        }
        let mut checked = Checked::default();
        let mut book = None;
        let mut reader = Reader::open(self.job.path, &self.settings)?;
        while let Some(outcome) = reader.next() {
            self.go_on()?;
            progress(Step::Checking(reader.summary().rows));
            match outcome? {
                Outcome::Accepted(one) => checked.count(&one),
                Outcome::Repeated { .. } => {}
                Outcome::Rejected(one) => {
                    let room = SHOWN - checked.faults.len();
                    checked.faults.extend(one.faults.iter().take(room).cloned());
                    if rejects.is_some() {
                        let book = match &mut book {
                            Some(book) => book,
                            none => none.insert(RejectsBook::new(&self.preview)?),
                        };
                        book.add(&one)?;
                    }
                }
            }
        }
        checked.summary = reader.summary().clone();
        if checked.summary.accepted + checked.summary.rejected == 0 {
            return Err(super::nobody(self.job.path));
        }
        checked.province = checked.one_province(self.job.areas, &self.settings)?;
        match (book, rejects) {
            (Some(book), Some(path)) => book.finish(path)?,
            (None, Some(path)) if path.exists() => RejectsBook::new(&self.preview)?.finish(path)?,
            _ => {}
        }
        Ok(checked)
    }

    fn other_file(&self, rejects: &Path) -> Result<(), Failure> {
        let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if real(rejects) != real(self.job.path) {
            return Ok(());
        }
        Err(Failure::new(
            "CC-SAME-FILE",
            "tệp nhập và tệp dòng bị từ chối phải là hai tệp khác nhau",
            "the file and the rejects must be two different files",
        )
        .at(rejects.display().to_string())
        .remedy("đặt tên khác bằng --rejects", "choose another name with --rejects"))
    }
}

impl Checked {
    fn count(&mut self, one: &Accepted) {
        let entry = &one.entry;
        if let Some(class) = Class::ALL.iter().position(|class| *class == entry.class) {
            self.classes[class] += 1;
        }
        self.without_code += u64::from(entry.code.is_empty());
        self.without_indicators += u64::from(entry.flags_told != Told::Each);
        self.without_members += u64::from(entry.members_told != Told::Each);
        if !self.communes.contains(&entry.commune) {
            self.communes.insert(entry.commune.clone());
        }
    }

    /// The province of the file; a file of several is refused.
    fn one_province(&self, areas: &Areas, settings: &Settings<'_>) -> Result<Option<AreaKey>, Failure> {
        let mut provinces: Vec<&Unit> =
            self.communes.iter().filter_map(|key| areas.ancestor(key, Level::Province)).collect();
        provinces.sort_by(|a, b| a.key.cmp(&b.key));
        provinces.dedup_by(|a, b| a.key == b.key);
        match provinces.as_slice() {
            [] => Ok(None),
            [province] => of_the_standard(areas, province, settings).map(|()| Some(province.key.clone())),
            several => {
                let names: Vec<&str> = several.iter().take(5).map(|unit| unit.name.as_str()).collect();
                let names = names.join(", ");
                Err(Failure::new(
                    "CC-IMPORT-PROVINCES",
                    format!("tệp có hộ của {} tỉnh: {names}", several.len()),
                    format!("the file holds households of {} provinces: {names}", several.len()),
                )
                .remedy(
                    "mỗi lần nhập một tỉnh: thêm --province MÃ (các hộ khác vào tệp bị từ chối)",
                    "import one province at a time: add --province CODE (the others become rejects)",
                ))
            }
        }
    }
}

/// A provincial standard binds its own province only.
fn of_the_standard(areas: &Areas, province: &Unit, settings: &Settings<'_>) -> Result<(), Failure> {
    let pack = settings.pack;
    let Some(code) = &pack.province else { return Ok(()) };
    if areas.at(code, settings.day).is_some_and(|unit| unit.key == province.key) {
        return Ok(());
    }
    Err(Failure::new(
        "CC-IMPORT-STANDARD",
        format!("{} không áp dụng cho {}", pack.name.vi, province.name),
        format!("{} does not apply to {}", pack.name.en, province.name),
    )
    .at("--standard")
    .remedy("chọn chuẩn quốc gia hoặc chuẩn của tỉnh này", "choose the national standard or this province's own"))
}
