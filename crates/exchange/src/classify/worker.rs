//! One block of records → one block of output, with the place and fate of every row.

use super::Job;
use super::blocks::Block;
use super::header::Columns;
use super::row::{self, Fault, Kind, Row};
use super::seen::IdHash;
use engine::{Basis, Class, Flags, Measure, Refusal, Verdict, explain};
use memchr::memchr3;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// A block that was worked through.
pub(super) struct Done {
    /// Lines of the output file, one after another.
    pub(super) output: Vec<u8>,
    /// Every row of the block in order.
    pub(super) rows: Vec<DoneRow>,
    /// Bytes of the input read up to the end of this block.
    pub(super) end: u64,
}

pub(super) struct DoneRow {
    pub(super) line: u64,
    pub(super) id: Option<IdHash>,
    pub(super) result: Result<Written, Fault>,
}

pub(super) struct Written {
    /// End of the row's line in the block's output.
    pub(super) end: usize,
    /// Index of the class.
    pub(super) class: usize,
}

pub(super) struct Worker<'a> {
    job: Job<'a>,
    columns: &'a Columns,
    /// `,deprivations,deprived,` by set of flags: few sets occur, joining names is the slow part.
    middles: HashMap<u32, Vec<u8>, BuildHasherDefault<std::hash::DefaultHasher>>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(job: Job<'a>, columns: &'a Columns) -> Self {
        Self { job, columns, middles: HashMap::default() }
    }

    pub(super) fn work(&mut self, block: &Block) -> Done {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.columns.delimiter)
            .buffer_capacity(1 << 16)
            .from_reader(block.bytes.as_slice());
        let mut cells = csv::ByteRecord::new();
        let mut output = Vec::with_capacity(block.bytes.len());
        let mut rows = Vec::with_capacity(block.bytes.len() / 32);
        loop {
            // reading from memory without UTF-8 demands cannot fail
            if !reader.read_byte_record(&mut cells).unwrap_or(false) {
                break;
            }
            if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            let line = block.line + cells.position().map_or(0, |position| lines_before(position, &block.bytes));
            let (id, read) = row::read(&cells, self.columns, self.job.points);
            let result = read.and_then(|row| self.write(&row, &mut output));
            rows.push(DoneRow { line, id, result });
        }
        Done { output, rows, end: block.end }
    }

    fn write(&mut self, row: &Row<'_>, output: &mut Vec<u8>) -> Result<Written, Fault> {
        let pack = self.job.pack;
        let verdict = pack.classify(row.area, row.means, row.flags.count()).map_err(|refusal| {
            let kind = match refusal {
                Refusal::NoMeans => Kind::NoMeans,
                Refusal::NoCutOff => Kind::NoCutOff,
            };
            Fault::new(self.columns.means, kind, b"")
        })?;
        push_cell(output, row.id);
        output.push(b',');
        output.extend_from_slice(verdict.class.word().as_bytes());
        output.extend_from_slice(self.middle(row.flags));
        output.extend_from_slice(self.basis(verdict).as_bytes());
        if self.job.explain {
            let mut explanation = explain(pack, row.area, row.means, row.flags, &verdict, None);
            if let Some(table) = self.job.points {
                explanation.parts.insert(0, table.explain(row.region, &row.choices));
            }
            output.push(b',');
            push_cell(output, explanation.line(self.job.lang).as_bytes());
        }
        output.push(b'\n');
        let class = Class::ALL.iter().position(|class| *class == verdict.class).unwrap_or(0);
        Ok(Written { end: output.len(), class })
    }

    fn middle(&mut self, flags: Flags) -> &[u8] {
        let pack = self.job.pack;
        self.middles.entry(flags.bits()).or_insert_with(|| {
            let ids: Vec<&str> = flags.iter().map(|index| pack.indicators[index].id.as_str()).collect();
            format!(",{},{},", flags.count(), ids.join("|")).into_bytes()
        })
    }

    /// A total computed from an imported table is not the recorded one: the word says which.
    fn basis(&self, verdict: Verdict) -> &'static str {
        match (self.job.points, verdict.basis) {
            (Some(_), Basis::B1) => "points",
            (Some(_), Basis::Conflict(Measure::B1)) => "conflict:points",
            (_, basis) => basis.word(),
        }
    }
}

/// Line ends between the start of the block and the first cell of the record that begins at `position`: the reader
/// takes the position before it passes over blank lines.
fn lines_before(position: &csv::Position, bytes: &[u8]) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(bytes.len()).min(bytes.len());
    let blank = bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() - 1 + blank.filter(|&&byte| byte == b'\n').count() as u64
}

fn push_cell(output: &mut Vec<u8>, cell: &[u8]) {
    if memchr3(b',', b'"', b'\n', cell).is_none() && memchr::memchr2(b'\r', b';', cell).is_none() {
        output.extend_from_slice(cell);
        return;
    }
    output.push(b'"');
    for &byte in cell {
        if byte == b'"' {
            output.push(b'"');
        }
        output.push(byte);
    }
    output.push(b'"');
}
