//! A browser that reads pages from the router itself, over no network.

use app::Desk;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use domain::area::Areas;
use domain::result::Results;
use jiff::civil::date;
use std::borrow::Cow;
use tower::ServiceExt;
use web::{Web, router};

/// Whoever reads a page.
pub(crate) struct Browser {
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
}

/// An answer as it was read.
pub(crate) struct Page {
    pub(crate) address: String,
    pub(crate) status: StatusCode,
    pub(crate) kind: String,
    pub(crate) body: String,
}

impl Browser {
    /// Over a deployment that has no register yet, on a day in November 2025.
    pub(crate) fn without_a_register() -> Self {
        let results = Results::bundled(Areas::bundled()).unwrap();
        Self::over(Desk::new(None, Cow::Borrowed(Areas::bundled()), results))
    }

    /// Over any desk.
    pub(crate) fn over(desk: Desk) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self {
            router: router(Web {
                desk,
                today: Box::new(|| date(2025, 11, 18)),
                now: Box::new(|| "2025-11-18T02:00:00Z".parse().unwrap()),
                maps: Vec::new(),
            }),
            runtime,
        }
    }

    /// Reads an address in Vietnamese.
    pub(crate) fn open(&self, address: &str) -> Page {
        self.read(address, "vi", &[])
    }

    /// Reads an address in a language.
    pub(crate) fn open_in(&self, address: &str, lang: &str) -> Page {
        self.read(address, lang, &[])
    }

    /// Reads the part of a page that htmx asks for.
    pub(crate) fn part(&self, address: &str) -> Page {
        self.read(address, "vi", &[("hx-request", "true")])
    }

    /// Reads an address with headers and tells all that came back.
    pub(crate) fn response(&self, address: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        self.runtime.block_on(self.router.clone().oneshot(request)).unwrap()
    }

    /// The bytes of an answer.
    pub(crate) fn bytes(&self, response: Response) -> Vec<u8> {
        self.runtime.block_on(to_bytes(response.into_body(), 16 << 20)).unwrap().to_vec()
    }

    fn read(&self, address: &str, lang: &str, headers: &[(&str, &str)]) -> Page {
        let cookie = format!("lang={lang}");
        let mut all = vec![("cookie", cookie.as_str())];
        all.extend(headers);
        let response = self.response(address, &all);
        let kind = response.headers().get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap()).to_owned();
        let (address, status) = (address.to_owned(), response.status());
        // fonts and spreadsheets are no text; nobody asks what they say
        let body = String::from_utf8(self.bytes(response)).unwrap_or_default();
        Page { address, status, kind, body }
    }
}

impl Page {
    /// The page, if it came.
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.status, StatusCode::OK, "{}: {}", self.address, self.body);
        self
    }

    /// The text of a page without its marks, spaces drawn together.
    pub(crate) fn text(&self) -> String {
        let mut text = String::with_capacity(self.body.len());
        let mut inside = false;
        for letter in self.body.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                letter if !inside => text.push(letter),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The addresses within the pages that this one leads to.
    pub(crate) fn links(&self) -> Vec<String> {
        let links = self.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let own = links.filter(|link| link.starts_with('/'));
        own.map(|link| link.replace("&amp;", "&").replace("&#38;", "&")).collect()
    }
}
