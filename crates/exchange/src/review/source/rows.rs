//! From cells in file order to rows, with an eye on stray cells: one cell at XFD1048576 costs an error, not memory.

use super::super::guard::{damaged, refuse};
use super::super::{Cell, Limits, Row, column_letters};
use base::Failure;
use std::path::Path;

/// Puts the cells of one sheet together.
pub(super) struct Assembler<'a> {
    path: &'a Path,
    limits: &'a Limits,
    row: Row,
    /// Number of the last row with content.
    last: u32,
    rows: u64,
}

impl<'a> Assembler<'a> {
    pub(super) fn new(path: &'a Path, limits: &'a Limits, sheet: usize) -> Self {
        Self { path, limits, row: Row { sheet, ..Row::default() }, last: 0, rows: 0 }
    }

    /// Takes a cell (counted from 0) and gives back the row before when a new one begins.
    pub(super) fn push(&mut self, row: u32, column: usize, cell: Cell) -> Result<Option<Row>, Failure> {
        if cell.is_empty() {
            return Ok(None);
        }
        let number = row.saturating_add(1);
        if column >= self.limits.columns || number.saturating_sub(self.last.max(1)) > self.limits.gap {
            return Err(far(self.path, row, column));
        }
        if number < self.row.number {
            return Err(damaged(self.path));
        }
        let before = if number == self.row.number { None } else { self.finish()? };
        self.row.number = number;
        if self.row.cells.len() <= column {
            self.row.cells.resize(column + 1, Cell::default());
        }
        self.row.cells[column] = cell;
        self.last = number;
        Ok(before)
    }

    /// The row that was being put together.
    pub(super) fn finish(&mut self) -> Result<Option<Row>, Failure> {
        if self.row.cells.is_empty() {
            return Ok(None);
        }
        self.rows += 1;
        if self.rows > self.limits.rows {
            return Err(too_many(self.path, self.limits.rows));
        }
        let next = Row { sheet: self.row.sheet, number: self.row.number, cells: Vec::new() };
        Ok(Some(std::mem::replace(&mut self.row, next)))
    }
}

pub(super) fn far(path: &Path, row: u32, column: usize) -> Failure {
    let place = format!("{}{}", column_letters(column), row.saturating_add(1));
    let vi = format!("ô {place} có nội dung nhưng nằm rất xa bảng dữ liệu");
    refuse("CC-IMPORT-FAR-CELL", &vi, &format!("cell {place} has content but lies far from the table"), path).remedy(
        format!("mở tệp, nhấn F5, tới ô {place}, xóa nội dung rồi lưu lại"),
        format!("open the file, press F5, go to {place}, delete the content and save"),
    )
}

fn too_many(path: &Path, limit: u64) -> Failure {
    let vi = format!("tệp có hơn {limit} dòng");
    refuse("CC-IMPORT-ROWS", &vi, &format!("the file has more than {limit} rows"), path)
        .remedy("chia tệp theo xã rồi nhập từng tệp", "split the file by commune and import each part")
}
