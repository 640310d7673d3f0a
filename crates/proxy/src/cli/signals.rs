//! The wish to end: Ctrl-C, or SIGTERM from a service manager.

use std::future::Future;

use super::failure::Failure;

/// Listens from this call on; the future is ready with the first signal.
#[cfg(unix)]
pub(crate) fn end() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Signals)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens from this call on; the future is ready with the first Ctrl-C.
#[cfg(windows)]
pub(crate) fn end() -> Result<impl Future<Output = ()>, Failure> {
    let mut interrupt = tokio::signal::windows::ctrl_c().map_err(Failure::Signals)?;
    Ok(async move {
        interrupt.recv().await;
    })
}
