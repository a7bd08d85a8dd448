//! A plain list as a spreadsheet or as CSV, row by row: for what is on a screen, not for statutory forms.

use base::Failure;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::Write;

/// A cell of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Words; what begins with = + - @ stays words.
    Text(String),
    /// A number.
    Number(i64),
    /// Nothing.
    Empty,
}

impl Item {
    /// A number that may be missing.
    pub fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// A spreadsheet that grows row by row; rows written are not kept in memory.
pub struct Sheet {
    workbook: Workbook,
    next: u32,
}

impl Sheet {
    /// A sheet with its notes above the headings.
    pub fn new(name: &str, notes: &[String], headings: &[String]) -> Result<Self, Failure> {
        let mut sheet = Self { workbook: Workbook::new(), next: 0 };
        sheet.begin(name, notes, headings).map_err(|error| unwritable(&error))?;
        Ok(sheet)
    }

    /// Adds a row.
    pub fn row(&mut self, items: &[Item]) -> Result<(), Failure> {
        self.write(items).map_err(|error| unwritable(&error))
    }

    /// The file.
    pub fn finish(mut self) -> Result<Vec<u8>, Failure> {
        self.workbook.save_to_buffer().map_err(|error| unwritable(&error))
    }

    fn begin(&mut self, name: &str, notes: &[String], headings: &[String]) -> Result<(), XlsxError> {
        let font = Format::new().set_font_name("Times New Roman");
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        for (column, heading) in (0..).zip(headings) {
            sheet.set_column_width(
                column,
                (f64::from(u16::try_from(heading.chars().count()).unwrap_or(40)) + 4.0).max(12.0),
            )?;
        }
        for note in notes {
            sheet.write_string_with_format(self.next, 0, note, &font.clone().set_italic())?;
            self.next += 1;
        }
        for (column, heading) in (0..).zip(headings) {
            sheet.write_string_with_format(self.next, column, heading, &font.clone().set_bold().set_text_wrap())?;
        }
        sheet.set_repeat_rows(self.next, self.next)?;
        self.next += 1;
        sheet.set_freeze_panes(self.next, 1)?;
        Ok(())
    }

    fn write(&mut self, items: &[Item]) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, item) in (0..).zip(items) {
            match item {
                Item::Text(text) => {
                    sheet.write_string(self.next, column, text)?;
                }
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a spreadsheet knows no other numbers; đồng fit exactly"
                )]
                Item::Number(number) => {
                    sheet.write_number(self.next, column, *number as f64)?;
                }
                Item::Empty => {}
            }
        }
        self.next += 1;
        Ok(())
    }
}

/// Writes a line of CSV. A text that a spreadsheet would take for a formula is kept from it with an apostrophe.
pub fn csv_line(out: &mut dyn Write, items: &[Item]) -> std::io::Result<()> {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        match item {
            Item::Text(text) => {
                let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
                write!(out, "\"{guard}{}\"", text.replace('"', "\"\""))?;
            }
            Item::Number(number) => write!(out, "{number}")?,
            Item::Empty => {}
        }
    }
    out.write_all(b"\r\n")
}

/// What a spreadsheet program needs at the head of a CSV to read Vietnamese.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

pub(crate) fn unwritable(error: &XlsxError) -> Failure {
    Failure::new(
        "CC-XLSX-WRITE",
        format!("không ghi được bảng tính: {error}"),
        format!("cannot write the spreadsheet: {error}"),
    )
    .remedy("kiểm tra ổ đĩa và thử lại", "check the disk and try again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_csv_keeps_quotes_and_disarms_formulas() {
        let mut out = Vec::new();
        let items = [Item::text("Hồ \"An\", B"), Item::text("=1+1"), Item::Number(-5), Item::Empty];
        csv_line(&mut out, &items).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"Hồ \"\"An\"\", B\",\"'=1+1\",-5,\r\n");
    }
}
