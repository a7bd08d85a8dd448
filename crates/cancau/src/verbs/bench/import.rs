//! Rows per second and peak memory of `import review` into a new register, beside the cost of merely reading the file.

use super::{Scratch, median, peak_kib, read_through, timed};
use crate::cx::{Cx, Outcome, now};
use crate::deployment::SystemIds;
use crate::interrupt;
use crate::say::out;
use app::intake::{Intake, Job};
use base::{Dong, Failure, Lang, Level, year_end};
use domain::area::{Areas, Unit};
use domain::register::Route;
use exchange::{OutputFile, io_failure};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::path::{Path, PathBuf};
use store::{Ctx, Key, Store, Target};

const YEAR: i16 = 2025;
const PROVINCE: &str = "46";
const HEADINGS: [&str; 12] = [
    "STT hộ",
    "Họ và tên",
    "Quan hệ với chủ hộ",
    "Ngày sinh",
    "Giới tính",
    "CCCD",
    "Dân tộc",
    "Mã xã",
    "Thôn",
    "Phân loại hộ",
    "B1",
    "B2",
];
const SYLLABLES: [&str; 32] = [
    "An", "Bình", "Chi", "Dũng", "Đào", "Giang", "Hà", "Hạnh", "Hậu", "Hiền", "Hoa", "Hùng", "Hương", "Khánh", "Lan",
    "Liên", "Linh", "Long", "Mai", "Minh", "Nam", "Nga", "Nhung", "Phúc", "Quang", "Sơn", "Tâm", "Thảo", "Tuấn", "Vân",
    "Xuân", "Yến",
];

/// The kind of file that is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    Csv,
    Xlsx,
}

/// Makes a list without codes, imports it once, prints time and memory beside a plain read.
pub(super) fn run(rows: u64, format: Format, cx: &Cx) -> Result<Outcome, Failure> {
    let dir = Scratch::new()?;
    let input = generate(rows, format, &dir.0)?;
    let bytes = std::fs::metadata(&input).map_err(|error| io_failure(&input, &error))?.len();
    let job = Job {
        path: &input,
        areas: Areas::bundled(),
        year: YEAR,
        route: Route::Periodic,
        standard: None,
        province: Some(PROVINCE),
        commune: None,
        map: &[],
        today: year_end(YEAR),
        cancel: interrupt::flag()?,
    };
    let key = Key::open_or_create(&dir.0.join("cancau.key"), &mut SystemIds)?;
    let mut store = Store::open(&Target::Sqlite(dir.0.join("cancau.sqlite3")), key, Box::new(SystemIds))?;
    let ctx = Ctx { actor: "bench".into(), at: now(), reason: String::new() };

    let before = peak_kib();
    let (mut households, mut checking) = (0, None);
    let time = timed(|| {
        let intake = Intake::open(&job)?;
        let mut checked = None;
        checking = Some(timed(|| {
            checked = Some(intake.check(None, &mut |_| {})?);
            Ok(())
        })?);
        if let Some(checked) = checked {
            households = intake.take(&checked, &mut store, &ctx, &mut |_| {})?.report.households;
        }
        Ok(())
    })?;
    let after = peak_kib();
    let read = median(|| read_through(&input))?;

    let rate = u128::from(rows) * 1000 / time.as_millis().max(1);
    let ratio = time.as_micros() / read.as_micros().max(1);
    let (ms, check_ms, read_ms) = (time.as_millis(), checking.unwrap_or_default().as_millis(), read.as_millis());
    if cx.json {
        let told = serde_json::json!({
            "rows": rows, "households": households, "bytes": bytes, "import_ms": ms, "check_ms": check_ms,
            "read_ms": read_ms, "rows_per_second": rate, "peak_kib": after,
        });
        out!("{told}");
        return Ok(Outcome::Done);
    }
    let grouped = |n: u128| Dong(i64::try_from(n).unwrap_or(i64::MAX)).grouped();
    let mib = |kib: Option<u64>| kib.map_or("?".to_owned(), |kib| (kib / 1024).to_string());
    let (rows, households, rate, ratio) =
        (grouped(u128::from(rows)), grouped(u128::from(households)), grouped(rate), grouped(ratio));
    match cx.lang {
        Lang::Vi => out!(
            "import ({format:?}): {rows} dòng, {households} hộ ({} MiB): {ms} ms = {rate} dòng/giây, trong đó kiểm tra {check_ms} ms; gấp {ratio} lần chỉ đọc tệp ({read_ms} ms); bộ nhớ cao nhất {} MiB (trước khi chạy {} MiB)",
            bytes >> 20,
            mib(after),
            mib(before),
        ),
        Lang::En => out!(
            "import ({format:?}): {rows} rows, {households} households ({} MiB): {ms} ms = {rate} rows/s, checking {check_ms} ms of it; {ratio} times a plain read ({read_ms} ms); peak memory {} MiB (before the run {} MiB)",
            bytes >> 20,
            mib(after),
            mib(before),
        ),
    }
    Ok(Outcome::Done)
}

/// Households of one to five in the communes of one province: the same file on every machine.
fn generate(rows: u64, format: Format, dir: &Path) -> Result<PathBuf, Failure> {
    let areas = Areas::bundled();
    let day = year_end(YEAR);
    let inside =
        |unit: &Unit| areas.ancestor(&unit.key, Level::Province).is_some_and(|above| above.key.code == PROVINCE);
    let communes: Vec<&str> = areas
        .units(Level::Commune, day)
        .into_iter()
        .filter(|unit| inside(unit))
        .map(|unit| unit.key.code.as_str())
        .collect();
    let lines = List { rows, communes: &communes, row: 0, household: 0, left: 0 };
    match format {
        Format::Csv => {
            let path = dir.join("ra-soat.csv");
            let mut file = OutputFile::create(&path)?;
            file.write(format!("{}\n", HEADINGS.join(",")).as_bytes())?;
            for line in lines {
                file.write(format!("{}\n", line.join(",")).as_bytes())?;
            }
            file.commit()?;
            Ok(path)
        }
        Format::Xlsx => {
            let path = dir.join("ra-soat.xlsx");
            book(lines, &path).map_err(|error| io_failure(&path, &std::io::Error::other(error)))?;
            Ok(path)
        }
    }
}

fn book(lines: List<'_>, path: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    // every row is written as it comes; texts go into the table of shared texts, as Excel does it
    let sheet = workbook.add_worksheet_with_low_memory()?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading)?;
    }
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (0..).zip(&line).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell)?;
        }
    }
    workbook.save(path)
}

/// The rows, one after another.
struct List<'a> {
    rows: u64,
    communes: &'a [&'a str],
    row: u64,
    household: u64,
    /// Members of the household that are still to come.
    left: u64,
}

impl Iterator for List<'_> {
    type Item = [String; 12];

    fn next(&mut self) -> Option<Self::Item> {
        if self.row == self.rows {
            return None;
        }
        self.row += 1;
        let head = self.left == 0;
        if head {
            self.household += 1;
            self.left = 1 + self.household % 5;
        }
        self.left -= 1;
        let (number, household) = (self.row, self.household);
        let birth = format!("{:02}/{:02}/{}", 1 + number % 28, 1 + number / 28 % 12, 1940 + number % 61);
        let sex = if number.is_multiple_of(2) { "nam" } else { "nữ" };
        let relation = if head { "chủ hộ" } else { "con" };
        // classes that follow from the points, in rural communes and in wards
        let (class, b1, b2) =
            [("hộ nghèo", "100", "30"), ("hộ cận nghèo", "110", "20"), ("hộ không nghèo", "200", "10")]
                [usize::try_from(household % 3).unwrap_or(0)];
        let [commune, village] = [household % self.communes.len() as u64, household / 40 % 50];
        let on_head = |text: &str| if head { text.to_owned() } else { String::new() };
        Some([
            household.to_string(),
            name(number),
            relation.to_owned(),
            birth,
            sex.to_owned(),
            format!("046{number:09}"),
            "Kinh".to_owned(),
            on_head(self.communes.get(usize::try_from(commune).unwrap_or(0)).copied().unwrap_or_default()),
            on_head(&format!("Thôn {}", village + 1)),
            on_head(class),
            on_head(b1),
            on_head(b2),
        ])
    }
}

/// Four syllables: another name for each of a million numbers.
fn name(number: u64) -> String {
    let syllable = |place: u32| SYLLABLES[usize::try_from(number >> (5 * place) & 31).unwrap_or(0)];
    format!("{} {} {} {}", syllable(3), syllable(2), syllable(1), syllable(0))
}
