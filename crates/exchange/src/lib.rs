//! Spreadsheets and CSV in, checked; result files out, whole or not at all.

pub mod classify;
mod output;
pub mod review;

pub use output::{OutputFile, io_failure};
