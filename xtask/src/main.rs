//! The tool belt: `cargo xtask test | browser | lint | tidy | data areas`. All automation is here, in Rust; `.ci/run` only calls it.

mod browser;
#[cfg(feature = "data")]
mod data_areas;
mod node;
mod python;
mod tidy;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

const USAGE: &str = "cargo xtask <verb>

  test         all tests (with cargo-nextest when it is installed), then those in a browser; with a filter only those it names
  browser [--pictures] [--url URL --data DIR]   the pages in a headless Chromium; --pictures makes those of the guide
  lint         format, clippy, tidy, and cargo-deny (licences, bans, sources)
  tidy         the repository's own rules
  data areas [--wheel FILE]   makes data/areas anew from its source package";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test(&[]).and_then(|()| browser::run(&root(), &[])),
        ["test", rest @ ..] => test(rest),
        ["browser", rest @ ..] => browser::run(&root(), rest),
        ["lint"] => lint(),
        ["tidy"] => tidy::check(&root()),
        ["data", "areas", ..] => data(&arguments[2..]),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

fn test(filters: &[&str]) -> Result<(), String> {
    needs_postgresql()?;
    needs_programs()?;
    if has("nextest") {
        cargo(&[&["nextest", "run", "--workspace", "--no-fail-fast"], filters].concat())
    } else {
        eprintln!(
            "cargo-nextest is not installed; using cargo test (to install it: cargo install cargo-nextest --locked)"
        );
        cargo(&[&["test", "--workspace", "--no-fail-fast"], filters].concat())
    }
}

/// The store is tested on both engines; the tests start a private cluster, but somebody must have installed it.
fn needs_postgresql() -> Result<(), String> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    if versions.map(|version| version.path().join("bin/initdb")).any(|initdb| initdb.exists()) || has_initdb() {
        return Ok(());
    }
    Err("PostgreSQL is missing (the tests start a private cluster of it); install it with: apt-get install postgresql"
        .into())
}

/// Sign-in elsewhere is tested against a real provider, a program of Node; the API by a program of Python.
fn needs_programs() -> Result<(), String> {
    let mut missing = node::missing();
    missing.extend(python::missing());
    if !missing.is_empty() {
        let missing = missing.join(", ");
        return Err(format!("the tests miss {missing}; install with: apt-get install nodejs npm python3 python3-venv"));
    }
    node::packages(&root().join("crates/identity/tests/provider"))?;
    python::packages(&root().join("crates/cancau/tests/fuzz"))
}

fn has_initdb() -> bool {
    Command::new("initdb").arg("--version").output().is_ok_and(|output| output.status.success())
}

fn lint() -> Result<(), String> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    tidy::check(&root())?;
    if !has("deny") {
        return Err("cargo-deny is missing; install it with: cargo install cargo-deny --locked".to_owned());
    }
    // advisories need a database from the network: run `cargo deny check advisories` by hand, and note the date
    cargo(&["deny", "check", "bans", "licenses", "sources"])
}

#[cfg(feature = "data")]
fn data(arguments: &[String]) -> Result<(), String> {
    data_areas::run(arguments)
}

/// Reading the source package takes a bundled SQLite, which nobody who only runs the tests should have to compile.
#[cfg(not(feature = "data"))]
fn data(arguments: &[String]) -> Result<(), String> {
    let mut command = vec!["run", "--quiet", "--package", "xtask", "--features", "data", "--", "data", "areas"];
    command.extend(arguments.iter().map(String::as_str));
    cargo(&command)
}

fn has(subcommand: &str) -> bool {
    let output = Command::new("cargo").args([subcommand, "--version"]).output();
    output.is_ok_and(|output| output.status.success())
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    let said = || format!("cargo {}", arguments.join(" "));
    let status = Command::new("cargo").args(arguments).current_dir(root()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{} failed: {status}", said())),
        Err(error) => Err(format!("{}: {error}", said())),
    }
}
