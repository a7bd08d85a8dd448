//! `cancau programme`: programmes as files, to list and to check before they are handed on. With a deployment, its own
//! programmes and documents are known too.

use super::areas::deployment_areas;
use crate::cx::{Cx, Outcome};
use crate::deployment;
use crate::say::{out, tell};
use app::{Caller, Desk, Opener};
use base::{Failure, Lang};
use clap::Subcommand;
use domain::programme::read_programme;
use domain::result::Results;
use exchange::io_failure;
use std::path::PathBuf;

/// Chương trình là tệp: liệt kê các chương trình, kiểm tra một tệp.
#[derive(clap::Args)]
#[command(
    after_help = "Ví dụ:\n  cancau programme list --data so-bo\n  cancau programme check chuong-trinh.toml --data so-bo"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    #[command(after_help = "Ví dụ:\n  cancau programme list --data so-bo --json")]
    /// Liệt kê các chương trình đi kèm phần mềm và chương trình riêng của hệ thống.
    List,
    #[command(after_help = "Ví dụ:\n  cancau programme check chuong-trinh.toml")]
    /// Kiểm tra một tệp chương trình: lỗi đầu tiên, hoặc các phép tính trong văn bản không khớp.
    Check {
        /// Tệp TOML.
        file: PathBuf,
    },
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let desk = desk(cx)?;
    let all = desk.programmes()?;
    match &args.verb {
        Verb::List => {
            for one in &all.programmes {
                let own = desk.programme_number(&one.id)? > 0;
                let (from, to, targets) = (one.first_year, one.last_year, one.targets.len());
                if cx.json {
                    let name = one.name.get(cx.lang);
                    let line = serde_json::json!({
                        "id": one.id, "name": name, "from": from, "to": to, "targets": targets, "own": own,
                    });
                    out!("{line}");
                } else {
                    let mark = match (own, cx.lang) {
                        (false, _) => "",
                        (true, Lang::Vi) => "  [riêng]",
                        (true, Lang::En) => "  [own]",
                    };
                    out!("{:<28} {from}–{to}  {targets:>2}  {}{mark}", one.id, one.name.get(cx.lang));
                }
            }
            for one in desk.unreadable_texts(&Caller::operator())? {
                let (failure, id, number) = (&one.what.failure, &one.what.id, one.number);
                tell!("{} {id} ({number}): {}", failure.code, failure.message.get(cx.lang));
            }
        }
        Verb::Check { file } => {
            let text = std::fs::read_to_string(file).map_err(|error| io_failure(file, &error))?;
            let name = file.display().to_string();
            let read = read_programme(&name, &text, desk.areas(), &all.documents)?;
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

/// The programmes of the deployment, if this run has one.
fn desk(cx: &Cx) -> Result<Desk, Failure> {
    let register = cx.clone();
    let opener: Option<Opener> =
        deployment::is_there(cx).then(|| Box::new(move || deployment::open(&register)) as Opener);
    Ok(Desk::new(opener, deployment_areas(cx)?, Results::default()))
}
