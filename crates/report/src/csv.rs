//! A form as CSV for programs: UTF-8 with BOM (so that Excel reads Vietnamese), one line per row, plain numbers.
//!
//! Headings and footnotes stay on paper. A figure that is not at hand and a share of nothing are empty, never a sign
//! that a program would trip over.

use crate::table::{Cell, Table};
use base::Failure;

/// The bytes of the file.
pub fn write(table: &Table) -> Result<Vec<u8>, Failure> {
    let failure = |error: &dyn std::fmt::Display| {
        Failure::new("CC-REPORT-CSV", format!("không ghi được CSV: {error}"), format!("cannot write the CSV: {error}"))
    };
    let mut writer = csv::WriterBuilder::new().from_writer(b"\xEF\xBB\xBF".to_vec());
    let header = table.paths().into_iter().map(|(path, leaf)| {
        let titles: Vec<&str> = path.into_iter().chain([leaf.title.as_str()]).collect();
        format!("{}: {}", leaf.number(), titles.join(" / "))
    });
    writer.write_record(header).map_err(|error| failure(&error))?;
    let mut above: Vec<String> = Vec::new();
    for row in &table.rows {
        let cells = row.cells.iter().enumerate().map(|(column, cell)| match cell {
            // a program wants the unit's name on each of its lines
            Cell::Above => above.get(column).cloned().unwrap_or_default(),
            cell => plain(cell),
        });
        above = cells.collect();
        writer.write_record(&above).map_err(|error| failure(&error))?;
    }
    writer.into_inner().map_err(|error| failure(&error))
}

fn plain(cell: &Cell) -> String {
    match cell {
        // a spreadsheet runs a text that begins like a formula, even from CSV; the apostrophe is its own escape
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Share(share) => share.percent_for_files().unwrap_or_default(),
        Cell::Unknown(_) | Cell::Empty | Cell::Above | Cell::Left => String::new(),
    }
}
