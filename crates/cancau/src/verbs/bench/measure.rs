//! What the benchmarks share: a folder that goes, times, memory, the cost of merely reading a file.

use base::Failure;
use exchange::io_failure;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const RUNS: usize = 3;

/// The median of three runs.
pub(super) fn median(mut work: impl FnMut() -> Result<(), Failure>) -> Result<Duration, Failure> {
    let mut times = (0..RUNS).map(|_| timed(&mut work)).collect::<Result<Vec<_>, _>>()?;
    times.sort_unstable();
    Ok(times[RUNS / 2])
}

/// How long one run takes.
#[expect(clippy::disallowed_methods, reason = "measuring time is what a benchmark is for")]
pub(super) fn timed(work: impl FnOnce() -> Result<(), Failure>) -> Result<Duration, Failure> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

/// Reads a file and counts its lines.
pub(super) fn read_through(path: &Path) -> Result<(), Failure> {
    let failed = |error| io_failure(path, &error);
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let (mut buffer, mut lines) = (vec![0; 1 << 18], 0_usize);
    loop {
        let read = file.read(&mut buffer).map_err(failed)?;
        if read == 0 {
            break;
        }
        lines += memchr::memchr_iter(b'\n', &buffer[..read]).count();
    }
    std::hint::black_box(lines);
    Ok(())
}

/// The highest resident memory of this process so far; none where the system does not tell.
pub(super) fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// A folder that goes when the benchmark ends.
pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    /// An empty folder.
    pub(super) fn new() -> Result<Self, Failure> {
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
