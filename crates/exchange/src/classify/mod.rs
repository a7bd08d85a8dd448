//! A file of households in, a file of classes out, streamed: `docs/design/002-classify.md` explains the pipeline.
//!
//! Blocks of whole records go round-robin to worker threads, and come back in the same order, so the output is in
//! input order whatever the number of threads. What grows with the file is one small entry per household id.

mod blocks;
mod header;
mod row;
mod seen;
mod sheet;
mod worker;

use crate::{OutputFile, io_failure};
use base::{Failure, Lang, Text};
use blocks::{Block, Blocks};
use engine::Pack;
use engine::points::PointTable;
use header::Columns;
use seen::Seen;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use worker::{Done, Worker};

/// What to do with each household.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The standard.
    pub pack: &'a Pack,
    /// A B1 point table: the input then holds one choice per item instead of a total.
    pub points: Option<&'a PointTable>,
    /// Whether to write the explanation.
    pub explain: bool,
    /// Language of explanations and reject messages.
    pub lang: Lang,
    /// Worker threads.
    pub threads: usize,
}

/// Where from and where to.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// CSV or XLSX.
    pub input: &'a Path,
    /// The classes.
    pub output: &'a Path,
    /// The rejected rows.
    pub rejects: &'a Path,
}

/// How a run ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Households classified, by class in the order of [`engine::Class::ALL`].
    pub classes: [u64; 4],
    /// Rows rejected.
    pub rejected: u64,
    /// Columns of the input that nothing reads.
    pub unused: Vec<String>,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// Share of the input read, per cent; none for a spreadsheet, whose size says nothing.
    pub percent: Option<u64>,
}

const BLOCKS_IN_FLIGHT: usize = 2;

/// Classifies `files.input` into `files.output`; rows that cannot be classified go to `files.rejects`.
///
/// On any failure, or when `cancel` is raised, neither result file is touched.
pub fn run(
    job: Job<'_>,
    files: Files<'_>,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, Failure> {
    same_file(files)?;
    let meta = std::fs::metadata(files.input).map_err(|error| io_failure(files.input, &error))?;
    let mut input = File::open(files.input).map_err(|error| io_failure(files.input, &error))?;
    if !meta.is_file() {
        // a pipe has no size and cannot be looked at twice: it must be CSV
        return stream(job, files, input, None, cancel, progress);
    }
    if sheet::is_spreadsheet(&mut input, files.input)? {
        let (pipe, reader) = sheet::pipe();
        return std::thread::scope(|scope| {
            let path = files.input;
            let feeder = scope.spawn(move || sheet::feed(path, pipe));
            let report = stream(job, files, reader, None, cancel, progress);
            // a failure of the spreadsheet itself explains better what the stream saw as an early end
            feeder.join().expect("the spreadsheet reader does not panic")?;
            report
        });
    }
    stream(job, files, input, Some(meta.len()), cancel, progress)
}

fn stream(
    job: Job<'_>,
    files: Files<'_>,
    input: impl Read + Send,
    size: Option<u64>,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, Failure> {
    let (mut blocks, head) = Blocks::open(input, files.input)?;
    let columns = Columns::from_header(&head, job.pack, job.points, files.input)?;
    let mut output = OutputFile::create(files.output)?;
    let mut rejects = OutputFile::create(files.rejects)?;
    let explanation = if job.explain { ",explanation" } else { "" };
    output.write(format!("household_id,class,deprivations,deprived,basis{explanation}\n").as_bytes())?;
    rejects.write(b"line,column,code,message\n")?;
    let mut sink =
        Sink { output, rejects, seen: Seen::default(), columns: &columns, lang: job.lang, report: Report::default() };
    sink.report.unused.clone_from(&columns.unused);

    std::thread::scope(|scope| {
        let lanes: Vec<(SyncSender<Block>, Receiver<Done>)> = (0..job.threads.max(1))
            .map(|_| {
                let (to_worker, blocks) = sync_channel::<Block>(BLOCKS_IN_FLIGHT);
                let (to_sink, done) = sync_channel::<Done>(BLOCKS_IN_FLIGHT);
                let mut worker = Worker::new(job, &columns);
                scope.spawn(move || {
                    for block in blocks {
                        // the sink has gone: the run has failed, there is nobody to work for
                        if to_sink.send(worker.work(&block)).is_err() {
                            return;
                        }
                    }
                });
                (to_worker, done)
            })
            .collect();
        let (senders, receivers): (Vec<_>, Vec<_>) = lanes.into_iter().unzip();
        let reader = scope.spawn(move || -> Result<(), Failure> {
            for turn in 0.. {
                let Some(block) = blocks.next_block()? else { break };
                let lane: &SyncSender<Block> = &senders[turn % senders.len()];
                if lane.send(block).is_err() {
                    break;
                }
            }
            Ok(())
        });
        let mut rows = 0;
        let mut drained = Ok(());
        for turn in 0.. {
            let Ok(done) = receivers[turn % receivers.len()].recv() else { break };
            if cancel.load(Ordering::Relaxed) {
                drained = Err(interrupted());
                break;
            }
            rows += done.rows.len() as u64;
            progress(Progress { rows, percent: size.map(|size| done.end * 100 / size.max(1)) });
            drained = sink.take(&done);
            if drained.is_err() {
                break;
            }
        }
        drop(receivers);
        let read = reader.join().expect("the reader does not panic");
        drained.and(read)
    })?;
    sink.finish()
}

struct Sink<'a> {
    output: OutputFile,
    rejects: OutputFile,
    seen: Seen,
    columns: &'a Columns,
    lang: Lang,
    report: Report,
}

impl Sink<'_> {
    fn take(&mut self, done: &Done) -> Result<(), Failure> {
        let (mut start, mut kept_from) = (0, 0);
        for row in &done.rows {
            let first = row.id.and_then(|id| self.seen.insert(id, row.line));
            let fault = match (first, &row.result) {
                (Some(first), Err(fault)) if fault.column > self.columns.id => {
                    Some(row::Fault::repeated(self.columns, first))
                }
                (Some(first), Ok(_)) => Some(row::Fault::repeated(self.columns, first)),
                (_, Err(fault)) => Some(fault.clone()),
                (None, Ok(_)) => None,
            };
            if let Ok(written) = &row.result {
                if fault.is_none() {
                    self.report.classes[written.class] += 1;
                } else {
                    // cut the repeated household out of the block's output
                    self.output.write(&done.output[kept_from..start])?;
                    kept_from = written.end;
                }
                start = written.end;
            }
            if let Some(fault) = fault {
                self.report.rejected += 1;
                self.rejects.write(&fault.csv_line(row.line, self.columns, self.lang))?;
            }
        }
        self.output.write(&done.output[kept_from..])
    }

    fn finish(self) -> Result<Report, Failure> {
        self.rejects.commit()?;
        self.output.commit()?;
        Ok(self.report)
    }
}

fn same_file(files: Files<'_>) -> Result<(), Failure> {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (input, output, rejects) = (real(files.input), real(files.output), real(files.rejects));
    if input != output && input != rejects && output != rejects {
        return Ok(());
    }
    Err(Failure::new(
        "CC-SAME-FILE",
        "tệp vào, tệp kết quả và tệp dòng bị từ chối phải là ba tệp khác nhau",
        "input, output and rejects must be three different files",
    )
    .at(files.output.display().to_string())
    .remedy("đặt tên khác cho tệp kết quả", "choose another name for the result"))
}

/// The failure of a run that was told to stop.
pub fn interrupted() -> Failure {
    let mut failure = Failure::new(
        "CC-INTERRUPTED",
        "đã dừng theo yêu cầu; không ghi kết quả nào",
        "stopped on request; no result was written",
    );
    failure.remedy = Text::new("chạy lại lệnh khi cần", "run the command again when needed");
    failure
}
