//! Spreadsheets and CSV in, checked; files of documents recognised; result files out, whole or not at all.

pub mod attachment;
pub mod classify;
mod output;
pub mod review;

pub use output::{OutputFile, io_failure};
