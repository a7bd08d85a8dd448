//! `cancau import undo BATCH`: a batch of published results, or of a register.

use super::batches;
use crate::cx::{Cx, Outcome, now};
use crate::deployment;
use crate::say::out;
use app::intake::find_batch;
use base::{Failure, Lang};
use exchange::io_failure;
use std::path::Path;
use store::Ctx;

/// Bỏ một đợt nhập: rà soát (46-12) hoặc kết quả công bố (3f2a91c07be4).
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau import undo 46-12 --reason \"nhập nhầm tệp năm trước\"\n  \
    cancau import undo 3f2a91c07be4\n\nXem các đợt: cancau import list")]
pub(super) struct Args {
    /// Mã đợt nhập, in ra khi nhập.
    #[arg(value_name = "BATCH")]
    pub(super) batch: String,
    /// Người bỏ, ghi vào nhật ký của sổ bộ.
    #[arg(long, value_name = "NAME", default_value = super::ACTOR)]
    pub(super) actor: String,
    /// Lý do, ghi vào nhật ký của sổ bộ.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(super) reason: String,
}

pub(super) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let results = cx.data().map(batches::list).transpose()?.unwrap_or_default();
    match cx.data().filter(|_| results.contains(&args.batch)) {
        Some(data) => remove_results(data, &args.batch)?,
        None => undo_in_register(args, cx, &results)?,
    }
    let batch = &args.batch;
    if cx.json {
        out!("{}", serde_json::json!({"state": "undone", "batch": batch}));
        return Ok(Outcome::Done);
    }
    match cx.lang {
        Lang::Vi => out!("Đã bỏ đợt nhập {batch}"),
        Lang::En => out!("Batch {batch} was undone"),
    }
    Ok(Outcome::Done)
}

fn remove_results(data: &Path, batch: &str) -> Result<(), Failure> {
    let path = batches::file(data, batch);
    std::fs::remove_file(&path).map_err(|error| io_failure(&path, &error))
}

fn undo_in_register(args: &Args, cx: &Cx, results: &[String]) -> Result<(), Failure> {
    // what looks like a batch of results is none of a register's
    let store = if batches::is_id(&args.batch) { None } else { deployment::open_if_there(cx)? };
    let Some(mut store) = store else { return Err(unknown(&args.batch, results)) };
    let (shard, batch) = find_batch(&mut store, &args.batch)?;
    let ctx = Ctx { actor: args.actor.clone(), at: now(), reason: args.reason.clone() };
    store.undo_batch(&ctx, shard, batch)
}

fn unknown(batch: &str, batches: &[String]) -> Failure {
    let failure = Failure::new(
        "CC-IMPORT-BATCH",
        format!("không có đợt nhập “{batch}”"),
        format!("there is no imported batch “{batch}”"),
    );
    if batches.is_empty() {
        return failure.remedy(
            "thư mục dữ liệu chưa có đợt nhập nào; kiểm tra --data, xem cancau import list",
            "the data directory has no batch yet; check --data, see cancau import list",
        );
    }
    let known = batches.join(", ");
    failure.remedy(format!("các đợt đang có: {known}"), format!("the batches there are: {known}"))
}
