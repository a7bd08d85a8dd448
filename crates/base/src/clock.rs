//! Time is a parameter.

use jiff::civil::Date;
use jiff::tz::Offset;

/// The time of Vietnam, which has no summer time.
pub const VIETNAM: Offset = Offset::constant(7);

/// Where the current day comes from. Only the program's entry point knows a real one.
pub trait Clock {
    /// Today, in Vietnam.
    fn today(&self) -> Date;
}

/// A clock that stands still: tests, and runs that must be repeatable.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub Date);

impl Clock for FixedClock {
    fn today(&self) -> Date {
        self.0
    }
}
