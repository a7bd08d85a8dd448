//! Dates of birth and of reviews: typed, as serial numbers of a spreadsheet, or only a year.

use super::Value;
use crate::review::cell::Kind;
use crate::review::fault::fault;
use base::Failure;
use engine::Birth;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use vntext::dates::{Partial, parse};

/// The serial numbers of spreadsheets from 1927 to 2064; smaller ones of four digits are years.
const SERIALS: std::ops::RangeInclusive<i64> = 10_000..=60_000;

/// A date of birth.
pub(crate) fn birth(value: &Value) -> Result<Birth, Failure> {
    partial(value).map(|known| match known {
        Partial::Year(year) => Birth::Year(year),
        Partial::YearMonth(year, month) => Birth::Month(year, month),
        // Partial has checked the calendar
        Partial::Day(year, month, day) => Date::new(year, month, day).map_or(Birth::Year(year), Birth::Day),
    })
}

/// A whole day; the time of day, which programs add, is dropped.
pub(crate) fn day(value: &Value) -> Option<Date> {
    let text = value.text.split([' ', 'T']).next().unwrap_or_default().to_owned();
    match partial(&Value { text, kind: value.kind }) {
        Ok(Partial::Day(year, month, day)) => Date::new(year, month, day).ok(),
        _ => None,
    }
}

fn partial(value: &Value) -> Result<Partial, Failure> {
    let text = value.text.trim();
    if value.kind == Kind::Number
        && let Ok(serial) = text.parse::<i64>()
        && SERIALS.contains(&serial)
    {
        let day = date(1899, 12, 30).checked_add(serial.days()).map_err(|_| unreadable(text))?;
        return Partial::day(day.year(), day.month(), day.day()).map_err(|_| unreadable(text));
    }
    let known = parse(text).map_err(|_| unreadable(text))?;
    // 1985 typed into a cell formatted as a date is the 1985th day since 1900
    if let (Kind::Date, Partial::Day(1905, month, day)) = (value.kind, known)
        && ((2, 22)..=(9, 30)).contains(&(month, day))
    {
        return Err(fault(
            "CC-REVIEW-BIRTH",
            format!("ô định dạng ngày hiện {}; có lẽ đã gõ một năm", known.short()),
            format!("a cell formatted as a date shows {}; probably a year was typed", known.short()),
        )
        .remedy(
            "đổi định dạng cột sang văn bản rồi gõ lại năm sinh, ví dụ 1985",
            "format the column as text and type the year again, for example 1985",
        ));
    }
    Ok(known)
}

fn unreadable(text: &str) -> Failure {
    fault("CC-REVIEW-BIRTH", format!("không hiểu ngày sinh “{text}”"), format!("“{text}” is no date of birth")).remedy(
        "ghi ngày/tháng/năm với năm bốn chữ số, ví dụ 12/03/1985; chỉ biết năm thì ghi 1985",
        "write day/month/year with a year of four digits, for example 12/03/1985; or only the year, 1985",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, kind: Kind) -> Result<Birth, &'static str> {
        birth(&Value { text: text.into(), kind }).map_err(|failure| failure.code)
    }

    #[test]
    fn every_usual_spelling() {
        let day = Ok(Birth::Day(date(1985, 3, 12)));
        for (text, kind) in [
            ("12/03/1985", Kind::Text),
            ("12-3-1985", Kind::Text),
            ("12.3.1985", Kind::Text),
            ("ngày 12 tháng 3 năm 1985", Kind::Text),
            ("1985-03-12", Kind::Date),
            ("31118", Kind::Number),
        ] {
            assert_eq!(read(text, kind), day, "{text}");
        }
        for (text, kind) in [("1985", Kind::Number), ("1985", Kind::Text), ("00/00/1985", Kind::Text)] {
            assert_eq!(read(text, kind), Ok(Birth::Year(1985)), "{text}");
        }
        assert_eq!(read("3/1985", Kind::Text), Ok(Birth::Month(1985, 3)));
    }

    #[test]
    fn what_cannot_be_known_is_refused() {
        for (text, kind) in [
            ("12/03/85", Kind::Text),
            ("31118", Kind::Text),
            ("30/02/1985", Kind::Text),
            ("không rõ", Kind::Text),
            ("1905-06-07", Kind::Date),
            ("85", Kind::Number),
        ] {
            assert_eq!(read(text, kind), Err("CC-REVIEW-BIRTH"), "{text}");
        }
        assert_eq!(read("07/06/1905", Kind::Text), Ok(Birth::Day(date(1905, 6, 7))));
    }
}
