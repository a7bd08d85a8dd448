//! Reads a file of results. Every row is either a [`Fact`] or a [`Reject`] that names line, column and reason.
//!
//! Knows nothing of folders: the caller brings the bytes and says what the file is called.

mod header;
mod row;

use super::{Fact, Identity};
use crate::area::Areas;
use base::{Failure, Text};
use header::Header;
use std::collections::HashMap;
use std::sync::Arc;

/// The columns of a file of results, in the order in which this program writes them.
pub const COLUMNS: [&str; 12] = [
    "area_code",
    "part",
    "year",
    "measure",
    "value",
    "standard",
    "status",
    "source_kind",
    "decision",
    "source",
    "verified",
    "note",
];

/// A row that cannot be taken, with its first fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Line of the file, the header being line 1.
    pub line: u64,
    /// The column at fault; empty when the row as a whole is.
    pub column: &'static str,
    /// Stable code, `CC-RESULT-…`.
    pub code: &'static str,
    /// What is wrong and what is expected.
    pub message: Text,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// The rows that are facts, in file order.
    pub facts: Vec<Fact>,
    /// The others, in file order.
    pub rejects: Vec<Reject>,
}

/// Reads a file row by row. `Err` when the file as a whole cannot be read: not text, no header, a column missing.
pub fn read(file: &str, bytes: &[u8], areas: &Areas) -> Result<Reading, Failure> {
    let mut reading = rows(file, bytes, areas)?;
    reading.rejects.extend(reading.facts.iter().filter_map(row::impossible));
    reading.facts.retain(|fact| fact.impossible_rate().is_none());
    reading.rejects.sort_by_key(|reject| reject.line);
    Ok(reading)
}

fn rows(file: &str, bytes: &[u8], areas: &Areas) -> Result<Reading, Failure> {
    let text = as_text(file, bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(first) = records.next() else { return Err(empty(file)) };
    let first = first.map_err(|error| broken(file, &error))?;
    let header = Header::read(file, &first)?;

    let name: Arc<str> = Arc::from(file);
    let mut reading = Reading::default();
    let mut seen: HashMap<Identity, u64> = HashMap::new();
    for record in records {
        let record = record.map_err(|error| broken(file, &error))?;
        // spreadsheets leave rows of nothing but separators below the table
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match row::read(&record, &header, areas, &name) {
            Ok(fact) => {
                if let Some(earlier) = seen.get(&fact.identity()) {
                    reading.rejects.push(repeated(fact.line, *earlier));
                } else {
                    seen.insert(fact.identity(), fact.line);
                    reading.facts.push(fact);
                }
            }
            Err(reject) => reading.rejects.push(reject),
        }
    }
    if reading.facts.is_empty() && reading.rejects.is_empty() {
        return Err(empty(file));
    }
    Ok(reading)
}

/// Reads a file in which every row must be good: our own, and batches that were checked when they came in. A rate over
/// 100 % stays as it was published; the checks tell it, and no series takes it up.
pub fn read_strictly(file: &str, bytes: &[u8], areas: &Areas) -> Result<Vec<Fact>, Failure> {
    let reading = rows(file, bytes, areas)?;
    match reading.rejects.into_iter().next() {
        None => Ok(reading.facts),
        Some(reject) => Err(reject.failure(file)),
    }
}

impl Reject {
    /// The same, for a file that must not have any.
    pub fn failure(self, file: &str) -> Failure {
        let place = match self.column {
            "" => format!("{file}:{}", self.line),
            column => format!("{file}:{}, {column}", self.line),
        };
        Failure { code: self.code, message: self.message, place, remedy: Text::new("", "") }
            .remedy("sửa dòng này rồi chạy lại", "mend this row and run again")
    }
}

fn repeated(line: u64, earlier: u64) -> Reject {
    Reject {
        line,
        column: "",
        code: "CC-RESULT-DUPLICATE",
        message: Text::new(
            format!("cùng đơn vị, năm, chỉ tiêu, chuẩn, trạng thái và quyết định với dòng {earlier}"),
            format!("same unit, year, measure, standard, status and decision as line {earlier}"),
        ),
    }
}

fn as_text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    let remedy = |failure: Failure| {
        failure.at(file).remedy(
            "mở tệp và lưu lại dạng “CSV UTF-8 (Comma delimited)”",
            "open the file and save it as “CSV UTF-8 (Comma delimited)”",
        )
    };
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(remedy(Failure::new(
            "CC-RESULT-FORMAT",
            "đây là bảng tính XLSX, không phải CSV",
            "this is an XLSX workbook, not CSV",
        )));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| {
        remedy(Failure::new("CC-RESULT-FORMAT", "tệp không phải văn bản UTF-8", "the file is not UTF-8 text"))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Vietnamese spreadsheets separate by `;` because the comma is their decimal sign.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let count = |sign: char| header.chars().filter(|c| *c == sign).count();
    if count(';') > count(',') { b';' } else { b',' }
}

fn empty(file: &str) -> Failure {
    Failure::new("CC-RESULT-EMPTY", "tệp không có dòng số liệu nào", "the file holds no row of figures")
        .at(file)
        .remedy(
            "lấy mẫu bằng `cancau import --template results --output mau.csv`",
            "get the template with `cancau import --template results --output template.csv`",
        )
}

fn broken(file: &str, error: &csv::Error) -> Failure {
    Failure::new("CC-RESULT-FORMAT", format!("CSV hỏng: {error}"), format!("broken CSV: {error}")).at(file)
}

#[cfg(test)]
mod tests;
