//! `cancau standards`: the law as data, for people to read and check.

mod show;

use crate::cx::{Cx, Outcome};
use crate::say::out;
use base::{Failure, Lang, Level};
use clap::Subcommand;
use domain::area::Areas;
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
    #[command(after_help = "Ví dụ:\n  cancau standards list --json")]
    /// Liệt kê các bộ chuẩn.
    List,
    #[command(
        after_help = "Ví dụ:\n  cancau standards show vn-2027\n  cancau standards show vn-2022 --toml > chuan-tinh.toml"
    )]
    /// Xem một bộ chuẩn như người đọc văn bản; mục chưa xác minh đứng trước.
    Show {
        /// Mã bộ chuẩn.
        id: String,
        /// In dạng tệp TOML, để sửa thành bộ chuẩn khác rồi kiểm tra bằng: cancau standards check.
        #[arg(long)]
        toml: bool,
    },
    #[command(after_help = "Ví dụ:\n  cancau standards check chuan-tinh.toml")]
    /// Kiểm tra một tệp bộ chuẩn; nói hết mọi lỗi, nêu tệp, mục và lý do.
    Check {
        /// Tệp TOML.
        file: PathBuf,
    },
}

pub(crate) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    match args.verb {
        Verb::List => list(cx),
        Verb::Show { id, toml } => {
            let pack = pack::find(&id).map_err(|failure| failure.at(id))?;
            if toml {
                out!("{}", pack.to_toml().trim_end());
            } else if cx.json {
                out!("{}", serde_json::json!(pack.file()));
            } else {
                out!("{}", show::text(pack, cx.lang).trim_end());
            }
        }
        Verb::Check { file } => {
            let text = std::fs::read_to_string(&file).map_err(|error| io_failure(&file, &error))?;
            let pack = Pack::check(&text, &file.display().to_string())?;
            references(&pack, &file.display().to_string())?;
            if cx.json {
                out!("{}", serde_json::json!({"id": pack.id, "valid": true, "unverified": unverified(&pack)}));
                return Ok(Outcome::Done);
            }
            let (id, doubtful) = (&pack.id, unverified(&pack));
            match cx.lang {
                Lang::Vi => out!("Bộ chuẩn “{id}” hợp lệ; {doubtful} mục chưa xác minh."),
                Lang::En => out!("Pack “{id}” is valid; {doubtful} items are unverified."),
            }
        }
    }
    Ok(Outcome::Done)
}

/// What a pack names outside itself must exist: the province on every day of its validity, the standard beside it.
pub(crate) fn references(pack: &Pack, file: &str) -> Result<(), Failure> {
    let refuse = |item: &str, vi: String, en: String| {
        Failure::new("CC-PACK-REFUSED", format!("{item}: {vi}"), format!("{item}: {en}"))
            .at(file)
            .remedy("sửa mục này rồi kiểm tra lại", "mend this item and check again")
    };
    if let Some(beside) = &pack.beside
        && pack::find(beside).is_err()
    {
        return Err(refuse(
            "beside",
            format!("không có bộ chuẩn “{beside}”"),
            format!("there is no standard “{beside}”"),
        ));
    }
    let Some(code) = &pack.province else { return Ok(()) };
    let areas = Areas::bundled();
    for validity in &pack.validity {
        let (first, last) = (validity.period.from, validity.period.to.unwrap_or(validity.period.from));
        // a merger gives a province a new key; another name under its code is another province
        let on = |day| areas.at(code, day).filter(|unit| unit.level == Level::Province).map(|unit| &unit.short_name);
        if on(first).is_none() || on(first) != on(last) {
            return Err(refuse(
                "province",
                format!("mã {code} không chỉ cùng một tỉnh từ {first} đến {last}"),
                format!("code {code} does not mean one province from {first} to {last}"),
            ));
        }
    }
    Ok(())
}

fn unverified(pack: &Pack) -> usize {
    pack.citations().iter().filter(|(_, law)| !law.verified).count()
}

fn list(cx: &Cx) {
    if cx.json {
        let row = |pack: &Pack| {
            serde_json::json!({
                "id": pack.id, "name": pack.name.get(cx.lang), "unverified": unverified(pack),
                "items": pack.citations().len(), "province": pack.province, "beside": pack.beside,
                "from": pack.period().from.to_string(),
                "to": pack.period().to.map(|day| day.to_string()),
            })
        };
        out!("{}", serde_json::Value::from(pack::bundled().iter().map(row).collect::<Vec<_>>()));
        return;
    }
    for pack in pack::bundled() {
        let in_force = pack.period();
        let (doubtful, all) = (unverified(pack), pack.citations().len());
        let beside = pack.beside.as_deref().map_or_else(String::new, |id| match cx.lang {
            Lang::Vi => format!("; báo cáo bên cạnh {id}"),
            Lang::En => format!("; reported beside {id}"),
        });
        out!("{:<14} {}", pack.id, pack.name.get(cx.lang));
        match cx.lang {
            Lang::Vi => out!("{:<14} hiệu lực {in_force}; {doubtful}/{all} mục chưa xác minh{beside}", ""),
            Lang::En => out!("{:<14} in force {in_force}; {doubtful} of {all} items unverified{beside}", ""),
        }
    }
}
