//! XLSX cell by cell, XLS as a whole (the only way it can be read, hence its smaller size limit).

use super::super::cell::Kind;
use super::super::guard::{damaged, password};
use super::super::{Cell, Row};
use super::rows::Assembler;
use super::{SAMPLE, Sample, Sink, Source};
use crate::io_failure;
use base::Failure;
use calamine::{Data, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;

type Book = Xlsx<BufReader<File>>;
type OldBook = Xls<BufReader<File>>;

fn file(source: &Source) -> Result<BufReader<File>, Failure> {
    File::open(&source.path).map(BufReader::new).map_err(|error| io_failure(&source.path, &error))
}

fn open(source: &Source) -> Result<Book, Failure> {
    Xlsx::new(file(source)?).map_err(|error| unreadable(source, &error))
}

fn unreadable(source: &Source, error: &XlsxError) -> Failure {
    if matches!(error, XlsxError::Password) { password(&source.path) } else { damaged(&source.path) }
}

/// Names of the sheets and whether they are hidden.
fn sheets<R: Reader<BufReader<File>>>(book: &R) -> Vec<(String, bool)> {
    let hidden = |name: &str| {
        book.sheets_metadata().iter().any(|sheet| sheet.name == name && sheet.visible != SheetVisible::Visible)
    };
    book.sheet_names().into_iter().map(|name| (name.clone(), hidden(&name))).collect()
}

pub(super) fn xlsx_samples(source: &Source) -> Result<Vec<Sample>, Failure> {
    let mut book = open(source)?;
    let mut samples = Vec::new();
    for (sheet, (name, hidden)) in sheets(&book).into_iter().enumerate() {
        let mut sample = Sample { name, hidden, ..Sample::default() };
        // a sheet that is no list (a chart) has no cells to read
        let Ok(mut cells) = book.worksheet_cells_reader(&sample.name) else {
            samples.push(sample);
            continue;
        };
        let mut assembler = Assembler::new(&source.path, &source.limits, sheet);
        let mut styles: HashMap<(usize, usize), usize> = HashMap::new();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| unreadable(source, &error))? {
            let ((row, column), value) = (cell.get_position(), cell.get_value().clone());
            let read = read_cell(Data::from(value), false);
            if read.kind == Kind::Text {
                *styles.entry((column as usize, style)).or_default() += 1;
            }
            if let Some(row) = assembler.push(row, column as usize, read)? {
                sample.rows.push(row);
                if sample.rows.len() >= SAMPLE {
                    break;
                }
            }
        }
        sample.rows.extend(assembler.finish()?);
        let font = |style: usize| cells.styles().get(style)?.font.as_ref()?.name.clone();
        let mut most: HashMap<usize, usize> = HashMap::new();
        for ((column, style), count) in styles {
            if let Some(font) = font(style)
                && most.get(&column).is_none_or(|other| *other < count)
            {
                most.insert(column, count);
                sample.fonts.insert(column, font);
            }
        }
        samples.push(sample);
    }
    Ok(samples)
}

pub(super) fn xlsx(source: &Source, wanted: &[usize], sink: &mut Sink) -> Result<(), Failure> {
    let mut book = open(source)?;
    for (sheet, (name, _)) in sheets(&book).into_iter().enumerate().filter(|(sheet, _)| wanted.contains(sheet)) {
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| unreadable(source, &error))?;
        let mut assembler = Assembler::new(&source.path, &source.limits, sheet);
        while let Some(record) = cells.next_cell_with_formula_metadata().map_err(|error| unreadable(source, &error))? {
            let (row, column) = record.pos;
            let cell = read_cell(Data::from(record.value), record.formula.is_some());
            if let Some(row) = assembler.push(row, column as usize, cell)?
                && !sink.push(row)
            {
                return Ok(());
            }
        }
        if let Some(row) = assembler.finish()?
            && !sink.push(row)
        {
            return Ok(());
        }
    }
    Ok(())
}

fn open_old(source: &Source) -> Result<OldBook, Failure> {
    Xls::new(file(source)?).map_err(|error| match error {
        XlsError::Password => password(&source.path),
        _ => damaged(&source.path),
    })
}

pub(super) fn xls_samples(source: &Source) -> Result<Vec<Sample>, Failure> {
    let mut book = open_old(source)?;
    let mut samples = Vec::new();
    for (sheet, (name, hidden)) in sheets(&book).into_iter().enumerate() {
        let mut sample = Sample { name, hidden, ..Sample::default() };
        old_rows(source, &mut book, sheet, &sample.name, &mut |row| {
            sample.rows.push(row);
            sample.rows.len() < SAMPLE
        })?;
        samples.push(sample);
    }
    Ok(samples)
}

pub(super) fn xls(source: &Source, wanted: &[usize], sink: &mut Sink) -> Result<(), Failure> {
    let mut book = open_old(source)?;
    for (sheet, (name, _)) in sheets(&book).into_iter().enumerate().filter(|(sheet, _)| wanted.contains(sheet)) {
        old_rows(source, &mut book, sheet, &name, &mut |row| sink.push(row))?;
    }
    Ok(())
}

fn old_rows(
    source: &Source,
    book: &mut OldBook,
    sheet: usize,
    name: &str,
    take: &mut dyn FnMut(Row) -> bool,
) -> Result<(), Failure> {
    let range = book.worksheet_range(name).map_err(|_| damaged(&source.path))?;
    let formulas = book.worksheet_formula(name).map_err(|_| damaged(&source.path))?;
    let (top, left) = range.start().unwrap_or_default();
    let mut assembler = Assembler::new(&source.path, &source.limits, sheet);
    for (row, column, value) in range.used_cells() {
        let at = (top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)), left as usize + column);
        let column = u32::try_from(at.1).unwrap_or(u32::MAX);
        let formula = formulas.get_value((at.0, column)).is_some_and(|formula| !formula.is_empty());
        if let Some(row) = assembler.push(at.0, at.1, read_cell(value.clone(), formula))?
            && !take(row)
        {
            return Ok(());
        }
    }
    if let Some(row) = assembler.finish()? {
        take(row);
    }
    Ok(())
}

fn read_cell(value: Data, formula: bool) -> Cell {
    let (text, kind) = match value {
        Data::Empty => return Cell::default(),
        Data::String(text) => return Cell { formula, ..Cell::text(text) },
        Data::DateTimeIso(text) => (text, Kind::Date),
        Data::DurationIso(text) => (text, Kind::Text),
        Data::Int(number) => (number.to_string(), Kind::Number),
        // `{}` prints the shortest decimal that reads back the same: 1500000, 0.5, never 1.5e6
        Data::Float(number) => (number.to_string(), Kind::Number),
        Data::Bool(flag) => (if flag { "TRUE" } else { "FALSE" }.to_owned(), Kind::Bool),
        Data::DateTime(stamp) if stamp.is_duration() => (stamp.as_f64().to_string(), Kind::Number),
        Data::DateTime(stamp) => {
            let (year, month, day, hour, minute, second, _) = stamp.to_ymd_hms_milli();
            let time = (hour, minute, second) != (0, 0, 0);
            let time = if time { format!(" {hour:02}:{minute:02}") } else { String::new() };
            (format!("{year:04}-{month:02}-{day:02}{time}"), Kind::Date)
        }
        Data::Error(error) => (error.to_string(), Kind::Error),
    };
    Cell { text, kind, formula }
}
