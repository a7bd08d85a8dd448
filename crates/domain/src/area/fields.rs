//! Reads a CSV table field by field and remembers what is wrong with a line.

use super::Fault;
use super::load::Sourced;
use base::{AreaKey, Text};
use jiff::civil::Date;
use std::cell::RefCell;
use std::sync::Arc;

/// The fields of one line; a missing or bad one is remembered and makes the line a fault.
pub(super) struct Fields<'a> {
    record: &'a csv::StringRecord,
    columns: &'a [&'a str],
    wrong: RefCell<Option<Text>>,
}

impl Fields<'_> {
    pub(super) fn text(&self, column: &str) -> &str {
        let position = self.columns.iter().position(|name| *name == column).unwrap_or(usize::MAX);
        self.record.get(position).unwrap_or_default().trim()
    }

    pub(super) fn wrong(&self, column: &str, vi: &str, en: &str) {
        let value = self.text(column);
        let text = Text::new(format!("cột {column}: “{value}” {vi}"), format!("column {column}: “{value}” {en}"));
        self.wrong.borrow_mut().get_or_insert(text);
    }

    pub(super) fn filled(&self, column: &str) -> Option<String> {
        let value = self.text(column);
        if value.is_empty() {
            self.wrong(column, "không được để trống", "must not be empty");
            return None;
        }
        Some(value.to_owned())
    }

    pub(super) fn date(&self, column: &str) -> Option<Date> {
        let day = base::parse_date(self.text(column)).ok();
        if day.is_none() {
            self.wrong(column, "không phải là ngày (năm-tháng-ngày)", "is not a date (year-month-day)");
        }
        day
    }

    /// `None` for an empty field, and for a bad one, which is remembered.
    pub(super) fn open_date(&self, column: &str) -> Option<Date> {
        if self.text(column).is_empty() { None } else { self.date(column) }
    }

    pub(super) fn flag(&self, column: &str) -> Option<bool> {
        match self.text(column) {
            "1" => Some(true),
            "0" => Some(false),
            _ => {
                self.wrong(column, "phải là 0 hoặc 1", "must be 0 or 1");
                None
            }
        }
    }

    /// `None` for an empty field, and for a bad one, which is remembered.
    pub(super) fn degrees(&self, column: &str, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
        if self.text(column).is_empty() {
            return None;
        }
        let value = self.text(column).parse().ok().filter(|value| range.contains(value));
        if value.is_none() {
            self.wrong(column, "không phải là tọa độ ở Việt Nam", "is no coordinate in Vietnam");
        }
        value
    }

    pub(super) fn key(&self, code: &str, from: &str) -> Option<AreaKey> {
        Some(AreaKey { code: self.filled(code)?, valid_from: self.date(from)? })
    }

    /// `words` are those that would have been understood here.
    pub(super) fn word<T>(&self, column: &str, found: Option<T>, words: &[&str]) -> Option<T> {
        if found.is_none() {
            let words = words.join(", ");
            self.wrong(column, &format!("phải là một trong: {words}"), &format!("must be one of: {words}"));
        }
        found
    }
}

/// Reads a table line by line with `read`; `file` names it in faults.
pub(super) fn table<T>(
    file: &str,
    text: &str,
    columns: &[&str],
    faults: &mut Vec<Fault>,
    read: impl Fn(&Fields<'_>) -> Option<T>,
) -> Vec<Sourced<T>> {
    let name: Arc<str> = file.into();
    // with CRLF the reader counts the end of a line to the next one, and faults would name the wrong line
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let mut out = Vec::new();
    let fault = |line, vi: String, en: String| Fault {
        code: "CC-AREA-DATA",
        file: file.to_owned(),
        line,
        reason: Text::new(vi, en),
    };
    match reader.headers() {
        Ok(headers) if headers.iter().map(str::trim).eq(columns.iter().copied()) => {}
        _ => {
            let expected = columns.join(",");
            let (vi, en) = (format!("dòng tiêu đề phải là {expected}"), format!("the heading must be {expected}"));
            faults.push(fault(1, vi, en));
            return out;
        }
    }
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(fault(line, format!("không đọc được dòng: {error}"), format!("unreadable line: {error}")));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != columns.len() {
            let (found, expected) = (record.len(), columns.len());
            let vi = format!("có {found} cột, phải có {expected}");
            faults.push(fault(line, vi, format!("{found} fields instead of {expected}")));
            continue;
        }
        let fields = Fields { record: &record, columns, wrong: RefCell::default() };
        let value = read(&fields);
        match (value, fields.wrong.take()) {
            (Some(value), None) => out.push(Sourced { file: name.clone(), line, value }),
            (_, reason) => {
                let reason = reason.unwrap_or_else(|| Text::new("dòng không hợp lệ", "the line is not valid"));
                faults.push(Fault { code: "CC-AREA-DATA", file: file.to_owned(), line, reason });
            }
        }
    }
    out
}

/// Spreadsheets with Vietnamese settings write `;` between fields.
pub(super) fn delimiter(text: &str) -> u8 {
    let heading = text.lines().next().unwrap_or_default();
    if heading.contains(';') && !heading.contains(',') { b';' } else { b',' }
}
