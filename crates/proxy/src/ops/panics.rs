//! What becomes of a panic: a line of the log with its place, a count, and an answer like any other.
//!
//! Its message is told to nobody, since it may repeat what could not be dealt with, which may be a
//! credential.

use std::any::Any;
use std::io::Write;
use std::panic::PanicHookInfo;

use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::ops::log;
use crate::ops::metrics::METRICS;
use crate::refusal::Refusal;

/// Tells of each panic of this process so from now on, instead of on standard error with its message.
pub fn watch() {
    std::panic::set_hook(Box::new(tell));
}

fn tell(panic: &PanicHookInfo<'_>) {
    METRICS.panicked();
    let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    if tracing::dispatcher::has_been_set() {
        tracing::error!(place, "a fault of batch-proxy itself: please report it with this place");
        // A second panic would end the process, and with it what waits to be written.
        log::flush();
    } else {
        // Nobody may be reading, and there is nobody else to tell.
        let _ = writeln!(std::io::stderr(), "batch-proxy: a fault of its own, at {place}");
    }
}

/// Answers where a handler panics. Whoever is layered around it adds what every reply bears.
pub(crate) fn layer() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(|_| Refusal::Internal.into_response())
}
