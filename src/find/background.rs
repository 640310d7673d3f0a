//! Calls for the index, which nobody waits for.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::config::Endpoint;
use model::failure::Failure;
use model::json::Json;
use model::request::Request;
use model::task::{BatchTask, TaskPage};
use model::wire::ReplyHead;

use crate::ask::{Ask, IN_BACKGROUND, ListKey};

/// An endpoint to ask in the background.
#[derive(Clone, PartialEq)]
pub struct Background(pub Endpoint);

impl Ask for Background {
    type Answer = TaskPage;
    type Row = BatchTask;
    const LIST: &'static str = ListKey::LIST;
    const ACCEPT: &'static str = IN_BACKGROUND;

    fn endpoint(&self) -> &Endpoint {
        &self.0
    }

    /// Nothing by itself: the index says what to ask for.
    fn request(&self, _now: DateTime<Utc>) -> Option<Request> {
        None
    }

    fn read(head: &ReplyHead, body: &Json) -> Result<TaskPage, Failure> {
        ListKey::read(head, body)
    }

    fn fitting(asked: &Request, page: TaskPage) -> Result<TaskPage, Failure> {
        ListKey::fitting(asked, page)
    }

    fn rows(page: &mut TaskPage) -> &mut Vec<Arc<BatchTask>> {
        ListKey::rows(page)
    }

    fn is_finished(page: &TaskPage) -> bool {
        page.is_finished()
    }
}
