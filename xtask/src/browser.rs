//! `cargo xtask browser`: walks through the pages of the real program in a headless Chromium (`browser/`).
//!
//! The program is the demo on a port of its own and a folder of its own, which are gone when the tests have ended. The
//! tests themselves are plain `node --test` files; what they need is named when it is missing.

use crate::node::{self, done, output};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

/// Names under which systems have the browser.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// How the program begins the address it tells.
const ADDRESS: &str = "http://127.0.0.1:";

/// Runs the tests, or with `--pictures` makes the pictures of the guide. `--url` and `--data` name a program that is
/// already running, and its folder.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let (mut url, mut data, mut pictures) = (None, None, false);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().map(|value| (*value).to_owned()).ok_or(format!("{word} needs a value"));
        match *word {
            "--url" => url = Some(value()?),
            "--data" => data = Some(value()?),
            "--pictures" => pictures = true,
            other => return Err(format!("browser does not know {other}")),
        }
    }
    let chromium = tools()?;
    let tests = root.join("browser");
    node::packages(&tests)?;
    let (_program, url, data) = match (url, data) {
        (Some(url), Some(data)) => (None, url, data),
        (None, None) => {
            let program = Program::start(root)?;
            let (url, data) = (program.url.clone(), program.data.display().to_string());
            (Some(program), url, data)
        }
        _ => return Err("--url and --data belong together: the tests change the register of the program".to_owned()),
    };
    let mut node = Command::new("node");
    if pictures {
        node.arg("pictures.js");
    } else {
        // one after another: a test deletes households, and weight and speed are not those of a crowd
        node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(files(&tests.join("test"))?);
    }
    node.current_dir(&tests).env("CANCAU_URL", url).env("CANCAU_DATA", data).env("CANCAU_CHROMIUM", chromium);
    done(&mut node, "the browser tests")
}

/// The browser; an error names all that is missing and how to install it.
fn tools() -> Result<PathBuf, String> {
    let mut missing = Vec::new();
    missing.extend(node::missing());
    if output("python3", &["--version"]).is_none() {
        missing.push("python3".to_owned());
    }
    let browser = BROWSERS.iter().find_map(|name| output("sh", &["-c", &format!("command -v {name}")]));
    if browser.is_none() {
        missing.push("chromium".to_owned());
    }
    match browser {
        Some(browser) if missing.is_empty() => Ok(PathBuf::from(browser)),
        _ => Err(format!(
            "the browser tests miss {}; install with: apt-get install nodejs npm python3 chromium",
            missing.join(", ")
        )),
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(".test.js"));
    files.sort();
    Ok(files)
}

/// The demo while it serves; dropped, it ends and its folder goes.
struct Program {
    child: Child,
    url: String,
    data: PathBuf,
}

impl Program {
    fn start(root: &Path) -> Result<Self, String> {
        let data = std::env::temp_dir().join(format!("cancau-browser-{}", std::process::id()));
        let mut cargo = Command::new("cargo");
        cargo.args(["run", "--release", "--quiet", "--", "demo", "--listen", "127.0.0.1:0", "--data"]).arg(&data);
        let started = cargo.current_dir(root).stderr(Stdio::piped()).spawn();
        let child = started.map_err(|error| format!("cargo run: {error}"))?;
        let mut program = Self { child, url: String::new(), data };
        let Some(told) = program.child.stderr.take() else { return Err("the program cannot be heard".to_owned()) };
        let (found, address) = mpsc::channel();
        // goes on listening, or the program would wait for somebody to read what it tells
        std::thread::spawn(move || {
            for line in BufReader::new(told).lines().map_while(Result::ok) {
                eprintln!("{line}");
                let address = line.split_whitespace().find(|word| word.starts_with(ADDRESS));
                if let Some(address) = address {
                    // nobody waits any more when the tests have begun
                    let _ = found.send(address.to_owned());
                }
            }
        });
        program.url = address.recv().map_err(|_| "the program ended before it served its pages".to_owned())?;
        Ok(program)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // it may have ended by itself, and then there is nothing to stop
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}
