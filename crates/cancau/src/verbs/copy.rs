//! `cancau copy`: the database of a deployment to the other engine.

use crate::cx::{Cx, Outcome};
use crate::say::{out, tell};
use crate::{deployment, interrupt, progress};
use base::{Dong, Failure, Lang};
use exchange::classify::interrupted;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use store::{Copied, Progress, Target};

/// Chép cơ sở dữ liệu sang nơi khác: SQLite sang PostgreSQL, hoặc ngược lại.
///
/// Nơi đến phải trống. Chép xong, số dòng và nội dung từng bảng, từng chuỗi nhật ký được đối chiếu; không khớp thì không
/// giữ lại gì. Khoá và các tệp khác của thư mục dữ liệu nằm nguyên chỗ và dùng chung.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau copy --data so-bo --to postgres://cancau@/cancau\n  \
    cancau copy --data so-bo --database postgres://cancau@/cancau --to so-bo/cancau.sqlite3")]
pub(crate) struct Args {
    /// Nơi đến: địa chỉ PostgreSQL (postgres://…) hoặc tên tệp SQLite.
    #[arg(long, value_name = "URL|FILE")]
    to: String,
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let mut store = deployment::open(cx)?;
    let target = target(&args.to);
    let mut line = progress::Line::new(cx.lang);
    let copied = store.copy_to(&target, &mut going(&mut line)?)?;
    line.clear();
    print(&copied, cx);
    if !cx.json {
        after(&target, cx);
    }
    Ok(Outcome::Done)
}

/// What a copy tells on its way, and how it is stopped.
pub(crate) fn going(
    line: &mut progress::Line,
) -> Result<impl FnMut(Progress) -> Result<(), Failure> + use<'_>, Failure> {
    let stop = interrupt::flag()?;
    Ok(move |done: Progress| {
        line.show(done.rows, (done.rows * 100).checked_div(done.of));
        if stop.load(Ordering::Relaxed) { Err(interrupted()) } else { Ok(()) }
    })
}

/// An address of a server, or the name of a file.
fn target(to: &str) -> Target {
    let server = ["postgres://", "postgresql://"].iter().any(|scheme| to.starts_with(scheme));
    let words = to.split_whitespace().any(|word| word.starts_with("host=") || word.starts_with("dbname="));
    if server || words { Target::Postgres(to.to_owned()) } else { Target::Sqlite(PathBuf::from(to)) }
}

/// Rows of every table and the end of every chain, which are the same in both places.
fn print(copied: &Copied, cx: &Cx) {
    if cx.json {
        let tables: serde_json::Map<String, serde_json::Value> =
            copied.tables.iter().map(|(name, rows)| (name.clone(), (*rows).into())).collect();
        let chain = |chain: &store::ShardReport| {
            serde_json::json!({
                "code": chain.code, "records": chain.records, "digests": chain.digests, "head": chain.head,
            })
        };
        let chains: Vec<serde_json::Value> = copied.chains.iter().map(chain).collect();
        out!("{}", serde_json::json!({ "tables": tables, "chains": chains }));
        return;
    }
    let width = copied.tables.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut all = 0;
    for (name, rows) in &copied.tables {
        out!("{name:width$}  {:>12}  =", grouped(*rows));
        all += rows;
    }
    for chain in &copied.chains {
        let (code, records, head) = (&chain.code, chain.records, &chain.head);
        match cx.lang {
            Lang::Vi => out!("{code}: {records} bản ghi nhật ký giống nhau, dữ liệu khớp; bản ghi cuối {head}"),
            Lang::En => out!("{code}: {records} equal records, which agree with their rows; last {head}"),
        }
    }
    match cx.lang {
        Lang::Vi => out!("Đã chép {} dòng, hai nơi giống hệt nhau", grouped(all)),
        Lang::En => out!("{} rows were copied, both places hold the same", grouped(all)),
    }
}

fn after(target: &Target, cx: &Cx) {
    match (target, cx.lang) {
        (Target::Postgres(_), Lang::Vi) => {
            tell!("Từ nay chạy mọi lệnh kèm --database với địa chỉ ấy; đổi tên tệp SQLite cũ để khỏi dùng nhầm.");
        }
        (Target::Postgres(_), Lang::En) => {
            tell!(
                "From now on run every command with --database; rename the old SQLite file so that nobody takes it up."
            );
        }
        (Target::Sqlite(path), Lang::Vi) => {
            tell!("Bản chép ở {}; khoá và các tệp khác vẫn ở thư mục dữ liệu.", path.display());
        }
        (Target::Sqlite(path), Lang::En) => {
            tell!("The copy is {}; key and other files stay in the data folder.", path.display());
        }
    }
}

fn grouped(count: u64) -> String {
    Dong(i64::try_from(count).unwrap_or(i64::MAX)).grouped()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_file() {
        for to in ["postgres://a@/b", "postgresql://a/b", "host=/run user=a dbname=b", "dbname=b"] {
            assert!(matches!(target(to), Target::Postgres(_)), "{to}");
        }
        for to in ["so-bo/cancau.sqlite3", "/tmp/a b.sqlite3", "C:\\x.sqlite3"] {
            assert!(matches!(target(to), Target::Sqlite(_)), "{to}");
        }
    }
}
