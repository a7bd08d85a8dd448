//! How requests reach the pages: directly or through proxies, in the open or by TLS, and what every one passes on its way.

use crate::proxy::{self, Proxies};
use crate::public_url::PublicUrl;
use crate::tls::Tls;
use crate::{headers, log};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// Bytes of a form's body. A route that takes files says how large they may be with a limit of its own.
const LARGEST_BODY: usize = 1 << 20;

/// After this the answer will not help whoever waits; a PDF of a large province takes some seconds.
const LONGEST_WAIT: Duration = Duration::from_mins(2);

/// See the module.
#[derive(Debug, Default)]
pub struct Transport {
    /// Certificate and key; without them requests come in the open.
    pub tls: Option<Tls>,
    /// Proxies whose word counts.
    pub proxies: Proxies,
    /// Where people open the pages.
    pub public_url: PublicUrl,
}

/// Puts around the pages what every request and answer passes. The outermost stands last.
pub(crate) fn around(pages: Router, transport: &Arc<Transport>) -> Router {
    let csrf = CsrfLayer::new().with_rejection_response(foreign as fn(ProtectionError) -> Response<Body>);
    // a proxy that does not tell the host that was asked for would have every form refused
    let csrf = csrf.add_trusted_origin(transport.public_url.origin()).expect("a public address is an origin");
    // files that are compressed inside gain nothing
    let worth = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/vnd."));
    pages
        .layer(CompressionLayer::new().compress_when(worth))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(csrf)
        .layer(from_fn_with_state(LONGEST_WAIT, in_time))
        .layer(from_fn(headers::add))
        .layer(from_fn(log::write))
        .layer(from_fn_with_state(Arc::clone(transport), proxy::introduce))
}

/// A form that another site sent with the visitor's cookies.
fn foreign(_: ProtectionError) -> Response<Body> {
    let text = "Yêu cầu đến từ một trang khác nên bị từ chối; hãy mở lại trang và gửi lại.\n\
        The request came from another site and is refused; open the page again.\n";
    (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

async fn in_time(State(longest): State<Duration>, request: Request, next: Next) -> Response {
    let late = |_| {
        let text = "Trang lập quá lâu; hãy chọn phạm vi nhỏ hơn.\nThe page took too long; choose a smaller part.\n";
        (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
    };
    tokio::time::timeout(longest, next.run(request)).await.unwrap_or_else(late)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use axum::body::to_bytes;
    use axum::http::Method;
    use axum::routing::{any, post};
    use tower::ServiceExt;

    fn pages(proxies: &[&str]) -> Router {
        let words: Vec<String> = proxies.iter().map(|&word| word.to_owned()).collect();
        let transport = Transport { proxies: Proxies::read(&words).unwrap(), ..Transport::default() };
        let told = |client: Client, request: Request| async move {
            let left = request.headers().keys().filter(|name| name.as_str().starts_with("x-forwarded")).count();
            let host = request.headers().get(header::HOST).map_or("", |host| host.to_str().unwrap());
            format!("{} {} {host} {left}", client.address, client.secure)
        };
        let length = |body: axum::body::Bytes| async move { body.len().to_string() };
        around(Router::new().route("/who", any(told)).route("/form", post(length)), &Arc::new(transport))
    }

    fn ask(pages: &Router, method: Method, path: &str, headers: &[(&str, &str)], peer: Option<&str>) -> (u16, String) {
        ask_with(pages, method, path, headers, peer, Body::empty())
    }

    fn ask_with(
        pages: &Router,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        peer: Option<&str>,
        body: Body,
    ) -> (u16, String) {
        let mut request = axum::http::Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body).unwrap();
        if let Some(peer) = peer {
            request.extensions_mut().insert(Client { address: peer.parse().unwrap(), secure: false });
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = pages.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
            (status, String::from_utf8(body.to_vec()).unwrap())
        })
    }

    #[test]
    fn a_form_of_another_site_is_refused_whatever_its_method() {
        let pages = pages(&[]);
        let host = ("host", "cancau.example");
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let sent = |headers: &[(&str, &str)]| ask(&pages, method.clone(), "/who", headers, None).0;
            assert_eq!(sent(&[host, ("sec-fetch-site", "same-origin"), ("origin", "https://cancau.example")]), 200);
            assert_eq!(sent(&[host, ("origin", "https://cancau.example")]), 200, "a browser of before 2023");
            assert_eq!(sent(&[host]), 200, "no browser: nobody's cookies");
            for site in ["cross-site", "same-site"] {
                assert_eq!(sent(&[host, ("sec-fetch-site", site)]), 403, "{method} {site}");
            }
            assert_eq!(sent(&[host, ("origin", "https://evil.example")]), 403);
            assert_eq!(sent(&[host, ("origin", "null")]), 403);
        }
        assert_eq!(ask(&pages, Method::GET, "/who", &[host, ("sec-fetch-site", "cross-site")], None).0, 200, "a link");
        let (_, said) = ask(&pages, Method::POST, "/form", &[host, ("sec-fetch-site", "cross-site")], None);
        assert!(said.starts_with("Yêu cầu đến từ một trang khác"), "{said}");
    }

    #[test]
    fn a_body_has_its_limit() {
        let pages = pages(&[]);
        let sent = |bytes: usize| ask_with(&pages, Method::POST, "/form", &[], None, Body::from(vec![b'a'; bytes]));
        assert_eq!(sent(LARGEST_BODY), (200, LARGEST_BODY.to_string()));
        assert_eq!(sent(LARGEST_BODY + 1).0, 413);
    }

    #[test]
    fn an_answer_that_takes_too_long_is_given_up() {
        let slow = Router::new().route("/", any(std::future::pending::<()>));
        let pages = slow.layer(from_fn_with_state(Duration::ZERO, in_time));
        let (status, said) = ask(&pages, Method::GET, "/", &[], None);
        assert_eq!(status, 503);
        assert!(said.starts_with("Trang lập quá lâu"), "{said}");
    }

    #[test]
    fn forwarded_headers_are_read_from_proxies_and_removed_from_all() {
        let headers = [
            ("host", "127.0.0.1:8080"),
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "cancau.example"),
        ];
        let behind = pages(&["10.0.0.1"]);
        let told = |pages: &Router, peer: Option<&str>| ask(pages, Method::GET, "/who", &headers, peer);
        assert_eq!(told(&behind, Some("10.0.0.1")), (200, "203.0.113.9 true cancau.example 0".to_owned()));
        assert_eq!(told(&behind, Some("127.0.0.1")), (200, "127.0.0.1 false 127.0.0.1:8080 0".to_owned()));
        assert_eq!(told(&behind, None), (200, "127.0.0.1 false 127.0.0.1:8080 0".to_owned()));
        assert_eq!(told(&pages(&[]), Some("::1")), (200, "::1 false 127.0.0.1:8080 0".to_owned()));
        let (status, said) = told(&behind, Some("10.0.0.2"));
        assert_eq!(status, 403, "who walks past the proxy in the open is not served: {said}");
        // the origin that a browser sees is the proxy's
        let form = [("origin", "https://cancau.example"), headers[0], headers[2], headers[3]];
        assert_eq!(ask(&behind, Method::POST, "/form", &form, Some("10.0.0.1")).0, 200);
        assert_eq!(ask(&behind, Method::POST, "/form", &form, Some("127.0.0.1")).0, 403);
        let own = [("origin", "http://localhost"), headers[0]];
        assert_eq!(ask(&behind, Method::POST, "/form", &own, None).0, 200, "the public address is known anyway");
    }
}
