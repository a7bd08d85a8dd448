//! Connections: takes them, speaks TLS and HTTP/1.1, bounds what one of them may hold, and stops when asked.

use crate::client::Client;
use crate::tls::Tls;
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

/// Connections at once: several browsers' worth for each of 200 sessions.
const CONNECTIONS: usize = 2000;
/// Bytes of a request's head, and of what is read ahead.
const LONGEST_HEAD: usize = 64 << 10;
/// Lines of a request's head.
const MOST_HEADERS: usize = 100;
/// To send a head, and to be idle between two requests.
const HEAD_IN: Duration = Duration::from_secs(30);
/// For a handshake.
const HANDSHAKE_IN: Duration = Duration::from_secs(10);
/// For answers that are under way when the program is told to stop.
const GRACE: Duration = Duration::from_secs(30);
/// After a connection could not be taken, as when all file descriptors are in use.
const PAUSE: Duration = Duration::from_millis(500);

/// Serves until `stop` resolves, then finishes the answers that are under way.
pub(crate) async fn run(listener: TcpListener, tls: Option<Tls>, pages: Router, stop: impl Future<Output = ()> + Send) {
    let acceptor = tls.map(|tls| TlsAcceptor::from(tls.config));
    let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            // the other side has gone already
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => continue,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let peer = Client { address: peer.ip(), secure: acceptor.is_some() };
        let (acceptor, pages, watcher) = (acceptor.clone(), pages.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _place = place;
            converse(stream, acceptor, peer, pages, watcher).await;
        });
    }
    drop(listener);
    // who still downloads after that is cut off
    let _ = timeout(GRACE, graceful.shutdown()).await;
}

/// One connection to its end. What goes wrong on it is the other side's affair, and there are scanners everywhere.
async fn converse(stream: TcpStream, acceptor: Option<TlsAcceptor>, peer: Client, pages: Router, watcher: Watcher) {
    // small answers leave at once; a system that cannot do that is only slower
    let _ = stream.set_nodelay(true);
    let Some(acceptor) = acceptor else { return speak(stream, peer, pages, watcher).await };
    if let Ok(Ok(stream)) = timeout(HANDSHAKE_IN, acceptor.accept(stream)).await {
        speak(stream, peer, pages, watcher).await;
    }
}

async fn speak<S>(stream: S, peer: Client, pages: Router, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = tower::service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        pages.clone().oneshot(request)
    });
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(HEAD_IN).max_headers(MOST_HEADERS).max_buf_size(LONGEST_HEAD);
    let connection = protocol.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let _ = watcher.watch(connection).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::io::{Read, Write};
    use std::net::SocketAddr;
    use tokio::sync::{mpsc, oneshot};

    /// Pages while they are served.
    struct Served {
        runtime: tokio::runtime::Runtime,
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        ended: tokio::task::JoinHandle<()>,
    }

    fn serve(pages: Router) -> Served {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let ended = runtime.spawn(run(listener, None, pages, async move { drop(stopped.await) }));
        Served { runtime, address, stop, ended }
    }

    fn say(address: SocketAddr, text: &str) -> std::net::TcpStream {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    fn hear(mut stream: std::net::TcpStream) -> String {
        let mut heard = Vec::new();
        // a connection that is cut has said what it said
        drop(stream.read_to_end(&mut heard));
        String::from_utf8(heard).unwrap()
    }

    #[test]
    fn a_stop_waits_for_the_answer_under_way_and_takes_nothing_new() {
        let (asked, mut is_asked) = mpsc::channel(1);
        let (go, gone) = oneshot::channel::<()>();
        let gone = Arc::new(tokio::sync::Mutex::new(Some(gone)));
        let slow = move || async move {
            asked.send(()).await.unwrap();
            gone.lock().await.take().unwrap().await.unwrap();
            "done"
        };
        let served = serve(Router::new().route("/slow", get(slow)));
        let stream = say(served.address, "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
        let idle = say(served.address, "");
        served.runtime.block_on(is_asked.recv()).unwrap();
        served.stop.send(()).unwrap();
        assert_eq!(hear(idle), "", "a connection without a request is closed");
        assert!(!served.ended.is_finished());
        go.send(()).unwrap();
        assert!(hear(stream).ends_with("done"));
        served.runtime.block_on(served.ended).unwrap();
        assert!(std::net::TcpStream::connect(served.address).is_err());
    }

    #[test]
    fn heads_have_their_limits_and_the_client_is_known() {
        let who = |client: Client| async move { format!("{} {}", client.address, client.secure) };
        let served = serve(Router::new().route("/", get(who)));
        let ask = |more: &str| {
            let stream = say(served.address, &format!("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{more}\r\n"));
            hear(stream)
        };
        assert!(ask("").ends_with("127.0.0.1 false"));
        assert!(ask(&"a: b\r\n".repeat(2 * MOST_HEADERS)).starts_with("HTTP/1.1 431 "));
        assert!(ask(&format!("a: {}\r\n", "b".repeat(2 * LONGEST_HEAD))).starts_with("HTTP/1.1 431 "));
        served.stop.send(()).unwrap();
        served.runtime.block_on(served.ended).unwrap();
    }
}
