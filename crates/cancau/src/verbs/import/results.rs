//! `cancau import results F`: published figures of a province or commune.

use super::batches::{self, published_results};
use super::findings;
use crate::cx::{Cx, Outcome};
use crate::say::{out, tell};
use crate::verbs::areas::deployment_areas;
use base::{Failure, Finding, Lang, Severity, Text};
use domain::area::Areas;
use domain::result::{Fact, Reading, Reject, Results, read, refuse_contradictions, write};
use exchange::{OutputFile, io_failure};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Rejects shown on the terminal; the file lists all of them.
const SHOWN: usize = 20;

/// Nhập kết quả rà soát đã công bố (CSV).
///
/// Cột: area_code,part,year,measure,value,standard,status,source_kind,decision,source,verified,note
/// (bỏ được part, decision, verified, note). Mã đơn vị được đọc vào ngày 31/12 của năm.
/// Có dòng sai thì không nhập gì, trừ khi dùng --accept-valid.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau import results ket-qua-2025.csv --preview")]
pub(super) struct Args {
    /// Tệp CSV (UTF-8, dấu , hoặc ;).
    #[arg(value_name = "F")]
    pub(super) input: PathBuf,
    /// Chỉ kiểm tra và báo cáo, không nhập.
    #[arg(long, conflicts_with = "accept_valid")]
    pub(super) preview: bool,
    /// Nhập các dòng đúng dù có dòng sai (mã kết thúc 2).
    #[arg(long)]
    pub(super) accept_valid: bool,
    /// Tệp các dòng bị từ chối (mặc định: <F>.rejects.csv).
    #[arg(long, value_name = "J.csv")]
    pub(super) rejects: Option<PathBuf>,
}

/// What one import did.
struct Report {
    accepted: usize,
    known: usize,
    rejects: Vec<Reject>,
    findings: Vec<Finding>,
    committed: Committed,
}

enum Committed {
    /// A new batch, in this file.
    Batch(String, PathBuf),
    /// The same batch was there already, in this file.
    Repeated(String, PathBuf),
    /// Only looked at.
    Preview,
    /// Refused, or nothing valid to take.
    Nothing,
}

pub(super) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    let bytes = std::fs::read(&args.input).map_err(|error| io_failure(&args.input, &error))?;
    let name = args.input.display().to_string();
    let areas = deployment_areas(cx)?;
    let known = published_results(cx, &areas)?;
    let mut reading = read(&name, &bytes, &areas)?;
    let repeated = refuse_contradictions(&known.facts, &mut reading);

    let rejects_file = args.rejects.unwrap_or_else(|| {
        let mut path = args.input.clone().into_os_string();
        path.push(".rejects.csv");
        path.into()
    });
    write_rejects(&rejects_file, &reading.rejects, cx.lang)?;
    let findings = new_findings(&known, &reading, &areas);
    let takes = !reading.facts.is_empty() && (reading.rejects.is_empty() || args.accept_valid);
    let committed = match (args.preview, takes) {
        (true, _) => Committed::Preview,
        (false, true) => commit(cx, &reading.facts)?,
        (false, false) => Committed::Nothing,
    };
    let report =
        Report { accepted: reading.facts.len(), known: repeated, rejects: reading.rejects, findings, committed };
    if cx.json {
        out!("{}", json(&report, cx.lang));
    } else {
        // before everything else: whoever has the batch's name can undo it, whatever comes after
        if let Some(line) = summary(&report, cx.lang) {
            out!("{line}");
        }
        print(&report, &rejects_file, cx.lang);
    }
    match (&report.committed, report.rejects.is_empty()) {
        (_, true) => Ok(Outcome::Done),
        (Committed::Batch(..) | Committed::Repeated(..), false) => Ok(Outcome::Partial),
        (Committed::Preview | Committed::Nothing, false) => Err(refused(&report, &name, &rejects_file)),
    }
}

/// What the checks say with the new facts that they did not say without them.
fn new_findings(known: &Results, reading: &Reading, areas: &Areas) -> Vec<Finding> {
    let before: HashSet<(String, String)> =
        known.check(areas).findings.into_iter().map(|finding| (finding.place, finding.message.vi)).collect();
    let mut with = known.clone();
    with.facts.extend(reading.facts.iter().cloned());
    let mut findings = with.check(areas).findings;
    findings.retain(|finding| !before.contains(&(finding.place.clone(), finding.message.vi.clone())));
    findings.extend(unusual_standards(known, &reading.facts));
    findings
}

/// A standard that no other figure follows: perhaps new, perhaps misspelt.
fn unusual_standards(known: &Results, facts: &[Fact]) -> Vec<Finding> {
    let mut usual: HashSet<&str> = known.facts.iter().map(|fact| &*fact.standard).collect();
    facts
        .iter()
        .filter(|fact| usual.insert(&fact.standard))
        .map(|fact| Finding {
            code: "CF-STANDARD",
            severity: Severity::Note,
            message: Text::new(
                format!("chưa có số liệu nào khác theo chuẩn “{}”", fact.standard),
                format!("no other figure is stated by the standard “{}”", fact.standard),
            ),
            place: fact.place(),
        })
        .collect()
}

/// Writes the batch under the name of its content.
fn commit(cx: &Cx, facts: &[Fact]) -> Result<Committed, Failure> {
    let content = write(facts);
    let id = batches::id_of(content.as_bytes());
    let data = cx.data_for_writing()?;
    let path = batches::file(&data, &id);
    if path.exists() {
        return Ok(Committed::Repeated(id, path));
    }
    let folder = batches::folder(&data);
    std::fs::create_dir_all(&folder).map_err(|error| io_failure(&folder, &error))?;
    let mut output = OutputFile::create(&path)?;
    output.write(content.as_bytes())?;
    output.commit()?;
    Ok(Committed::Batch(id, path))
}

/// Lists every rejected row. Without any, a list left by an earlier run is emptied: it would accuse good rows.
fn write_rejects(path: &Path, rejects: &[Reject], lang: Lang) -> Result<(), Failure> {
    if rejects.is_empty() && !path.exists() {
        return Ok(());
    }
    let mut output = OutputFile::create(path)?;
    output.write(b"line,column,code,message\n")?;
    for reject in rejects {
        let message = reject.message.get(lang).replace('"', "\"\"");
        output.write(format!("{},{},{},\"{message}\"\n", reject.line, reject.column, reject.code).as_bytes())?;
    }
    output.commit()
}

fn refused(report: &Report, name: &str, rejects: &Path) -> Failure {
    let (bad, good, rejects) = (report.rejects.len(), report.accepted, rejects.display());
    Failure::new(
        "CC-IMPORT-REJECTED",
        format!("{bad} dòng sai, {good} dòng đúng; không nhập dòng nào"),
        format!("{bad} bad rows, {good} good ones; nothing was imported"),
    )
    .at(name)
    .remedy(
        format!("sửa các dòng nêu ở {rejects} rồi nhập lại, hoặc thêm --accept-valid để nhập các dòng đúng"),
        format!("mend the rows listed in {rejects} and import again, or add --accept-valid to take the good ones"),
    )
}

fn print(report: &Report, rejects: &Path, lang: Lang) {
    for reject in report.rejects.iter().take(SHOWN) {
        let (line, column, code, message) = (reject.line, reject.column, reject.code, reject.message.get(lang));
        match lang {
            Lang::Vi => tell!("  dòng {line} {column} {code}: {message}"),
            Lang::En => tell!("  line {line} {column} {code}: {message}"),
        }
    }
    if report.rejects.len() > SHOWN {
        let (more, rejects) = (report.rejects.len() - SHOWN, rejects.display());
        match lang {
            Lang::Vi => tell!("  … và {more} dòng nữa, xem {rejects}"),
            Lang::En => tell!("  … and {more} more, see {rejects}"),
        }
    }
    let [errors, warnings, notes] = findings::count(&report.findings);
    match lang {
        Lang::Vi => tell!("Kiểm tra số liệu: {errors} chỗ sai, {warnings} chỗ nghi, {notes} lưu ý"),
        Lang::En => tell!("Checks: {errors} wrong, {warnings} doubtful, {notes} notes"),
    }
    findings::print(&report.findings, lang);
}

/// What was done, in one line with the batch and its file; `None` when the failure that follows says it.
fn summary(report: &Report, lang: Lang) -> Option<String> {
    let Report { accepted, known, .. } = report;
    let rejected = report.rejects.len();
    Some(match (&report.committed, lang) {
        (Committed::Batch(id, path), Lang::Vi) => format!(
            "Đã nhập {accepted} dòng ({known} dòng đã có từ trước), từ chối {rejected}. Đợt nhập: {id} → {}",
            path.display()
        ),
        (Committed::Batch(id, path), Lang::En) => format!(
            "Imported {accepted} rows ({known} known before), rejected {rejected}. Batch: {id} → {}",
            path.display()
        ),
        (Committed::Repeated(id, path), Lang::Vi) => {
            format!("Đợt nhập {id} đã có ({}); không thay đổi gì", path.display())
        }
        (Committed::Repeated(id, path), Lang::En) => {
            format!("Batch {id} is there already ({}); nothing changed", path.display())
        }
        (Committed::Preview, Lang::Vi) => {
            format!("Xem trước: {accepted} dòng đúng ({known} dòng đã có từ trước), {rejected} dòng sai; chưa nhập gì")
        }
        (Committed::Preview, Lang::En) => {
            format!("Preview: {accepted} good rows ({known} known before), {rejected} bad ones; nothing imported")
        }
        (Committed::Nothing, _) => return None,
    })
}

fn json(report: &Report, lang: Lang) -> String {
    let batch = |id: &str, path: &Path| (format!("\"{id}\""), findings::json_text(&path.display().to_string()));
    let none = || ("null".to_owned(), "null".to_owned());
    let (state, (batch, file)) = match &report.committed {
        Committed::Batch(id, path) => ("imported", batch(id, path)),
        Committed::Repeated(id, path) => ("unchanged", batch(id, path)),
        Committed::Preview => ("preview", none()),
        Committed::Nothing => ("refused", none()),
    };
    let (accepted, known, rejected) = (report.accepted, report.known, report.rejects.len());
    let findings = findings::json(&report.findings, lang);
    format!(
        "{{\"state\":\"{state}\",\"batch\":{batch},\"file\":{file},\"accepted\":{accepted},\"known\":{known},\
         \"rejected\":{rejected},\"findings\":{findings}}}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_the_batch_and_the_file_it_went_to() {
        let committed =
            Committed::Batch("3f2a91c07be4".to_owned(), PathBuf::from("cancau-data/results/3f2a91c07be4.csv"));
        let report = Report { accepted: 1, known: 0, rejects: Vec::new(), findings: Vec::new(), committed };
        for lang in [Lang::Vi, Lang::En] {
            let line = summary(&report, lang).unwrap();
            assert!(line.ends_with(": 3f2a91c07be4 → cancau-data/results/3f2a91c07be4.csv"), "{line}");
        }
        let json = json(&report, Lang::Vi);
        assert!(
            json.contains("\"batch\":\"3f2a91c07be4\",\"file\":\"cancau-data/results/3f2a91c07be4.csv\""),
            "{json}"
        );
    }
}
