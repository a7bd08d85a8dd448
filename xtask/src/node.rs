//! Node and its packages: the browser and the provider of sign-ins that tests meet are programs of it.

use std::path::Path;
use std::process::Command;

/// The first Node that has all the tests use.
const NODE: u32 = 20;

/// What of it is not installed.
pub(crate) fn missing() -> Vec<String> {
    let mut missing = Vec::new();
    let node = output("node", &["--version"]);
    let major = node.as_deref().and_then(|version| version.trim_start_matches('v').split('.').next()?.parse().ok());
    if major.is_none_or(|major: u32| major < NODE) {
        missing.push(format!("node {NODE} or later (nodejs)"));
    }
    if output("npm", &["--version"]).is_none() {
        missing.push("npm".to_owned());
    }
    missing
}

/// Installs the packages of a folder, unless those of its lock file are there.
pub(crate) fn packages(folder: &Path) -> Result<(), String> {
    let changed = |name: &str| folder.join(name).metadata().and_then(|about| about.modified()).ok();
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    done(&mut npm, "npm ci")
}

/// What a tool prints, if it is there and does not fail.
pub(crate) fn output(tool: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(tool).args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Waits for a command; an error says what failed.
pub(crate) fn done(command: &mut Command, what: &str) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{what} failed: {status}")),
        Err(error) => Err(format!("{what}: {error}")),
    }
}
