//! The stream of households.

use super::cell::Row;
use super::fault::{fault, place};
use super::field::Field;
use super::group::{Draft, Grouper};
use super::household;
use super::place::Places;
use super::seen::{Met, Seen, Twin};
use super::source::{Message, Source};
use super::survey::{Layout, SheetPlan, survey};
use super::{Accepted, Outcome, Preview, Rejected, Settings, Summary, guard};
use base::Failure;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::Receiver;

/// Reads the households of a file one after another.
///
/// As an iterator it gives an `Err` only for what stops the reading of the file itself (a stray cell far away, a
/// damaged part); after that nothing more comes, and what was read before should be dropped.
pub struct Reader<'a> {
    settings: Settings<'a>,
    preview: Preview,
    receiver: Receiver<Message>,
    rows: VecDeque<Row>,
    /// Position in the preview of the sheet being read.
    sheet: Option<usize>,
    grouper: Grouper,
    drafts: VecDeque<(usize, Draft)>,
    places: Places<'a>,
    seen: Seen,
    summary: Summary,
    ended: bool,
}

impl<'a> Reader<'a> {
    /// Guards, surveys and opens a file. Nothing is read yet but its beginning.
    pub fn open(path: &Path, settings: &Settings<'a>) -> Result<Self, Failure> {
        let checked = guard::check(path, &settings.limits)?;
        let source = Source { path: path.to_owned(), kind: checked.kind, limits: settings.limits };
        let preview = survey(&source, &checked, settings)?;
        let delimiter = preview.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).unwrap_or(b',');
        let receiver = source.stream(preview.sheets.iter().map(|sheet| sheet.index).collect(), delimiter);
        Ok(Self {
            settings: settings.clone(),
            preview,
            receiver,
            rows: VecDeque::new(),
            sheet: None,
            grouper: Grouper::new(),
            drafts: VecDeque::new(),
            places: Places::new(settings),
            seen: Seen::default(),
            summary: Summary::default(),
            ended: false,
        })
    }

    /// What the file was taken for.
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// SHA-256 of the file's bytes: the identity of the batch.
    pub fn digest(&self) -> &str {
        &self.preview.digest
    }

    /// What has been read so far.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The next household's rows with the position of their sheet in the preview.
    fn draft(&mut self) -> Result<Option<(usize, Draft)>, Failure> {
        loop {
            if let Some(draft) = self.drafts.pop_front() {
                return Ok(Some(draft));
            }
            let Some(row) = self.row()? else {
                let last = self.grouper.finish();
                return Ok(self.sheet.take().zip(last));
            };
            let at = self.preview.sheets.iter().position(|plan| plan.index == row.sheet);
            if at != self.sheet {
                let last = self.grouper.finish();
                self.drafts.extend(self.sheet.zip(last));
                self.grouper = Grouper::new();
                self.sheet = at;
            }
            let Some(at) = at else { continue };
            let plan = &self.preview.sheets[at];
            if row.number <= plan.header_rows.1 || row.is_blank() {
                continue;
            }
            self.summary.rows += 1;
            let ignored = self.grouper.ignored;
            let before = self.grouper.push(plan, row);
            self.summary.ignored += self.grouper.ignored - ignored;
            self.drafts.extend(before.map(|draft| (at, draft)));
        }
    }

    fn row(&mut self) -> Result<Option<Row>, Failure> {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Ok(Some(row));
            }
            match self.receiver.recv() {
                Ok(Message::Rows(rows)) => self.rows.extend(rows),
                Ok(Message::Failed(failure)) => return Err(*failure),
                Err(_) => return Ok(None),
            }
        }
    }

    fn judge(&mut self, at: usize, draft: Draft) -> Outcome {
        let plan = &self.preview.sheets[at];
        let read = household::read(plan, &self.settings, &mut self.places, &draft);
        let faults = match read {
            Ok(accepted) => match self.twins(at, &accepted, &draft) {
                Twins::None => {
                    self.summary.accepted += 1;
                    self.summary.members += accepted.entry.members.len() as u64;
                    return Outcome::Accepted(Box::new(accepted));
                }
                Twins::Repeated(met) => {
                    self.summary.repeated += 1;
                    let first = (usize::from(met.sheet), met.row);
                    return Outcome::Repeated { at: (accepted.sheet, accepted.row), first };
                }
                Twins::Faults(faults) => faults,
            },
            Err(faults) => faults,
        };
        self.summary.rejected += 1;
        for failure in &faults {
            *self.summary.by_code.entry(failure.code).or_default() += 1;
        }
        let sheet = self.preview.sheets[at].index;
        Outcome::Rejected(Box::new(Rejected {
            sheet,
            faults,
            rows: draft.rows.into_iter().map(|line| line.row).collect(),
            village: draft.village,
        }))
    }

    fn twins(&mut self, at: usize, accepted: &Accepted, draft: &Draft) -> Twins {
        let plan = &self.preview.sheets[at];
        let entry = &accepted.entry;
        if matches!(plan.mapping.layout, Layout::Escaped(_))
            && let Some(met) = self.seen.head(entry)
            && usize::from(met.sheet) != accepted.sheet
            && met.class == entry.class
        {
            return Twins::Repeated(met);
        }
        let rows: Vec<u32> = draft.rows.iter().map(|line| line.row.number).collect();
        let twins = self.seen.insert(entry, accepted.sheet, &rows);
        let faults: Vec<Failure> =
            twins.into_iter().map(|(member, twin, met)| self.twin(plan, draft, member, twin, met)).collect();
        if faults.is_empty() { Twins::None } else { Twins::Faults(faults) }
    }

    fn twin(&self, plan: &SheetPlan, draft: &Draft, member: usize, twin: Twin, met: Met) -> Failure {
        let (vi, en, field) = match twin {
            Twin::Code => ("mã hộ", "code of the household", Field::Code),
            Twin::Cccd => ("số CCCD", "CCCD", Field::Cccd),
            Twin::Person => ("họ tên, ngày sinh và thôn", "name, birth and village", Field::Name),
        };
        let sheet = self.preview.sheets.iter().find(|plan| plan.index == usize::from(met.sheet));
        let first = place(sheet.map_or("", |sheet| &sheet.name), met.row, None);
        let row = draft.rows.get(member).or(draft.rows.first()).map_or(0, |line| line.row.number);
        fault("CC-REVIEW-DUPLICATE", format!("trùng {vi} với dòng {first}"), format!("the same {en} as in row {first}"))
            .at(place(&plan.name, row, plan.column(field)))
            .remedy("giữ một dòng, hoặc sửa dòng ghi sai", "keep one of them, or mend the one that is wrong")
    }
}

enum Twins {
    None,
    Repeated(Met),
    Faults(Vec<Failure>),
}

impl Iterator for Reader<'_> {
    type Item = Result<Outcome, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.draft() {
            Ok(Some((at, draft))) => Some(Ok(self.judge(at, draft))),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(failure) => {
                self.ended = true;
                Some(Err(failure))
            }
        }
    }
}
