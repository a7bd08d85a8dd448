//! A spreadsheet as the CSV stream the pipeline reads: sheet row = line number, cell by cell, nothing held.

use crate::io_failure;
use base::Failure;
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Cells to the right of this column are not part of a list of households (XFD is the last of a sheet: one stray
/// cell there must not make every row sixteen thousand cells wide).
const WIDEST: u32 = 512;
const CHUNK: usize = 1 << 17;

/// Whether the file is an XLSX; a legacy XLS is refused with its remedy.
pub(super) fn is_spreadsheet(file: &mut File, path: &Path) -> Result<bool, Failure> {
    let mut magic = Vec::new();
    file.take(8).read_to_end(&mut magic).map_err(|error| io_failure(path, &error))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| io_failure(path, &error))?;
    if magic.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Failure::new(
            "CC-FILE-XLS",
            "tệp .xls đời cũ (hoặc tệp Excel có mật khẩu) chưa đọc được ở lệnh này",
            "this command does not read legacy .xls files or Excel files with a password",
        )
        .at(path.display().to_string())
        .remedy(
            "mở bằng Excel, bỏ mật khẩu nếu có, lưu dạng .xlsx",
            "open it in Excel, remove any password, save as .xlsx",
        ));
    }
    Ok(magic.starts_with(b"PK\x03\x04"))
}

/// A pipe between the sheet's reader and the pipeline.
pub(super) fn pipe() -> (SyncSender<Vec<u8>>, PipeReader) {
    let (sender, receiver) = sync_channel(4);
    (sender, PipeReader { receiver, chunk: Vec::new(), at: 0 })
}

pub(super) struct PipeReader {
    receiver: Receiver<Vec<u8>>,
    chunk: Vec<u8>,
    at: usize,
}

impl Read for PipeReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.chunk.len() {
            match self.receiver.recv() {
                Ok(chunk) => (self.chunk, self.at) = (chunk, 0),
                Err(_) => return Ok(0),
            }
        }
        let count = buffer.len().min(self.chunk.len() - self.at);
        buffer[..count].copy_from_slice(&self.chunk[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// Sends the first sheet as CSV. Ends early, without a failure, when the pipeline has stopped listening.
pub(super) fn feed(path: &Path, pipe: SyncSender<Vec<u8>>) -> Result<(), Failure> {
    let unreadable = |error: &XlsxError| {
        Failure::new(
            "CC-XLSX",
            format!("không đọc được bảng tính: {error}"),
            format!("cannot read the spreadsheet: {error}"),
        )
        .at(path.display().to_string())
        .remedy("mở bằng Excel, sửa chữa và lưu lại dạng .xlsx", "open and repair it in Excel and save it as .xlsx")
    };
    let file = File::open(path).map_err(|error| io_failure(path, &error))?;
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(|error| unreadable(&error))?;
    let Some(name) = sheet_of_households(&mut book, path).map_err(|error| match error {
        Trouble::Unreadable(error) => unreadable(&error),
        Trouble::Several(failure) => failure,
    })?
    else {
        return Ok(());
    };
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| unreadable(&error))?;
    let mut lines = Lines { pipe, chunk: Vec::with_capacity(CHUNK + 4096), row: Vec::new(), width: 0, written: 0 };
    let mut at = 0;
    while let Some(cell) = cells.next_cell().map_err(|error| unreadable(&error))? {
        let (row, column) = cell.get_position();
        if row != at {
            if !lines.finish(at) {
                return Ok(());
            }
            at = row;
        }
        if column < WIDEST {
            let column = column as usize;
            if lines.row.len() <= column {
                lines.row.resize(column + 1, String::new());
            }
            lines.row[column] = text(cell.get_value());
        }
    }
    if lines.finish(at) {
        lines.send();
    }
    Ok(())
}

enum Trouble {
    Unreadable(XlsxError),
    Several(Failure),
}

/// The sheet whose first row with content names `household_id`; the first sheet if none does, so that what is missing
/// is told. Two such sheets are refused: reading one of them would lose the other without a word.
fn sheet_of_households(book: &mut Xlsx<BufReader<File>>, path: &Path) -> Result<Option<String>, Trouble> {
    let names = book.sheet_names();
    let mut found = Vec::new();
    for name in &names {
        let mut cells = book.worksheet_cells_reader(name).map_err(Trouble::Unreadable)?;
        let mut first_row = None;
        while let Some(cell) = cells.next_cell().map_err(Trouble::Unreadable)? {
            let value = text(cell.get_value());
            if value.trim().is_empty() {
                continue;
            }
            let row = cell.get_position().0;
            if *first_row.get_or_insert(row) != row {
                break;
            }
            if value.trim().eq_ignore_ascii_case("household_id") {
                found.push(name.clone());
                break;
            }
        }
    }
    if found.len() > 1 {
        let sheets = found.join("”, “");
        return Err(Trouble::Several(
            Failure::new(
                "CC-XLSX-SHEETS",
                format!("nhiều trang tính cùng có danh sách hộ: “{sheets}”"),
                format!("several sheets hold households: “{sheets}”"),
            )
            .at(path.display().to_string())
            .remedy(
                "gộp vào một trang tính, hoặc tách thành từng tệp",
                "put them on one sheet, or into files of their own",
            ),
        ));
    }
    Ok(found.into_iter().next().or_else(|| names.into_iter().next()))
}

struct Lines {
    pipe: SyncSender<Vec<u8>>,
    chunk: Vec<u8>,
    row: Vec<String>,
    /// Width of the header, the first row with content; later rows are padded or cut to it.
    width: usize,
    /// Lines written so far, which is the next sheet row.
    written: u32,
}

impl Lines {
    /// Writes the collected cells as sheet row `at`, with empty lines for the rows left out before it.
    fn finish(&mut self, at: u32) -> bool {
        while self.written < at {
            self.chunk.push(b'\n');
            self.written += 1;
        }
        while self.row.last().is_some_and(String::is_empty) {
            self.row.pop();
        }
        if self.width == 0 {
            self.width = self.row.len();
        }
        if !self.row.is_empty() {
            self.row.resize(self.width, String::new());
            let mut writer = csv::WriterBuilder::new().from_writer(&mut self.chunk);
            writer.write_record(&self.row).expect("writing to memory does not fail");
            drop(writer);
            self.written += 1;
            self.row.clear();
        }
        self.chunk.len() < CHUNK || self.send()
    }

    fn send(&mut self) -> bool {
        self.pipe.send(std::mem::take(&mut self.chunk)).is_ok()
    }
}

fn text(value: &DataRef<'_>) -> String {
    // line ends inside a cell would break “sheet row = line number”
    let plain = |text: &str| text.replace(['\r', '\n'], " ");
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => plain(text),
        DataRef::SharedString(text) => plain(text),
        DataRef::Int(number) => number.to_string(),
        // `{}` prints the shortest decimal that reads back the same: 1500000, 0.5, never 1.5e6
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        // no column of this file is a date: say what stands there, so that the row is rejected for it
        DataRef::DateTime(date) => format!("{} (ngày)", date.as_f64()),
        DataRef::Error(error) => error.to_string(),
    }
}
