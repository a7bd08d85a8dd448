//! A role given to a person for an area and a period.

use super::{Action, Role, may};
use base::{AreaKey, Period};
use jiff::civil::Date;

/// A grant, as far as rules look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit; none for the whole deployment.
    pub area: Option<AreaKey>,
    /// One village of the commune that `area` names, as written in the register.
    pub village: Option<String>,
    /// When.
    pub period: Period,
}

impl Grant {
    /// Whether it lets something be done on a day.
    pub fn allows(&self, action: Action, day: Date) -> bool {
        self.period.contains(day) && may(self.role, action)
    }

    /// Whether there is a day on which both hold.
    pub fn meets_in_time(&self, other: &Self) -> bool {
        let ends_before = |a: &Period, b: &Period| a.to.is_some_and(|to| to < b.from);
        !ends_before(&self.period, &other.period) && !ends_before(&other.period, &self.period)
    }
}
