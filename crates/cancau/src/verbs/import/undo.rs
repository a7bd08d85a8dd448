//! `cancau import undo BATCH`.

use super::batches;
use crate::cx::{Cx, Outcome};
use crate::say::out;
use base::{Failure, Lang};
use exchange::io_failure;

/// Bỏ một đợt nhập kết quả.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau import undo 3f2a91c07be4")]
pub(super) struct Args {
    /// Mã đợt nhập, in ra khi nhập.
    #[arg(value_name = "BATCH")]
    pub(super) batch: String,
}

pub(super) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let batches = cx.data().map(batches::list).transpose()?.unwrap_or_default();
    let (Some(data), true) = (cx.data(), batches.contains(&args.batch)) else {
        return Err(unknown(&args.batch, &batches));
    };
    let path = batches::file(data, &args.batch);
    std::fs::remove_file(&path).map_err(|error| io_failure(&path, &error))?;
    let batch = &args.batch;
    match cx.lang {
        Lang::Vi => out!("Đã bỏ đợt nhập {batch}"),
        Lang::En => out!("Batch {batch} was undone"),
    }
    Ok(Outcome::Done)
}

fn unknown(batch: &str, batches: &[String]) -> Failure {
    let failure = Failure::new(
        "CC-IMPORT-BATCH",
        format!("không có đợt nhập kết quả “{batch}”"),
        format!("there is no imported batch of results “{batch}”"),
    );
    if batches.is_empty() {
        return failure.remedy(
            "thư mục dữ liệu chưa có đợt nhập nào; kiểm tra --data",
            "the data directory has no batch yet; check --data",
        );
    }
    let known = batches.join(", ");
    failure.remedy(format!("các đợt đang có: {known}"), format!("the batches there are: {known}"))
}
