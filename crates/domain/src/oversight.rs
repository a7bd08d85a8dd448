//! How long an answer to the person concerned may take, and how large a supervisor's sample is: data with clause, source
//! and whether a person has read the words.

use base::Text;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use std::sync::OnceLock;

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oversight {
    /// The answer to the person concerned.
    pub data_request: Deadline,
    /// The sample of a commune.
    pub sample: SampleSize,
}

/// A deadline in working days.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// How many, after the day of arrival.
    pub days: u8,
    /// The clause.
    pub clause: String,
    /// Where it was read.
    pub source: String,
    /// Whether a person has read the words of the clause.
    pub verified: bool,
    /// What to know about it.
    pub note: Text,
}

/// How many households a supervisor draws.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleSize {
    /// At least.
    pub least: u8,
    /// At most.
    pub most: u8,
    /// The clause.
    pub clause: String,
    /// Where it was read.
    pub source: String,
    /// Whether a person has read the words of the clause.
    pub verified: bool,
    /// What to know about it.
    pub note: Text,
}

impl Oversight {
    /// What comes with the program.
    pub fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Oversight> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            toml::from_str(include_str!("../../../data/law/oversight.toml")).expect("the file is read by a test")
        })
    }
}

impl Deadline {
    /// The last day for what arrived on a day: so many days after it that are neither Saturday nor Sunday. Public holidays
    /// are not at hand and not left out.
    pub fn due(&self, received: Date) -> Date {
        let mut day = received;
        let mut left = self.days;
        while left > 0 {
            let Ok(next) = day.checked_add(1.day()) else { return day };
            day = next;
            if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                left -= 1;
            }
        }
        day
    }
}

impl SampleSize {
    /// Whether so many may be drawn.
    pub fn allows(&self, size: usize) -> bool {
        (usize::from(self.least)..=usize::from(self.most)).contains(&size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn working_days_go_over_the_weekend() {
        let deadline = &Oversight::bundled().data_request;
        assert_eq!((deadline.days, deadline.verified), (2, false), "quoted, not read");
        // Monday 17/11/2025
        assert_eq!(deadline.due(date(2025, 11, 17)), date(2025, 11, 19));
        assert_eq!(deadline.due(date(2025, 11, 20)), date(2025, 11, 24), "Thursday: Friday and Monday");
        assert_eq!(deadline.due(date(2025, 11, 21)), date(2025, 11, 25), "Friday: Monday and Tuesday");
        assert_eq!(deadline.due(date(2025, 11, 22)), date(2025, 11, 25), "arrived on a Saturday");
        assert_eq!(deadline.due(date(2025, 12, 31)), date(2026, 1, 2), "New Year is not known to be a holiday");
    }

    #[test]
    fn a_sample_has_its_size() {
        let size = &Oversight::bundled().sample;
        assert!(!size.allows(2) && size.allows(3) && size.allows(7) && !size.allows(8));
    }
}
