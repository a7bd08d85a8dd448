//! `cancau import`: data in, checked; all of it or nothing, unless the person accepts the valid rows.

mod batches;
mod findings;
mod results;
mod template;
mod undo;

use crate::cx::{Cx, Outcome};
use base::Failure;
use std::path::PathBuf;

pub(crate) use batches::published_results;
pub(crate) use findings::{count as count_findings, json_text, print as print_findings};

/// Nhập dữ liệu có kiểm tra, xem trước và hoàn tác được.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    after_help = "Ví dụ:\n  \
        cancau import --template results --output mau.csv\n  \
        cancau import results ket-qua-2025.csv --preview\n  \
        cancau import results ket-qua-2025.csv\n  \
        cancau import undo 3f2a91c07be4"
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
    Results(results::Args),
    Undo(undo::Args),
}

pub(crate) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    match (args.action, args.template, args.output) {
        (Some(Action::Results(args)), ..) => results::run(args, cx),
        (Some(Action::Undo(args)), ..) => undo::run(&args, cx),
        (None, Some(kind), Some(output)) => template::run(kind, &output, cx),
        _ => Err(Failure::new("CC-IMPORT-WHAT", "chưa nói nhập gì", "nothing to import was named")
            .remedy("xem `cancau import --help`", "see `cancau import --help`")),
    }
}

#[cfg(test)]
mod tests;
