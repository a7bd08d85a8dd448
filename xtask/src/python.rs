//! Python and its packages: the program that asks the API for everything its description allows is one of it.

use crate::node::{done, output};
use std::path::Path;
use std::process::Command;

/// What of it is not installed.
pub(crate) fn missing() -> Vec<String> {
    if output("python3", &["-c", "import ensurepip, venv"]).is_some() {
        return Vec::new();
    }
    vec!["python3".to_owned(), "python3-venv".to_owned()]
}

/// Installs the packages of a folder's `requirements.txt` beside it, unless they are there.
pub(crate) fn packages(folder: &Path) -> Result<(), String> {
    let changed = |name: &str| folder.join(name).metadata().and_then(|about| about.modified()).ok();
    if changed(".venv/installed") >= changed("requirements.txt") {
        return Ok(());
    }
    let mut venv = Command::new("python3");
    done(venv.args(["-m", "venv", "--clear", ".venv"]).current_dir(folder), "python3 -m venv")?;
    let mut pip = Command::new(folder.join(".venv/bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--requirement", "requirements.txt"]);
    done(pip.current_dir(folder), "pip install")?;
    let mark = folder.join(".venv/installed");
    std::fs::write(&mark, "").map_err(|error| format!("{}: {error}", mark.display()))
}
