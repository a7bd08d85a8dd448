//! Requests to the provider: over TLS, to nobody else, and not for ever.

use openidconnect::url::{Host, Url};
use openidconnect::{HttpRequest, HttpResponse};
use std::sync::Arc;
use std::time::Duration;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};

/// For one request; a person waits in front of a page.
const LONGEST: Duration = Duration::from_secs(10);
/// Bytes of an answer; sets of keys are some kilobytes.
const LARGEST: u64 = 1 << 20;

/// A client that trusts the authorities that the system trusts, among them those an administrator added.
pub(super) fn agent() -> Agent {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    let tls = tls.unversioned_rustls_crypto_provider(provider).build();
    // where the provider's answers lead is not followed: its endpoints are those it publishes
    let config = Agent::config_builder().tls_config(tls).max_redirects(0).max_redirects_will_error(false);
    config.http_status_as_error(false).timeout_global(Some(LONGEST)).proxy(None).build().into()
}

/// Whether nobody can read along: TLS, or not leaving this machine.
pub(super) fn is_private(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

/// One request.
pub(super) fn send(agent: &Agent, request: HttpRequest) -> Result<HttpResponse, Error> {
    let address = request.uri().to_string();
    if !Url::parse(&address).is_ok_and(|url| is_private(&url)) {
        return Err(Error::RequireHttpsOnly(address));
    }
    let (head, body) = request.into_parts();
    let response = match body {
        body if body.is_empty() => agent.run(ureq::http::Request::from_parts(head, ()))?,
        body => agent.run(ureq::http::Request::from_parts(head, body))?,
    };
    let (head, mut body) = response.into_parts();
    let body = body.with_config().limit(LARGEST).read_to_vec()?;
    Ok(HttpResponse::from_parts(head, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_asked_without_tls() {
        for (address, fine) in [
            ("https://id.example.vn/realms/tinh", true),
            ("http://127.0.0.1:8080/", true),
            ("http://[::1]:8080/", true),
            ("http://localhost/", true),
            ("http://id.example.vn/", false),
            ("http://localhost.example.vn/", false),
            ("http://10.0.0.1/", false),
            ("ftp://localhost/", false),
        ] {
            assert_eq!(is_private(&Url::parse(address).unwrap()), fine, "{address}");
        }
    }
}
