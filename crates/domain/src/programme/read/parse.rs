//! Words, figures, days and units of a file, each refused with its place.

use super::raw;
use crate::area::Areas;
use crate::programme::Exact;
use base::{AreaKey, Failure};
use jiff::civil::Date;

/// The place that a failure names: file and item.
pub(super) struct At<'a> {
    file: &'a str,
    id: String,
}

impl<'a> At<'a> {
    pub(super) fn new(file: &'a str, id: &str) -> Self {
        Self { file, id: id.to_owned() }
    }

    pub(super) fn failure(&self, vi: String, en: String) -> Failure {
        Failure::new("CC-PROGRAMME-ITEM", vi, en)
            .at(format!("{}, {}", self.file, self.id))
            .remedy("so với một tệp của data/programmes/", "compare it with a file of data/programmes/")
    }

    pub(super) fn unknown(&self, word: &str) -> Failure {
        self.failure(format!("“{word}” không phải từ dùng ở đây"), format!("“{word}” is no word used here"))
    }

    pub(super) fn missing(&self, key: &str) -> Failure {
        self.failure(format!("thiếu {key}"), format!("{key} is missing"))
    }

    pub(super) fn word<T>(&self, word: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Failure> {
        read(word).ok_or_else(|| self.unknown(word))
    }

    pub(super) fn exact(&self, text: &str) -> Result<Exact, Failure> {
        Exact::parse(text).ok_or_else(|| {
            self.failure(
                format!("“{text}” không phải là số: viết chữ số, dấu chấm thập phân hoặc phân số"),
                format!("“{text}” is no figure: write digits with a decimal point, or a fraction"),
            )
        })
    }
}

/// A day of a file.
pub(super) fn day(at: &At<'_>, raw: &raw::Day) -> Result<Date, Failure> {
    let plain = raw.date.filter(|_| raw.time.is_none() && raw.offset.is_none());
    let read = |date: toml::value::Date| {
        Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
    };
    plain.and_then(read).ok_or_else(|| at.failure(format!("{raw} không phải là ngày"), format!("{raw} is no day")))
}

/// What a code meant on a day.
pub(super) fn unit(at: &At<'_>, code: &str, on: Date, areas: &Areas) -> Result<AreaKey, Failure> {
    areas.at(code, on).map(|unit| unit.key.clone()).ok_or_else(|| {
        at.failure(format!("không có đơn vị mã {code} ngày {on}"), format!("there is no unit {code} on {on}"))
    })
}

/// A unit with its day.
pub(super) fn area(at: &At<'_>, raw: &raw::Area, areas: &Areas) -> Result<AreaKey, Failure> {
    unit(at, &raw.code, day(at, &raw.on)?, areas)
}
