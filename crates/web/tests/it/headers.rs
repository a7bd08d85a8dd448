//! What stands around every answer: headers for the browser, and a log that tells nothing about people.

use crate::addresses::ADDRESSES;
use crate::support::Browser;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

/// Answers that are no pages.
const OTHERS: [&str; 6] =
    ["/nowhere", "/assets/nothing.js", "/language/en", "/results/export.csv", "/search/suggest?q=hue", "/area/99999"];

#[test]
fn every_answer_carries_the_headers_that_keep_a_browser_safe() {
    let browser = Browser::without_a_register();
    for address in ADDRESSES.iter().chain(&OTHERS) {
        let response = browser.response(address, &[]);
        let told = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        assert!(told("content-security-policy").starts_with("default-src 'none'; script-src 'self';"), "{address}");
        assert!(!told("content-security-policy").contains("unsafe"), "{address}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(told(name), value, "{address}: {name}");
        }
        assert!(told("permissions-policy").contains("camera=()"), "{address}");
    }
    let page = browser.open("/");
    let asset = page.body.split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap();
    let response = browser.response(&format!("/assets/{asset}"), &[]);
    assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
}

/// What was written to the log.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn the_log_names_the_route_and_nothing_of_what_was_asked() {
    let lines = Lines::default();
    let everything = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(lines.clone());
    let browser = Browser::without_a_register();
    tracing::subscriber::with_default(everything.with_ansi(false).finish(), || {
        for address in [
            "/households?q=H%E1%BB%93%20V%C4%83n%20Tr%C6%B0%E1%BB%9Dng&cccd=046089001234",
            "/households/1/MP46-002499",
            "/search?q=046089001234",
            "/046089001234/Ho-Van-Truong",
            "/findings?kind=Ho%20Van%20Truong",
        ] {
            browser.response(address, &[("cookie", "session=s3cret"), ("referer", "/households?q=046089001234")]);
        }
    });
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let log = log.replace('"', "");
    assert_eq!(log.lines().count(), 5, "{log}");
    for (line, parts) in log.lines().zip([
        "route=/households status=",
        "route=/households/{shard}/{code} status=404",
        "route=/search status=200",
        "route=- status=404",
        "route=/findings status=",
    ]) {
        assert!(line.contains("method=GET") && line.contains(parts), "{line}");
        assert!(line.contains("milliseconds="), "{line}");
    }
    assert!(log.contains("code=CC-PAGE-NONE"), "{log}");
    for told in ["046089001234", "Tr", "MP46", "s3cret", "cccd", "Ho", "H%E1"] {
        assert!(!log.contains(told), "{told}: {log}");
    }
}
