//! The configuration of a running proxy, which SIGHUP reads anew. What cannot be used is told, and the
//! one from before stays.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::{ArcSwap, ArcSwapOption};
use axum::Router;
use axum::extract::Request;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tower::ServiceExt;

use super::failure::Failure;
use super::lasting::Lasting;
use super::options::Options;
use super::router;
use super::settings::Settings;
use crate::inbound::tls::Tls;
use crate::ops::metrics::METRICS;

/// How long files may take to be read. Those on a file system of the network may hang for ever.
const PATIENCE: Duration = Duration::from_secs(10);

/// What requests are answered by, until it is replaced.
pub(super) struct Running {
    pub(super) address: SocketAddr,
    pub(super) tls: Option<Arc<Tls>>,
    current: ArcSwap<Router>,
    lasting: ArcSwapOption<Lasting>,
}

impl Running {
    pub(super) fn new(
        address: SocketAddr,
        tls: Option<Arc<Tls>>,
        router: Router,
        lasting: Option<Lasting>,
    ) -> Arc<Self> {
        let (current, lasting) =
            (ArcSwap::from_pointee(router), ArcSwapOption::from_pointee(lasting));
        Arc::new(Self { address, tls, current, lasting })
    }

    /// Answers each request by what is current then, also on a connection that is older: a token that
    /// was taken away ends at once.
    pub(super) fn router(self: &Arc<Self>) -> Router {
        let running = Arc::clone(self);
        Router::new().fallback_service(tower::service_fn(move |request: Request| {
            let router = Router::clone(&running.current.load());
            router.oneshot(request)
        }))
    }

    /// Reads the configuration anew.
    pub(super) async fn reload(&self, options: &Arc<Options>) {
        let replaced = self.replace(options).await;
        METRICS.reloaded(replaced.is_ok());
        match replaced {
            Ok(()) => tracing::info!("the configuration was read anew"),
            Err(failure) => tracing::error!("the configuration stays as it was: {failure}"),
        }
    }

    async fn replace(&self, options: &Arc<Options>) -> Result<(), Failure> {
        let for_thread = Arc::clone(options);
        let settings = reading(move || Settings::of(&for_thread)).await??;
        if settings.callers.are_unknown() && !self.address.ip().is_loopback() {
            return Err(Failure::NotLoopback(self.address));
        }
        let is_elsewhere = settings.listen.ip() != self.address.ip()
            || ![0, self.address.port()].contains(&settings.listen.port());
        if is_elsewhere {
            return Err(Failure::NeedsRestart("another address to listen on"));
        }
        let lasting = settings.limits.map(|limits| match &*self.lasting.load() {
            Some(lasting) => lasting.with(limits),
            None => Lasting::new(limits),
        });
        let router = router::router(&settings, self.address, lasting.as_ref()).await?;
        match (&self.tls, &settings.tls) {
            (Some(tls), Some(files)) => {
                let (tls, files) = (Arc::clone(tls), files.clone());
                reading(move || tls.reload(&files)).await??;
            }
            (None, None) => {}
            _ => return Err(Failure::NeedsRestart("TLS that is switched on or off")),
        }
        self.current.store(Arc::new(router));
        self.lasting.store(lasting.map(Arc::new));
        Ok(())
    }
}

/// What `read` reads from files, on a thread of its own: requests are answered meanwhile.
pub(super) async fn reading<T: Send + 'static>(
    read: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    let read = timeout(PATIENCE, spawn_blocking(read)).await;
    read.ok().and_then(Result::ok).ok_or(Failure::SilentFiles(PATIENCE.as_secs()))
}
