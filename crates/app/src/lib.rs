//! Use cases: a review into the register, forms and dashboard out of it, the demo.
//!
//! This is where crates meet. It decides nothing about poverty (the engine does) and lays out nothing (report does).

mod answers;
mod book;
mod dashboard;
pub mod demo;
mod form;
mod series;
mod territory;
mod year;

pub use book::{Book, LOOK_BACK_YEARS};
pub use dashboard::{dashboard, mean_deprivations};
pub use form::{FormRequest, Forms};
pub use series::register_series;
pub use year::{Counted, Year};
