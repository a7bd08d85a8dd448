//! The repository's own rules, which no compiler checks. Also an ordinary test, so nobody can forget them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Which of our crates a crate may depend on (`ARCHITECTURE.md` says why).
const MAY_DEPEND: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("vntext", &[]),
    ("engine", &["base"]),
    ("domain", &["base", "vntext", "engine"]),
    ("store", &["base", "vntext", "engine", "domain", "pgtest"]),
    ("report", &["base", "vntext", "engine", "domain"]),
    ("exchange", &["base", "vntext", "engine", "domain"]),
    ("identity", &["base"]),
    ("app", &["base", "vntext", "engine", "domain", "identity", "exchange", "store", "report", "pgtest"]),
    ("web", &["base", "vntext", "engine", "domain", "identity", "report", "app"]),
    (
        "cancau",
        &["base", "vntext", "engine", "domain", "identity", "exchange", "store", "report", "app", "web", "pgtest"],
    ),
    ("pgtest", &[]),
    ("xtask", &[]),
];

/// What sees all citizens: for the command line, the program's own counting, and tests. Pages ask as whoever asks them.
const SEES_EVERYTHING: [&str; 2] = ["Scope::everything", "Caller::operator"];

/// Programmes with the drafts of documents, which those may read who write them: `programmes_for` asks as the caller.
const SEES_DRAFTS: &str = "desk.programmes()";

/// A source file longer than this holds a second noun that wants its own file.
const LONGEST_SOURCE: usize = 400;
/// Tests tell stories one after another; they may run longer.
const LONGEST_TEST: usize = 600;

/// Checks every rule; all breaches are told at once.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let files = tracked(root)?;
    let mut breaches = Vec::new();
    for file in &files {
        let Ok(text) = std::fs::read_to_string(root.join(file)) else { continue };
        let mut breach = |reason: &str| breaches.push(format!("{}: {reason}", file.display()));
        plain_text(&text, &mut breach);
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => source(file, &text, &mut breach),
            Some("toml") if file.file_name().is_some_and(|name| name == "Cargo.toml") => {
                manifest(file, &text, &mut breach);
            }
            _ => {}
        }
    }
    data_has_sources(&files, &mut breaches);
    glossary(root, &mut breaches);
    if breaches.is_empty() {
        Ok(())
    } else {
        Err(format!("tidy: {} breaches\n  {}", breaches.len(), breaches.join("\n  ")))
    }
}

/// The files of the repository, new ones included, ignored ones not.
fn tracked(root: &Path) -> Result<Vec<PathBuf>, String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git: {error}"))?;
    let list = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(list.split('\0').filter(|path| !path.is_empty() && root.join(path).is_file()).map(PathBuf::from).collect())
}

fn plain_text(text: &str, breach: &mut impl FnMut(&str)) {
    if text.contains('\r') {
        breach("CRLF line ends");
    }
    if !text.is_empty() && !text.ends_with('\n') {
        breach("no line end at the end of the file");
    }
    if text.lines().any(|line| line.ends_with(' ') || line.ends_with('\t')) {
        breach("white space at the end of a line");
    }
}

fn source(file: &Path, text: &str, breach: &mut impl FnMut(&str)) {
    let is_test = file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs");
    if !text.starts_with("//!") {
        breach("a source file starts with //! and what it is for");
    }
    let limit = if is_test { LONGEST_TEST } else { LONGEST_SOURCE };
    let lines = text.lines().count();
    if lines > limit {
        breach(&format!("{lines} lines, more than {limit}: split off the second noun"));
    }
    if file.starts_with("crates/web/src") {
        let served = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in SEES_EVERYTHING.iter().filter(|word| served.contains(**word)) {
            breach(&format!("{word} in what is served: read as the caller"));
        }
        if served.contains(SEES_DRAFTS) && !file.starts_with("crates/web/src/pages/planning") {
            breach(&format!("{SEES_DRAFTS} outside of the pages that write: read as the caller"));
        }
    }
    // written in two halves so that this file does not find itself
    let never = [
        concat!("#[", "allow("),
        concat!("#![", "allow("),
        concat!("#[", "ignore"),
        concat!("to", "do!("),
        concat!("unim", "plemented!("),
        concat!("db", "g!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
    ];
    for word in never {
        if text.contains(word) {
            breach(&format!("{word} is not used here"));
        }
    }
}

fn manifest(file: &Path, text: &str, breach: &mut impl FnMut(&str)) {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return breach(&error.to_string()),
    };
    let Some(name) = table.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str) else {
        return workspace_dependencies_say_why(text, breach);
    };
    let folder = file.parent().and_then(Path::file_name);
    if folder.is_none_or(|folder| folder != name) {
        breach("the folder and the package have different names");
    }
    let Some((_, allowed)) = MAY_DEPEND.iter().find(|(known, _)| *known == name) else {
        return breach("the crate is missing in the table of dependencies (xtask/src/tidy.rs)");
    };
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let Some(dependencies) = table.get(section).and_then(toml::Value::as_table) else { continue };
        for dependency in dependencies.keys() {
            let ours = MAY_DEPEND.iter().any(|(known, _)| known == dependency);
            if ours && !allowed.contains(&dependency.as_str()) {
                breach(&format!("{name} must not know {dependency}"));
            }
        }
    }
}

fn workspace_dependencies_say_why(text: &str, breach: &mut impl FnMut(&str)) {
    let dependencies = text.split("[workspace.dependencies]").nth(1).unwrap_or("");
    let dependencies = dependencies.split("\n[").next().unwrap_or("");
    for line in dependencies.lines().filter(|line| line.contains('=') && !line.contains("path =")) {
        if !line.contains(" # ") {
            breach(&format!("say in a comment what the dependency saves us: {line}"));
        }
    }
}

/// Every folder of public facts names its sources.
fn data_has_sources(files: &[PathBuf], breaches: &mut Vec<String>) {
    let mut folders: Vec<PathBuf> = files
        .iter()
        .filter(|file| file.starts_with("data"))
        .filter_map(|file| file.iter().nth(1))
        .map(PathBuf::from)
        .collect();
    folders.sort();
    folders.dedup();
    for folder in folders {
        let sources = Path::new("data").join(&folder).join("SOURCES.md");
        if !files.contains(&sources) {
            breaches.push(format!("data/{}: SOURCES.md is missing", folder.display()));
        }
    }
}

/// Every indicator id and every question has its line in the glossary.
fn glossary(root: &Path, breaches: &mut Vec<String>) {
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let glossary = read("docs/glossary.md");
    let vocabulary: toml::Table = read("standards/vocabulary.toml").parse().unwrap_or_default();
    let ids = vocabulary.get("indicators").and_then(toml::Value::as_array);
    for id in ids.into_iter().flatten().filter_map(toml::Value::as_str) {
        if !glossary.contains(&format!("`{id}`")) {
            breaches.push(format!("docs/glossary.md: indicator `{id}` is missing"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        if let Err(message) = check(root.parent().unwrap()) {
            panic!("{message}");
        }
    }

    #[test]
    fn a_breach_is_found() {
        let mut found = Vec::new();
        source(Path::new("crates/x/src/a.rs"), "fn a() {}\n", &mut |reason| found.push(reason.to_owned()));
        manifest(
            Path::new("crates/engine/Cargo.toml"),
            "[package]\nname = \"engine\"\n[dependencies]\ndomain = \"1\"\n",
            &mut |reason| found.push(reason.to_owned()),
        );
        plain_text("a \r\n b", &mut |reason| found.push(reason.to_owned()));
        assert_eq!(found.len(), 5, "{found:?}");
    }
}
