//! `cancau standards`.

use crate::cx::{Cx, Outcome};
use base::Failure;

#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: Args, _cx: &Cx) -> Result<Outcome, Failure> {
    todo!()
}
