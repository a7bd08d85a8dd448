//! `cancau classify`: a file of households in, classes with their reasons out.

use crate::cx::{Cx, Outcome};
use crate::say::{out, tell};
use crate::{interrupt, progress};
use base::{Dong, Failure, Lang};
use engine::points::PointTable;
use engine::{Class, Pack, pack};
use exchange::classify::{Files, Job, Report, run as classify};
use exchange::io_failure;
use std::path::{Path, PathBuf};

/// Phân loại hộ trong một tệp CSV hoặc XLSX theo một bộ chuẩn.
///
/// Cột vào: household_id, area_kind (rural|urban), income (đồng/người/tháng) và/hoặc b1, mỗi chỉ số một cột 0/1.
/// Cột ra: household_id,class,deprivations,deprived,basis[,explanation], theo thứ tự vào.
#[derive(clap::Args)]
#[command(
    after_help = "Cột vào: household_id, area_kind (rural|urban), income (đồng/người/tháng) và/hoặc b1, mỗi chỉ số một cột 0/1.\n\
    Cột ra: household_id,class,deprivations,deprived,basis[,explanation].\n\
    Dòng bị từ chối: line,column,code,message. Mã thoát: 0 xong, 1 không làm được, 2 có dòng bị từ chối, 64 lệnh sai.\n\nVí dụ:\n  cancau classify --standard vn-2022 --input ho.csv --output ket-qua.csv --explain"
)]
pub(crate) struct Args {
    /// Mã bộ chuẩn (xem: cancau standards list).
    #[arg(long, value_name = "ID")]
    standard: String,
    /// Tệp vào, CSV (UTF-8, dấu , hoặc ;) hoặc XLSX.
    #[arg(long, value_name = "F")]
    input: PathBuf,
    /// Tệp kết quả CSV.
    #[arg(long, value_name = "R.csv")]
    output: PathBuf,
    /// Tệp các dòng bị từ chối (mặc định: <output>.rejects.csv).
    #[arg(long, value_name = "J.csv")]
    rejects: Option<PathBuf>,
    /// Thêm cột giải thích.
    #[arg(long)]
    explain: bool,
    /// Bảng điểm B1 (TOML): tệp vào ghi lựa chọn từng mục (cột region, b1.<mục>) thay cho tổng điểm.
    #[arg(long, value_name = "BANG.toml")]
    points: Option<PathBuf>,
}

pub(crate) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    let pack = pack::find(&args.standard)?;
    let points = args.points.as_deref().map(|path| read_points(path, pack)).transpose()?;
    let rejects = args.rejects.unwrap_or_else(|| {
        let mut name = args.output.clone().into_os_string();
        name.push(".rejects.csv");
        name.into()
    });
    let job = Job {
        pack,
        points: points.as_ref(),
        explain: args.explain,
        lang: cx.lang,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
    };
    let files = Files { input: &args.input, output: &args.output, rejects: &rejects };
    let mut progress = progress::Line::new(cx.lang);
    let report = classify(job, files, interrupt::flag()?, &mut |done| progress.show(done.rows, done.percent))?;
    progress.clear();
    tell(&report, pack, files, cx);
    Ok(if report.rejected == 0 { Outcome::Done } else { Outcome::Partial })
}

fn read_points(path: &Path, pack: &Pack) -> Result<PointTable, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| io_failure(path, &error))?;
    PointTable::load(&text, &path.display().to_string(), pack)
}

/// The summary goes to stderr: the result is the file, and `--output /dev/stdout` must stay clean.
fn tell(report: &Report, pack: &Pack, files: Files<'_>, cx: &Cx) {
    let households: u64 = report.classes.iter().sum();
    let grouped = |count: u64| Dong(i64::try_from(count).unwrap_or(i64::MAX)).grouped();
    let (output, rejects) = (files.output.display(), files.rejects.display());
    if cx.json {
        let counts: Vec<String> = Class::ALL
            .iter()
            .zip(report.classes)
            .map(|(class, count)| format!("\"{}\":{count}", class.word()))
            .collect();
        let summary = format!("{{\"households\":{households},{},\"rejected\":{}}}", counts.join(","), report.rejected);
        // the result itself may go to stdout
        if files.output.starts_with("/dev") {
            tell!("{summary}");
        } else {
            out!("{summary}");
        }
        return;
    }
    let name = pack.name.get(cx.lang);
    let households = grouped(households);
    match cx.lang {
        Lang::Vi => tell!("Đã phân loại {households} hộ theo “{name}” → {output}"),
        Lang::En => tell!("Classified {households} households by “{name}” → {output}"),
    }
    for rule in &pack.classes {
        let index = Class::ALL.iter().position(|class| *class == rule.class).unwrap_or(0);
        tell!("  {}: {}", rule.name.get(cx.lang), grouped(report.classes[index]));
    }
    let doubtful: Vec<&str> =
        pack.classes.iter().filter(|rule| !rule.law.verified).map(|rule| rule.name.get(cx.lang)).collect();
    if !doubtful.is_empty() {
        let (list, id) = (doubtful.join(", "), &pack.id);
        match cx.lang {
            Lang::Vi => tell!("CHƯA XÁC MINH điều kiện của: {list} (xem: cancau standards show {id})"),
            Lang::En => tell!("UNVERIFIED conditions of: {list} (see: cancau standards show {id})"),
        }
    }
    if !report.unused.is_empty() {
        let unused = report.unused.join(", ");
        match cx.lang {
            Lang::Vi => tell!("Các cột không dùng đến: {unused}"),
            Lang::En => tell!("Columns not used: {unused}"),
        }
    }
    if report.rejected > 0 {
        match cx.lang {
            Lang::Vi => tell!("{} dòng bị từ chối, lý do từng dòng ở {rejects}", report.rejected),
            Lang::En => tell!("{} rows were rejected, the reason of each is in {rejects}", report.rejected),
        }
    }
}
