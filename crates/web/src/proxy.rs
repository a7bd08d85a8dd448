//! Proxies before the pages: whom to believe what a request says about its sender.
//!
//! Anybody can write `X-Forwarded-For`. It counts only when the connection comes from an address that was named when the
//! program was started; from all others these headers are removed, so that nothing further in can believe them. The
//! header `Forwarded` (RFC 7239) is not read.

use crate::client::Client;
use crate::transport::Transport;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::Failure;
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// Addresses of the proxies that are believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Reads addresses and ranges: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
    pub fn read(words: &[String]) -> Result<Self, Failure> {
        let ranges = words.iter().map(|word| {
            let word = word.trim();
            let range = word.parse::<IpNet>().ok().or_else(|| word.parse::<IpAddr>().ok().map(IpNet::from));
            range.ok_or_else(|| {
                Failure::new(
                    "CC-SERVE-PROXY",
                    format!("“{word}” không phải địa chỉ hay dải địa chỉ"),
                    format!("“{word}” is no address and no range of addresses"),
                )
                .at("behind-proxy")
                .remedy("ví dụ: 127.0.0.1 hoặc 10.0.0.0/8", "for example: 127.0.0.1 or 10.0.0.0/8")
            })
        });
        ranges.collect::<Result<_, _>>().map(Self)
    }

    /// Whether no proxy is believed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn believes(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|range| range.contains(&address))
    }

    /// The client behind a connection.
    fn client(&self, peer: Client, headers: &HeaderMap) -> Client {
        if !self.believes(peer.address) {
            return peer;
        }
        let mut address = peer.address;
        // each proxy adds its peer at the end: from there on back, the first that is no proxy of ours
        for hop in values(headers, &FORWARDED_FOR).rev() {
            let Some(hop) = read_hop(hop) else { break };
            address = hop;
            if !self.believes(hop) {
                break;
            }
        }
        let proto = values(headers, &FORWARDED_PROTO).next_back();
        Client { address, secure: proto.map_or(peer.secure, |proto| proto.eq_ignore_ascii_case("https")) }
    }
}

/// Tells the client of a request to all that follows, and takes away what it says about itself.
pub(crate) async fn introduce(State(transport): State<Arc<Transport>>, mut request: Request, next: Next) -> Response {
    let peer: Client = request.extensions().get().copied().unwrap_or_default();
    let believed = transport.proxies.believes(peer.address);
    // whoever walks past the proxy would send passwords and names in the open
    if !peer.secure && !believed && !peer.address.to_canonical().is_loopback() {
        return (StatusCode::FORBIDDEN, "Chỉ vào qua máy chủ trung gian (only through the proxy)\n").into_response();
    }
    let client = transport.proxies.client(peer, request.headers());
    let headers = request.headers_mut();
    if believed {
        let host = values(headers, &FORWARDED_HOST).next_back().and_then(|host| HeaderValue::from_str(host).ok());
        if let Some(host) = host {
            headers.insert(header::HOST, host);
        }
    }
    for name in [FORWARDED_FOR, FORWARDED_PROTO, FORWARDED_HOST] {
        headers.remove(name);
    }
    request.extensions_mut().insert(client);
    request.extensions_mut().insert(transport.public_url.clone());
    next.run(request).await
}

/// The values of a list, which may be spread over several headers.
fn values<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl DoubleEndedIterator<Item = &'a str> {
    let lines = headers.get_all(name).into_iter().map(|line| line.to_str().unwrap_or(""));
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|value| !value.is_empty())
}

/// An address, with or without a port.
fn read_hop(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &[&str], peer: &str, headers: &[(HeaderName, &str)]) -> (String, bool) {
        let words: Vec<String> = proxies.iter().map(|&word| word.to_owned()).collect();
        let proxies = Proxies::read(&words).unwrap();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, HeaderValue::from_str(value).unwrap());
        }
        let client = proxies.client(Client { address: peer.parse().unwrap(), secure: false }, &map);
        (client.address.to_string(), client.secure)
    }

    #[test]
    fn only_named_peers_are_believed() {
        let said = [(FORWARDED_FOR, "203.0.113.9"), (FORWARDED_PROTO, "https")];
        let told = |proxies: &[&str], peer: &str| client(proxies, peer, &said);
        assert_eq!(told(&["10.0.0.0/8"], "10.1.2.3"), ("203.0.113.9".to_owned(), true));
        assert_eq!(told(&["10.1.2.3"], "::ffff:10.1.2.3"), ("203.0.113.9".to_owned(), true));
        assert_eq!(told(&["10.1.2.3"], "10.1.2.4"), ("10.1.2.4".to_owned(), false));
        assert_eq!(told(&[], "127.0.0.1"), ("127.0.0.1".to_owned(), false));
    }

    #[test]
    fn the_client_is_the_last_that_is_no_proxy() {
        let through = |list: &str| client(&["10.0.0.0/8"], "10.0.0.1", &[(FORWARDED_FOR, list)]).0;
        assert_eq!(
            through("1.1.1.1, 203.0.113.9, 10.0.0.2"),
            "203.0.113.9",
            "what the client wrote itself is no proof"
        );
        assert_eq!(through("10.0.0.3, 10.0.0.2"), "10.0.0.3");
        assert_eq!(through("203.0.113.9, unknown"), "10.0.0.1");
        assert_eq!(through("203.0.113.9:4711"), "203.0.113.9");
        assert_eq!(through("[2001:db8::1]:4711"), "2001:db8::1");
        assert_eq!(through("[2001:db8::1]"), "2001:db8::1");
        assert_eq!(through(""), "10.0.0.1");
        let spread = [(FORWARDED_FOR, "1.1.1.1"), (FORWARDED_FOR, "203.0.113.9")];
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.1", &spread).0, "203.0.113.9");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for word in ["", "proxy.local", "10.0.0.0/33", "10.0.0.1:80"] {
            assert_eq!(Proxies::read(&[word.to_owned()]).unwrap_err().code, "CC-SERVE-PROXY", "{word}");
        }
    }
}
