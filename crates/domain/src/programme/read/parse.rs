//! Words, figures, days and units of a file, each refused with its place.

use super::raw;
use crate::area::Areas;
use crate::programme::Exact;
use base::{AreaKey, Failure};
use jiff::civil::Date;

/// The place that a failure names: file, item and key. Of a target that a form wrote, the key alone.
#[derive(Clone)]
pub(super) struct At<'a> {
    file: &'a str,
    id: String,
    key: String,
}

/// Keys as people call what they hold.
const KEYS: [(&str, &str, &str); 20] = [
    ("name", "tên", "the name"),
    ("sentence", "câu chữ của văn bản", "the words of the document"),
    ("kind", "loại chỉ tiêu", "the kind"),
    ("unit", "đơn vị tính", "the unit"),
    ("bound", "hướng (nhiều nhất, ít nhất …)", "the side (at most, at least …)"),
    ("value", "con số phải đạt", "the figure to be reached"),
    ("over", "cách tính theo năm", "over which years"),
    ("comparator", "đơn vị được so", "the unit to compare with"),
    ("against", "nhóm được so", "the group to compare with"),
    ("must", "khoảng cách phải thế nào", "what the gap must do"),
    ("waits_for", "văn bản phải chờ", "the document it waits for"),
    ("word", "từ thay cho con số", "the word instead of a number"),
    ("due.on", "hạn: ngày phải đạt", "the day it is due"),
    ("baseline.on", "ngày của mốc", "the day of the base"),
    ("points", "các điểm của lộ trình", "the points of the path"),
    ("source", "nguồn số liệu", "the source of figures"),
    ("series.kind", "số rà soát hay số điều tra", "whether of reviews or of surveys"),
    ("series.measure", "số liệu nào", "which figure"),
    ("series.standard", "chuẩn nghèo của số liệu", "the poverty standard of the figures"),
    ("version", "phiên bản", "the version"),
];

impl<'a> At<'a> {
    pub(super) fn new(file: &'a str, id: &str) -> Self {
        Self { file, id: id.to_owned(), key: String::new() }
    }

    /// The same item, one of its keys.
    pub(super) fn key(&self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self.clone() }
    }

    fn place(&self) -> String {
        let parts = [self.file, self.id.as_str(), self.key.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn failure(&self, vi: impl Into<String>, en: impl Into<String>) -> Failure {
        let failure = Failure::new("CC-PROGRAMME-ITEM", vi, en).at(self.place());
        if self.file.is_empty() {
            return failure.remedy("sửa ô ấy rồi gửi lại", "mend that field and send again");
        }
        failure.remedy("so với một tệp của data/programmes/", "compare it with a file of data/programmes/")
    }

    pub(super) fn unknown(&self, word: &str) -> Failure {
        self.failure(format!("“{word}” không phải từ dùng ở đây"), format!("“{word}” is no word used here"))
    }

    pub(super) fn missing(&self, key: &str) -> Failure {
        let (vi, en) = KEYS.iter().find(|row| row.0 == key).map_or((key, key), |row| (row.1, row.2));
        self.key(key).failure(format!("thiếu {vi}"), format!("{en} is missing"))
    }

    pub(super) fn word<T>(&self, word: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Failure> {
        read(word).ok_or_else(|| if word.is_empty() { self.missing(&self.key) } else { self.unknown(word) })
    }

    /// The text of a key that must be there.
    pub(super) fn needed<'t>(&self, key: &str, text: Option<&'t str>) -> Result<&'t str, Failure> {
        text.filter(|text| !text.is_empty()).ok_or_else(|| self.missing(key))
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
