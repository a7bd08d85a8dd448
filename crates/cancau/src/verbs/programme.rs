//! `cancau programme`: programmes as files, to list and to check before they are handed on.

use crate::cx::{Cx, Outcome};
use crate::say::out;
use base::{Failure, Lang};
use clap::Subcommand;
use domain::area::Areas;
use domain::programme::{Programmes, read_programme};
use exchange::io_failure;
use std::path::PathBuf;

/// Chương trình là tệp: liệt kê các chương trình đi kèm, kiểm tra một tệp.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau programme list\n  cancau programme check chuong-trinh.toml")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    #[command(after_help = "Ví dụ:\n  cancau programme list --json")]
    /// Liệt kê các chương trình đi kèm phần mềm.
    List,
    #[command(after_help = "Ví dụ:\n  cancau programme check chuong-trinh.toml")]
    /// Kiểm tra một tệp chương trình: lỗi đầu tiên, hoặc các phép tính trong văn bản không khớp.
    Check {
        /// Tệp TOML.
        file: PathBuf,
    },
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let bundled = Programmes::bundled();
    match &args.verb {
        Verb::List => {
            for one in &bundled.programmes {
                let (from, to, targets) = (one.first_year, one.last_year, one.targets.len());
                if cx.json {
                    let name = one.name.get(cx.lang);
                    out!(
                        "{}",
                        serde_json::json!({"id": one.id, "name": name, "from": from, "to": to, "targets": targets})
                    );
                } else {
                    out!("{:<28} {from}–{to}  {targets:>2}  {}", one.id, one.name.get(cx.lang));
                }
            }
        }
        Verb::Check { file } => {
            let text = std::fs::read_to_string(file).map_err(|error| io_failure(file, &error))?;
            let name = file.display().to_string();
            let read = read_programme(&name, &text, Areas::bundled(), &bundled.documents)?;
            let (id, targets) = (&read.id, read.targets.len());
            let findings = domain::programme::check(&read);
            match (cx.json, cx.lang) {
                (true, _) => {
                    let odd: Vec<_> =
                        findings.iter().map(|one| [one.code, &one.place, one.message.get(cx.lang)]).collect();
                    out!("{}", serde_json::json!({"id": id, "valid": true, "targets": targets, "findings": odd}));
                }
                (false, Lang::Vi) => out!("{id}: hợp lệ, {targets} chỉ tiêu"),
                (false, Lang::En) => out!("{id}: valid, {targets} targets"),
            }
            if !cx.json {
                for one in &findings {
                    out!("{} {}: {}", one.code, one.place, one.message.get(cx.lang));
                }
            }
        }
    }
    Ok(Outcome::Done)
}
