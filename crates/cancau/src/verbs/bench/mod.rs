//! `cancau bench`: the figures that the documents quote, made again on this machine.

mod classify;
mod forms;

use crate::cx::{Cx, Outcome};
use base::Failure;
use clap::Subcommand;
use exchange::io_failure;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Each time is the median of so many runs.
const RUNS: usize = 3;

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
    #[command(after_help = "Ví dụ:\n  cancau bench forms --json")]
    /// Đếm và lập các biểu 1–13 của tỉnh mô phỏng, so với một câu đếm SQL trần.
    Forms,
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    match args.bench {
        Bench::Classify { rows } => classify::run(rows, cx),
        Bench::Forms => forms::run(cx),
    }
}

#[expect(clippy::disallowed_methods, reason = "measuring time is what a benchmark is for")]
fn median(mut work: impl FnMut() -> Result<(), Failure>) -> Result<Duration, Failure> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times[RUNS / 2])
}

/// A folder that goes when the benchmark ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Failure> {
        let dir = std::env::temp_dir().join(format!("cancau-bench-{}", std::process::id()));
        std::fs::create_dir_all(&dir).map_err(|error| io_failure(&dir, &error))?;
        Ok(Self(dir))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // best effort: the system clears its temporary folder anyway
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
