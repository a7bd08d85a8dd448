//! Asks pages without a network: for benchmarks and tests.

use crate::serve::{Web, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use base::Failure;
use tower::ServiceExt;

/// All pages, answered in this process.
pub struct Probe {
    router: Router,
    runtime: tokio::runtime::Runtime,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its kind.
    pub kind: String,
    /// Its bytes, as they travel.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The bytes as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Probe {
    /// Pages over a desk.
    pub fn new(web: Web) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| broken(&error))?;
        Ok(Self { router: router(web), runtime })
    }

    /// Asks for an address in a language, as a browser that takes compressed answers would.
    pub fn get(&self, address: &str, lang: &str, compressed: bool) -> Result<Answer, Failure> {
        let mut request = Request::get(address).header(header::COOKIE, format!("lang={lang}"));
        if compressed {
            request = request.header(header::ACCEPT_ENCODING, "br, gzip");
        }
        let request = request.body(Body::empty()).map_err(|error| broken(&error))?;
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.map_err(|error| broken(&error))?;
            let status = response.status().as_u16();
            let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
            let kind = kind.unwrap_or_default().to_owned();
            let bytes = to_bytes(response.into_body(), usize::MAX).await.map_err(|error| broken(&error))?;
            Ok(Answer { status, kind, bytes: bytes.to_vec() })
        })
    }
}

fn broken(error: &dyn std::fmt::Display) -> Failure {
    Failure::new("CC-PAGE-PROBE", format!("không hỏi được trang: {error}"), format!("cannot ask for a page: {error}"))
}
