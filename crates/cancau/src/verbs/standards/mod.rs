//! `cancau standards`: the law as data, for people to read and check.

mod show;

use crate::cx::{Cx, Outcome};
use base::{Failure, Lang};
use clap::Subcommand;
use engine::{Pack, pack};
use exchange::io_failure;
use std::path::PathBuf;

/// Luật là dữ liệu: liệt kê, xem và kiểm tra các bộ chuẩn nghèo.
#[derive(clap::Args)]
#[command(
    after_help = "Ví dụ:\n  cancau standards list\n  cancau standards show vn-2022\n  cancau standards check chuan-tinh.toml"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Liệt kê các bộ chuẩn.
    List,
    /// Xem một bộ chuẩn như người đọc văn bản; mục chưa xác minh đứng trước.
    Show {
        /// Mã bộ chuẩn.
        id: String,
    },
    /// Kiểm tra một tệp bộ chuẩn; nói hết mọi lỗi, nêu tệp, mục và lý do.
    Check {
        /// Tệp TOML.
        file: PathBuf,
    },
}

pub(crate) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    match args.verb {
        Verb::List => list(cx),
        Verb::Show { id } => {
            let pack = pack::find(&id)?;
            if cx.json {
                // the pack's own file form is the one programs read
                print!("{}", pack.to_toml());
            } else {
                print!("{}", show::text(pack, cx.lang));
            }
        }
        Verb::Check { file } => {
            let text = std::fs::read_to_string(&file).map_err(|error| io_failure(&file, &error))?;
            let pack = Pack::check(&text, &file.display().to_string())?;
            let (id, doubtful) = (&pack.id, unverified(&pack));
            match cx.lang {
                Lang::Vi => println!("Bộ chuẩn “{id}” hợp lệ; {doubtful} mục chưa xác minh."),
                Lang::En => println!("Pack “{id}” is valid; {doubtful} items are unverified."),
            }
        }
    }
    Ok(Outcome::Done)
}

fn unverified(pack: &Pack) -> usize {
    pack.citations().iter().filter(|(_, law)| !law.verified).count()
}

fn list(cx: &Cx) {
    if cx.json {
        let rows: Vec<String> = pack::bundled()
            .iter()
            .map(|pack| {
                format!(
                    "{{\"id\":{:?},\"name\":{:?},\"unverified\":{}}}",
                    pack.id,
                    pack.name.get(cx.lang),
                    unverified(pack)
                )
            })
            .collect();
        println!("[{}]", rows.join(","));
        return;
    }
    for pack in pack::bundled() {
        let in_force = show::in_force(pack);
        let (doubtful, all) = (unverified(pack), pack.citations().len());
        let beside = pack.beside.as_deref().map_or_else(String::new, |id| match cx.lang {
            Lang::Vi => format!("; báo cáo bên cạnh {id}"),
            Lang::En => format!("; reported beside {id}"),
        });
        println!("{:<14} {}", pack.id, pack.name.get(cx.lang));
        match cx.lang {
            Lang::Vi => println!("{:<14} hiệu lực {in_force}; {doubtful}/{all} mục chưa xác minh{beside}", ""),
            Lang::En => println!("{:<14} in force {in_force}; {doubtful} of {all} items unverified{beside}", ""),
        }
    }
}
