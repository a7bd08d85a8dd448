//! The address under which people open the pages: for links that leave them, and to come back from a sign-in elsewhere.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use base::Failure;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

/// Scheme, host and port, as a browser writes an origin: `https://giamngheo.example.vn`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(Arc<str>);

impl PublicUrl {
    /// Reads an address. It has no path: the pages stand at the root of their host.
    pub fn read(text: &str) -> Result<Self, Failure> {
        origin(text).map(|origin| Self(origin.into())).ok_or_else(|| {
            Failure::new(
                "CC-SERVE-URL",
                format!("“{text}” không phải địa chỉ mở trang"),
                format!("“{text}” is no address to open the pages at"),
            )
            .at("public-url")
            .remedy("ví dụ: https://giamngheo.example.vn", "for example: https://giamngheo.example.vn")
        })
    }

    /// Where the program listens, when nothing else was said.
    pub fn listening(address: SocketAddr, tls: bool) -> Self {
        let scheme = if tls { "https" } else { "http" };
        let host = match address {
            // every address of the machine: the one that is always right on it
            _ if address.ip().is_unspecified() => format!("localhost:{}", address.port()),
            _ => address.to_string(),
        };
        let origin = origin(&format!("{scheme}://{host}"));
        origin.map_or_else(Self::default, |origin| Self(origin.into()))
    }

    /// The origin, without a slash at its end.
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// An address of our own, in full; `path` begins with a slash.
    pub fn with(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl Default for PublicUrl {
    /// For requests that come over no network.
    fn default() -> Self {
        Self("http://localhost".into())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PublicUrl {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

fn origin(text: &str) -> Option<String> {
    let uri: Uri = text.trim().parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    let usual = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    if authority.as_str().contains('@') || authority.host().is_empty() || !matches!(uri.path(), "" | "/") {
        return None;
    }
    if uri.query().is_some() {
        return None;
    }
    let host = authority.host().to_ascii_lowercase();
    if authority.port().is_none() && authority.as_str().len() > authority.host().len() {
        // a colon with something else behind it
        return None;
    }
    let port = authority.port_u16().filter(|port| *port != usual).map_or_else(String::new, |port| format!(":{port}"));
    Some(format!("{scheme}://{host}{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_browsers_write_origins() {
        let read =
            |text: &str| PublicUrl::read(text).map(|url| url.origin().to_owned()).map_err(|failure| failure.code);
        assert_eq!(read("https://GiamNgheo.example.vn/"), Ok("https://giamngheo.example.vn".to_owned()));
        assert_eq!(read("https://a.vn:443"), Ok("https://a.vn".to_owned()));
        assert_eq!(read("http://10.0.0.5:8080"), Ok("http://10.0.0.5:8080".to_owned()));
        assert_eq!(read("https://[2001:db8::1]:8443"), Ok("https://[2001:db8::1]:8443".to_owned()));
        let with_path = PublicUrl::read("https://a.vn").unwrap().with("/sign-in/oidc");
        assert_eq!(with_path, "https://a.vn/sign-in/oidc");
        for bad in
            ["", "a.vn", "ftp://a.vn", "https://a.vn/pages", "https://a.vn?x=1", "https://u@a.vn", "https://a.vn:99999"]
        {
            assert_eq!(read(bad), Err("CC-SERVE-URL"), "{bad}");
        }
    }

    #[test]
    fn without_it_the_pages_are_where_they_are_served() {
        let at = |address: &str, tls| PublicUrl::listening(address.parse().unwrap(), tls).origin().to_owned();
        assert_eq!(at("127.0.0.1:8080", false), "http://127.0.0.1:8080");
        assert_eq!(at("0.0.0.0:8443", true), "https://localhost:8443");
        assert_eq!(at("[::]:443", true), "https://localhost");
        assert_eq!(at("[2001:db8::1]:8443", true), "https://[2001:db8::1]:8443");
    }
}
