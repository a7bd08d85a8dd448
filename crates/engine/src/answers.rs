//! What was answered in the house: the input of the deprivation rules.

use jiff::civil::Date;
use std::collections::BTreeMap;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The id of the option chosen; `yes` or `no` for a yes/no question.
    Choice(String),
    /// A quantity in hundredths of the question's unit, so that 45.5 m² is exact: 4550.
    Number(u64),
}

/// Answers by question id. A question that was not asked is absent, which is not “no”.
pub type Answers = BTreeMap<String, Answer>;

/// A date of birth as it is known: often only the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Birth {
    /// Only the year.
    Year(i16),
    /// Year and month.
    Month(i16, i8),
    /// The day.
    Day(Date),
}

/// A member of a household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// How the explanation calls the member; never used by a rule.
    pub label: String,
    /// Date of birth, if known.
    pub birth: Option<Birth>,
    /// The member's answers.
    pub answers: Answers,
}

/// A household as the rules see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Household {
    /// Answers about the household.
    pub answers: Answers,
    /// Its members; their order means nothing.
    pub members: Vec<Member>,
}

impl Birth {
    /// First and last possible day of birth.
    fn range(self) -> (Date, Date) {
        match self {
            Self::Day(day) => (day, day),
            Self::Month(year, month) => {
                let first = Date::new(year, month, 1).unwrap_or(Date::MIN);
                (first, first.last_of_month())
            }
            Self::Year(year) => {
                let first = Date::new(year, 1, 1).unwrap_or(Date::MIN);
                (first, first.last_of_year())
            }
        }
    }

    /// Smallest and largest possible age in completed years on `day` (the birthday itself counts).
    /// `None` if certainly born after `day`.
    pub fn age_on(self, day: Date) -> Option<(i16, i16)> {
        let (first, last) = self.range();
        let oldest = completed_years(first, day)?;
        Some((completed_years(last, day).unwrap_or(0), oldest))
    }

    /// The year of birth.
    pub fn year(self) -> i16 {
        self.range().0.year()
    }
}

fn completed_years(birth: Date, day: Date) -> Option<i16> {
    if birth > day {
        return None;
    }
    // born on 29 February: the birthday of a common year is 1 March, the day after the 28th has ended
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    Some(day.year() - birth.year() - i16::from(!had_birthday))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_birthday_itself_completes_the_year() {
        let birth = Birth::Day(date(2009, 10, 2));
        assert_eq!(birth.age_on(date(2025, 10, 1)), Some((15, 15)));
        assert_eq!(birth.age_on(date(2025, 10, 2)), Some((16, 16)));
    }

    #[test]
    fn a_leap_day_child_grows_older_on_1_march() {
        let birth = Birth::Day(date(2008, 2, 29));
        assert_eq!(birth.age_on(date(2024, 2, 28)), Some((15, 15)));
        assert_eq!(birth.age_on(date(2024, 2, 29)), Some((16, 16)));
        assert_eq!(birth.age_on(date(2025, 2, 28)), Some((16, 16)));
        assert_eq!(birth.age_on(date(2025, 3, 1)), Some((17, 17)));
    }

    #[test]
    fn a_year_alone_leaves_two_ages_open() {
        assert_eq!(Birth::Year(2009).age_on(date(2025, 10, 1)), Some((15, 16)));
        assert_eq!(Birth::Year(2009).age_on(date(2025, 12, 31)), Some((16, 16)));
        assert_eq!(Birth::Month(2009, 10).age_on(date(2025, 9, 30)), Some((15, 15)));
        assert_eq!(Birth::Year(2026).age_on(date(2025, 10, 1)), None);
    }
}
