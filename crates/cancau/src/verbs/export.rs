//! `cancau export`: what the register holds, as files for other programs.

use crate::cx::{Cx, Outcome};
use crate::deployment;
use crate::interrupt;
use crate::say::tell;
use crate::verbs::areas::deployment_areas;
use app::{Book, Caller};
use base::{Dong, Failure, Lang};
use exchange::OutputFile;
use exchange::classify::interrupted;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// Xuất dữ liệu của sổ bộ ra tệp.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau export answers --year 2023 --output tra-loi-2023.csv")]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Câu trả lời của một đợt rà soát, đúng các cột mà `cancau classify` đọc: ai cũng tính lại được.
    Answers(Answers),
}

#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau export answers --year 2023 --output tra-loi-2023.csv\n  \
    cancau classify --standard vn-2022 --input tra-loi-2023.csv --output tinh-lai.csv")]
struct Answers {
    /// Năm rà soát.
    #[arg(long, value_name = "Y")]
    year: i16,
    /// Theo chuẩn này (mặc định: chuẩn mới nhất được rà soát trong năm).
    #[arg(long, value_name = "ID")]
    standard: Option<String>,
    /// Mã tỉnh, khi sổ bộ có nhiều tỉnh (đọc vào ngày mở sổ bộ).
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// Tệp kết quả CSV.
    #[arg(long, value_name = "F.csv")]
    output: PathBuf,
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let What::Answers(args) = &args.what;
    let stop = interrupt::flag()?;
    let areas = deployment_areas(cx)?;
    let mut store = deployment::open(cx)?;
    let shards = store.shards()?;
    let named = |code: &String| shards.iter().find(|row| row.code == *code);
    let shard = match (&args.area, shards.as_slice()) {
        (Some(code), _) => named(code),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some(shard) = shard else {
        let codes: Vec<&str> = shards.iter().map(|row| row.code.as_str()).collect();
        let codes = codes.join(", ");
        return Err(Failure::new(
            "CC-EXPORT-AREA",
            "chưa rõ xuất sổ bộ của tỉnh nào",
            "which province to export is open",
        )
        .at("--area")
        .remedy(format!("chọn một mã: {codes}"), format!("choose a code: {codes}")));
    };
    let caller = Caller::operator();
    let mut book = Book { store: &mut store, at: shard.shard.into(), areas: &areas, caller: &caller };
    let review = book.review(args.year, args.standard.as_deref())?;
    let mut output = OutputFile::create(&args.output)?;
    let households = book.answers(&review, |line| {
        if stop.load(Ordering::Relaxed) { Err(interrupted()) } else { output.write(line.as_bytes()) }
    })?;
    output.commit()?;
    let file = args.output.display().to_string();
    if cx.json {
        tell!("{}", serde_json::json!({ "output": file, "households": households, "standard": review.standard }));
        return Ok(Outcome::Done);
    }
    let households = Dong(i64::try_from(households).unwrap_or(i64::MAX)).grouped();
    let (year, standard) = (review.year, &review.standard);
    match cx.lang {
        Lang::Vi => tell!("Đã ghi {households} hộ của đợt rà soát {year} theo {standard} → {file}"),
        Lang::En => tell!("Wrote {households} households of the review of {year} by {standard} → {file}"),
    }
    Ok(Outcome::Done)
}
