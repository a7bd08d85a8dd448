//! The header: columns by name, in any order.

use super::COLUMNS;
use base::Failure;

/// Columns a file may leave out; their cells then count as empty.
const OPTIONAL: [&str; 4] = ["part", "decision", "verified", "note"];

/// Where each known column stands.
pub(super) struct Header {
    positions: [Option<usize>; COLUMNS.len()],
    width: usize,
}

impl Header {
    /// Refuses unknown, repeated and missing columns: a misspelt one would otherwise be ignored in silence.
    pub(super) fn read(file: &str, record: &csv::StringRecord) -> Result<Self, Failure> {
        let mut positions = [None; COLUMNS.len()];
        for (place, cell) in record.iter().enumerate() {
            let name = cell.trim();
            let Some(index) = COLUMNS.iter().position(|column| *column == name) else {
                return Err(fault(
                    file,
                    &format!("không có cột nào tên “{name}”"),
                    &format!("there is no column named “{name}”"),
                ));
            };
            if positions[index].replace(place).is_some() {
                return Err(fault(
                    file,
                    &format!("cột “{name}” có hai lần"),
                    &format!("column “{name}” appears twice"),
                ));
            }
        }
        let missing: Vec<&str> = COLUMNS
            .iter()
            .zip(&positions)
            .filter(|(column, position)| position.is_none() && !OPTIONAL.contains(column))
            .map(|(column, _)| *column)
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            return Err(fault(file, &format!("thiếu cột: {missing}"), &format!("missing columns: {missing}")));
        }
        Ok(Self { positions, width: record.len() })
    }

    /// How many cells a row must have.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The cell of a column, without surrounding blanks; empty when the column was left out.
    pub(super) fn cell<'r>(&self, record: &'r csv::StringRecord, column: &str) -> &'r str {
        let index = COLUMNS.iter().position(|known| *known == column);
        index.and_then(|index| self.positions[index]).and_then(|place| record.get(place)).map_or("", str::trim)
    }
}

fn fault(file: &str, vi: &str, en: &str) -> Failure {
    let columns = COLUMNS.join(",");
    Failure::new("CC-RESULT-HEADER", vi, en)
        .at(format!("{file}:1"))
        .remedy(format!("dòng đầu phải là: {columns}"), format!("the first line must read: {columns}"))
}
