//! Use cases: a review into the register, forms and dashboard out of it, the demo.
//!
//! This is where crates meet. It decides nothing about poverty (the engine does) and lays out nothing (report does).

mod book;
mod dashboard;
pub mod demo;
pub mod intake;
mod year;

pub use book::{Book, LOOK_BACK_YEARS};
pub use dashboard::{dashboard, mean_deprivations};
pub use year::{Counted, Year};
