//! `cancau areas import`: checked completely, kept whole or not at all.

use super::show;
use super::stored::{FOLDER, Stored, stored, target};
use crate::cx::{Cx, Outcome};
use crate::say::tell;
use base::{Failure, Lang};
use domain::area::{Areas, Import, TableKind};
use exchange::{OutputFile, io_failure};
use std::path::{Path, PathBuf};

pub(super) fn run(files: &[PathBuf], cx: &Cx) -> Result<Outcome, Failure> {
    let before = stored(cx)?;
    let mut added: Vec<(String, Stored)> = Vec::new();
    for path in files {
        let text = read(path)?;
        let kind = TableKind::of(&text).ok_or_else(|| unknown_table(path))?;
        let target = target(kind, text.as_bytes());
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
            tell!("{}:{} {}: {}", fault.file, fault.line, fault.code, fault.reason.get(cx.lang));
        }
        let n = faults.len();
        return Err(Failure::new(
            "CC-AREA-IMPORT",
            format!("không nhập: {n} dòng có lỗi (nêu ở trên); không có gì thay đổi"),
            format!("not imported: {n} lines are faulty (listed above); nothing was changed"),
        )
        .remedy("sửa các dòng đó rồi nhập lại cả tệp", "mend those lines and import the whole file again"));
    }
    let kept = keep(&added, cx)?;
    for ((_, new), path) in added.iter().zip(&kept) {
        note(cx, &told(new, path, Lang::Vi), &told(new, path, Lang::En));
    }
    if cx.json {
        let names: Vec<String> = added.iter().map(|(target, _)| show::quoted(target)).collect();
        let files: Vec<String> = kept.iter().map(|path| show::quoted(&path.display().to_string())).collect();
        show::print(&format!("{{\"imported\":[{}],\"files\":[{}]}}\n", names.join(","), files.join(",")))?;
    }
    Ok(Outcome::Done)
}

/// All files are complete under temporary names before the first gets its own. If the machine stops between two of
/// them, importing the same files again completes the rest: the check looks at old and new together.
fn keep(added: &[(String, Stored)], cx: &Cx) -> Result<Vec<PathBuf>, Failure> {
    if added.is_empty() {
        return Ok(Vec::new());
    }
    let data = cx.data_for_writing()?;
    let folder = data.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| io_failure(&folder, &error))?;
    let (mut ready, mut kept) = (Vec::new(), Vec::new());
    for (target, new) in added {
        let path = data.join(target);
        let mut file = OutputFile::create(&path)?;
        file.write(new.text.as_bytes())?;
        ready.push(file);
        kept.push(path);
    }
    ready.into_iter().try_for_each(OutputFile::commit)?;
    Ok(kept)
}

/// What came in, and where it is now: the folder may have been made by this very import.
fn told(new: &Stored, path: &Path, lang: Lang) -> String {
    let rows = new.text.lines().filter(|line| !line.trim().is_empty()).count().saturating_sub(1);
    let (name, path) = (&new.name, path.display());
    match lang {
        Lang::Vi => format!("{name}: đã nhập {rows} dòng → {path}"),
        Lang::En => format!("{name}: imported {rows} lines → {path}"),
    }
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
    tell!("{text}");
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
    fn bundled_history_and_totals_survive_a_line_of_lineage() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("l.csv");
        for row in ["TN,2008-08-01,VN,1976-07-02,2025-07-01,whole,x", "62,2008-08-01,52,2025-07-01,2025-07-01,whole,x"]
        {
            std::fs::write(&file, format!("from_code,from_valid,to_code,to_valid,date,extent,source\n{row}\n"))
                .unwrap();
            let failure = run(std::slice::from_ref(&file), &cx(folder.path())).err().unwrap();
            assert_eq!(failure.code, "CC-AREA-IMPORT", "{row}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "only the file itself");
    }

    #[test]
    fn an_edited_import_and_a_strange_file_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("thon.csv");
        let text = format!("{HEADING}\n20044-10,2025-07-01,,1,village,thon,Thôn 10,Thôn 10,20044,2025-07-01,,,xã\n");
        std::fs::write(&file, &text).unwrap();
        let cx = cx(folder.path());
        assert!(run(std::slice::from_ref(&file), &cx).is_ok());
        let kept = std::fs::read_dir(folder.path().join(FOLDER)).unwrap().next().unwrap().unwrap().path();
        let code = || deployment_areas(&cx).err().map(|failure| failure.code);
        assert_eq!(code(), None);
        for bytes in [text.replace("Thôn 10", "Thôn 11").as_bytes(), b"", b"\xff"] {
            std::fs::write(&kept, bytes).unwrap();
            assert_eq!(code(), Some("CC-IMPORT-DAMAGED"));
        }
        std::fs::write(&kept, &text).unwrap();
        for strange in ["thon.csv", "units-3f2a.csv", "units.txt"] {
            let path = folder.path().join(FOLDER).join(strange);
            std::fs::write(&path, &text).unwrap();
            assert_eq!(code(), Some("CC-IMPORT-STRANGER"), "{strange}");
            std::fs::remove_file(path).unwrap();
        }
        assert_eq!(code(), None);
    }

    #[test]
    fn the_message_says_where_the_lines_went() {
        let new = Stored { name: "thon.csv".to_owned(), text: format!("{HEADING}\nx\n") };
        let told = told(&new, Path::new("cancau-data/areas/units-3f2a91c07be43f2a.csv"), Lang::Vi);
        assert_eq!(told, "thon.csv: đã nhập 1 dòng → cancau-data/areas/units-3f2a91c07be43f2a.csv");
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
