//! One row → one fact.

use super::super::{Decimal, Fact, Measure, Part, SourceKind, Status, Value, Verified};
use super::{Header, Reject};
use crate::area::Areas;
use base::{AreaKey, Text, year_end};
use std::sync::Arc;

/// Results of reviews begin with the first national poverty lines.
const FIRST_YEAR: i16 = 1993;
const LAST_YEAR: i16 = 2100;

pub(super) fn read(
    record: &csv::StringRecord,
    header: &Header,
    areas: &Areas,
    file: &Arc<str>,
) -> Result<Fact, Reject> {
    let line = record.position().map_or(0, csv::Position::line);
    let fault = |column: &'static str, code: &'static str, vi: String, en: String| Reject {
        line,
        column,
        code,
        message: Text::new(vi, en),
    };
    if record.len() != header.width() {
        let (got, want) = (record.len(), header.width());
        return Err(fault(
            "",
            "CC-RESULT-COLUMNS",
            format!("dòng có {got} ô, dòng đầu có {want} cột"),
            format!("the row has {got} cells, the header {want} columns"),
        ));
    }
    let cell = |column| header.cell(record, column);
    let word = |column: &'static str, code: &'static str, words: &str| {
        let text = cell(column);
        fault(
            column,
            code,
            format!("“{text}” không thuộc các giá trị: {words}"),
            format!("“{text}” is not one of: {words}"),
        )
    };

    let year = year(cell("year")).ok_or_else(|| {
        let text = cell("year");
        fault(
            "year",
            "CC-RESULT-YEAR",
            format!("“{text}” không phải là năm từ {FIRST_YEAR} đến {LAST_YEAR}"),
            format!("“{text}” is not a year from {FIRST_YEAR} to {LAST_YEAR}"),
        )
    })?;
    let area = area(cell("area_code"), year, areas).map_err(|message| Reject {
        line,
        column: "area_code",
        code: "CC-RESULT-AREA",
        message,
    })?;
    let part = Part::from_word(cell("part")).ok_or_else(|| word("part", "CC-RESULT-PART", &Part::WORDS.join(" ")))?;
    let measure = Measure::from_word(cell("measure")).ok_or_else(|| {
        word("measure", "CC-RESULT-MEASURE", &Measure::all().map(Measure::word).collect::<Vec<_>>().join(" "))
    })?;
    let value = value(measure, cell("value")).map_err(|message| Reject {
        line,
        column: "value",
        code: "CC-RESULT-VALUE",
        message,
    })?;
    let standard = cell("standard");
    if !is_identifier(standard) {
        return Err(fault(
            "standard",
            "CC-RESULT-STANDARD",
            format!("“{standard}” không phải là mã chuẩn nghèo, ví dụ vn-2022"),
            format!("“{standard}” is not the id of a poverty standard, for example vn-2022"),
        ));
    }
    let status = Status::from_word(cell("status"))
        .ok_or_else(|| word("status", "CC-RESULT-STATUS", &Status::WORDS.join(" ")))?;
    let source_kind = SourceKind::from_word(cell("source_kind"))
        .ok_or_else(|| word("source_kind", "CC-RESULT-KIND", &SourceKind::WORDS.join(" ")))?;
    let verified = match cell("verified") {
        "" => Verified::Unverified,
        text => Verified::from_word(text)
            .ok_or_else(|| word("verified", "CC-RESULT-VERIFIED", &Verified::WORDS.join(" ")))?,
    };
    let source = cell("source");
    if source.is_empty() {
        return Err(fault(
            "source",
            "CC-RESULT-SOURCE",
            "phải ghi nguồn của số liệu".to_owned(),
            "the source of the figure must be named".to_owned(),
        ));
    }
    Ok(Fact {
        area,
        part,
        year,
        measure,
        value,
        standard: Arc::from(standard),
        status,
        source_kind,
        decision: cell("decision").to_owned(),
        source: source.to_owned(),
        verified,
        note: cell("note").to_owned(),
        file: Arc::clone(file),
        line,
    })
}

fn year(text: &str) -> Option<i16> {
    let year = (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())??;
    (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(year)
}

/// A code says which unit only together with the day on which it is read: the last of the year.
fn area(code: &str, year: i16, areas: &Areas) -> Result<AreaKey, Text> {
    let day = year_end(year);
    if let Some(unit) = areas.at(code, day) {
        return Ok(unit.key.clone());
    }
    // Excel turns 01 into 1
    let padded = (1..=4)
        .map(|zeros| format!("{}{code}", "0".repeat(zeros)))
        .find(|padded| matches!(padded.len(), 2 | 3 | 5) && areas.at(padded, day).is_some());
    Err(match padded {
        Some(padded) if code.bytes().all(|b| b.is_ascii_digit()) => Text::new(
            format!("mã “{code}” mất số 0 ở đầu; có phải là “{padded}”?"),
            format!("code “{code}” has lost its leading zeros; is it “{padded}”?"),
        ),
        _ => Text::new(
            format!("ngày 31/12/{year} không có đơn vị nào mang mã “{code}”"),
            format!("on {day} no unit has the code “{code}”"),
        ),
    })
}

fn value(measure: Measure, text: &str) -> Result<Value, Text> {
    if measure.is_count() {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        return plain.then(|| text.parse().ok()).flatten().map(Value::Count).ok_or_else(|| {
            Text::new(
                format!("“{text}” không phải là số nguyên không âm; viết liền, không dấu phân cách"),
                format!("“{text}” is not a whole number of zero or more; write it without separators"),
            )
        });
    }
    let printed = Decimal::parse(text).ok_or_else(|| {
        Text::new(
            format!("“{text}” không phải là số thập phân; dùng dấu chấm, ví dụ 2.93"),
            format!("“{text}” is not a decimal number; write a point, for example 2.93"),
        )
    })?;
    Ok(Value::Printed(printed))
}

/// Whether a fact states what cannot be: nobody enters it anew, but what is published stays as it was published.
pub(super) fn impossible(fact: &Fact) -> Option<Reject> {
    let rate = fact.impossible_rate()?;
    Some(Reject {
        line: fact.line,
        column: "value",
        code: "CC-RESULT-VALUE",
        message: Text::new(
            format!("tỷ lệ {} % lớn hơn 100 %, không thể có", rate.vietnamese()),
            format!("a rate of {rate} % is over 100 %, which cannot be"),
        ),
    })
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && text.len() <= 40
}
