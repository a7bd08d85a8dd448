//! A form as a spreadsheet: real numbers, live formulas with their results, laid out for the printer.
//!
//! Everything that is text is written as text, so that a name beginning with “=” is a name. The same table and day
//! give the same bytes.

mod formula;
mod page;
mod style;

use crate::table::{Cell, Kind, Rule, Table};
use base::Failure;
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;
use style::Styles;

/// The bytes of the workbook. `created` goes into its properties.
pub fn write(table: &Table, created: Date) -> Result<Vec<u8>, Failure> {
    workbook(table, created).map_err(|error| {
        Failure::new(
            "CC-REPORT-XLSX",
            format!("không ghi được bảng tính: {error}"),
            format!("cannot write the spreadsheet: {error}"),
        )
    })
}

fn workbook(table: &Table, created: Date) -> Result<Vec<u8>, XlsxError> {
    let part = |part: i8| u8::try_from(part).unwrap_or(1);
    let year = u16::try_from(created.year()).unwrap_or(1900);
    let day = ExcelDateTime::from_ymd(year, part(created.month()), part(created.day()))?;
    let mut workbook = Workbook::new();
    // widths count in digits of the default font; the usual Calibri is missing on many machines, and a wider stand-in
    // would not fit the paper
    workbook.set_default_format(&style::default(), 20, 64)?;
    workbook.set_properties(&DocProperties::new().set_title(table.title.as_str()).set_creation_datetime(&day));
    let mut form = Form {
        table,
        kinds: table.leaves().into_iter().map(|leaf| leaf.kind).collect(),
        rules: (0..table.leaves().len()).map(|column| table.rule(column)).collect(),
        sheet: Worksheet::new(),
        styles: Styles::new(),
        widths: page::widths(table),
        last: index16(table.leaves().len()).saturating_sub(1),
        body: 0,
        heights: BTreeMap::new(),
    };
    form.sheet.set_name(format!("Biểu {}", table.number))?;
    form.fill()?;
    workbook.push_worksheet(form.sheet);
    workbook.save_to_buffer()
}

/// A sheet in the making.
struct Form<'a> {
    table: &'a Table,
    /// Kinds and rules of the columns, read once: rosters have many rows.
    kinds: Vec<Kind>,
    rules: Vec<Option<Rule>>,
    sheet: Worksheet,
    styles: Styles,
    /// Width of each column in characters.
    widths: Vec<f64>,
    /// Index of the last column.
    last: u16,
    /// Sheet row of the first row of the body.
    body: u32,
    /// Heights of rows in points.
    heights: BTreeMap<u32, f64>,
}

impl Form<'_> {
    fn fill(&mut self) -> Result<(), XlsxError> {
        for (column, width) in self.widths.iter().enumerate() {
            self.sheet.set_column_width(index16(column), *width)?;
        }
        let header = self.heading()?;
        self.body = self.header(header)?;
        for row in 0..self.table.rows.len() {
            self.body_row(row)?;
        }
        let end = self.body + index32(self.table.rows.len());
        let signatures = self.foot(end)?;
        self.page(header)?;
        self.breaks(header, end, signatures)
    }

    fn height(&mut self, row: u32, height: f64) -> Result<(), XlsxError> {
        self.heights.insert(row, height);
        self.sheet.set_row_height(row, height)?;
        Ok(())
    }

    /// The merged titles and the line of numbers; the first row of the body.
    fn header(&mut self, top: u32) -> Result<u32, XlsxError> {
        let (depth, cells) = self.table.header();
        let mut heights = vec![17.0_f64; depth];
        // cells of one row first: a tall cell only needs what its rows do not give already
        for tall in [false, true] {
            for cell in cells.iter().filter(|cell| (cell.rows > 1) == tall) {
                let width = self.widths[cell.column..cell.column + cell.columns].iter().sum();
                let need = page::height(&cell.title, width, style::HEADER_SIZE, true) + 3.0;
                let rows = &mut heights[cell.row..cell.row + cell.rows];
                let missing = need - rows.iter().sum::<f64>();
                if let Some(last) = rows.last_mut().filter(|_| missing > 0.0) {
                    *last += missing;
                }
            }
        }
        for (row, height) in heights.into_iter().enumerate() {
            self.height(top + index32(row), height)?;
        }
        for cell in &cells {
            let (row, column) = (top + index32(cell.row), index16(cell.column));
            let (bottom, right) = (row + index32(cell.rows) - 1, column + index16(cell.columns) - 1);
            let format = self.styles.header.clone();
            self.text(row, column, bottom, right, &cell.title, &format)?;
        }
        let labels = top + index32(depth);
        let mut height = 13.0_f64;
        for (column, leaf) in self.table.leaves().into_iter().enumerate() {
            let format = &self.styles.label;
            self.sheet.write_string_with_format(labels, index16(column), leaf.label.as_str(), format)?;
            height = height.max(page::height(&leaf.label, self.widths[column], style::LABEL_SIZE, false));
        }
        self.height(labels, height)?;
        Ok(labels + 1)
    }

    fn body_row(&mut self, index: usize) -> Result<(), XlsxError> {
        let row = &self.table.rows[index];
        let at = self.body + index32(index);
        let mut height = 15.0_f64;
        for (column, cell) in row.cells.iter().enumerate() {
            let Some((rows, columns)) = self.table.span(index, column) else { continue };
            let bold = row.level.is_bold();
            let kind = if columns > 1 { Kind::Text } else { self.kinds[column] };
            let format = self.styles.body(kind, cell, bold).clone();
            let left = index16(column);
            let words = cell.print();
            if !matches!(cell, Cell::Count(_) | Cell::Share(_)) {
                let width: f64 = self.widths[column..column + columns].iter().sum();
                let need = page::height(&words, width, style::BODY_SIZE, bold);
                height = height.max(if rows > 1 { need / 2.0 } else { need });
            }
            match formula::of(self.table, &self.rules, index, column, self.body) {
                Some((formula, result)) => {
                    let formula = Formula::new(formula).set_result(result);
                    self.sheet.write_formula_with_format(at, left, formula, &format)?;
                }
                None => match cell {
                    Cell::Count(count) => {
                        self.sheet.write_number_with_format(at, left, number(*count), &format)?;
                    }
                    Cell::Share(share) => match share.hundredths_of_percent() {
                        Some(hundredths) => {
                            self.sheet.write_number_with_format(at, left, number(hundredths) / 100.0, &format)?;
                        }
                        None => self.text(at, left, at, left, &words, &format)?,
                    },
                    _ => {
                        let (bottom, right) = (at + index32(rows) - 1, left + index16(columns) - 1);
                        self.text(at, left, bottom, right, &words, &format)?;
                    }
                },
            }
        }
        self.height(at, height)
    }

    /// Writes text over one or several cells.
    fn text(
        &mut self,
        row: u32,
        column: u16,
        bottom: u32,
        right: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if (row, column) == (bottom, right) {
            self.sheet.write_string_with_format(row, column, text, format)?;
        } else {
            // merge_range writes a string cell, never a formula
            self.sheet.merge_range(row, column, bottom, right, text, format)?;
        }
        Ok(())
    }
}

/// A count at the border of the file format, whose numbers are floats. Exact below 2^53.
fn number(count: u64) -> f64 {
    // through text, because a cast may round silently and clippy is right to mind
    count.to_string().parse().unwrap_or(f64::MAX)
}

/// An index of a row of the sheet.
fn index32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// An index of a column of the sheet.
fn index16(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
