//! `cancau demo`: the synthetic province goes through the register, and everything comes out of it again.
//!
//! Nothing here knows a published figure. Forms and dashboard count what lies in the register.

mod people;
pub mod programme;

pub use people::{PEOPLE, Person, Welcome, welcome};

use crate::access::Caller;
use crate::book::Book;
use crate::dashboard::dashboard;
use crate::form::{FormRequest, Forms};
use crate::year::Year;
use base::{AreaKey, Failure};
use domain::area::Areas;
use domain::register::{Review, Route};
use domain::synthetic::Synthetic;
use engine::pack;
use exchange::{OutputFile, io_failure};
use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use store::{BatchIdentity, Ctx, Denominator, Key, RepeatableIds, Shard, ShardRow, Store, Target};

/// Code of Huế on the day of the boundaries.
const PROVINCE: &str = "46";
/// How the partition is named; a register of real households is never touched by the demo.
const NAME: &str = "Thành phố Huế (dữ liệu mô phỏng)";
/// The groups of A Lưới and Nam Đông, with a column of their own in form 9.
pub const ETHNIC: [&str; 3] = ["taoi", "cotu", "bru"];
/// What is not simulated.
pub(crate) const EXCEPT: &str = "trừ tổng số hộ nghèo, hộ cận nghèo toàn thành phố, lấy theo số đã công bố";

/// The boundaries of the demo's forms: 133 communes.
pub fn boundaries() -> Date {
    date(2025, 1, 1)
}

/// Where and when.
pub struct Demo<'a> {
    /// The deployment's folder.
    pub dir: &'a Path,
    /// Day of printing.
    pub today: Date,
    /// The moment of the commands, RFC 3339 in UTC.
    pub at: String,
    /// Raised to stop.
    pub cancel: &'a AtomicBool,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Households over all reviews.
    pub households: u64,
    /// Files written.
    pub files: u64,
    /// Households poor and near-poor by review: year, standard, counts.
    pub reviews: Vec<(i16, String, u64, u64)>,
    /// Findings of the identities, over all years; none is expected.
    pub findings: usize,
}

/// Opens the demonstration's register in its folder, which must be there.
pub fn open(dir: &Path) -> Result<Store, Failure> {
    // a key that anybody can make again: under a name of its own, so that no register of real people ever takes it up
    let (file, target) = (dir.join("demo.key"), Target::Sqlite(dir.join("cancau.sqlite3")));
    let mut ids = RepeatableIds::new(Synthetic::SEED);
    if !file.exists() {
        Key::create(&file, &mut ids)?;
    }
    Store::open_with_key_file(&target, &file, Box::new(RepeatableIds::new(Synthetic::SEED)))
}

impl Made {
    fn add(&mut self, year: &Year) {
        if let Some(counts) = &year.root.counts {
            let (poor, near) = (counts.poor.all.households, counts.near_poor.all.households);
            self.reviews.push((year.review.year, year.review.standard.clone(), poor, near));
        }
        self.findings += year.findings.len();
    }
}

impl Demo<'_> {
    /// Opens the deployment's register and fills it with the synthetic province; a second time changes nothing.
    pub fn register(&self, say: &mut dyn FnMut(&str)) -> Result<(Store, Shard, u64), Failure> {
        std::fs::create_dir_all(self.dir).map_err(|error| io_failure(self.dir, &error))?;
        let mut store = open(self.dir)?;
        let ctx = Ctx { actor: "demo".into(), at: self.at.clone(), reason: "dữ liệu mô phỏng".into() };
        let shards = store.shards()?;
        if let Some(other) = shards.iter().find(|row| row.name != NAME) {
            return Err(Failure::new(
                "CC-DEMO-NOT-EMPTY",
                format!("thư mục này đã có dữ liệu của “{}”; bản trình diễn không ghi vào đó", other.name),
                format!("this folder holds data of “{}”; the demo does not touch it", other.name),
            )
            .at(self.dir.display().to_string())
            .remedy("chọn thư mục khác bằng --data", "choose another folder with --data"));
        }
        let shard = match shards.first() {
            Some(row) => row.shard,
            None => store.open_shard(&ctx, PROVINCE, NAME, boundaries())?,
        };
        let settings = self.dir.join("forms.toml");
        if !settings.exists() {
            write(&settings, format!("ethnic = {ETHNIC:?}\n").as_bytes())?;
        }
        let batches = store.batches(shard)?;
        let last = format!("synthetic-{}", Synthetic::SEED);
        // the denominators come last: with them, and with nothing undone, everything is there
        if batches.iter().any(|batch| batch.digest == last) && batches.iter().all(|batch| batch.undone_at.is_none()) {
            let households = batches.iter().map(|batch| batch.households).sum();
            return Ok((store, shard, households));
        }
        say("sinh tỉnh mô phỏng");
        let synthetic = Synthetic::hue(Synthetic::SEED)?;
        let mut households = 0;
        let mut before: Option<Review> = None;
        for review in synthetic.reviews() {
            self.go_on()?;
            say(&format!("ghi rà soát {} theo {}", review.year, review.standard));
            for route in [Route::Periodic, Route::AverageLiving] {
                let identity = BatchIdentity {
                    digest: format!("synthetic-{}-{}-{}-{route:?}", Synthetic::SEED, review.year, review.standard),
                    source: "tỉnh mô phỏng".into(),
                    route,
                };
                let entries = synthetic.entries(review).filter(|entry| Synthetic::route(entry) == route);
                let since = before.as_ref().map(|one| one.day);
                let happened = |day: Date| since.is_some_and(|since| day > since) && day <= review.day;
                // events belong to the movement, and so to the first batch of the later review
                let events = synthetic.events().iter().filter(|event| route == Route::Periodic && happened(event.day));
                let pack = pack::find(&review.standard)?;
                let report = store.commit_review(&ctx, shard, review, pack, entries, events.cloned(), &identity)?;
                households += report.households;
            }
            before = Some(review.clone());
        }
        let mut rows = Vec::new();
        for of_year in synthetic.denominators() {
            rows.extend(of_year.rows.iter().map(|(area, all)| Denominator {
                year: of_year.year,
                area: area.clone(),
                all: *all,
                by_ethnicity: None,
                status: "derived".into(),
                source: "suy ra từ tỷ lệ đã công bố".into(),
            }));
        }
        store.set_denominators(&ctx, shard, &rows, &last, "tỉnh mô phỏng")?;
        Ok((store, shard, households))
    }

    /// Counts what is in the register, review by review.
    pub fn counted(&self, store: &mut Store, shard: Shard) -> Result<Made, Failure> {
        let caller = Caller::operator();
        let mut book = Book { store, at: shard.into(), areas: Areas::bundled(), caller: &caller };
        let mut made = Made::default();
        let mut reviews = book.store.reviews(shard)?;
        reviews.sort();
        for review in &reviews {
            made.add(&book.year(review, PROVINCE, boundaries())?);
        }
        Ok(made)
    }

    /// Writes `out/forms/<year>/…` and `out/dashboard.json` from what is in the register.
    pub fn outputs(&self, store: &mut Store, shard: Shard, say: &mut dyn FnMut(&str)) -> Result<Made, Failure> {
        let caller = Caller::operator();
        let mut book = Book { store, at: shard.into(), areas: Areas::bundled(), caller: &caller };
        let mut made = Made::default();
        let mut years = Vec::new();
        let mut reviews = book.store.reviews(shard)?;
        reviews.sort();
        let writer = report::pdf::Writer::new();
        for review in &reviews {
            let forms = book.forms(&request(review))?;
            made.add(&forms.year);
            if !superseded(review, &reviews) {
                self.go_on()?;
                say(&format!("lập biểu năm {}", review.year));
                let dir = self.dir.join("out").join("forms").join(review.year.to_string());
                std::fs::create_dir_all(&dir).map_err(|error| io_failure(&dir, &error))?;
                for number in 1..=13 {
                    let table = forms.table(number, &[], self.today)?;
                    write(&dir.join(format!("{number}.xlsx")), &report::xlsx::write(&table, self.today)?)?;
                    write(&dir.join(format!("{number}.pdf")), &writer.write(&table)?)?;
                    made.files += 2;
                }
                made.files += self.rosters(&mut book, &forms, &dir, &writer)?;
            }
            years.push(forms.year);
        }
        let path = self.dir.join("out").join("dashboard.json");
        write(&path, dashboard(&years, boundaries(), true).as_bytes())?;
        made.files += 1;
        Ok(made)
    }

    /// Forms 14 and 15 of every commune as XLSX, of the first one with both classes as PDF too.
    fn rosters(
        &self,
        book: &mut Book<'_>,
        forms: &Forms,
        dir: &Path,
        writer: &report::pdf::Writer,
    ) -> Result<u64, Failure> {
        let communes = forms.communes();
        let keys: Vec<AreaKey> = communes.iter().map(|unit| unit.key.clone()).collect();
        let rosters = book.rosters(&forms.year.review, &keys, boundaries())?;
        let mut files = 0;
        let mut shown = false;
        for unit in communes {
            self.go_on()?;
            let Some(villages) = rosters.get(&unit.key) else { continue };
            for number in [14, 15] {
                let table = forms.table_of(unit, number, villages, self.today)?;
                let name = |extension: &str| -> PathBuf { dir.join(format!("{number}-{}.{extension}", unit.key.code)) };
                write(&name("xlsx"), &report::xlsx::write(&table, self.today)?)?;
                files += 1;
                if !shown {
                    write(&name("pdf"), &writer.write(&table)?)?;
                    files += 1;
                }
            }
            shown = true;
        }
        Ok(files)
    }

    fn go_on(&self) -> Result<(), Failure> {
        if self.cancel.load(Ordering::Relaxed) { Err(exchange::classify::interrupted()) } else { Ok(()) }
    }
}

/// Whether a newer standard was reviewed in the same year: the statutory forms are the newer one's.
fn superseded(review: &Review, reviews: &[Review]) -> bool {
    reviews.iter().any(|other| other.year == review.year && other.standard > review.standard)
}

/// The forms of the province in a review.
pub fn request(review: &Review) -> FormRequest {
    FormRequest {
        year: review.year,
        standard: Some(review.standard.clone()),
        area: PROVINCE.to_owned(),
        boundaries: Some(boundaries()),
        ethnic: Some(ETHNIC.map(str::to_owned).to_vec()),
    }
}

/// Whether a partition is the demonstration's.
pub fn is_demo(row: &ShardRow) -> bool {
    row.name == NAME
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut file = OutputFile::create(path)?;
    file.write(bytes)?;
    file.commit()
}
