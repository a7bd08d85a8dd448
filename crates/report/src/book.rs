//! Several plain tables as one spreadsheet: numbers as numbers with the digits they have, days as days, sources beside them.

use crate::list::unwritable;
use base::{Failure, Number};
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Paper sizes as spreadsheets number them.
const A4: u8 = 9;
const A3: u8 = 8;
/// Characters side by side that are still read on A4.
const WIDEST_A4: u32 = 160;
/// Height of a line, in points.
const LINE: u16 = 15;
/// More lines than a spreadsheet can make a row high.
const MOST_LINES: usize = 26;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookCell {
    /// Words; what begins with = + - @ stays words.
    Text(String),
    /// A number with the digits to be shown.
    Number(Number),
    /// A day.
    Day(Date),
    /// Nothing.
    Empty,
}

impl BookCell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number that may be missing.
    pub fn number(number: Option<Number>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// A day that may be missing.
    pub fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

/// A column: its heading and its width in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookColumn {
    /// Heading.
    pub heading: String,
    /// Width.
    pub width: u16,
}

/// One table on a sheet of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookSheet {
    /// Name of the sheet, at most 31 letters.
    pub name: String,
    /// Title above the table.
    pub title: String,
    /// Lines under the title: as of which day, what is made up.
    pub notes: Vec<String>,
    /// Columns.
    pub columns: Vec<BookColumn>,
    /// Rows, each with a cell for every column.
    pub rows: Vec<Vec<BookCell>>,
}

/// The file.
pub fn write_book(sheets: &[BookSheet]) -> Result<Vec<u8>, Failure> {
    let mut workbook = Workbook::new();
    let done = sheets.iter().try_for_each(|sheet| write(workbook.add_worksheet(), sheet));
    done.and_then(|()| workbook.save_to_buffer()).map_err(|error| unwritable(&error))
}

fn write(page: &mut Worksheet, sheet: &BookSheet) -> Result<(), XlsxError> {
    let font = Format::new().set_font_name("Times New Roman").set_font_size(11).set_align(FormatAlign::Top);
    let line = font.clone().set_border(FormatBorder::Thin);
    page.set_name(&sheet.name)?;
    let wide: u32 = sheet.columns.iter().map(|column| u32::from(column.width)).sum();
    let paper = if wide > WIDEST_A4 { A3 } else { A4 };
    page.set_landscape().set_paper_size(paper).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.5, 0.2, 0.2);
    page.write_string_with_format(0, 0, &sheet.title, &font.clone().set_bold().set_font_size(14))?;
    let mut next = 1;
    for note in &sheet.notes {
        page.write_string_with_format(next, 0, note, &font.clone().set_italic())?;
        next += 1;
    }
    next += 1;
    let head = line.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    for (column, one) in (0..).zip(&sheet.columns) {
        page.set_column_width(column, one.width)?;
        page.write_string_with_format(next, column, &one.heading, &head)?;
    }
    page.set_repeat_rows(next, next)?;
    page.set_freeze_panes(next + 1, 1)?;
    for row in &sheet.rows {
        next += 1;
        // spreadsheets do not make a row as high as its words until somebody touches it
        let lines = row.iter().zip(&sheet.columns).map(|(cell, column)| lines(cell, column.width)).max().unwrap_or(1);
        page.set_row_height(next, LINE * lines)?;
        for (column, cell) in (0..).zip(row) {
            write_cell(page, next, column, cell, &line)?;
        }
    }
    Ok(())
}

/// How many lines a cell takes in a column so many characters wide.
fn lines(cell: &BookCell, width: u16) -> u16 {
    let BookCell::Text(text) = cell else { return 1 };
    let per_line = usize::from(width.max(4)) - 2;
    let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(per_line).max(1)).sum();
    u16::try_from(lines.clamp(1, MOST_LINES)).unwrap_or(1)
}

fn write_cell(page: &mut Worksheet, row: u32, column: u16, cell: &BookCell, line: &Format) -> Result<(), XlsxError> {
    match cell {
        BookCell::Text(text) => page.write_string_with_format(row, column, text, &line.clone().set_text_wrap())?,
        BookCell::Number(number) => {
            let decimals =
                if number.scale == 0 { String::new() } else { format!(".{}", "0".repeat(number.scale.into())) };
            let format = line.clone().set_num_format(format!("#,##0{decimals}"));
            page.write_number_with_format(row, column, float(*number), &format)?
        }
        BookCell::Day(day) => {
            let (year, month, date) = (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
            let format = line.clone().set_num_format("dd/mm/yyyy");
            match ExcelDateTime::from_ymd(year, month, date) {
                Ok(moment) => page.write_datetime_with_format(row, column, &moment, &format)?,
                // spreadsheets know no days before 1900
                Err(_) => page.write_string_with_format(row, column, day.to_string(), line)?,
            }
        }
        BookCell::Empty => page.write_blank(row, column, line)?,
    };
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a spreadsheet knows no other numbers; figures of texts fit exactly")]
fn float(number: Number) -> f64 {
    number.digits as f64 / 10f64.powi(i32::from(number.scale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader};
    use jiff::civil::date;

    #[test]
    fn numbers_days_and_words_come_back_as_what_they_are() {
        let column = |heading: &str| BookColumn { heading: heading.to_owned(), width: 12 };
        let sheet = BookSheet {
            name: "Chỉ tiêu".to_owned(),
            title: "Tiêu đề".to_owned(),
            notes: vec!["ghi chú".to_owned()],
            columns: vec![column("a"), column("b"), column("c")],
            rows: vec![vec![
                BookCell::text("=1+1"),
                BookCell::Number(Number { digits: 47_765, scale: 1 }),
                BookCell::Day(date(2024, 12, 31)),
            ]],
        };
        let bytes = write_book(&[sheet]).unwrap();
        let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("Chỉ tiêu").unwrap();
        let row = range.rows().next_back().unwrap();
        assert_eq!((&row[0], &row[1]), (&Data::String("=1+1".into()), &Data::Float(4776.5)));
        assert!(matches!(row[2], Data::DateTime(_)), "{:?}", row[2]);
    }
}
