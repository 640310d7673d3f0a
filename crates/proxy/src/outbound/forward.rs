//! From a typed request to its answer: out of memory, together with others who ask the same, or by a
//! call when there is a turn for one.

use std::sync::Arc;

use axum::http::HeaderValue;
use credentials::{NotReady, Provider};
use model::request::Request;

use crate::answer::Answer;
use crate::outbound::call::Calls;
pub use crate::outbound::call::{LARGEST_REPLY, Timeouts};
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::pace::UpstreamPace;
use crate::outbound::saving::{Memory, Saving};
use crate::outbound::source::Source;
use crate::outbound::upstream::Upstream;

/// Brings the answers to typed requests.
pub struct Forwarder {
    calls: Arc<Calls>,
    saver: Option<Saver>,
    source: Option<Source>,
}

/// What spares PolarDB calls.
struct Saver {
    memory: Memory,
    pace: Arc<UpstreamPace>,
}

impl Forwarder {
    /// Nothing is sent yet. Each request will be a call of its own.
    ///
    /// # Errors
    /// When the system offers no certificates to check PolarDB's with.
    pub fn new(
        upstream: Upstream,
        credentials: impl Into<Provider>,
        timeouts: Timeouts,
        clock: Arc<CloudClock>,
    ) -> Result<Self, reqwest::Error> {
        let calls = Arc::new(Calls::new(upstream, credentials.into(), timeouts, clock)?);
        Ok(Self { calls, saver: None, source: None })
    }

    /// Names the source of the rows, by whose key it is.
    ///
    /// # Errors
    /// When the system offers no certificates to check STS's with.
    pub fn naming_source(mut self) -> Result<Self, reqwest::Error> {
        self.source = Some(self.calls.source()?);
        Ok(self)
    }

    /// The source, if it is to be named and is known by now.
    pub(crate) fn source(&self) -> Option<HeaderValue> {
        self.source.as_ref()?.value(self.calls.answers_for_sts())
    }

    /// Calls no more often than it must, and than it may.
    #[must_use]
    pub fn saving(mut self, saving: Saving, pace: UpstreamPace) -> Self {
        self.saver = Some(Saver { memory: Memory::new(saving), pace: Arc::new(pace) });
        self
    }

    /// Whether there is a key to sign with that PolarDB does not refuse.
    pub(crate) fn readiness(&self) -> Result<(), NotReady> {
        self.calls.readiness()
    }

    /// The answer. Errors are answers too, with the status and the text for the browser.
    pub async fn call(&self, request: &Request) -> Answer {
        let Some(Saver { memory, pace }) = &self.saver else {
            return self.calls.make(request, None).await;
        };
        let identity = self.calls.identity(request);
        let (calls, pace, request) = (Arc::clone(&self.calls), Arc::clone(pace), request.clone());
        let call = async move { calls.make(&request, Some(&pace)).await };
        memory.answer(identity, call).await
    }
}
