//! Civil dates and closed periods of validity.

use crate::Failure;
use jiff::civil::{Date, date};

/// A closed period of days: both ends belong to it. No end means "until further notice".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day, `None` while open.
    pub to: Option<Date>,
}

impl Period {
    /// Whether `day` lies in the period.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to {
            Some(to) => write!(f, "{} – {}", vietnamese(self.from), vietnamese(to)),
            None => write!(f, "{} –", vietnamese(self.from)),
        }
    }
}

fn vietnamese(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// The last day of `year`: the day on which a code in a yearly figure is read.
pub fn year_end(year: i16) -> Date {
    date(year, 12, 31)
}

/// Reads `YYYY-MM-DD`, or `DD/MM/YYYY` as Vietnamese write it.
pub fn parse_date(text: &str) -> Result<Date, Failure> {
    let bad = || {
        Failure::new("CC-DATE", format!("“{text}” không phải là ngày"), format!("“{text}” is not a date"))
            .remedy("viết năm-tháng-ngày, ví dụ 2025-07-01", "write year-month-day, for example 2025-07-01")
    };
    let text = text.trim();
    if let Ok(day) = text.parse::<Date>()
        && text.len() == 10
    {
        return Ok(day);
    }
    let mut parts = text.split('/');
    let mut number = || parts.next().and_then(|p| p.parse::<i16>().ok());
    let (Some(d), Some(m), Some(y), None) = (number(), number(), number(), parts.next()) else { return Err(bad()) };
    if !(1000..=9999).contains(&y) {
        return Err(bad());
    }
    let (d, m) = (i8::try_from(d).map_err(|_| bad())?, i8::try_from(m).map_err(|_| bad())?);
    Date::new(y, m, d).map_err(|_| bad())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_date_are_read_and_others_refused() {
        assert_eq!(parse_date("2025-07-01").unwrap(), date(2025, 7, 1));
        assert_eq!(parse_date("1/7/2025").unwrap(), date(2025, 7, 1));
        for bad in ["", "2025", "31/02/2025", "2025-02-30", "1/7/25", "1/7/2025/1", "2025-07-01T00:00"] {
            assert_eq!(parse_date(bad).unwrap_err().code, "CC-DATE", "{bad}");
        }
    }

    #[test]
    fn both_ends_belong_to_a_period() {
        let period = Period { from: date(2022, 1, 1), to: Some(date(2026, 12, 31)) };
        assert!(period.contains(date(2022, 1, 1)) && period.contains(date(2026, 12, 31)));
        assert!(!period.contains(date(2027, 1, 1)) && !period.contains(date(2021, 12, 31)));
        assert_eq!(period.to_string(), "01/01/2022 – 31/12/2026");
    }
}
