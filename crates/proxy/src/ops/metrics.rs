//! How it goes, for Prometheus. No label holds a text from outside: routes, actions and outcomes are
//! ours, and of codes only the proxy's own are told apart.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use model::failure::FailureKind;
use prometheus::{
    Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry,
    TextEncoder,
};

use crate::answer::Answer;
use crate::inbound::callers::Peer;
use crate::inbound::guard::Guard;
use crate::outbound::ambient::{Ambient, System};
use crate::refusal::Refusal;

/// The one set of the process; it outlasts a reload.
pub(crate) static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

/// Upper bounds in seconds, to the longest that a request may take.
const BUCKETS: [f64; 10] = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.5];

/// How an answer was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// By a call for it.
    Call,
    /// By a call that another request had begun.
    Shared,
    /// Out of memory.
    Memory,
    /// Out of memory, in the place of an error.
    Stale,
}

pub(crate) struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    request_seconds: HistogramVec,
    refusals: IntCounterVec,
    answers: IntCounterVec,
    calls: IntCounterVec,
    call_seconds: Histogram,
    calls_in_flight: IntGauge,
    retries: IntCounterVec,
    pub(crate) clock_offset: IntGauge,
    reloads: IntCounterVec,
    panics: IntCounter,
    log_lines_dropped: IntCounter,
}

impl Metrics {
    fn new() -> Self {
        let registry = Registry::new();
        let metrics = Self {
            requests: counters(&registry, "requests", "Requests answered.", &["route", "status"]),
            request_seconds: {
                let options = HistogramOpts::new("batch_proxy_request_seconds", "Until an answer.");
                let options = options.buckets(BUCKETS.to_vec());
                registered(&registry, HistogramVec::new(options, &["route"]))
            },
            refusals: counters(&registry, "refusals", "Errors of the proxy's own.", &["code"]),
            answers: counters(
                &registry,
                "answers",
                "Answers, by how they were come by.",
                &["from"],
            ),
            calls: counters(
                &registry,
                "upstream_calls",
                "Calls to PolarDB, each try.",
                &["action", "outcome"],
            ),
            call_seconds: {
                let options = HistogramOpts::new("batch_proxy_upstream_seconds", "Until a reply.");
                registered(&registry, Histogram::with_opts(options.buckets(BUCKETS.to_vec())))
            },
            calls_in_flight: gauge(&registry, "upstream_in_flight", "Calls in flight."),
            retries: counters(
                &registry,
                "upstream_retries",
                "Calls made again, or not for want of budget.",
                &["outcome"],
            ),
            clock_offset: gauge(
                &registry,
                "clock_offset_seconds",
                "By how much the cloud's clock is ahead of this machine's.",
            ),
            reloads: counters(&registry, "reloads", "Configurations read anew.", &["outcome"]),
            panics: registered(
                &registry,
                IntCounter::new("batch_proxy_panics_total", "Faults of the proxy itself."),
            ),
            log_lines_dropped: registered(
                &registry,
                IntCounter::new(
                    "batch_proxy_log_lines_dropped_total",
                    "Lines of the log that nobody read in time.",
                ),
            ),
            registry,
        };
        gauge(&metrics.registry, "up_since_seconds", "When it began, in Unix time.")
            .set(System.now().timestamp());
        metrics
    }

    /// A request was answered.
    pub(crate) fn answered(&self, path: &str, status: u16, code: Option<&str>, elapsed: Duration) {
        let route = match path {
            "/rpc" => "rpc",
            "/config.json" => "config",
            "/healthz" | "/readyz" => "health",
            _ => "site",
        };
        self.requests.with_label_values(&[route, &status.to_string()]).inc();
        self.request_seconds.with_label_values(&[route]).observe(elapsed.as_secs_f64());
        if let Some(code) = code.filter(|code| code.starts_with("Proxy.")) {
            self.refusals.with_label_values(&[code]).inc();
        }
    }

    /// An answer was come by.
    pub(crate) fn come_by(&self, source: Source) {
        let from = match source {
            Source::Call => "call",
            Source::Shared => "shared",
            Source::Memory => "memory",
            Source::Stale => "stale",
        };
        self.answers.with_label_values(&[from]).inc();
    }

    /// A call begins; it ends with [`Call::ended`], or uncounted when it is dropped.
    pub(crate) fn call(&self, action: &'static str) -> Call<'_> {
        self.calls_in_flight.inc();
        Call { metrics: self, action, began: Instant::now() }
    }

    /// A call was in trouble that may pass, and was made again or not.
    pub(crate) fn retried(&self, is_made: bool) {
        self.retries.with_label_values(&[if is_made { "made" } else { "spared" }]).inc();
    }

    /// The configuration was read anew, or was not fit for it.
    pub(crate) fn reloaded(&self, is_fine: bool) {
        self.reloads.with_label_values(&[if is_fine { "ok" } else { "refused" }]).inc();
    }

    /// A thread panicked.
    pub(crate) fn panicked(&self) {
        self.panics.inc();
    }

    /// A line of the log found no room.
    pub(crate) fn log_line_dropped(&self) {
        self.log_lines_dropped.inc();
    }

    fn text(&self) -> Response {
        match TextEncoder::new().encode_to_string(&self.registry.gather()) {
            Ok(text) => ([(CONTENT_TYPE, prometheus::TEXT_FORMAT)], text).into_response(),
            Err(error) => {
                tracing::error!(%error, "cannot write the metrics");
                axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// A call to PolarDB that is under way.
pub(crate) struct Call<'a> {
    metrics: &'a Metrics,
    action: &'static str,
    began: Instant,
}

impl Call<'_> {
    pub(crate) fn ended(self, answer: &Answer) {
        let outcome = outcome(answer);
        self.metrics.calls.with_label_values(&[self.action, outcome]).inc();
        self.metrics.call_seconds.observe(self.began.elapsed().as_secs_f64());
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        self.metrics.calls_in_flight.dec();
    }
}

/// `GET /metrics` by a name that `guard` knows, and nothing else.
pub fn router(guard: Guard) -> Router {
    let check_host = middleware::from_fn(move |request: Request, next: Next| {
        let peer = request.extensions().get::<Peer>().map(|Peer(peer)| peer.ip());
        let host = guard.host(request.uri(), request.headers(), peer);
        async move {
            match host {
                Ok(_) => next.run(request).await,
                Err(refusal) => refusal.into_response(),
            }
        }
    });
    let metrics = get(|| async { METRICS.text() });
    Router::new()
        .route("/metrics", metrics.fallback(async || Refusal::MethodNotAllowed("GET, HEAD")))
        .fallback(async || Refusal::NotFound)
        .layer(check_host)
}

fn outcome(answer: &Answer) -> &'static str {
    if answer.is_good() {
        return "ok";
    }
    match FailureKind::classify(answer.code.as_deref(), answer.status) {
        _ if answer.status == 504 => "timeout",
        FailureKind::Throttled => "throttled",
        FailureKind::Unavailable => "unavailable",
        FailureKind::ProxyCredentials | FailureKind::ProxyClock => "credentials",
        FailureKind::NotPermitted => "forbidden",
        _ => "other",
    }
}

fn counters(registry: &Registry, name: &str, help: &str, labels: &[&str]) -> IntCounterVec {
    let options = Opts::new(format!("batch_proxy_{name}_total"), help);
    registered(registry, IntCounterVec::new(options, labels))
}

fn gauge(registry: &Registry, name: &str, help: &str) -> IntGauge {
    registered(registry, IntGauge::new(format!("batch_proxy_{name}"), help))
}

/// Names are constants and each is there once, so that nothing can be wrong with them.
fn registered<C>(registry: &Registry, collector: prometheus::Result<C>) -> C
where
    C: prometheus::core::Collector + Clone + 'static,
{
    match collector.and_then(|c| registry.register(Box::new(c.clone())).map(|()| c)) {
        Ok(collector) => collector,
        Err(error) => unreachable!("a metric of that name: {error}"),
    }
}
