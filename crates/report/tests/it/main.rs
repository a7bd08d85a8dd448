//! The forms as a reader gets them: figures written out by hand from the columns' definitions.

mod edges;
mod figures;
#[cfg(feature = "pdf")]
mod pdf;
mod spreadsheet;
mod support;
