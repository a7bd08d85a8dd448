//! `cancau import`: data in, checked; all of it or nothing, unless the person accepts the valid rows.

mod batches;
mod findings;
mod list;
mod results;
mod review;
mod template;
mod undo;

use crate::cx::{Cx, Outcome};
use base::Failure;
use std::path::PathBuf;

pub(crate) use batches::published_results;
pub(crate) use findings::{count as count_findings, json_text, print as print_findings};

/// Who acts when nobody is named: whoever sits at the machine has not signed in.
const ACTOR: &str = "dòng lệnh";

/// Nhập dữ liệu có kiểm tra, xem trước và hoàn tác được.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    after_help = "Ví dụ:\n  \
        cancau import --template review --output mau.xlsx\n  \
        cancau import review ra-soat.xlsx --year 2025 --route periodic --preview\n  \
        cancau import review ra-soat.xlsx --year 2025 --route periodic\n  \
        cancau import results ket-qua-2025.csv --preview\n  \
        cancau import results ket-qua-2025.csv\n  \
        cancau import list\n  \
        cancau import undo 46-12"
)]
pub(crate) struct Args {
    /// Ghi tệp mẫu của một loại dữ liệu.
    #[arg(long, value_enum, value_name = "KIND", requires = "output")]
    template: Option<template::Kind>,
    /// Tệp mẫu sẽ ghi.
    #[arg(long, value_name = "F", requires = "template")]
    output: Option<PathBuf>,
    #[command(subcommand)]
    action: Option<Action>,
}

/// Each action's help is the doc of its arguments.
#[derive(clap::Subcommand)]
enum Action {
    Review(review::Args),
    Results(results::Args),
    List(list::Args),
    Undo(undo::Args),
}

pub(crate) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    match (args.action, args.template, args.output) {
        (Some(Action::Review(args)), ..) => review::run(&args, cx),
        (Some(Action::Results(args)), ..) => results::run(args, cx),
        (Some(Action::List(args)), ..) => list::run(&args, cx),
        (Some(Action::Undo(args)), ..) => undo::run(&args, cx),
        (None, Some(kind), Some(output)) => template::run(kind, &output, cx),
        _ => Err(Failure::new("CC-IMPORT-WHAT", "chưa nói nhập gì", "nothing to import was named")
            .remedy("xem `cancau import --help`", "see `cancau import --help`")),
    }
}

#[cfg(test)]
mod tests;
