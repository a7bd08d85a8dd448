//! What every crate speaks: texts in two languages, failures, đồng, numbers, dates, shares, keys of areas.
//!
//! Deliberately small and free of I/O, clock and chance, so that the engine built on it also runs in a browser.

mod area;
mod clock;
mod failure;
mod finding;
mod money;
mod number;
mod period;
mod share;
mod text;

pub use area::{AreaKey, Level};
pub use clock::{Clock, FixedClock, VIETNAM};
pub use failure::Failure;
pub use finding::{Finding, Severity};
pub use money::Dong;
pub use number::Number;
pub use period::{Period, parse_date, year_end};
pub use share::Share;
pub use text::{Lang, Text};
