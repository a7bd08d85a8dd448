//! `cancau areas import`: checked completely, kept whole or not at all.

use super::show;
use crate::cx::{Cx, Outcome};
use base::{Failure, Lang};
use domain::area::{Areas, Import, TableKind};
use exchange::{OutputFile, io_failure};
use sha2::{Digest, Sha256};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of a deployment that keeps its imports.
const FOLDER: &str = "areas";

/// An imported file: its name and its text.
pub(super) struct Stored {
    name: String,
    text: String,
}

impl Stored {
    pub(super) fn as_import(&self) -> Import<'_> {
        Import { name: &self.name, text: &self.text }
    }
}

/// What the deployment imported so far, in the order of file names.
pub(super) fn stored(cx: &Cx) -> Result<Vec<Stored>, Failure> {
    let Some(folder) = cx.data().map(|data| data.join(FOLDER)) else { return Ok(Vec::new()) };
    let entries = match std::fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| io_failure(&folder, &error))?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| io_failure(&folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // a dot begins the unfinished file of an import that was cut off
        if !name.starts_with('.') && path.extension().is_some_and(|extension| extension == "csv") {
            files.push(Stored { name: format!("{FOLDER}/{name}"), text: read(&path)? });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

pub(super) fn run(files: &[PathBuf], cx: &Cx) -> Result<Outcome, Failure> {
    let before = stored(cx)?;
    let mut added: Vec<(String, Stored)> = Vec::new();
    for path in files {
        let text = read(path)?;
        let kind = TableKind::of(&text).ok_or_else(|| unknown_table(path))?;
        let digest =
            Sha256::digest(text.as_bytes()).iter().take(8).fold(String::new(), |text, b| text + &format!("{b:02x}"));
        let target = format!("{FOLDER}/{}-{digest}.csv", kind.word());
        let known = before.iter().any(|old| old.name == target) || added.iter().any(|(name, _)| *name == target);
        if known {
            note(
                cx,
                &format!("{}: đã nhập trước đây, không có gì thay đổi", path.display()),
                &format!("{}: imported before, nothing changes", path.display()),
            );
        } else {
            added.push((target, Stored { name: path.display().to_string(), text }));
        }
    }
    let all: Vec<Import<'_>> =
        before.iter().map(Stored::as_import).chain(added.iter().map(|(_, new)| new.as_import())).collect();
    if let Err(faults) = Areas::bundled().check_overlay(&all) {
        for fault in &faults {
            eprintln!("{}:{}: {}", fault.file, fault.line, fault.reason.get(cx.lang));
        }
        let n = faults.len();
        return Err(Failure::new(
            "CC-AREA-IMPORT",
            format!("không nhập: {n} dòng có lỗi (nêu ở trên); không có gì thay đổi"),
            format!("not imported: {n} lines are faulty (listed above); nothing was changed"),
        )
        .remedy("sửa các dòng đó rồi nhập lại cả tệp", "mend those lines and import the whole file again"));
    }
    keep(&added, cx)?;
    for (target, new) in &added {
        let rows = new.text.lines().filter(|line| !line.trim().is_empty()).count().saturating_sub(1);
        note(
            cx,
            &format!("{}: đã nhập {rows} dòng ({target})", new.name),
            &format!("{}: imported {rows} lines ({target})", new.name),
        );
    }
    if cx.json {
        let names: Vec<String> = added.iter().map(|(target, _)| show::quoted(target)).collect();
        show::print(&format!("{{\"imported\":[{}]}}\n", names.join(",")))?;
    }
    Ok(Outcome::Done)
}

/// All files are complete under temporary names before the first gets its own. If the machine stops between two of
/// them, importing the same files again completes the rest: the check looks at old and new together.
fn keep(added: &[(String, Stored)], cx: &Cx) -> Result<(), Failure> {
    if added.is_empty() {
        return Ok(());
    }
    let data = cx.data_for_writing()?;
    let folder = data.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| io_failure(&folder, &error))?;
    let mut ready = Vec::new();
    for (target, new) in added {
        let mut file = OutputFile::create(&data.join(target))?;
        file.write(new.text.as_bytes())?;
        ready.push(file);
    }
    ready.into_iter().try_for_each(OutputFile::commit)
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| io_failure(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::new("CC-AREA-FILE", "tệp không phải là UTF-8", "the file is not UTF-8")
            .at(path.display().to_string())
            .remedy("lưu lại dưới dạng “CSV UTF-8”", "save it again as “CSV UTF-8”")
    })?;
    if text.trim().is_empty() {
        return Err(Failure::new("CC-AREA-FILE", "tệp trống", "the file is empty").at(path.display().to_string()));
    }
    Ok(text)
}

fn unknown_table(path: &Path) -> Failure {
    let headings = TableKind::headings();
    Failure::new(
        "CC-AREA-FILE",
        "không nhận ra bảng nào theo dòng tiêu đề",
        "the heading belongs to none of the known tables",
    )
    .at(format!("{}:1", path.display()))
    .remedy(format!("dòng tiêu đề phải là một trong: {headings}"), format!("the heading must be one of: {headings}"))
}

/// Progress and results go to stderr when a program reads stdout.
fn note(cx: &Cx, vi: &str, en: &str) {
    let text = match cx.lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    eprintln!("{text}");
}

#[cfg(test)]
mod tests {
    use super::super::deployment_areas;
    use super::*;
    use base::parse_date;

    const HEADING: &str =
        "code,valid_from,valid_to,from_known,level,kind,name,short_name,parent_code,parent_from,lat,lon,source";

    fn cx(folder: &Path) -> Cx {
        Cx::new(Lang::Vi, false, Some(folder.to_owned())).unwrap()
    }

    #[test]
    fn a_faulty_line_keeps_the_whole_file_out() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("thon.csv");
        let good = "20044-01,2025-07-01,,1,village,thon,Thôn 1,Thôn 1,20044,2025-07-01,,,xã";
        std::fs::write(&file, format!("{HEADING}\n{good}\n{}\n", good.replace("2025", "2020"))).unwrap();
        let failure = run(std::slice::from_ref(&file), &cx(folder.path())).err().unwrap();
        assert_eq!(failure.code, "CC-AREA-IMPORT");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "only the file itself");
    }

    #[test]
    fn an_import_counts_once_and_is_seen_by_other_verbs() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("thon.csv");
        let line = "20044-10,2025-07-01,,1,village,thon,Thôn 10,Thôn 10,20044,2025-07-01,,,xã";
        // as a spreadsheet with Vietnamese settings saves it
        let text = format!("\u{feff}{HEADING}\r\n{line}\r\n").replace(',', ";");
        std::fs::write(&file, text).unwrap();
        let cx = cx(folder.path());
        for _ in 0..2 {
            assert!(run(std::slice::from_ref(&file), &cx).is_ok());
            assert_eq!(std::fs::read_dir(folder.path().join(FOLDER)).unwrap().count(), 1);
        }
        let day = parse_date("2025-12-31").unwrap();
        let areas = deployment_areas(&cx).unwrap();
        assert_eq!(areas.find("thon 10, a luoi 2", Some(day))[0].unit.key.code, "20044-10");
    }

    #[test]
    fn other_files_are_named_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.csv");
        for bytes in [&b""[..], b"a,b\n1,2\n", b"\xff\xfe"] {
            std::fs::write(&file, bytes).unwrap();
            let failure = run(std::slice::from_ref(&file), &cx(folder.path())).err().unwrap();
            assert_eq!(failure.code, "CC-AREA-FILE");
        }
    }
}
