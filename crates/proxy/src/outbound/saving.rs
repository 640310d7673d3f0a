//! Answers in memory: one call for all who ask the same at the same time, again without a call for
//! a short while, and for a longer while in the place of an error that may pass.
//!
//! Errors are handed to all who waited for them and never kept as answers.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use tokio::time::Instant;
use tracing::Instrument;

use crate::answer::{self, Answer};
use crate::ops::metrics::{METRICS, Source};
use crate::refusal::Refusal;

/// The most bytes of answers that are kept: 64 MiB.
const LARGEST_MEMORY: u64 = 64 * 1024 * 1024;

/// How long an answer serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saving {
    /// For how long a good answer is given again without a call; zero switches that off.
    pub fresh: Duration,
    /// For how long after that it stands in for an error that may pass; zero switches that off.
    pub stale_if_error: Duration,
}

impl Default for Saving {
    /// 2 s, and 60 s.
    fn default() -> Self {
        Self { fresh: Duration::from_secs(2), stale_if_error: Duration::from_secs(60) }
    }
}

/// The answers that are kept, by all that decides them.
pub(crate) struct Memory {
    kept: Cache<Arc<str>, Kept>,
    saving: Saving,
}

/// What the last call brought, and the last good answer.
#[derive(Clone)]
struct Kept {
    answer: Answer,
    received: Instant,
    good: Option<(Answer, Instant)>,
}

impl Memory {
    pub(crate) fn new(saving: Saving) -> Self {
        let kept = Cache::builder()
            .weigher(|identity: &Arc<str>, kept: &Kept| kept.weight(identity))
            .max_capacity(LARGEST_MEMORY)
            .time_to_live(saving.fresh + saving.stale_if_error)
            .build();
        Self { kept, saving }
    }

    /// The answer to what `identity` says, by `call` if there has to be one.
    pub(crate) async fn answer(
        &self,
        identity: String,
        call: impl Future<Output = Answer> + Send + 'static,
    ) -> Answer {
        let (kept, fresh, asked) = (self.kept.clone(), self.saving.fresh, Instant::now());
        // Boxed, since each layer of the memory would else make room for the whole of it: 6 kB for each who waits.
        let call = Box::pin(call);
        // A task of its own: a caller who leaves must not end the call for those who wait with him.
        let answering = async move {
            let identity = Arc::<str>::from(identity);
            let (earlier, key) = (kept.clone(), Arc::clone(&identity));
            let call = async move {
                let before = earlier.get(&key).await;
                // A task in the task: were the call to panic here, each who waits would call in turn.
                let answer = tokio::spawn(call.in_current_span()).await;
                let answer = answer.unwrap_or_else(|_| Refusal::Internal.into());
                Kept::new(answer, before.and_then(|kept| kept.good))
            };
            let is_due = |kept: &Kept| !kept.is_fresh(asked, fresh);
            kept.entry(identity).or_insert_with_if(call, is_due).await
        };
        match tokio::spawn(answering.in_current_span()).await {
            Ok(entry) => {
                let is_own = entry.is_fresh();
                let answer = entry.into_value().shown(asked, self.saving);
                METRICS.come_by(source(&answer, is_own));
                answer
            }
            Err(_) => Refusal::Internal.into(),
        }
    }
}

fn source(answer: &Answer, is_own: bool) -> Source {
    match &answer.memory {
        Some(memory) if memory.stale_because.is_some() => Source::Stale,
        Some(_) => Source::Memory,
        None if is_own => Source::Call,
        None => Source::Shared,
    }
}

impl Kept {
    fn new(answer: Answer, before: Option<(Answer, Instant)>) -> Self {
        let received = Instant::now();
        if answer.is_passing_trouble() {
            let (code, request_id) = (answer.code.as_deref(), &answer.request_id);
            tracing::warn!(code, request_id, "no good answer from PolarDB");
        }
        let good = if answer.is_good() {
            Some((answer.clone(), received))
        } else {
            // What may no longer be seen, or is no longer there, is forgotten.
            before.filter(|_| answer.is_passing_trouble())
        };
        Self { answer, received, good }
    }

    fn is_fresh(&self, now: Instant, fresh: Duration) -> bool {
        self.answer.is_good() && now.saturating_duration_since(self.received) < fresh
    }

    /// What a caller gets who asked at `asked`.
    fn shown(self, asked: Instant, saving: Saving) -> Answer {
        let now = Instant::now();
        if self.answer.is_good() {
            let is_from_memory = self.received < asked;
            let memory = is_from_memory.then(|| memory(now - self.received, saving.fresh, None));
            return Answer { memory, ..self.answer };
        }
        let longest = saving.fresh + saving.stale_if_error;
        let is_wanted = self.answer.is_passing_trouble() && !saving.stale_if_error.is_zero();
        match self.good {
            Some((good, received)) if is_wanted && now - received < longest => {
                let because = self.answer.code.or(Some("Proxy.BadGateway".to_owned()));
                let memory = Some(memory(now - received, saving.fresh, because));
                Answer { memory, retry_after: self.answer.retry_after, ..good }
            }
            _ => self.answer,
        }
    }

    fn weight(&self, identity: &str) -> u32 {
        let good = self.good.as_ref().map_or(0, |(good, _)| good.body.len());
        let own = if self.answer.is_good() { 0 } else { self.answer.body.len() };
        u32::try_from(512 + identity.len() + good + own).unwrap_or(u32::MAX)
    }
}

fn memory(age: Duration, fresh: Duration, stale_because: Option<String>) -> answer::Memory {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    // In whole seconds an answer that has just gone stale would not be.
    let most = if stale_because.is_some() { -1 } else { i64::MAX };
    let ttl = (seconds(fresh) - seconds(age)).min(most);
    answer::Memory { age: age.as_secs(), ttl, stale_because }
}

#[cfg(test)]
mod tests;
