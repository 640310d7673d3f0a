//! One line per request on standard error. Query values and headers are never written.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use tracing_subscriber::EnvFilter;

use crate::answer::Noted;

/// Starts logging at the levels of `RUST_LOG`, or at `info`.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // Refused only where a program that embeds the proxy logs already.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .try_init();
}

/// Writes the line once the reply is known.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
    match response.extensions().get::<Noted>() {
        Some(Noted { code, request_id }) => {
            let code = code.as_deref().unwrap_or("-");
            tracing::info!(%method, ?path, status, ?code, ?request_id, ms, "answered");
        }
        None => tracing::info!(%method, ?path, status, ms, "answered"),
    }
    response
}
