//! What can be asked for: the page of a list, or one batch.

use chrono::{DateTime, TimeDelta, Utc};
use model::batch::Batch;
use model::config::Endpoint;
use model::failure::Failure;
use model::json::Json;
use model::query::ListQuery;
use model::request::Request;
use model::task::TaskPage;
use model::wire::{self, ReplyHead};

/// Something to ask an endpoint for, again and again.
pub trait Ask: Clone + PartialEq + Send + Sync + 'static {
    /// What answers it.
    type Answer: Send + Sync + 'static;

    /// Where to ask.
    fn endpoint(&self) -> &Endpoint;

    /// The call that asks at the instant `now`; `None` where there is nothing to ask for.
    fn request(&self, now: DateTime<Utc>) -> Option<Request>;

    /// Reads a reply.
    ///
    /// # Errors
    /// Why it is no answer.
    fn read(head: &ReplyHead, body: &Json) -> Result<Self::Answer, Failure>;

    /// Whether nothing of an answer will change by itself.
    fn is_finished(answer: &Self::Answer) -> bool;
}

/// What remembers answers beyond the visit.
pub trait Memory<K: Ask>: Copy + Send + Sync + 'static {
    /// This text answers `key`.
    fn answered(self, key: &K, text: String);

    /// The last known answer to `key`, and its age.
    fn recall(self, key: &K) -> Option<(K::Answer, TimeDelta)>;

    /// Forgets everything.
    fn clear(self);

    /// Writes down what is not yet: the page may be left for good.
    fn write(self);
}

/// What a list is identified by: rows of one endpoint are never shown as another's.
#[derive(Clone, Debug, PartialEq)]
pub struct ListKey {
    /// The endpoint to ask.
    pub endpoint: Endpoint,
    /// What to ask for.
    pub query: ListQuery,
}

/// What a batch is identified by.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchKey {
    /// The endpoint to ask.
    pub endpoint: Endpoint,
    /// The batch's id; empty while none is open.
    pub batch_id: String,
}

impl Ask for ListKey {
    type Answer = TaskPage;

    fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    fn request(&self, now: DateTime<Utc>) -> Option<Request> {
        (!self.query.created.is_reversed()).then(|| self.query.request(now))
    }

    fn read(head: &ReplyHead, body: &Json) -> Result<TaskPage, Failure> {
        wire::read_task_page(head, body)
    }

    fn is_finished(page: &TaskPage) -> bool {
        page.is_finished()
    }
}

impl Ask for BatchKey {
    type Answer = Batch;

    fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<Request> {
        (!self.batch_id.is_empty()).then(|| Request::Batch { batch_id: self.batch_id.clone() })
    }

    fn read(head: &ReplyHead, body: &Json) -> Result<Batch, Failure> {
        wire::read_batch(head, body)
    }

    fn is_finished(batch: &Batch) -> bool {
        batch.task.status.is_finished()
    }
}

/// A batch is read anew on each visit.
impl Memory<BatchKey> for () {
    fn answered(self, _key: &BatchKey, _text: String) {}

    fn recall(self, _key: &BatchKey) -> Option<(Batch, TimeDelta)> {
        None
    }

    fn clear(self) {}

    fn write(self) {}
}
