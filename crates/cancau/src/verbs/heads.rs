//! `cancau heads`: the newest record of each chain, signed, to keep outside.

use crate::cx::{Cx, Outcome};
use crate::say::out;
use crate::upkeep::heads;
use base::{Failure, Lang};
use std::path::PathBuf;

/// Đầu chuỗi nhật ký có chữ ký: chép ra ngoài mỗi ngày thì về sau ai viết lại nhật ký cũng bị phát hiện.
#[derive(clap::Args)]
#[command(
    after_help = "Ví dụ:\n  cancau heads key --data so-bo\n  cancau heads export --data so-bo --output dau-chuoi.json\n  \
    cancau verify --data so-bo --heads dau-chuoi.json"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Ghi tệp đầu chuỗi của lúc này (mặc định: DIR/heads/<ngày>.json).
    Export {
        /// Tệp kết quả JSON.
        #[arg(long, value_name = "F")]
        output: Option<PathBuf>,
    },
    /// In khoá công khai dùng để kiểm tra chữ ký.
    Key,
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    match &args.verb {
        Verb::Export { output } => export(output.as_ref(), cx),
        Verb::Key => {
            let key = heads::public_key(cx)?;
            if cx.json {
                out!("{}", serde_json::json!({ "public_key": key }));
            } else {
                out!("{key}");
            }
            Ok(Outcome::Done)
        }
    }
}

fn export(output: Option<&PathBuf>, cx: &Cx) -> Result<Outcome, Failure> {
    let signed = heads::sign(cx)?;
    let path = match output {
        Some(path) => path.clone(),
        None => heads::daily_path(cx, &signed.day)?,
    };
    heads::write(&signed, &path)?;
    let (day, chains, path) = (&signed.day, signed.chains.len(), path.display());
    if cx.json {
        out!("{}", serde_json::json!({ "day": day, "chains": chains, "output": path.to_string() }));
        return Ok(Outcome::Done);
    }
    match cx.lang {
        Lang::Vi => out!("{day}: đã ký {chains} đầu chuỗi → {path}. Chép tệp này ra ngoài máy."),
        Lang::En => out!("{day}: signed {chains} heads → {path}. Keep a copy elsewhere."),
    }
    Ok(Outcome::Done)
}
