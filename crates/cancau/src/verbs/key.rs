//! `cancau key rotate`: a new key for the personal numbers.

use crate::cx::{Cx, Outcome, now};
use crate::say::{out, tell};
use crate::{deployment, interrupt, progress, upkeep};
use base::{Dong, Failure, Lang};
use exchange::classify::interrupted;
use std::sync::atomic::Ordering;
use store::{Ctx, Step};

/// Khoá mã hoá số định danh (CCCD).
#[derive(clap::Args)]
#[command(
    after_help = "Ví dụ:\n  cancau key rotate --data so-bo --actor \"Nguyễn Văn An\" --reason \"bàn giao máy chủ\"\n\n\
    Sao lưu trước và sau khi đổi. Các trang đang mở tự nhận khoá mới."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Đổi khoá: mã hoá lại mọi số, khoá cũ không mở được gì nữa.
    Rotate(Rotate),
}

#[derive(clap::Args)]
struct Rotate {
    /// Người đổi, ghi vào nhật ký.
    #[arg(long, value_name = "NAME", default_value = "dòng lệnh")]
    actor: String,
    /// Lý do, ghi vào nhật ký.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let Verb::Rotate(args) = &args.verb;
    let dir = deployment::folder(cx)?;
    let stop = interrupt::flag()?;
    let _lock = upkeep::lock(dir)?;
    let path = deployment::key_path(dir);
    let mut store = deployment::open(cx)?;
    let ctx = Ctx { actor: args.actor.clone(), at: now(), reason: args.reason.clone() };
    let mut line = progress::Line::new(cx.lang);
    let rotated = store.rotate_key_file(&ctx, &path, &mut |step| say(step, cx), &mut |done| {
        line.show(done, None);
        if stop.load(Ordering::Relaxed) { Err(interrupted()) } else { Ok(()) }
    })?;
    line.clear();
    let fingerprint = store.key_fingerprint()?.unwrap_or_default();
    if cx.json {
        let told = serde_json::json!({
            "numbers": rotated.numbers, "batches": rotated.batches, "chains": rotated.chains, "key": fingerprint,
        });
        out!("{told}");
        return Ok(Outcome::Done);
    }
    let grouped = |count: u64| Dong(i64::try_from(count).unwrap_or(i64::MAX)).grouped();
    let (numbers, batches, chains) = (grouped(rotated.numbers), rotated.batches, rotated.chains);
    match cx.lang {
        Lang::Vi => {
            out!(
                "Đã đổi khoá: {numbers} số định danh mã hoá lại, {batches} đợt nhập, {chains} chuỗi nhật ký; khoá {fingerprint}"
            );
            out!("Sao lưu ngay: bản sao lưu cũ chỉ mở được dữ liệu cũ (cancau backup).");
        }
        Lang::En => {
            out!(
                "Rotated: {numbers} personal numbers encrypted again, {batches} batches, {chains} chains; key {fingerprint}"
            );
            out!("Make a backup now: older backups hold the older key (cancau backup).");
        }
    }
    Ok(Outcome::Done)
}

fn say(step: Step, cx: &Cx) {
    let (vi, en) = match step {
        Step::NewKey => ("ghi khoá mới vào tệp thứ hai", "writing the new key into a second file"),
        Step::Database => ("mã hoá lại các số định danh", "encrypting the personal numbers again"),
        Step::Rename => ("thay tệp khoá", "replacing the key file"),
    };
    match cx.lang {
        Lang::Vi => tell!("… {vi}"),
        Lang::En => tell!("… {en}"),
    }
}
