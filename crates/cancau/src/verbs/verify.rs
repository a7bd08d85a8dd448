//! `cancau verify`: the audit chains, record by record, and the rows behind them.

use crate::cx::{Cx, Outcome};
use crate::deployment;
use crate::say::out;
use crate::upkeep::heads;
use base::{Failure, Lang};
use std::path::PathBuf;

/// Kiểm tra sổ bộ không bị sửa sau lưng: từng bản ghi nhật ký và dữ liệu của nó.
///
/// Chỉ ra bản ghi đầu tiên không còn khớp. In mã của bản ghi cuối: chép mã này ra ngoài để lần sau đối chiếu.
#[derive(clap::Args)]
#[command(
    after_help = "Ví dụ:\n  cancau verify --data so-bo\n  cancau verify --data so-bo --heads luu-ngoai/2025-11-*.json"
)]
pub(crate) struct Args {
    /// Đối chiếu thêm với các tệp đầu chuỗi đã ký (cancau heads export, DIR/heads/*.json).
    #[arg(long, value_name = "F", num_args = 1..)]
    heads: Vec<PathBuf>,
    /// Khoá công khai phải ký các tệp ấy (mặc định: của thư mục này).
    #[arg(long, value_name = "HEX", requires = "heads")]
    key: Option<String>,
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let signed = heads::read_all(&args.heads, args.key.as_deref(), cx)?;
    let mut store = deployment::open(cx)?;
    let report = store.verify()?;
    for (path, signed) in args.heads.iter().zip(&signed) {
        let told = |failure: Failure| {
            let place = format!("{}: {}", path.display(), failure.place);
            failure.at(place)
        };
        store.check_heads(&signed.heads()).map_err(told)?;
    }
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
        let days: Vec<&str> = signed.iter().map(|signed| signed.day.as_str()).collect();
        out!("{}", serde_json::json!({ "shards": shards, "heads": days }));
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
    for signed in &signed {
        let (day, chains) = (&signed.day, signed.chains.len());
        match cx.lang {
            Lang::Vi => out!("{day}: chữ ký đúng, {chains} đầu chuỗi đã ký vẫn còn nguyên"),
            Lang::En => out!("{day}: the signature is right, {chains} signed heads are still in their chains"),
        }
    }
    Ok(Outcome::Done)
}
