//! Dates as people know and type them: a birthday may be a day, a month, or only a year.
//!
//! A year is kept as a year, never as a made-up 1 January. Plain numbers, no calendar library, no today: ages are
//! reckoned above.

mod parse;

pub use parse::{DateError, parse};

/// A date known to the day, the month or the year. Built by [`Partial::year`], [`Partial::year_month`],
/// [`Partial::day`] and [`parse`], which check it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partial {
    /// Only the year is known.
    Year(i16),
    /// Year and month.
    YearMonth(i16, i8),
    /// Year, month and day.
    Day(i16, i8, i8),
}

/// The years a living person's papers may show, with room for plans ahead. Outside is a slip of the hand.
const YEARS: std::ops::RangeInclusive<i16> = 1880..=2100;

impl Partial {
    /// A year between 1880 and 2100.
    pub fn year(year: i16) -> Result<Self, DateError> {
        if YEARS.contains(&year) { Ok(Self::Year(year)) } else { Err(DateError::NoSuchYear(year)) }
    }

    /// A month of such a year.
    pub fn year_month(year: i16, month: i8) -> Result<Self, DateError> {
        Self::year(year)?;
        if (1..=12).contains(&month) { Ok(Self::YearMonth(year, month)) } else { Err(DateError::NoSuchMonth(month)) }
    }

    /// A day of the calendar, leap years included.
    pub fn day(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        Self::year_month(year, month)?;
        if (1..=days_in(year, month)).contains(&day) {
            Ok(Self::Day(year, month, day))
        } else {
            Err(DateError::NoSuchDay { day, month, year })
        }
    }

    /// The first and the last day it may be: `1985` is from 01/01/1985 to 31/12/1985. Each as (year, month, day).
    pub fn bounds(self) -> ((i16, i8, i8), (i16, i8, i8)) {
        match self {
            Self::Year(year) => ((year, 1, 1), (year, 12, 31)),
            Self::YearMonth(year, month) => ((year, month, 1), (year, month, days_in(year, month))),
            Self::Day(year, month, day) => ((year, month, day), (year, month, day)),
        }
    }

    /// As columns and forms write it: `12/03/1985`, `03/1985`, `1985`.
    pub fn short(self) -> String {
        match self {
            Self::Year(year) => format!("{year}"),
            Self::YearMonth(year, month) => format!("{month:02}/{year}"),
            Self::Day(year, month, day) => format!("{day:02}/{month:02}/{year}"),
        }
    }

    /// As documents write it: «ngày 01 tháng 7 năm 2025». Days below 10 and the months 1 and 2 take a zero, the other
    /// months none (Nghị định 30/2020/NĐ-CP, Phụ lục I), so that nobody can put a 1 before them.
    pub fn long(self) -> String {
        let month_of = |month: i8| if month <= 2 { format!("{month:02}") } else { month.to_string() };
        match self {
            Self::Year(year) => format!("năm {year}"),
            Self::YearMonth(year, month) => format!("tháng {} năm {year}", month_of(month)),
            Self::Day(year, month, day) => format!("ngày {day:02} tháng {} năm {year}", month_of(month)),
        }
    }
}

fn days_in(year: i16, month: i8) -> i8 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_decree_on_documents_says() {
        assert_eq!(Partial::Day(2025, 7, 1).long(), "ngày 01 tháng 7 năm 2025");
        assert_eq!(Partial::Day(2026, 2, 15).long(), "ngày 15 tháng 02 năm 2026");
        assert_eq!(Partial::Day(2026, 12, 31).long(), "ngày 31 tháng 12 năm 2026");
        assert_eq!(Partial::YearMonth(2026, 1).long(), "tháng 01 năm 2026");
        assert_eq!(Partial::Year(1985).long(), "năm 1985");
        assert_eq!(Partial::Day(1985, 3, 2).short(), "02/03/1985");
        assert_eq!(Partial::YearMonth(1985, 3).short(), "03/1985");
    }

    #[test]
    fn the_calendar_is_checked() {
        assert!(Partial::day(2024, 2, 29).is_ok());
        assert!(Partial::day(2000, 2, 29).is_ok());
        assert!(Partial::day(1900, 2, 29).is_err());
        assert!(Partial::day(2023, 2, 29).is_err());
        assert!(Partial::day(2025, 6, 31).is_err());
        assert!(Partial::year(1879).is_err() && Partial::year(1880).is_ok());
        assert!(Partial::year(2100).is_ok() && Partial::year(2101).is_err());
    }

    #[test]
    fn what_is_not_known_has_bounds() {
        assert_eq!(Partial::Year(1985).bounds(), ((1985, 1, 1), (1985, 12, 31)));
        assert_eq!(Partial::YearMonth(2024, 2).bounds(), ((2024, 2, 1), (2024, 2, 29)));
    }
}
