//! Asks pages without a network: for benchmarks and tests.

use crate::serve::{Web, router};
use app::Caller;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use base::Failure;
use std::fmt::Write as _;
use tower::ServiceExt;

/// All pages, answered in this process, for a caller that is handed in: no browser can do that.
pub struct Probe {
    router: Router,
    caller: Caller,
    runtime: tokio::runtime::Runtime,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its kind.
    pub kind: String,
    /// Where it leads on; empty if nowhere.
    pub location: String,
    /// The cookie it sets; empty if none.
    pub cookie: String,
    /// Its bytes, as they travel.
    pub bytes: Vec<u8>,
    headers: HeaderMap,
}

impl Answer {
    /// The bytes as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// One of its headers; empty if it has none of that name.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Probe {
    /// Pages over a desk, as this caller sees them.
    pub fn new(web: Web, caller: Caller) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| broken(&error))?;
        Ok(Self { router: router(web), caller, runtime })
    }

    /// The same pages as somebody else sees them.
    #[must_use]
    pub fn seen_by(self, caller: Caller) -> Self {
        Self { caller, ..self }
    }

    /// The same pages for somebody else at the same time: what one of them changes, the other sees.
    pub fn beside(&self, caller: Caller) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Self { router: self.router.clone(), caller, runtime: runtime.map_err(|error| broken(&error))? })
    }

    /// Asks for an address in a language, as a browser that takes compressed answers would.
    pub fn get(&self, address: &str, lang: &str, compressed: bool) -> Result<Answer, Failure> {
        let mut request = Request::get(address).header(header::COOKIE, format!("lang={lang}"));
        if compressed {
            request = request.header(header::ACCEPT_ENCODING, "br, gzip");
        }
        self.ask(request.extension(self.caller.clone()).body(Body::empty()))
    }

    /// Sends the fields of a form, as a page of our own would.
    pub fn post(&self, address: &str, fields: &[(&str, &str)]) -> Result<Answer, Failure> {
        let body = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .extension(self.caller.clone());
        self.ask(request.body(Body::from(body)))
    }

    /// Asks for an address again, whose answer is known under a tag.
    pub fn get_again(&self, address: &str, tag: &str) -> Result<Answer, Failure> {
        let request = Request::get(address).header(header::IF_NONE_MATCH, tag).extension(self.caller.clone());
        self.ask(request.body(Body::empty()))
    }

    /// Sends a form with files, each a name and its bytes, as a page of our own would.
    pub fn upload(&self, address: &str, field: &str, files: &[(&str, &[u8])]) -> Result<Answer, Failure> {
        const EDGE: &str = "--------------------------of-a-probe";
        let mut body = Vec::new();
        for (name, bytes) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .header(header::CONTENT_LENGTH, body.len())
            .header("sec-fetch-site", "same-origin")
            .extension(self.caller.clone());
        self.ask(request.body(Body::from(body)))
    }

    fn ask(&self, request: Result<Request<Body>, axum::http::Error>) -> Result<Answer, Failure> {
        let request = request.map_err(|error| broken(&error))?;
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.map_err(|error| broken(&error))?;
            let status = response.status().as_u16();
            let of = |name: header::HeaderName| {
                let value = response.headers().get(name).and_then(|value| value.to_str().ok());
                value.unwrap_or_default().to_owned()
            };
            let (location, cookie) = (of(header::LOCATION), of(header::SET_COOKIE));
            let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
            let kind = kind.unwrap_or_default().to_owned();
            let headers = response.headers().clone();
            let bytes = to_bytes(response.into_body(), usize::MAX).await.map_err(|error| broken(&error))?;
            Ok(Answer { status, kind, location, cookie, bytes: bytes.to_vec(), headers })
        })
    }
}

/// A text as a form sends it.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(byte.into()),
            _ => {
                // writing into a string cannot fail
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn broken(error: &dyn std::fmt::Display) -> Failure {
    Failure::new("CC-PAGE-PROBE", format!("không hỏi được trang: {error}"), format!("cannot ask for a page: {error}"))
}
