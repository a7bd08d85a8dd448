//! Ctrl-C and termination raise a flag; the verbs stop at the next block and leave no half-written output.
//! A second Ctrl-C ends the program at once, for an input that has stalled.

use base::Failure;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

static RAISED: AtomicBool = AtomicBool::new(false);

/// The flag, with the handler installed on first use.
pub(crate) fn flag() -> Result<&'static AtomicBool, Failure> {
    static INSTALLED: OnceLock<Result<(), String>> = OnceLock::new();
    let installed = INSTALLED.get_or_init(|| ctrlc::set_handler(raise).map_err(|error| error.to_string()));
    match installed {
        Ok(()) => Ok(&RAISED),
        Err(reason) => Err(Failure::new(
            "CC-SIGNAL",
            format!("không cài được xử lý Ctrl-C: {reason}"),
            format!("cannot install the Ctrl-C handler: {reason}"),
        )),
    }
}

fn raise() {
    if RAISED.swap(true, Ordering::Relaxed) {
        std::process::exit(1);
    }
}
