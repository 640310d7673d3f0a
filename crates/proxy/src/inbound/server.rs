//! Connections: accepted one by one, limited in how slowly they may speak and listen, and ended in order.

mod crowd;
mod patience;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt;

use self::crowd::Crowd;
use self::patience::{Patient, Turn};
use crate::inbound::callers::Peer;
use crate::inbound::tls::Tls;

/// How long a connection may take nothing of what is sent to it.
const SENDING_PATIENCE: Duration = Duration::from_secs(15);

/// The most bytes of a request's headers; what is waited for of them is kept. Browsers send less than 16 KiB.
const LARGEST_HEADERS: usize = 64 * 1024;

/// How long requests in flight may take once the end was asked for.
const LAST_CALL: Duration = Duration::from_secs(8);

/// The pause after a connection that could not be accepted, and until the next look where there are as many as there may be.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// A router, what is put beside each request of a connection, and whose turn it is there.
type Marked = (Router, Peer, Draining, Turn);

/// Whether the end has been asked for; put beside each request, for `/readyz`.
#[derive(Clone, Debug, Default)]
pub struct Draining(Arc<AtomicBool>);

impl Draining {
    /// Whether requests should go to another replica from now on.
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Serves `router` on `listener` until `shutdown` is ready; then takes no more connections, lets
/// requests in flight finish for at most 8 s, and returns.
pub async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let at_once = async {
        shutdown.await;
        Duration::ZERO
    };
    serve_and_drain(listener, None, router, at_once).await;
}

/// As [`serve`], but over `tls` if there is one, and `shutdown` says for how long connections are still taken, so that whoever
/// spreads requests can see that this server is no longer ready.
pub async fn serve_and_drain(
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    router: Router,
    shutdown: impl Future<Output = Duration>,
) {
    let (connections, draining) = (GracefulShutdown::new(), Draining::default());
    let drained = async {
        let pause = shutdown.await;
        draining.0.store(true, Ordering::Relaxed);
        tokio::time::sleep(pause).await;
    };
    tokio::select! {
        () = drained => {}
        () = accept(&listener, tls.as_deref(), &router, &connections, &draining) => {}
    }
    drop(listener);
    if tokio::time::timeout(LAST_CALL, connections.shutdown()).await.is_err() {
        tracing::warn!("gave up on requests that did not finish");
    }
}

async fn accept(
    listener: &TcpListener,
    tls: Option<&Tls>,
    router: &Router,
    connections: &GracefulShutdown,
    draining: &Draining,
) {
    let crowd = Crowd::of_process();
    loop {
        if connections.count() >= crowd.most {
            tracing::warn!(connections = crowd.most, "no file is left for another connection");
            while connections.count() >= crowd.most {
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
        match listener.accept().await {
            Ok((stream, peer)) => {
                let is_crowded = connections.count() >= crowd.begins_at;
                let turn = Turn::new(if is_crowded { patience::HEAD } else { patience::IDLE });
                let router = (router.clone(), Peer(peer), draining.clone(), turn);
                let (acceptor, watcher) = (tls.map(Tls::acceptor), connections.watcher());
                let mut stream = TimeoutWriter::new(stream);
                stream.set_timeout(Some(SENDING_PATIENCE));
                let stream = Box::pin(stream);
                tokio::spawn(async move {
                    match acceptor {
                        None => converse(stream, router, watcher).await,
                        Some(acceptor) => {
                            let greeting = acceptor.accept(stream);
                            match tokio::time::timeout(patience::HEAD, greeting).await {
                                Ok(Ok(stream)) => converse(stream, router, watcher).await,
                                Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
                                Err(_) => tracing::debug!("no TLS in time"),
                            }
                        }
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// The connection's requests, each marked with what there is to know of the connection.
async fn converse<S>(stream: S, (router, peer, draining, turn): Marked, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (begun, answered) = (turn.clone(), turn.clone());
    let router = router.map_request(move |mut request: hyper::Request<Incoming>| {
        begun.is_ours();
        request.extensions_mut().insert(peer);
        request.extensions_mut().insert(draining.clone());
        request
    });
    let router = router.map_response(move |response| {
        answered.is_theirs();
        response
    });
    let stream = TokioIo::new(Patient::new(stream, turn));
    let connection = hyper::server::conn::http1::Builder::new()
        .max_buf_size(LARGEST_HEADERS)
        .serve_connection(stream, TowerToHyperService::new(router));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}
