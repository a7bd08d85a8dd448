//! What can be wrong with a household. Each code is stable; a fault is a [`Failure`] whose place is a cell.

use super::cell::column_letters;
use base::Failure;

/// Every code a rejected household can carry.
pub const CODES: [&str; 30] = [
    "CC-REVIEW-NAME-MISSING",
    "CC-REVIEW-CLASS-MISSING",
    "CC-REVIEW-COMMUNE-MISSING",
    "CC-REVIEW-COMMUNE-UNKNOWN",
    "CC-REVIEW-COMMUNE-AMBIGUOUS",
    "CC-REVIEW-COMMUNE-SPLIT",
    "CC-REVIEW-COMMUNE-OUTSIDE",
    "CC-REVIEW-COMMUNE-CODE",
    "CC-REVIEW-AREA-KIND",
    "CC-REVIEW-CLASS",
    "CC-REVIEW-CLASS-AGAINST-POINTS",
    "CC-REVIEW-RELATION",
    "CC-REVIEW-HEAD-MISSING",
    "CC-REVIEW-TWO-HEADS",
    "CC-REVIEW-SEX",
    "CC-REVIEW-BIRTH",
    "CC-REVIEW-AGE",
    "CC-REVIEW-CCCD",
    "CC-REVIEW-ETHNIC",
    "CC-REVIEW-B1",
    "CC-REVIEW-B2",
    "CC-REVIEW-INCOME",
    "CC-REVIEW-MEMBERS",
    "CC-REVIEW-MARK",
    "CC-REVIEW-CAUSE",
    "CC-REVIEW-DATE",
    "CC-REVIEW-ROWS-DISAGREE",
    "CC-REVIEW-DUPLICATE",
    "CC-REVIEW-FORMULA",
    "CC-REVIEW-EXAMPLE",
];

pub(super) fn fault(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Failure {
    Failure::new(code, vi, en)
}

/// `DANH SÁCH!C12`, as a spreadsheet names a cell; without a column the row.
pub(super) fn place(sheet: &str, row: u32, column: Option<usize>) -> String {
    match column {
        Some(column) => format!("{sheet}!{}{row}", column_letters(column)),
        None => format!("{sheet}!{row}"),
    }
}
