//! A review from a spreadsheet into the register: read once to check it, once more to take it in one transaction.
//!
//! What is wrong with a file, and to which province it belongs, is known only at its end. Reading twice keeps the first
//! pass away from the database: a refused file opens no register, takes no lock and leaves nothing to roll back, and
//! neither pass holds more than one household. What a household is, `exchange::review` decides; here it is decided what
//! may go in.

mod batch;
mod check;
mod shard;

pub use batch::{BatchName, find as find_batch, list as list_batches};
pub use check::Checked;

use base::{AreaKey, Failure, year_end};
use domain::area::{Areas, Unit};
use domain::register::{HouseholdEntry, Review, Route};
use engine::{Pack, pack};
use exchange::review::{Outcome, Override, Preview, Reader, Settings};
use jiff::civil::Date;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{BatchIdentity, BatchReport, Ctx, Register, ShardRow, Store};

/// What a person asks for.
pub struct Job<'a> {
    /// The spreadsheet.
    pub path: &'a Path,
    /// Units through time.
    pub areas: &'a Areas,
    /// Year of the review.
    pub year: i16,
    /// How the results came about.
    pub route: Route,
    /// Id of the standard; the national one in force on the day of the review if none is named.
    pub standard: Option<&'a str>,
    /// Code of the province, on the last day of the year: households elsewhere are rejected.
    pub province: Option<&'a str>,
    /// Code of the commune, on the last day of the year: rows without a commune belong to it.
    pub commune: Option<&'a str>,
    /// Corrections to what the columns were taken for.
    pub map: &'a [String],
    /// Today: a new register is opened for the province as it is now.
    pub today: Date,
    /// Raised to stop.
    pub cancel: &'a AtomicBool,
}

/// How far a run has come: rows read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The file is being checked.
    Checking(u64),
    /// Households are being read in.
    Taking(u64),
    /// All of them are in the database's staging tables; the register is being written.
    Writing,
}

/// A file that was looked over and may be read.
pub struct Intake<'a> {
    job: &'a Job<'a>,
    settings: Settings<'a>,
    preview: Preview,
}

/// What became of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Name of the register it went into.
    pub register: String,
    /// The name by which the batch is undone.
    pub name: BatchName,
    /// What the register says.
    pub report: BatchReport,
}

impl<'a> Intake<'a> {
    /// Finds standard and scope, guards the file and finds out what its columns mean.
    pub fn open(job: &'a Job<'a>) -> Result<Self, Failure> {
        // the result describes the end of the year, on which codes are read and ages count
        let day = year_end(job.year);
        let pack = standard(job, day)?;
        let mut settings = Settings::new(pack, job.areas, job.year, day);
        let unit = |code: Option<&str>, length: usize| code.map(|code| at(job.areas, code, length, day)).transpose();
        settings.province = unit(job.province, 2)?.map(|unit| unit.key.clone());
        settings.commune = unit(job.commune, 5)?.map(|unit| unit.key.clone());
        settings.overrides = job.map.iter().map(|text| Override::parse(text, pack)).collect::<Result<_, _>>()?;
        let preview = Reader::open(job.path, &settings)?.preview().clone();
        Ok(Self { job, settings, preview })
    }

    /// What the file was taken for.
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// The standard of the review.
    pub fn pack(&self) -> &'a Pack {
        self.settings.pack
    }

    /// The batch of this file, if a register has it already.
    pub fn known(&self, store: &mut Store) -> Result<Option<(ShardRow, BatchName, u64)>, Failure> {
        let digest = self.identity().digest;
        let review = Some((self.job.year, self.settings.pack.id.clone()));
        for row in store.shards()? {
            let batches = store.batches(row.shard)?;
            let same = batches
                .into_iter()
                .find(|batch| batch.digest == digest && batch.undone_at.is_none() && batch.review == review);
            if let Some(batch) = same {
                let name = BatchName::new(&store.shards()?, row.shard, batch.batch);
                return Ok(Some((row, name, batch.households)));
            }
        }
        Ok(None)
    }

    /// Takes the sound households of a checked file into the register, all in one transaction. The caller has decided
    /// that the others may stay outside.
    pub fn take(
        &self,
        checked: &Checked,
        store: &mut Store,
        ctx: &Ctx,
        progress: &mut dyn FnMut(Step),
    ) -> Result<Taken, Failure> {
        let areas = self.job.areas;
        let province = checked.province.as_ref().and_then(|key| areas.get(key));
        let province = province.ok_or_else(|| nobody(self.job.path))?;
        let register = shard::register(store, areas, province, self.job.today)?;
        let review = self.review(store, &register)?;
        let reader = Reader::open(self.job.path, &self.settings)?;
        if reader.digest() != self.preview.digest {
            return Err(Failure::new(
                "CC-IMPORT-CHANGED",
                "tệp bị sửa trong lúc đang nhập; không nhập gì",
                "the file was changed while it was being imported; nothing was imported",
            )
            .at(self.job.path.display().to_string())
            .remedy("lưu và đóng tệp rồi nhập lại", "save and close the file, then import it again"));
        }
        let day = year_end(self.job.year);
        let reach = |key: &AreaKey| on_day(areas, key, day);
        let identity = self.identity();
        let intake = store::Intake {
            register: &register,
            review: &review,
            pack: self.settings.pack,
            identity: &identity,
            reach: &reach,
        };
        let entries = Entries { reader, cancel: self.job.cancel, progress, done: false };
        let report = store.commit_intake(ctx, &intake, entries, std::iter::empty())?;
        let shards = store.shards()?;
        let name = BatchName::new(&shards, report.shard, report.batch);
        let register =
            shards.into_iter().find(|row| row.shard == report.shard).map_or_else(String::new, |row| row.name);
        Ok(Taken { register, name, report })
    }

    /// The review as the register has it, or a new one.
    fn review(&self, store: &mut Store, register: &Register) -> Result<Review, Failure> {
        let (year, standard) = (self.job.year, self.settings.pack.id.clone());
        let new = Review { year, standard, day: year_end(year) };
        let known = if let Register::Open(shard) = register { store.reviews(*shard)? } else { Vec::new() };
        Ok(known.into_iter().find(|one| one.year == new.year && one.standard == new.standard).unwrap_or(new))
    }

    /// The same bytes read in the same way are the same batch.
    fn identity(&self) -> BatchIdentity {
        let job = self.job;
        let mut digest = self.preview.digest.clone();
        for (word, value) in [("province", job.province), ("commune", job.commune)] {
            digest.extend(value.into_iter().flat_map(|value| [" ", word, "=", value]).map(str::to_owned));
        }
        digest.extend(job.map.iter().map(|text| format!(" {text}")));
        let source = job.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        BatchIdentity { digest, source, route: job.route }
    }

    fn go_on(&self) -> Result<(), Failure> {
        if self.job.cancel.load(Ordering::Relaxed) { Err(exchange::classify::interrupted()) } else { Ok(()) }
    }
}

/// The sound households of the second reading.
struct Entries<'r, 'p> {
    reader: Reader<'r>,
    cancel: &'r AtomicBool,
    progress: &'p mut dyn FnMut(Step),
    done: bool,
}

impl Iterator for Entries<'_, '_> {
    type Item = Result<HouseholdEntry, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.cancel.load(Ordering::Relaxed) {
                return Some(Err(exchange::classify::interrupted()));
            }
            match self.reader.next() {
                Some(Ok(Outcome::Accepted(one))) => {
                    (self.progress)(Step::Taking(self.reader.summary().rows));
                    return Some(Ok(one.entry));
                }
                Some(Ok(_)) => {}
                Some(Err(failure)) => return Some(Err(failure)),
                None => {
                    if !self.done {
                        self.done = true;
                        (self.progress)(Step::Writing);
                    }
                    return None;
                }
            }
        }
    }
}

fn standard(job: &Job<'_>, day: Date) -> Result<&'static Pack, Failure> {
    if let Some(id) = job.standard {
        return pack::find(id);
    }
    let national = pack::bundled().iter().find(|pack| pack.province.is_none() && pack.in_force(day));
    national.ok_or_else(|| {
        Failure::new(
            "CC-IMPORT-STANDARD",
            format!("không có chuẩn quốc gia nào có hiệu lực ngày {day}"),
            format!("no national standard is in force on {day}"),
        )
        .at("--year")
        .remedy("kiểm tra năm, hoặc chọn bộ chuẩn bằng --standard", "check the year, or choose one with --standard")
    })
}

/// The unit of a code on the day.
fn at<'a>(areas: &'a Areas, code: &str, length: usize, day: Date) -> Result<&'a Unit, Failure> {
    areas.at(code, day).filter(|unit| unit.key.code.len() == length).ok_or_else(|| {
        let (vi, en) = if length == 2 { ("tỉnh", "province") } else { ("xã", "commune") };
        Failure::new(
            "CC-AREA-CODE",
            format!("mã {code} không chỉ {vi} nào vào ngày {day}"),
            format!("code {code} means no {en} on {day}"),
        )
        .at(code)
        .remedy("tra mã bằng: cancau areas find", "look the code up with: cancau areas find")
    })
}

fn nobody(path: &Path) -> Failure {
    Failure::new("CC-IMPORT-EMPTY", "tệp không có hộ nào", "the file holds no household")
        .at(path.display().to_string())
        .remedy("kiểm tra lại tệp và bảng tính đã chọn", "check the file and its sheets")
}

/// The units of a day that have territory of a unit of any day.
fn on_day(areas: &Areas, key: &AreaKey, day: Date) -> Vec<AreaKey> {
    let found = if key.valid_from <= day { areas.successors(key, day) } else { areas.predecessors(key, day) };
    found.into_iter().map(|(key, _)| key).collect()
}
