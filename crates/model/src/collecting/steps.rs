//! What goes in and out of the collecting.

use chrono::{DateTime, Utc};

use crate::failure::Failure;
use crate::request::Request;

/// One call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A page of the list, from 1.
    Page(u32),
    /// The batch of the task at this place.
    Batch(usize),
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Make this call, and ask what else to do.
    Ask(Call, Request),
    /// Nothing before this instant: the service wants to be left alone.
    Wait(DateTime<Utc>),
    /// Nothing before an answer has come.
    Await,
    /// All is there.
    Done,
}

/// Why there is nothing to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// More tasks match than [`super::MOST_TASKS`].
    TooMany,
    /// A call failed for good.
    Failed(Call, Failure),
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Pages of the list are being read: which, and of how many.
    Pages(u64, u64),
    /// So many of so many batches have been read.
    Batches(u64, u64),
}
