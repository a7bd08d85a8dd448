//! Reading dates from cells, day before month as everybody in Viet Nam writes.
//!
//! Refused rather than guessed: years of two digits (`12/03/85`: the registers hold people born in 1925 and in 2025),
//! days without separators (`12031985` may begin with the day or, in other systems, with the year), and the number of
//! days that spreadsheets keep (`31118`): a reader of spreadsheets converts that before it becomes text.

use thiserror::Error;

use super::Partial;
use crate::fold::fold;

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// Nothing but spaces.
    #[error("no date")]
    Empty,
    /// Not a form of date we know.
    #[error("`{0}` is not a date")]
    Unreadable(String),
    /// A year of two digits: the century is anybody's guess.
    #[error("the year in `{0}` has two digits; write four")]
    TwoDigitYear(String),
    /// Digits in a row: day first or year first?
    #[error("`{0}` has no separators; write day/month/year")]
    NoSeparators(String),
    /// A time of day in a date of birth; midnight alone is accepted, it is how programs write a day.
    #[error("`{0}` has a time of day")]
    TimeOfDay(String),
    /// Before 1880 or after 2100.
    #[error("there is no year {0} here")]
    NoSuchYear(i16),
    /// Not 1 to 12; perhaps the month was written first.
    #[error("there is no month {0}")]
    NoSuchMonth(i8),
    /// The month has fewer days.
    #[error("there is no {day}/{month}/{year}")]
    NoSuchDay {
        /// Day.
        day: i8,
        /// Month.
        month: i8,
        /// Year.
        year: i16,
    },
}

/// Reads a date: `12/3/1985`, `12-03-1985`, `12.3.1985`, `1985-03-12` (year first only with four digits), `3/1985`,
/// `1985`, `ngày 12 tháng 3 năm 1985`, `tháng 3/1985`, `sinh năm 1985`.
///
/// A day or a month `00` means that it is not known, as registers write: `00/00/1985` is the year, `00/3/1985` the
/// month.
pub fn parse(text: &str) -> Result<Partial, DateError> {
    let unreadable = || DateError::Unreadable(text.trim().to_owned());
    if text.trim().is_empty() {
        return Err(DateError::Empty);
    }
    let body = in_figures(strip_midnight(text.trim())?);
    let separator = body.chars().find(|c| matches!(c, '/' | '-' | '.')).unwrap_or('/');
    let fields: Vec<&str> = body.split(separator).collect();
    if fields.iter().any(|field| field.is_empty() || !field.chars().all(|c| c.is_ascii_digit())) {
        return Err(unreadable());
    }
    let year_of = |field: &str| field.parse::<i16>().map_err(|_| unreadable());
    let small =
        |field: &str| if field.len() <= 2 { field.parse::<i8>().map_err(|_| unreadable()) } else { Err(unreadable()) };
    match *fields.as_slice() {
        [year] if year.len() == 4 => Partial::year(year_of(year)?),
        [digits] if digits.len() <= 2 => Err(DateError::TwoDigitYear(text.trim().to_owned())),
        [_] => Err(DateError::NoSeparators(text.trim().to_owned())),
        [year, month] if year.len() == 4 => known(year_of(year)?, small(month)?, 0),
        [month, year] if year.len() == 4 => known(year_of(year)?, small(month)?, 0),
        [year, month, day] if year.len() == 4 => known(year_of(year)?, small(month)?, small(day)?),
        [day, month, year] if year.len() == 4 => known(year_of(year)?, small(month)?, small(day)?),
        [_, year] | [_, _, year] if year.len() <= 2 => Err(DateError::TwoDigitYear(text.trim().to_owned())),
        _ => Err(unreadable()),
    }
}

/// Zeros stand for what is not known; a day of an unknown month is no knowledge.
fn known(year: i16, month: i8, day: i8) -> Result<Partial, DateError> {
    match (month, day) {
        (0, 0) => Partial::year(year),
        (_, 0) => Partial::year_month(year, month),
        _ => Partial::day(year, month, day),
    }
}

/// Programs write a day as `1985-03-12 00:00:00`.
fn strip_midnight(text: &str) -> Result<&str, DateError> {
    let Some(colon) = text.find(':') else { return Ok(text) };
    let start = text[..colon].rfind([' ', 'T']);
    match start {
        Some(at) if text[at + 1..].chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z')) => Ok(&text[..at]),
        _ => Err(DateError::TimeOfDay(text.to_owned())),
    }
}

/// `ngày 12 tháng 3 năm 1985` in figures: `12/3/1985`. Without marks too, and without the words.
fn in_figures(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        match fold(word).as_str() {
            "sinh" | "ngay" => {}
            "thang" | "nam" if out.is_empty() => {}
            "thang" | "nam" => out.push('/'),
            _ => out.push_str(word),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_as_people_type_them() {
        let day = Partial::Day(1985, 3, 12);
        for text in [
            "12/3/1985",
            "12/03/1985",
            "12-03-1985",
            "12.3.1985",
            " 12 / 3 / 1985 ",
            "1985-03-12",
            "1985/3/12",
            "ngày 12 tháng 3 năm 1985",
            "Ngày 12 tháng 03 năm 1985",
            "ngay 12 thang 3 nam 1985",
            "ngày 12/3/1985",
            "12 tháng 3 năm 1985",
            "1985-03-12 00:00:00",
            "1985-03-12T00:00:00.000Z",
            "12/03/1985 00:00",
            "sinh ngày 12/3/1985",
        ] {
            assert_eq!(parse(text), Ok(day), "{text}");
        }
        for text in ["3/1985", "03-1985", "3.1985", "1985-03", "tháng 3 năm 1985", "tháng 3/1985", "00/3/1985"] {
            assert_eq!(parse(text), Ok(Partial::YearMonth(1985, 3)), "{text}");
        }
        for text in ["1985", "năm 1985", "sinh năm 1985", "00/00/1985", "0/0/1985", "00/1985", "1985-00-00"] {
            assert_eq!(parse(text), Ok(Partial::Year(1985)), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_known_is_refused() {
        let two = |text: &str| Err(DateError::TwoDigitYear(text.to_owned()));
        assert_eq!(parse("12/03/85"), two("12/03/85"));
        assert_eq!(parse("3/85"), two("3/85"));
        assert_eq!(parse("85"), two("85"));
        assert_eq!(parse("12031985"), Err(DateError::NoSeparators("12031985".into())));
        assert_eq!(parse("31118"), Err(DateError::NoSeparators("31118".into())));
        assert_eq!(parse("1985-03-12 07:30"), Err(DateError::TimeOfDay("1985-03-12 07:30".into())));
        assert_eq!(parse(" "), Err(DateError::Empty));
        assert_eq!(parse("03/25/1985"), Err(DateError::NoSuchMonth(25)));
        assert_eq!(parse("12/00/1985"), Err(DateError::NoSuchMonth(0)));
        assert_eq!(parse("30/2/1985"), Err(DateError::NoSuchDay { day: 30, month: 2, year: 1985 }));
        assert_eq!(parse("12/3/0985"), Err(DateError::NoSuchYear(985)));
        for text in [
            "không rõ",
            "tháng",
            "/3/1985",
            "12/3-1985",
            "12//1985",
            "/",
            "1/2/3/1985",
            "012/3/1985",
            "12/3/19855",
            "1985/1985",
        ] {
            assert_eq!(parse(text), Err(DateError::Unreadable(text.into())), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_we_write_we_can_read(year in 1880..=2100_i16, month in 1..=12_i8, day in 1..=31_i8) {
            let dates = [Partial::year(year), Partial::year_month(year, month), Partial::day(year, month, day)];
            for date in dates.into_iter().flatten() {
                prop_assert_eq!(parse(&date.short()), Ok(date));
                prop_assert_eq!(parse(&date.long()), Ok(date));
            }
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>(), close in "[0-9/. :TZ-]{0,12}") {
            let _ = parse(&text);
            let _ = parse(&close);
        }
    }
}
