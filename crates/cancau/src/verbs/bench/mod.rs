//! `cancau bench`: the figures that the documents quote, made again on this machine.

mod classify;
mod forms;
mod import;
mod measure;
mod pages;

use crate::cx::{Cx, Outcome};
use base::Failure;
use clap::Subcommand;
use measure::{Scratch, median, peak_kib, read_through, timed};

/// Đo tốc độ và bộ nhớ trên máy này; so với việc chỉ đọc tệp trong cùng một lần chạy.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau bench classify --rows 1000000\n  cancau bench import --rows 100000")]
pub(crate) struct Args {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    #[command(after_help = "Ví dụ:\n  cancau bench classify --rows 2000000 --json")]
    /// Phân loại một tệp CSV do máy sinh ra (không có dữ liệu thật).
    Classify {
        /// Số hộ.
        #[arg(long, default_value_t = 1_000_000)]
        rows: u64,
    },
    /// Đếm và lập các biểu 1–13 của tỉnh mô phỏng, so với một câu đếm SQL trần.
    #[command(after_help = "Ví dụ:\n  cancau bench forms --json")]
    Forms,
    /// Lập các trang hay mở nhất của tỉnh mô phỏng, so với một câu đếm SQL trần.
    #[command(after_help = "Ví dụ:\n  cancau bench pages --json")]
    Pages,
    #[command(after_help = "Ví dụ:\n  cancau bench import --rows 1000000 --format xlsx --json")]
    /// Nhập một danh sách hộ do máy sinh ra vào một sổ bộ mới (SQLite).
    Import {
        /// Số dòng (mỗi người một dòng).
        #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
        rows: u64,
        /// Dạng tệp.
        #[arg(long, value_enum, default_value_t = import::Format::Csv)]
        format: import::Format,
    },
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    match args.bench {
        Bench::Classify { rows } => classify::run(rows, cx),
        Bench::Forms => forms::run(cx),
        Bench::Pages => pages::run(cx),
        Bench::Import { rows, format } => import::run(rows, format, cx),
    }
}
