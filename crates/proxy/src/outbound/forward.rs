//! From a typed request to its answer: out of memory, together with others who ask the same, or by a
//! call when there is a turn for one.

use std::sync::Arc;

use axum::http::HeaderValue;
use credentials::{NotReady, Provider};
use model::request::Request;

use crate::answer::Answer;
use crate::outbound::asker::Asker;
use crate::outbound::call::{Calls, Limited};
pub use crate::outbound::call::{LARGEST_REPLY, Timeouts};
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::pace::UpstreamPace;
use crate::outbound::passage::Limiter;
use crate::outbound::reply::Reply;
use crate::outbound::saving::{Memory, Question, Saving};
use crate::outbound::source::Source;
use crate::outbound::upstream::Upstream;

/// Brings the answers to typed requests.
pub struct Forwarder {
    calls: Arc<Calls>,
    saver: Option<Saver>,
    source: Option<Source>,
}

/// What spares PolarDB calls. A reload of the configuration hands it on.
#[derive(Clone)]
pub struct Saver {
    memory: Arc<Memory>,
    limiter: Arc<Limiter>,
}

impl Saver {
    /// With an empty memory, and all turns to give.
    pub fn new(saving: Saving, pace: UpstreamPace) -> Self {
        let (memory, limiter) = (Memory::new(saving), Limiter::new(pace));
        Self { memory: Arc::new(memory), limiter: Arc::new(limiter) }
    }

    /// The same with another memory, which is empty.
    #[must_use]
    pub fn with_saving(self, saving: Saving) -> Self {
        Self { memory: Arc::new(Memory::new(saving)), ..self }
    }

    /// The same with other turns. Room and retries are as they were.
    #[must_use]
    pub fn with_pace(self, pace: UpstreamPace) -> Self {
        Self { limiter: Arc::new(self.limiter.with_pace(pace)), ..self }
    }

    /// Whether memory and turns are the same as those of `other`.
    #[cfg(test)]
    pub(crate) fn shares_with(&self, other: &Self) -> (bool, bool) {
        let is_memory = Arc::ptr_eq(&self.memory, &other.memory);
        (is_memory, self.limiter.pace.is_same(&other.limiter.pace))
    }
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
    pub fn saving(self, saver: Saver) -> Self {
        Self { saver: Some(saver), ..self }
    }

    /// Whether there is a key to sign with that PolarDB does not refuse.
    pub(crate) fn readiness(&self) -> Result<(), NotReady> {
        self.calls.readiness()
    }

    /// One call, and its answer. Errors are answers too, with the status and the text for the browser.
    pub async fn call(&self, request: &Request) -> Answer {
        self.calls.make(request, None).await.answer
    }

    /// The answer for `asker`, by a call if there has to be one.
    pub async fn reply(&self, request: &Request, asker: Asker) -> Reply {
        let Some(Saver { memory, limiter }) = &self.saver else {
            return Reply::of(self.call(request).await, asker.accepts_gzip).await;
        };
        let identity = self.calls.identity(request);
        let is_details = matches!(request, Request::Batch { .. });
        let (calls, turns) = (Arc::clone(&self.calls), Arc::clone(limiter));
        let (request, for_call) = (request.clone(), asker.clone());
        let question = Question { identity, is_details };
        memory
            .answer(question, &asker, &limiter.rooms, |flight| async move {
                let (limiter, asker, urgency) = (&*turns, &for_call, &flight.urgency);
                calls.make(&request, Some(Limited { limiter, asker, urgency })).await
            })
            .await
    }
}
