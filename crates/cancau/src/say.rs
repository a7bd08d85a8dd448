//! Printing that cannot panic: `out!` for results on stdout, `tell!` for messages on stderr.
//!
//! The standard macros panic when the other end is gone or the disk is full; a verb that has done its work must not
//! end in a panic because nobody listens any more.

use crate::cx::failed_output;
use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

/// A line on stdout. A reader that has left (`| head`) ends the program quietly, a full disk with a failure.
macro_rules! out {
    ($($argument:tt)*) => { $crate::say::line(format_args!($($argument)*)) };
}

/// A line on stderr; if nobody can read it, it is lost.
macro_rules! tell {
    ($($argument:tt)*) => { $crate::say::message(format_args!($($argument)*)) };
}

pub(crate) use {out, tell};

/// See [`out!`].
pub(crate) fn line(text: Arguments<'_>) {
    let mut stdout = std::io::stdout().lock();
    let written = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            message(format_args!("{}", failed_output(&error)));
            std::process::exit(1);
        }
    }
}

/// See [`tell!`].
pub(crate) fn message(text: Arguments<'_>) {
    // there is no better place to complain about stderr
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
