//! `cancau bench`: the figures that the documents quote, made again on this machine.

mod classify;

use crate::cx::{Cx, Outcome};
use base::Failure;
use clap::Subcommand;

/// Đo tốc độ và bộ nhớ trên máy này; so với việc chỉ đọc tệp trong cùng một lần chạy.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau bench classify --rows 1000000")]
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
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    match args.bench {
        Bench::Classify { rows } => classify::run(rows, cx),
    }
}
