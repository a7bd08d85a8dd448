//! A private PostgreSQL for the tests of a crate: one cluster per test binary, one fresh database per test.
//!
//! Without the server's programs the tests fail and say what to install; they are never skipped. The server stops when
//! the test binary ends, however it ends.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

/// The address of a fresh, empty database.
pub fn database() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let cluster = cluster();
    let name = format!("story_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(&cluster.address("postgres"), postgres::NoTls).unwrap();
    client.batch_execute(&format!("create database {name}")).unwrap();
    cluster.address(&name)
}

struct Cluster {
    socket: PathBuf,
}

impl Cluster {
    fn address(&self, database: &str) -> String {
        format!("host={} user=store dbname={database}", self.socket.display())
    }
}

/// Stops the server when the test binary ends: a child that waits for its standard input to close outlives a panic and
/// a kill alike.
fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Mutex<Option<&'static Cluster>>> = OnceLock::new();
    let mut started = CLUSTER.get_or_init(Mutex::default).lock().unwrap();
    started.get_or_insert_with(|| Box::leak(Box::new(start())))
}

fn start() -> Cluster {
    let bin = programs();
    // the socket's path must stay under 108 bytes, and another user must be able to enter
    let folder = tempfile::Builder::new().prefix("cc-pg").tempdir().unwrap().keep();
    let folder_text = folder.display().to_string();
    let user = nobody(&folder);
    let data = folder.join("data").display().to_string();
    let initdb = bin.join("initdb").display().to_string();
    run(&user, &[&initdb, "-D", &data, "-U", "store", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
    // two hundred sessions at once are a story of their own
    let options = format!(
        "-c listen_addresses= -c unix_socket_directories={folder_text} -c fsync=off -c max_wal_size=4GB \
         -c max_connections=250"
    );
    let pg_ctl = bin.join("pg_ctl").display().to_string();
    let log = folder.join("log").display().to_string();
    run(&user, &[&pg_ctl, "-D", &data, "-l", &log, "-w", "-o", &options, "start"]);
    let stop = format!("{pg_ctl} -D {data} -m immediate stop");
    let stop = if user.is_empty() { stop } else { format!("{} {stop}", user.join(" ")) };
    let guard = Command::new("sh")
        .args(["-c", &format!("cat; {stop}; rm -rf {folder_text}")])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // never waited for: the end of this process closes the pipe
    std::mem::forget(guard);
    Cluster { socket: folder }
}

fn programs() -> PathBuf {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
        .collect();
    found.sort();
    found.pop().expect("no PostgreSQL server here; tests run on both engines: apt-get install postgresql")
}

/// PostgreSQL refuses to run as root: then it runs as another user, to whom the folder is given.
fn nobody(folder: &Path) -> Vec<String> {
    let id = Command::new("id").arg("-u").output().unwrap();
    if id.stdout.trim_ascii() != b"0" {
        return Vec::new();
    }
    let exists = |user: &str| Command::new("id").arg(user).output().is_ok_and(|output| output.status.success());
    let user = if exists("postgres") { "postgres" } else { "nobody" };
    assert!(Command::new("chown").arg(user).arg(folder).status().unwrap().success());
    ["runuser", "-u", user, "--"].map(str::to_owned).to_vec()
}

fn run(user: &[String], command: &[&str]) {
    let words: Vec<&str> = user.iter().map(String::as_str).chain(command.iter().copied()).collect();
    // the server must not keep the pipes of the test runner open
    let status = Command::new(words[0])
        .args(&words[1..])
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{words:?}");
}
