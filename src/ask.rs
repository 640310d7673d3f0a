//! What can be asked for: the page of a list, or one batch.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use js_sys::JsString;
use model::batch::{Batch, Subtask};
use model::collecting::PAGE_SIZE;
use model::config::Endpoint;
use model::failure::Failure;
use model::json::Json;
use model::query::{Created, ListQuery, PageSize};
use model::request::Request;
use model::sync::question;
use model::task::{BatchTask, TaskPage};
use model::wire::{self, ReplyHead};

/// What is accepted of an endpoint.
pub const JSON: &str = "application/json";
/// The same of a request that nobody waits for: docs/contract.md.
pub const IN_BACKGROUND: &str = "application/json;purpose=background";

/// Something to ask an endpoint for, again and again.
pub trait Ask: Clone + PartialEq + Send + Sync + 'static {
    /// What answers it.
    type Answer: Send + Sync + 'static;
    /// Of what an answer has many.
    type Row: 'static;
    /// The name of the list of them in a reply.
    const LIST: &'static str;

    /// Where to ask.
    fn endpoint(&self) -> &Endpoint;

    /// Whether what is asked for depends on the time.
    fn slides(&self) -> bool {
        false
    }

    /// The call that asks at the instant `now`; `None` where there is nothing to ask for.
    fn request(&self, now: DateTime<Utc>) -> Option<Request>;

    /// Reads a reply.
    ///
    /// # Errors
    /// Why it is no answer.
    fn read(head: &ReplyHead, body: &Json) -> Result<Self::Answer, Failure>;

    /// Compares an answer with what was asked for, once all of its rows are there.
    ///
    /// # Errors
    /// Why it answers another question.
    fn fitting(asked: &Request, answer: Self::Answer) -> Result<Self::Answer, Failure>;

    /// The rows of an answer.
    fn rows(answer: &mut Self::Answer) -> &mut Vec<Arc<Self::Row>>;

    /// Whether nothing of an answer will change by itself.
    fn is_finished(answer: &Self::Answer) -> bool;
}

/// What remembers answers, beyond the visit or to answer from them.
pub trait Memory<K: Ask>: Copy + Send + Sync + 'static {
    /// Whether `key` can be answered now. Else nothing is asked for it.
    fn can_answer(self, _key: &K) -> bool {
        true
    }

    /// The answer to `key` that needs no request.
    fn answer(self, _key: &K) -> Option<K::Answer> {
        None
    }

    /// The answer to `key`, by what came when it was asked for, which is true of the instant `_at`.
    fn completed(self, _key: &K, came: K::Answer, _at: DateTime<Utc>) -> K::Answer {
        came
    }

    /// This text answers `key`.
    fn answered(self, key: &K, text: JsString);

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
    /// Its range of creation times, resolved: it has no range by days.
    pub range: Created,
    /// Whether the URL says nothing that is not understood. Else nothing is asked: it would be another list.
    pub is_understood: bool,
}

impl ListKey {
    /// What PolarDB is asked for: the query with instants in the place of days; where the index answers it, the newest page, which
    /// keeps the index up to date.
    pub fn resolved(&self) -> ListQuery {
        if self.query.needs_index() {
            return ListQuery::default().with_size(PageSize::clamped(PAGE_SIZE.into()));
        }
        ListQuery { created: self.range, ..self.query.clone() }
    }
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
    type Row = BatchTask;
    const LIST: &'static str = "TaskList";

    fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    fn slides(&self) -> bool {
        matches!(self.range, Created::Last(_))
    }

    fn request(&self, now: DateTime<Utc>) -> Option<Request> {
        let can_be_asked = self.is_understood && !self.query.created.is_reversed();
        can_be_asked.then(|| self.resolved().request(now))
    }

    fn read(head: &ReplyHead, body: &Json) -> Result<TaskPage, Failure> {
        wire::read_task_page(head, body)
    }

    fn fitting(asked: &Request, page: TaskPage) -> Result<TaskPage, Failure> {
        match asked {
            Request::List(asked) => question::page_for(asked, page),
            Request::Batch { .. } => Ok(page),
        }
    }

    fn rows(page: &mut TaskPage) -> &mut Vec<Arc<BatchTask>> {
        &mut page.tasks
    }

    fn is_finished(page: &TaskPage) -> bool {
        page.is_finished()
    }
}

impl Ask for BatchKey {
    type Answer = Batch;
    type Row = Subtask;
    const LIST: &'static str = "SubTasks";

    fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<Request> {
        (!self.batch_id.is_empty()).then(|| Request::Batch { batch_id: self.batch_id.clone() })
    }

    fn read(head: &ReplyHead, body: &Json) -> Result<Batch, Failure> {
        wire::read_batch(head, body)
    }

    fn fitting(asked: &Request, batch: Batch) -> Result<Batch, Failure> {
        match asked {
            Request::Batch { batch_id } => question::batch_for(batch_id, batch),
            Request::List(_) => Ok(batch),
        }
    }

    fn rows(batch: &mut Batch) -> &mut Vec<Arc<Subtask>> {
        &mut batch.subtasks
    }

    fn is_finished(batch: &Batch) -> bool {
        batch.task.status.is_finished()
    }
}

/// A batch is read anew on each visit.
impl Memory<BatchKey> for () {
    fn answered(self, _key: &BatchKey, _text: JsString) {}

    fn recall(self, _key: &BatchKey) -> Option<(Batch, TimeDelta)> {
        None
    }

    fn clear(self) {}

    fn write(self) {}
}
