//! The wish to end: Ctrl-C, or SIGTERM from a service manager.

use std::future::Future;
use std::time::Duration;

use super::failure::Failure;

/// How long connections are still taken after SIGTERM. Together with the 8 s for requests in flight
/// that is less than the 10 s after which service managers lose patience.
#[cfg(unix)]
const DRAIN: Duration = Duration::from_secs(1);

/// Listens from this call on; the future is ready with the first signal, and says for how long
/// connections are still to be taken: not at all for whoever pressed Ctrl-C.
#[cfg(unix)]
pub(crate) fn end() -> Result<impl Future<Output = Duration>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Signals)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => Duration::ZERO,
            _ = terminate.recv() => DRAIN,
        }
    })
}

/// Listens from this call on; the future is ready with the first Ctrl-C.
#[cfg(windows)]
pub(crate) fn end() -> Result<impl Future<Output = Duration>, Failure> {
    let mut interrupt = tokio::signal::windows::ctrl_c().map_err(Failure::Signals)?;
    Ok(async move {
        interrupt.recv().await;
        Duration::ZERO
    })
}

/// The wish to read the configuration anew: SIGHUP.
pub(crate) struct Hangups(#[cfg(unix)] tokio::signal::unix::Signal);

impl Hangups {
    /// Listens from this call on.
    pub(crate) fn new() -> Result<Self, Failure> {
        #[cfg(unix)]
        let hangups = {
            use tokio::signal::unix::{SignalKind, signal};
            Self(signal(SignalKind::hangup()).map_err(Failure::Signals)?)
        };
        #[cfg(windows)]
        let hangups = Self();
        Ok(hangups)
    }

    /// Waits for the next one; on Windows for ever.
    pub(crate) async fn next(&mut self) {
        #[cfg(unix)]
        self.0.recv().await;
        #[cfg(windows)]
        std::future::pending::<()>().await;
    }
}
