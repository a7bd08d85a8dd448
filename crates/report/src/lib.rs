//! Tables in, XLSX, PDF and CSV out; the fifteen review forms.
//!
//! [`forms::table`] turns counts into a [`table::Table`], the printed form as data; [`xlsx`], [`csv`] and `pdf` write
//! one. Nothing here knows where counts come from, which day it is, or where a file goes.

pub mod book;
pub mod chart;
pub mod csv;
pub mod forms;
pub mod list;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod table;
pub mod xlsx;
