//! `cancau verify`: the audit chains, record by record, and the rows behind them.

use crate::cx::{Cx, Outcome};
use crate::deployment;
use crate::say::out;
use base::{Failure, Lang};

/// Kiểm tra sổ bộ không bị sửa sau lưng: từng bản ghi nhật ký và dữ liệu của nó.
///
/// Chỉ ra bản ghi đầu tiên không còn khớp. In mã của bản ghi cuối: chép mã này ra ngoài để lần sau đối chiếu.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau verify --data so-bo")]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let report = deployment::open(cx)?.verify()?;
    if cx.json {
        let shards: Vec<serde_json::Value> = report
            .shards
            .iter()
            .map(|shard| {
                serde_json::json!({
                    "code": shard.code, "records": shard.records, "digests": shard.digests, "head": shard.head,
                })
            })
            .collect();
        out!("{}", serde_json::json!({ "shards": shards }));
        return Ok(Outcome::Done);
    }
    for shard in &report.shards {
        let (code, records, digests, head) = (&shard.code, shard.records, shard.digests, &shard.head);
        match cx.lang {
            Lang::Vi => {
                out!("{code}: {records} bản ghi liền mạch, {digests} bản ghi khớp dữ liệu; bản ghi cuối {head}");
            }
            Lang::En => out!("{code}: {records} records in one chain, {digests} agree with their rows; last {head}"),
        }
    }
    Ok(Outcome::Done)
}
