//! The pages as they are served: over TLS, behind a proxy, with a log that tells nothing about people.

use crate::support::{cancau, program};
use rustls::pki_types::{CertificateDer, ServerName};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;

/// The program while it serves; dropped, it ends.
struct Served {
    child: Child,
    address: SocketAddr,
    told: Arc<Mutex<Vec<String>>>,
    listener: Option<JoinHandle<()>>,
}

impl Served {
    fn start(dir: &Path, line: &str) -> Self {
        let mut command = program(dir);
        command.args(["serve", "--data", "."]).args(line.split_whitespace());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let told = Arc::new(Mutex::new(Vec::new()));
        let (found, address) = mpsc::channel();
        let kept = Arc::clone(&told);
        let listener = std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if let Some(rest) = line.split("http").nth(1).filter(|_| line.starts_with("Mở trình duyệt")) {
                    let place = rest.trim_start_matches('s').trim_start_matches("://").split('/').next().unwrap();
                    // nobody waits any more when it is told a second time
                    let _ = found.send(place.to_owned());
                }
                kept.lock().unwrap().push(line);
            }
        });
        let address = address.recv().unwrap_or_else(|_| panic!("it ended: {:?}", told.lock().unwrap()));
        Self { child, address: address.parse().unwrap(), told, listener: Some(listener) }
    }

    /// Ends it and answers all it said.
    fn end(mut self) -> Vec<String> {
        let pid = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success(), "a stop is no failure");
        self.listener.take().unwrap().join().unwrap();
        std::mem::take(&mut self.told.lock().unwrap())
    }

    fn ask(&self, path: &str, headers: &[(&str, &str)]) -> String {
        talk(TcpStream::connect(self.address).unwrap(), path, headers)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // it may have ended by itself, and then there is nothing to stop
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn talk(mut stream: impl Read + Write, path: &str, headers: &[(&str, &str)]) -> String {
    let mut head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    // a server that does not want to listen closes before everything is said
    drop(stream.write_all((head + "\r\n").as_bytes()));
    let mut answer = Vec::new();
    // TLS without its closing word is fine once the answer is there
    drop(stream.read_to_end(&mut answer));
    String::from_utf8_lossy(&answer).into_owned()
}

/// Writes a certificate for `localhost` and its key; answers the certificate.
fn certificate(dir: &Path) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(dir.join("chain.pem"), made.cert.pem()).unwrap();
    let key = dir.join("key.pem");
    drop(std::fs::remove_file(&key));
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    rights(&key, 0o600);
    made.cert.der().clone()
}

#[cfg(unix)]
fn rights(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// A connection that trusts one certificate only.
fn tls(
    address: SocketAddr,
    trusted: &CertificateDer<'static>,
) -> rustls::StreamOwned<rustls::ClientConnection, TcpStream> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_root_certificates(roots).with_no_client_auth());
    let name = ServerName::try_from("localhost").unwrap();
    let connection = rustls::ClientConnection::new(config, name).unwrap();
    rustls::StreamOwned::new(connection, TcpStream::connect(address).unwrap())
}

#[test]
fn pages_come_by_tls_and_a_renewed_certificate_needs_no_restart() {
    let dir = tempfile::tempdir().unwrap();
    let first = certificate(dir.path());
    let served = Served::start(dir.path(), "--listen 127.0.0.1:0 --tls-cert chain.pem --tls-key key.pem");
    let answer = talk(tls(served.address, &first), "/standards", &[]);
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");
    assert!(!served.ask("/standards", &[]).contains("HTTP/1.1 200"), "in the open there is no answer");

    let second = certificate(dir.path());
    assert!(talk(tls(served.address, &second), "/standards", &[]).starts_with("HTTP/1.1 200 OK"));
    std::fs::write(dir.path().join("chain.pem"), "half a file").unwrap();
    assert!(
        talk(tls(served.address, &second), "/standards", &[]).starts_with("HTTP/1.1 200 OK"),
        "the old pair goes on"
    );
    assert!(talk(tls(served.address, &second), "/standards", &[]).starts_with("HTTP/1.1 200 OK"));
    assert!(!talk(tls(served.address, &first), "/standards", &[]).contains("200"), "the first is not shown any more");
    let told = served.end();
    let count = |words: &str| told.iter().filter(|line| line.contains(words)).count();
    assert_eq!(count("renewed certificate is in use"), 1, "{told:#?}");
    assert_eq!(count("renewed certificate cannot be used"), 1, "{told:#?}");
}

#[test]
fn without_tls_or_a_proxy_it_serves_this_machine_only() {
    let dir = tempfile::tempdir().unwrap();
    let refused = |line: &str, code: &str| {
        let ran = cancau(dir.path(), &format!("serve --data . {line}"));
        assert_eq!(ran.code, 1, "{line}");
        assert!(ran.err.contains(code), "{line}: {}", ran.err);
    };
    refused("--listen 0.0.0.0:0", "CC-SERVE-OPEN");
    refused("--listen [::]:0", "CC-SERVE-OPEN");
    refused("--behind-proxy proxy.local", "CC-SERVE-PROXY");
    refused("--public-url giamngheo.example.vn", "CC-SERVE-URL");
    certificate(dir.path());
    rights(&dir.path().join("key.pem"), 0o644);
    refused("--tls-cert chain.pem --tls-key key.pem", "CC-SECRET-OPEN");
    refused("--tls-cert none.pem --tls-key key.pem", "CC-SERVE-TLS");
    rights(&dir.path().join("key.pem"), 0o600);
    std::fs::write(dir.path().join("chain.pem"), "no certificate").unwrap();
    refused("--tls-cert chain.pem --tls-key key.pem", "CC-SERVE-TLS");
    assert_eq!(cancau(dir.path(), "serve --data . --tls-cert chain.pem").code, 64);
    std::fs::write(dir.path().join("cancau.toml"), "[serve]\nlisten = \"0.0.0.0:0\"\n").unwrap();
    refused("", "CC-SERVE-OPEN");
    std::fs::write(dir.path().join("cancau.toml"), "[serve]\nlisen = \"127.0.0.1:0\"\n").unwrap();
    refused("", "CC-SETTINGS");
    let oidc =
        "[oidc]\nissuer = \"http://id.example.vn\"\nclient_id = \"cancau\"\nclient_secret_file = \"s\"\nname = \"n\"\n";
    std::fs::write(dir.path().join("cancau.toml"), oidc).unwrap();
    refused("", "CC-OIDC-SETTINGS");
}

#[test]
fn a_forwarded_word_counts_from_the_named_peer_only() {
    let dir = tempfile::tempdir().unwrap();
    let says = [("x-forwarded-proto", "https"), ("x-forwarded-for", "203.0.113.9")];
    let sworn = "strict-transport-security";
    std::fs::write(
        dir.path().join("cancau.toml"),
        "[serve]\nlisten = \"127.0.0.1:0\"\nbehind_proxy = [\"127.0.0.0/8\"]\n",
    )
    .unwrap();
    let behind = Served::start(dir.path(), "");
    assert!(behind.ask("/standards", &says).contains(sworn));
    assert!(!behind.ask("/standards", &[]).contains(sworn));
    behind.end();
    let other = Served::start(dir.path(), "--behind-proxy 203.0.113.1,203.0.113.2");
    let answer = other.ask("/standards", &says);
    assert!(answer.starts_with("HTTP/1.1 200 OK") && !answer.contains(sworn), "the command line wins: {answer}");
    other.end();
}

#[test]
fn the_log_has_a_line_for_each_request_and_nothing_about_people() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), "--listen 127.0.0.1:0 --log json");
    for path in [
        "/households?q=H%E1%BB%93%20V%C4%83n%20Tr%C6%B0%E1%BB%9Dng&cccd=046089001234",
        "/search?q=Ho%20Van%20Truong",
        "/households/1/MP46-046089001234",
        "/Ho-Van-Truong/046089001234",
    ] {
        served.ask(path, &[("cookie", "lang=vi; session=046089001234"), ("user-agent", "Ho-Van-Truong")]);
    }
    let told = served.end();
    let lines: Vec<serde_json::Value> = told.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let routes: Vec<&str> = lines.iter().filter_map(|line| line["route"].as_str()).collect();
    assert_eq!(routes, ["/households", "/search", "/households/{shard}/{code}", "-"], "{told:#?}");
    assert!(lines.iter().all(|line| line["method"] == "GET" && line["milliseconds"].is_u64()), "{told:#?}");
    assert!(lines.iter().any(|line| line["status"] == 404 && line["code"] == "CC-PAGE-NONE"), "{told:#?}");
    let all = told.join("\n");
    for about in ["046089001234", "Truong", "Tr%C6", "Trường", "q=", "session"] {
        assert!(!all.contains(about), "{about}: {all}");
    }
}
