//! Rejected households as a spreadsheet: the columns they came in, and why, in the last column. Mended, it can be
//! imported as it is: titles and headings are those of the original, and the two added columns are known and unread.

use super::cell::{Cell, Kind};
use super::survey::{Preview, SheetPlan};
use super::{Field, Rejected, Row};
use crate::OutputFile;
use base::{Failure, Lang};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::path::Path;
use vntext::legacy::{Encoding, decode};

/// The file of rejects. Rows are written as they come; the file appears when it is finished.
pub struct RejectsBook {
    workbook: Workbook,
    plans: Vec<SheetPlan>,
    /// Next free row and last village heading of each sheet.
    next: Vec<(u32, String)>,
    encodings: Vec<Encoding>,
    reason: Format,
}

impl RejectsBook {
    /// A book with the titles and headings of the sheets that are read.
    pub fn new(preview: &Preview) -> Result<Self, Failure> {
        let mut book = Self {
            workbook: Workbook::new(),
            plans: preview.sheets.clone(),
            next: Vec::new(),
            encodings: preview.sheets.iter().map(|plan| plan.heading_encoding).collect(),
            reason: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        };
        for at in 0..book.plans.len() {
            book.top(at).map_err(|error| unwritable(&error))?;
        }
        Ok(book)
    }

    /// Adds a household with its reasons.
    pub fn add(&mut self, rejected: &Rejected) -> Result<(), Failure> {
        let Some(at) = self.plans.iter().position(|plan| plan.index == rejected.sheet) else { return Ok(()) };
        self.household(at, rejected).map_err(|error| unwritable(&error))
    }

    /// Writes the file, whole or not at all.
    pub fn finish(mut self, destination: &Path) -> Result<(), Failure> {
        let bytes = self.workbook.save_to_buffer().map_err(|error| unwritable(&error))?;
        let mut output = OutputFile::create(destination)?;
        output.write(&bytes)?;
        output.commit()
    }

    fn top(&mut self, at: usize) -> Result<(), XlsxError> {
        let (plan, encoding) = (&self.plans[at], self.encodings[at]);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(&plan.name, at))?;
        let width = plan.mapping.columns.len();
        sheet.set_column_width(column(width), 24)?.set_column_width(column(width + 1), 80)?;
        let mut row = 0;
        for (line, source) in plan.top.iter().enumerate() {
            for (place, cell) in source.cells.iter().enumerate() {
                write(sheet, row, place, cell, encoding, None)?;
            }
            if line + 1 == plan.top.len() {
                let bold = Format::new().set_bold();
                sheet.write_string_with_format(row, column(width), "Mã lỗi", &bold)?;
                sheet.write_string_with_format(row, column(width + 1), "Lý do từ chối", &bold)?;
            }
            row += 1;
        }
        self.next.push((row, String::new()));
        Ok(())
    }

    fn household(&mut self, at: usize, rejected: &Rejected) -> Result<(), XlsxError> {
        let plan = &self.plans[at];
        let sheet = self.workbook.worksheet_from_index(at)?;
        let (next, village) = &mut self.next[at];
        if plan.column(Field::Village).is_none() && rejected.village != *village {
            sheet.write_string(*next, 0, &rejected.village)?;
            village.clone_from(&rejected.village);
            *next += 1;
        }
        let width = plan.mapping.columns.len();
        for (line, row) in rejected.rows.iter().enumerate() {
            for (place, cell) in row.cells.iter().enumerate() {
                let known = plan.mapping.columns.get(place);
                let encoding = known.map_or(Encoding::Unicode, |column| column.encoding);
                write(sheet, *next, place, cell, encoding, known.and_then(|column| column.field))?;
            }
            let (codes, reasons) = told(rejected, row, line);
            sheet.write_string(*next, column(width), codes)?;
            sheet.write_string_with_format(*next, column(width + 1), reasons, &self.reason)?;
            *next += 1;
        }
        Ok(())
    }
}

/// All reasons on the first row of a household, on the others what is wrong with themselves.
fn told(rejected: &Rejected, row: &Row, line: usize) -> (String, String) {
    let own = |failure: &&Failure| {
        let digits = failure.place.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        line == 0 || digits == row.number.to_string()
    };
    let mut codes: Vec<&str> = Vec::new();
    let mut reasons: Vec<String> = Vec::new();
    for failure in rejected.faults.iter().filter(own) {
        if !codes.contains(&failure.code) {
            codes.push(failure.code);
        }
        let (message, remedy) = (failure.message.get(Lang::Vi), failure.remedy.get(Lang::Vi));
        reasons.push(format!("{} (ô gốc {}): {remedy}", message, failure.place));
    }
    if reasons.is_empty() {
        reasons.push("cùng hộ với dòng bị lỗi ở trên".to_owned());
    }
    (codes.join(", "), reasons.join("; "))
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    place: usize,
    cell: &Cell,
    encoding: Encoding,
    field: Option<Field>,
) -> Result<(), XlsxError> {
    let text = match cell.kind {
        Kind::Empty => return Ok(()),
        // digits that are no quantity keep every one of them
        Kind::Number if !matches!(field, Some(Field::Cccd | Field::Code | Field::CommuneCode)) => {
            if let Ok(number) = cell.text.parse::<f64>() {
                sheet.write_number(row, column(place), number)?;
                return Ok(());
            }
            cell.text.clone()
        }
        Kind::Number if field == Some(Field::Cccd) && (10..12).contains(&cell.text.len()) => {
            format!("{:0>12}", cell.text)
        }
        Kind::Date => vntext::dates::parse(&cell.text).map_or(cell.text.clone(), vntext::dates::Partial::short),
        _ => vntext::nfc(&decode(&cell.text, encoding)),
    };
    // a text that begins with = + - @ stays a text
    let text: String = text.chars().take(32_000).collect();
    sheet.write_string(row, column(place), text)?;
    Ok(())
}

fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// A name that a spreadsheet accepts and that no other sheet has.
fn sheet_name(name: &str, at: usize) -> String {
    let plain: String =
        name.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'')).take(28).collect();
    let plain = plain.trim().to_owned();
    if plain.is_empty() {
        format!("Bảng {}", at + 1)
    } else if plain == name {
        plain
    } else {
        format!("{plain} {}", at + 1)
    }
}

fn unwritable(error: &XlsxError) -> Failure {
    Failure::new(
        "CC-XLSX-WRITE",
        format!("không ghi được bảng tính: {error}"),
        format!("cannot write the spreadsheet: {error}"),
    )
    .remedy("kiểm tra ổ đĩa và thử lại", "check the disk and try again")
}
