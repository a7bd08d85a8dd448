//! The sheet on paper: heading, foot, widths, heights, printer settings.

use super::{Form, index16, index32, style};
use crate::table::{COUNTRY, Cell, Kind, MOTTO, Paper, RowLevel, Table, UNVERIFIED};
use rust_xlsxwriter::{Format, XlsxError};

/// Characters of width that fill the paper at full size.
const A4_WIDTH: f64 = 126.0;
const A3_WIDTH: f64 = 186.0;
/// Millimetres per inch: the format counts margins in inches.
const INCH: f64 = 25.4;
/// Points per millimetre: the format counts heights in points.
const MILLIMETRE: f64 = 72.0 / INCH;
/// Margins in millimetres.
const LEFT: f64 = 20.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 15.0;
const BOTTOM: f64 = 17.0;
/// Rows of the signatures.
const SIGNATURE_ROWS: u32 = 4;
/// Height of a row that nobody set.
const DEFAULT_HEIGHT: f64 = 15.0;
/// Page breaks that a sheet may have.
const MOST_BREAKS: usize = 1023;
/// Part of the page's height that we count on: programs and printers differ a little.
const SURE: f64 = 0.96;

/// Column widths, stretched so that a narrow form fills its paper; a wide one is scaled down by the printer.
pub(super) fn widths(table: &Table) -> Vec<f64> {
    let leaves = table.leaves().into_iter().enumerate();
    let wish = |(column, leaf): (usize, &crate::table::Leaf)| {
        // a number that does not fit prints as a row of #
        let numbers = table.rows.iter().filter_map(|row| match row.cells.get(column) {
            Some(cell @ (Cell::Count(_) | Cell::Share(_))) => Some(number_width(&cell.print())),
            _ => None,
        });
        numbers.fold(f64::from(leaf.width), f64::max)
    };
    let wishes: Vec<f64> = leaves.map(wish).collect();
    let stretch = (paper_width(table) / wishes.iter().sum::<f64>()).max(1.0);
    wishes.into_iter().map(|wish| wish * stretch).collect()
}

fn paper_width(table: &Table) -> f64 {
    match table.paper() {
        Paper::A4 => A4_WIDTH,
        Paper::A3 => A3_WIDTH,
    }
}

/// Width of a printed number at the size of the body, with room on both sides.
fn number_width(number: &str) -> f64 {
    2.0 + number.chars().map(|sign| if sign.is_ascii_digit() { 1.06 } else { 0.55 }).sum::<f64>()
}

/// Height in points that a text needs in a column: spreadsheets do not fit the height of merged cells themselves.
pub(super) fn height(text: &str, width: f64, size: f64, bold: bool) -> f64 {
    // a character of Times is narrower than the digit that widths are counted in; bold takes a little back
    let room = width * 12.4 / size * if bold { 0.95 } else { 1.0 };
    let mut lines = 1.0;
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let length = word.chars().map(|_| 1.0).sum::<f64>();
        let space = if used > 0.0 { 1.0 } else { 0.0 };
        if used + space + length <= room {
            used += space + length;
        } else {
            if used > 0.0 {
                lines += 1.0;
            }
            // a word longer than the column is broken
            let mut rest = length;
            while rest > room {
                lines += 1.0;
                rest -= room;
            }
            used = rest;
        }
    }
    lines * (size * 1.22) + 2.0
}

impl Form<'_> {
    /// Paper, titles that repeat, margins, page numbers, frozen panes.
    pub(super) fn page(&mut self, header: u32) -> Result<(), XlsxError> {
        let sheet = &mut self.sheet;
        sheet.set_landscape();
        sheet.set_paper_size(match self.table.paper() {
            Paper::A4 => 9,
            Paper::A3 => 8,
        });
        sheet.set_margins(LEFT / INCH, RIGHT / INCH, TOP / INCH, BOTTOM / INCH, 8.0 / INCH, 8.0 / INCH);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_print_center_horizontally(true);
        sheet.set_repeat_rows(header, self.body.saturating_sub(1))?;
        sheet.set_footer(format!(
            "&L&\"Times New Roman,Italic\"&8{UNVERIFIED}&R&\"Times New Roman,Regular\"&9Trang &P/&N"
        ));
        let names = self.table.leaves().into_iter();
        let names = names.take_while(|leaf| !matches!(leaf.kind, Kind::Number | Kind::Mark)).count();
        sheet.set_freeze_panes(self.body, index16(names))?;
        Ok(())
    }

    /// Breaks pages where no unit, no household and no signature is torn apart: left alone, a spreadsheet cuts a name
    /// that stands over two lines in half.
    pub(super) fn breaks(&mut self, header: u32, end: u32, signatures: u32) -> Result<(), XlsxError> {
        let page = match self.table.paper() {
            Paper::A4 => 210.0,
            Paper::A3 => 297.0,
        };
        let scale = (paper_width(self.table) / self.widths.iter().sum::<f64>()).min(1.0);
        let room = (page - TOP - BOTTOM) * MILLIMETRE * SURE / scale;
        let height = |rows: std::ops::Range<u32>| -> f64 {
            rows.map(|row| self.heights.get(&row).copied().unwrap_or(DEFAULT_HEIGHT)).sum()
        };
        let repeated = height(header..self.body);
        let bottom = signatures + SIGNATURE_ROWS;
        // the heading stays with the first unit, the gap before the signatures with what is above it
        let units = (1..self.table.rows.len()).filter(|&row| self.may_start_page(row));
        let mut starts: Vec<u32> = units.map(|row| self.body + index32(row)).collect();
        // nobody signs a page without figures: the last line goes with the signatures, if there is room
        if starts.last().is_none_or(|&last| repeated + height(last..bottom) > room) {
            starts.extend(end + 1..signatures - 1);
        }
        starts.push(bottom);
        let mut breaks = Vec::new();
        let mut used = height(0..starts[0]);
        for block in starts.windows(2) {
            let need = height(block[0]..block[1]);
            if used + need > room {
                breaks.push(block[0]);
                used = repeated;
            }
            used += need;
        }
        // the list of a whole province may need more: its last pages break where the spreadsheet program likes
        breaks.truncate(MOST_BREAKS);
        self.sheet.set_page_breaks(&breaks)?;
        Ok(())
    }

    /// Whether a page may begin with this row of the body.
    fn may_start_page(&self, row: usize) -> bool {
        let continues = |row: usize| {
            let line = &self.table.rows[row];
            line.level == RowLevel::Line || line.cells.contains(&Cell::Above)
        };
        // nor may a heading stand alone at the foot of a page
        !continues(row) && self.table.rows[row - 1].level != RowLevel::Group
    }

    /// Agency and country, title, subtitle, banner; the row after them.
    pub(super) fn heading(&mut self) -> Result<u32, XlsxError> {
        let split = self.split();
        let agency = self.styles.agency.clone();
        let mut row = 0;
        let right = [(COUNTRY, agency.clone()), (MOTTO, self.styles.motto.clone())];
        let lines = self.table.agency.len().max(right.len());
        for line in 0..lines {
            if let Some(text) = self.table.agency.get(line) {
                self.text(row, 0, row, split, text, &agency)?;
            }
            if let Some((text, format)) = right.get(line) {
                self.text(row, split + 1, row, self.last, text, format)?;
            }
            self.height(row, 17.0)?;
            row += 1;
        }
        row += 1;
        let (title, subtitle) = (self.styles.title.clone(), self.styles.subtitle.clone());
        self.across(row, &self.table.title.clone(), 14.0, &title)?;
        row += 1;
        for line in self.table.subtitle.clone() {
            self.across(row, &line, 12.0, &subtitle)?;
            row += 1;
        }
        if let Some(banner) = self.table.banner.clone() {
            let format = self.styles.banner.clone();
            self.across(row, &banner, 12.0, &format)?;
            row += 1;
        }
        Ok(row + 1)
    }

    /// Notes, findings and provenance, then the signatures; the first row of these.
    pub(super) fn foot(&mut self, end: u32) -> Result<u32, XlsxError> {
        let mut row = end + 1;
        let (note, head) = (self.styles.note.clone(), self.styles.note_head.clone());
        let mut lines: Vec<(String, &Format)> = Vec::new();
        if !self.table.footnotes.is_empty() {
            lines.push(("Ghi chú:".to_owned(), &head));
            lines.extend(self.table.footnotes.iter().map(|line| (format!("- {line}"), &note)));
        }
        if !self.table.findings.is_empty() {
            lines.push(("Kết quả đối chiếu (cần xem lại):".to_owned(), &head));
            let findings = self.table.findings.iter();
            lines.extend(findings.map(|one| (format!("- [{}] {}: {}", one.code, one.place, one.message.vi), &note)));
        }
        lines.push((format!("{UNVERIFIED}."), &note));
        lines.push((self.table.provenance_line(), &note));
        for (text, format) in lines {
            self.across(row, &text, style::NOTE_SIZE, format)?;
            row += 1;
        }
        row += 1;
        let first = row;
        let split = self.split();
        let (date, signer, hint) = (self.styles.date.clone(), self.styles.signer.clone(), self.styles.hint.clone());
        let signatures = [
            (None, Some((self.table.date_line(), &date))),
            (Some(("NGƯỜI LẬP BIỂU", &signer)), Some(("TM. ỦY BAN NHÂN DÂN".to_owned(), &signer))),
            (Some(("(Ký, ghi rõ họ tên)", &hint)), Some(("CHỦ TỊCH".to_owned(), &signer))),
            (None, Some(("(Ký tên, đóng dấu)".to_owned(), &hint))),
        ];
        for (left, right) in signatures {
            if let Some((text, format)) = left {
                self.text(row, 0, row, split, text, format)?;
            }
            if let Some((text, format)) = right {
                self.text(row, split + 1, row, self.last, &text, format)?;
            }
            self.height(row, 17.0)?;
            row += 1;
        }
        Ok(first)
    }

    /// A line over the whole width, as high as its text needs.
    fn across(&mut self, row: u32, text: &str, size: f64, format: &Format) -> Result<(), XlsxError> {
        let width = self.widths.iter().sum();
        self.text(row, 0, row, self.last, text, format)?;
        self.height(row, height(text, width, size, true) + 2.0)
    }

    /// The last column of the left half: about 45 of 100 of the width.
    fn split(&self) -> u16 {
        let total: f64 = self.widths.iter().sum();
        let mut used = 0.0;
        let columns = self.widths.iter().take_while(|width| {
            used += **width;
            used <= total * 0.45
        });
        index16(columns.count()).saturating_sub(1).min(self.last.saturating_sub(1))
    }
}
