//! A file as a stream of rows, whatever its kind. A thread reads ahead a little and stops when nobody listens.

mod csv_file;
mod rows;
mod workbook;

use super::guard::FileKind;
use super::{Limits, Row};
use base::Failure;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Rows of a sheet that are looked at before reading begins.
pub(super) const SAMPLE: usize = 600;
const BATCH: usize = 256;
const BATCHES_AHEAD: usize = 4;

/// A file that passed the guard.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) kind: FileKind,
    pub(super) limits: Limits,
}

/// The beginning of a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) rows: Vec<Row>,
    /// The font that most cells of a column have, where the file says so.
    pub(super) fonts: HashMap<usize, String>,
}

/// What the reading thread sends.
pub(super) enum Message {
    Rows(Vec<Row>),
    Failed(Box<Failure>),
}

impl Source {
    /// The first rows of every sheet. `delimiter` is for CSV.
    pub(super) fn samples(&self, delimiter: u8) -> Result<Vec<Sample>, Failure> {
        match self.kind {
            FileKind::Xlsx => workbook::xlsx_samples(self),
            FileKind::Xls => workbook::xls_samples(self),
            FileKind::Csv => csv_file::sample(self, delimiter),
        }
    }

    /// All rows with content of these sheets, in order.
    pub(super) fn stream(self, sheets: Vec<usize>, delimiter: u8) -> Receiver<Message> {
        let (sender, receiver) = sync_channel(BATCHES_AHEAD);
        std::thread::spawn(move || {
            let mut sink = Sink { sender, batch: Vec::new() };
            let read = match self.kind {
                FileKind::Xlsx => workbook::xlsx(&self, &sheets, &mut sink),
                FileKind::Xls => workbook::xls(&self, &sheets, &mut sink),
                FileKind::Csv => csv_file::read(&self, delimiter, &mut sink),
            };
            sink.flush();
            if let Err(failure) = read {
                // nobody listens any more: then nobody wants to know
                let _ = sink.sender.send(Message::Failed(Box::new(failure)));
            }
        });
        receiver
    }
}

/// Collects rows into batches.
struct Sink {
    sender: SyncSender<Message>,
    batch: Vec<Row>,
}

impl Sink {
    /// False when the reader has been dropped.
    fn push(&mut self, row: Row) -> bool {
        self.batch.push(row);
        self.batch.len() < BATCH || self.flush()
    }

    fn flush(&mut self) -> bool {
        self.batch.is_empty() || self.sender.send(Message::Rows(std::mem::take(&mut self.batch))).is_ok()
    }
}
