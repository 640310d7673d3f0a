//! A call that the first request makes as a part of itself, and that goes on without it if its caller leaves. A task for
//! each call would cost more than the signature.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;
use tracing::Instrument;

/// Ready when the call has ended, also where it panics.
pub(super) struct Led {
    call: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Led {
    pub(super) fn new(call: impl Future<Output = ()> + Send + 'static) -> Self {
        Self { call: Some(Box::pin(call)) }
    }
}

impl Future for Led {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(call) = &mut self.call else { return Poll::Ready(()) };
        // What panics is not polled again: what it held is dropped, and with it the flight ends.
        let polled = catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(context)));
        if !matches!(polled, Ok(Poll::Pending)) {
            self.call = None;
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

impl Drop for Led {
    /// For those who wait with the one who has left.
    fn drop(&mut self) {
        if let (Some(call), Ok(runtime)) = (self.call.take(), Handle::try_current()) {
            runtime.spawn(call.in_current_span());
        }
    }
}
