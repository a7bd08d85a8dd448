//! Rows per second and peak memory of `classify`, beside the cost of merely reading the same file.

use super::{Scratch, median, peak_kib, read_through};
use crate::cx::{Cx, Outcome};
use crate::interrupt;
use crate::say::out;
use base::{Dong, Failure, Lang};
use engine::{Pack, pack};
use exchange::classify::{Files, Job};
use exchange::{OutputFile, io_failure};
use std::fmt::Write as _;
use std::path::Path;

/// Makes a file of synthetic households, classifies it three times, prints the median beside a plain read.
pub(crate) fn run(rows: u64, cx: &Cx) -> Result<Outcome, Failure> {
    let pack = pack::find("vn-2022")?;
    let dir = Scratch::new()?;
    let (input, output, rejects) = (dir.0.join("ho.csv"), dir.0.join("kq.csv"), dir.0.join("tu-choi.csv"));
    generate(pack, rows, &input)?;
    let bytes = std::fs::metadata(&input).map_err(|error| io_failure(&input, &error))?.len();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let job = Job { pack, points: None, explain: false, lang: cx.lang, threads };
    let files = Files { input: &input, output: &output, rejects: &rejects };
    let cancel = interrupt::flag()?;

    let before = peak_kib();
    let classify = median(|| exchange::classify::run(job, files, cancel, &mut |_| {}).map(drop))?;
    let after = peak_kib();
    let read = median(|| read_through(&input))?;

    let rate = u128::from(rows) * 1000 / classify.as_millis().max(1);
    let ratio_tenths = classify.as_micros() * 10 / read.as_micros().max(1);
    let (read_ms, classify_ms) = (read.as_millis(), classify.as_millis());
    if cx.json {
        out!(
            "{{\"rows\":{rows},\"bytes\":{bytes},\"threads\":{threads},\"classify_ms\":{classify_ms},\"read_ms\":{read_ms},\"rows_per_second\":{rate},\"peak_kib\":{}}}",
            after.map_or("null".to_owned(), |kib| kib.to_string())
        );
        return Ok(Outcome::Done);
    }
    let grouped = |n: u128| Dong(i64::try_from(n).unwrap_or(i64::MAX)).grouped();
    let mib = |kib: Option<u64>| kib.map_or("?".to_owned(), |kib| (kib / 1024).to_string());
    let (rows, rate) = (grouped(u128::from(rows)), grouped(rate));
    let (whole, tenth) = (ratio_tenths / 10, ratio_tenths % 10);
    match cx.lang {
        Lang::Vi => out!(
            "classify: {rows} hộ ({} MiB), {threads} luồng: {classify_ms} ms = {rate} hộ/giây; gấp {whole},{tenth} lần chỉ đọc tệp ({read_ms} ms); bộ nhớ cao nhất {} MiB (trước khi chạy {} MiB)",
            bytes >> 20,
            mib(after),
            mib(before),
        ),
        Lang::En => out!(
            "classify: {rows} households ({} MiB), {threads} threads: {classify_ms} ms = {rate} households/s; {whole}.{tenth} times a plain read ({read_ms} ms); peak memory {} MiB (before the run {} MiB)",
            bytes >> 20,
            mib(after),
            mib(before),
        ),
    }
    Ok(Outcome::Done)
}

/// Households from a fixed sequence: the same file on every machine.
fn generate(pack: &Pack, rows: u64, path: &Path) -> Result<(), Failure> {
    let mut file = OutputFile::create(path)?;
    let ids: Vec<&str> = pack.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
    file.write(format!("household_id,area_kind,income,b1,{}\n", ids.join(",")).as_bytes())?;
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut line = String::new();
    for row in 0..rows {
        // xorshift64: fixed, so that runs compare
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        line.clear();
        let area = if state & 1 == 0 { "rural" } else { "urban" };
        let income = (state >> 8) % 4_000_000;
        let b1 = (state >> 33) % 260;
        let _ = match (state >> 1) % 3 {
            0 => write!(line, "{:012},{area},{income},", row + 1),
            1 => write!(line, "{:012},{area},,{b1}", row + 1),
            _ => write!(line, "{:012},{area},{income},{b1}", row + 1),
        };
        for index in 0..ids.len() {
            line.push_str(if (state >> (16 + index)).trailing_zeros() >= 2 { ",1" } else { ",0" });
        }
        line.push('\n');
        file.write(line.as_bytes())?;
    }
    file.commit()
}
