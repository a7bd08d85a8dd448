//! `cancau areas`: administrative units through time, and what a deployment adds to the bundled tables.

mod convert;
mod find;
mod import;
mod show;
mod stored;

use crate::cx::{Cx, Outcome};
use base::Failure;
use clap::Subcommand;
use domain::area::{Areas, Import};
use jiff::civil::Date;
use std::borrow::Cow;
use std::path::PathBuf;

/// Đơn vị hành chính qua các thời kỳ.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau areas find \"ba dinh\" --at 2025-12-31\n  \
    cancau areas convert 15 --from 2024-12-31 --to 2025-12-31\n  \
    cancau areas import thon.csv")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Tìm theo mã hoặc tên, có dấu hay không dấu; sau dấu phẩy có thể ghi tên cấp trên.
    Find {
        /// Mã hoặc tên, ví dụ "xa hoa vang, da nang".
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Chỉ các đơn vị có vào ngày này (2025-12-31 hoặc 31/12/2025).
        #[arg(long, value_name = "DATE")]
        at: Option<String>,
        /// Số dòng in nhiều nhất (0: in hết).
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
    /// Đơn vị kế tiếp (hoặc tiền thân, nếu --to sớm hơn --from) của một mã.
    Convert {
        /// Mã của đơn vị vào ngày --from.
        code: String,
        /// Ngày mà mã được hiểu.
        #[arg(long, value_name = "DATE")]
        from: String,
        /// Ngày của đơn vị cần tìm.
        #[arg(long, value_name = "DATE")]
        to: String,
    },
    /// Nhập thêm đơn vị, biến động hoặc nhóm khu vực; dòng tiêu đề của tệp CSV cho biết bảng nào.
    Import {
        /// Tệp CSV (UTF-8); các tệp phụ thuộc nhau thì nhập cùng một lần.
        #[arg(required = true, value_name = "F")]
        files: Vec<PathBuf>,
    },
}

pub(crate) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    match args.verb {
        Verb::Find { text, at, limit } => {
            let at = at.map(|at| day(&at, "--at")).transpose()?;
            find::run(&text.join(" "), at, limit, cx)
        }
        Verb::Convert { code, from, to } => convert::run(&code, day(&from, "--from")?, day(&to, "--to")?, cx),
        Verb::Import { files } => import::run(&files, cx),
    }
}

/// The bundled tables with everything the deployment imported.
pub(crate) fn deployment_areas(cx: &Cx) -> Result<Cow<'static, Areas>, Failure> {
    let stored = stored::stored(cx)?;
    if stored.is_empty() {
        return Ok(Cow::Borrowed(Areas::bundled()));
    }
    let imports: Vec<Import<'_>> = stored.iter().map(stored::Stored::as_import).collect();
    Areas::bundled().with_overlay(&imports).map(Cow::Owned)
}

fn day(text: &str, place: &str) -> Result<Date, Failure> {
    base::parse_date(text).map_err(|failure| failure.at(place))
}
