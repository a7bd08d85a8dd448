//! CSV in UTF-8. Lines are bounded, so that an open quote does not swallow the file into memory.

use super::super::guard::{encoding, refuse};
use super::super::{Cell, Limits, Row};
use super::rows::Assembler;
use super::{SAMPLE, Sample, Sink, Source};
use crate::io_failure;
use base::Failure;
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use std::fs::File;
use std::io::Read;

pub(super) fn sample(source: &Source, delimiter: u8) -> Result<Vec<Sample>, Failure> {
    let name = source.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut sample = Sample { name, ..Sample::default() };
    rows(source, delimiter, &mut |row| {
        sample.rows.push(row);
        sample.rows.len() < SAMPLE
    })?;
    Ok(vec![sample])
}

pub(super) fn read(source: &Source, delimiter: u8, sink: &mut Sink) -> Result<(), Failure> {
    rows(source, delimiter, &mut |row| sink.push(row))
}

fn rows(source: &Source, delimiter: u8, take: &mut dyn FnMut(Row) -> bool) -> Result<(), Failure> {
    let file = File::open(&source.path).map_err(|error| io_failure(&source.path, &error))?;
    let capped = Lines { inner: file, length: 0, limit: source.limits.line, after_return: false };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(capped);
    let mut record = StringRecord::new();
    let mut assembler = Assembler::new(&source.path, &source.limits, 0);
    while reader.read_record(&mut record).map_err(|error| failure(source, &error))? {
        let line = record.position().map_or(1, csv::Position::line);
        let row = u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX);
        for (column, field) in record.iter().enumerate() {
            let field = field.trim_start_matches('\u{feff}');
            if let Some(row) = assembler.push(row, column, Cell::text(field))?
                && !take(row)
            {
                return Ok(());
            }
        }
    }
    if let Some(row) = assembler.finish()? {
        take(row);
    }
    Ok(())
}

fn failure(source: &Source, error: &csv::Error) -> Failure {
    match error.kind() {
        ErrorKind::Utf8 { .. } => encoding(&source.path),
        ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => too_long(source, &source.limits),
        ErrorKind::Io(error) => io_failure(&source.path, error),
        _ => super::super::guard::damaged(&source.path),
    }
}

fn too_long(source: &Source, limits: &Limits) -> Failure {
    let (vi, en) = (
        format!("có dòng dài hơn {} KiB", limits.line >> 10),
        format!("a line is longer than {} KiB", limits.line >> 10),
    );
    refuse("CC-IMPORT-LINE", &vi, &en, &source.path).remedy(
        "kiểm tra dấu ngoặc kép chưa đóng, hoặc lưu dạng .xlsx",
        "look for a quote that is not closed, or save as .xlsx",
    )
}

/// Makes every line end a line feed (the reader of CSV counts `\r\n` one line too late) and fails when a line goes on
/// for too long.
struct Lines<R> {
    inner: R,
    length: usize,
    limit: usize,
    after_return: bool,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let count = self.inner.read(buffer)?;
            let mut kept = 0;
            for at in 0..count {
                let byte = buffer[at];
                let second = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if second {
                    continue;
                }
                let end = matches!(byte, b'\r' | b'\n');
                buffer[kept] = if end { b'\n' } else { byte };
                kept += 1;
                self.length = if end { 0 } else { self.length + 1 };
                if self.length > self.limit {
                    return Err(std::io::ErrorKind::InvalidData.into());
                }
            }
            // no byte at all would mean the end of the file
            if kept > 0 || count == 0 {
                return Ok(kept);
            }
        }
    }
}
