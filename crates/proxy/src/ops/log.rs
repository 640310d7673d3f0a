//! One line per request on standard error, as text or as JSON. Query values and headers are never
//! written. What is logged on the way to an answer bears the request's own id, the address that it came from,
//! and the name of the caller.

mod queue;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

use self::queue::Queue;
use crate::answer::Noted;
use crate::inbound::callers::{Caller, Peer};
use crate::ops::metrics::METRICS;

/// How lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

/// How long the end waits for whoever reads the log.
const LAST_LINES: Duration = Duration::from_secs(1);

/// The lines on their way to standard error.
static QUEUE: OnceLock<Queue> = OnceLock::new();

/// Starts logging at the levels of `RUST_LOG`, or at `info`.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let writer = match Queue::start(std::io::stderr()) {
        // Set once, like the subscriber.
        Ok(queue) => BoxMakeWriter::new(QUEUE.get_or_init(|| queue).clone()),
        Err(_) => BoxMakeWriter::new(std::io::stderr),
    };
    // Whoever reads the log may go away; to complain of that where nobody reads would be a panic.
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .log_internal_errors(false);
    // Refused only where a program that embeds the proxy logs already.
    let _ = match format {
        LogFormat::Text => {
            let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
            builder.with_ansi(is_terminal).try_init()
        }
        LogFormat::Json => builder.json().flatten_event(true).with_span_list(false).try_init(),
    };
}

/// Waits until what was logged is written, a second at most: at the end, and where the process may end soon.
pub(crate) fn flush() {
    if let Some(queue) = QUEUE.get() {
        queue.flush(LAST_LINES);
    }
}

/// Writes the line once the reply is known, and counts it.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let id = uuid::Uuid::new_v4().simple().to_string();
    let peer =
        request.extensions().get::<Peer>().map(|Peer(peer)| tracing::field::display(peer.ip()));
    let span = tracing::info_span!("request", id, peer, caller = tracing::field::Empty);
    answered(request, next).instrument(span).await
}

/// From now on the lines of this request say who is calling.
pub(crate) fn is_of(caller: &Caller) {
    tracing::Span::current().record("caller", tracing::field::display(caller));
}

async fn answered(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let (status, elapsed) = (response.status().as_u16(), started.elapsed());
    let ms = elapsed.as_millis();
    let noted = response.extensions().get::<Noted>();
    METRICS.answered(&path, status, noted.and_then(|noted| noted.code.as_deref()), elapsed);
    match noted {
        Some(Noted { code, request_id }) => {
            let code = code.as_deref().unwrap_or("-");
            tracing::info!(%method, path, status, code, request_id, ms, "answered");
        }
        None => tracing::info!(%method, path, status, ms, "answered"),
    }
    response
}
