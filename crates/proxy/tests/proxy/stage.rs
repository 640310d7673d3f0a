//! A proxy on a free port, in front of an upstream of the test's choice.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use acs3::Credentials;
use chrono::{DateTime, TimeDelta, Utc};
use proxy::credentials::Provider;
use proxy::inbound::app::{self, App};
use proxy::inbound::console_config::ConsoleEntry;
use proxy::inbound::guard::Guard;
use proxy::inbound::server;
use proxy::inbound::site::Console;
use proxy::outbound::ambient::Ambient;
use proxy::outbound::cloud_clock::CloudClock;
use proxy::outbound::forward::{Forwarder, Saver, Timeouts};
use proxy::outbound::pace::UpstreamPace;
use proxy::outbound::saving::Saving;
use proxy::outbound::upstream::Upstream;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The origin that the stage's proxy lets in beside its own.
pub(crate) const LISTED: &str = "https://console.example.com";

/// The time of the captures, and the nonces 1, 2, 3 in their form.
pub(crate) struct Scripted {
    pub(crate) ahead: TimeDelta,
    nonces: AtomicU32,
}

impl Ambient for Scripted {
    fn now(&self) -> DateTime<Utc> {
        "2026-04-07T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + self.ahead
    }

    fn nonce(&self) -> String {
        format!("{:032}", self.nonces.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn fraction(&self) -> f64 {
        0.5
    }
}

/// The captures' time, for whoever shares it with a stage.
pub(crate) fn ambient() -> impl Ambient {
    Scripted { ahead: TimeDelta::zero(), nonces: AtomicU32::new(0) }
}

/// What a test may want otherwise than usual.
pub(crate) struct Stage {
    pub(crate) upstream: SocketAddr,
    pub(crate) credentials: Provider,
    pub(crate) console: Option<Console>,
    pub(crate) clock_ahead: TimeDelta,
    /// In the place of the captures' time and nonces.
    pub(crate) clock: Option<Arc<CloudClock>>,
    /// As `serve` does by default.
    pub(crate) is_saving: bool,
    pub(crate) timeouts: Timeouts,
}

impl Stage {
    /// In front of this upstream, with the captures' key.
    pub(crate) fn new(upstream: SocketAddr) -> Self {
        Self {
            upstream,
            credentials: Credentials::new("testAccessKeyId", "testAccessKeySecret").into(),
            console: None,
            clock_ahead: TimeDelta::zero(),
            clock: None,
            is_saving: false,
            timeouts: Timeouts::default(),
        }
    }

    /// Waits for the upstream this long only.
    pub(crate) fn patient_for(mut self, milliseconds: u64) -> Self {
        self.timeouts.total = Duration::from_millis(milliseconds);
        self
    }

    /// Serves until the test ends; gives the proxy's address.
    pub(crate) async fn serve(self) -> SocketAddr {
        self.serve_until(std::future::pending()).await.0
    }

    /// Serves until `shutdown`; gives the proxy's address and what to wait for its end by.
    pub(crate) async fn serve_until(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> (SocketAddr, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = app::router(self.app(address));
        (address, tokio::spawn(server::serve(listener, router, shutdown)))
    }

    fn app(self, address: SocketAddr) -> App {
        let upstream = Upstream::parse(&format!("http://{}", self.upstream)).unwrap();
        let scripted = Scripted { ahead: self.clock_ahead, nonces: AtomicU32::new(0) };
        let clock = self.clock.unwrap_or_else(|| Arc::new(CloudClock::new(Arc::new(scripted))));
        let mut forwarder =
            Forwarder::new(upstream, self.credentials, self.timeouts, clock).unwrap();
        if self.is_saving {
            forwarder = forwarder.saving(Saver::new(Saving::default(), UpstreamPace::default()));
        }
        let entry = ConsoleEntry {
            id: "default".to_owned(),
            label: "cn-hangzhou".to_owned(),
            region: Some("cn-hangzhou".to_owned()),
            is_demo: false,
            has_status_counts: true,
            index_auto: None,
        };
        let guard = Guard::new(address, &[], &[LISTED.to_owned()]).unwrap();
        App { guard, forwarder, entry, console: self.console, instances: None }
    }
}

/// An address where nothing listens.
pub(crate) async fn nowhere() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}
