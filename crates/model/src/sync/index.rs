//! The index: all batch tasks that were read, which ranges of creation time are complete, and what to read next.
//!
//! PolarDB has neither search nor sort, so the console answers both from here. Pure: calls, storage, clock and chance are the
//! caller's, as with [`Collecting`](crate::collecting::Collecting).
//!
//! # Use
//!
//! ```text
//! let mut index = Index::new(endpoints, settings, locale);       // or restored, below
//! index.newest_came(0, &page, at);                               // each newest page (no filter, page 1) that the list reads
//! index.rows_came(0, &asked, &page, at);                         // any other page of the list, if you like
//! loop { match index.next(now) {                                 // after each event, until it asks for nothing
//!     Next::Ask(call, request) => …                              // call.endpoint says whom to ask; as a background request
//!     Next::Wait(until) | Next::Idle(Some(until)) => …           // call `next` again then; Wait: the service wants quiet
//!     Next::Await | Next::Idle(None) => …                        // nothing before the next event
//! } }
//! index.page_came(call, &page, at);                              // a page that passed `sync::question::page_for`
//! index.failed(call, failure, now, chance);                      // or: the call failed
//! index.want(range, Some(1_000)); index.want(range, None);       // read the newest 1,000 of a range, or all of it
//! index.measure(range);                                          // one call, so that `cost` and `scope` know the total
//! index.cancel(); index.stopped();                               // Stopped::Cancelled | Stopped::Failed(failure)
//!
//! index.progress();                                              // Some(Progress { read, of }) while something wanted is read
//! index.scope(range);                                            // Scope::All(n) | Newest { count, total } | AtLeast(n)
//! index.cost(range);                                             // Cost { tasks, calls, is_most }: what is still to be read
//! index.as_of();                                                 // the instant up to which it knows the list
//!
//! index.version();                                               // grows with each change of rows
//! for piece in index.pieces() { piece.id(); piece.version(); piece.rows(); }   // newest first; Arc<Piece>, immutable
//! index.snapshot();                                              // the same to keep: Snapshot { version, pieces }
//! index.rows(range);                                             // &Row { task, endpoint, ordinal }, newest first
//! row.created();
//!
//! if let Some(saving) = index.save(now) {                        // a consistent snapshot of what changed; cheap
//!     saving.chunks() -> ids to write; saving.bytes(id) -> Vec<u8>, one at a time, at leisure
//!     saving.removed() -> ids of chunks to delete; saving.meta() -> &[u8]
//!     // all of it in one transaction; once it is complete:
//!     index.saved(&saving);
//! }
//! let mut restoring = Restoring::new(&meta, endpoints, settings, locale, now)?;  // None: a cold start
//! for id in restoring.chunks() { restoring.chunk_came(id, bytes) }               // at leisure; newest first
//! let index = restoring.finish();                                // chunks that are corrupt or did not come are read again
//! ```
//!
//! What changed since version `v`: the pieces with `piece.version() > v`, and the ids that are gone. Within a changed piece
//! the rows that did not change have the same `Arc<BatchTask>` (`Arc::ptr_eq`). A piece has at most 1,000 rows.
//!
//! # Creation times
//!
//! The API filters by creation time and does not return it. [`Row::created`] is `TaskBegin` (without a zone: of
//! [`Locale::assumed_zone`](crate::locale::Locale::assumed_zone)) within the range of creation times of each call that
//! returned the row. A row without `TaskBegin` has the creation time of the row above it in the reply, and at the head the
//! end of the call's range. Coverage does not depend on these estimates: it consists of ranges that were asked for.
//!
//! # Coverage
//!
//! A range is complete when all its pages came with one `TotalCount` and had as many distinct rows. The list is therefore read
//! in ranges of time of about 1,000 rows, newest first, each with a fixed `StartTime` and `EndTime`; where rows shift
//! meanwhile, a range is halved and read again until it fits one page, which is one snapshot. The order of the list is not
//! assumed: only for the newest page it is checked, and used to extend the newest range. What cannot be proved is not claimed.
//!
//! A row is removed only after two complete readings of the whole range in which it can have been created did not have it.

mod fill;
mod interval;
mod job;
mod live;
mod outcome;
mod part;
mod piece;
mod place;
mod proof;
mod reading;
mod restore;
mod row;
mod save;
mod scope;
mod store;
mod text;
mod wish;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::failure::Failure;
use crate::locale::Locale;
use crate::poll::PollSettings;
use crate::request::Request;
use fill::Want;
use interval::Interval;
use part::Part;
pub use piece::{Piece, Snapshot};
use reading::Flight;
pub use restore::Restoring;
pub use row::Row;
use save::Saved;
pub use save::Saving;
pub use scope::{Cost, CreationRange, Progress, Scope};
use store::Store;

/// The index keeps at most so many batches, the newest ones.
pub const MOST_BATCHES: usize = 100_000;
/// The index keeps at most so much text, in bytes.
pub const MOST_BYTES: usize = 64 << 20;

/// How the index reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexSettings {
    /// So many of the newest batches are read by itself; 0 for none.
    pub auto: u64,
    /// How old the newest page may become before the index asks for it, in seconds; `None` where only the list asks.
    pub keep_live: Option<u32>,
    /// The pauses after failures.
    pub poll: PollSettings,
}

/// One call of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Which endpoint is asked.
    pub endpoint: u16,
    number: u64,
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
    /// There is nothing to read before this instant, or before something happens.
    Idle(Option<DateTime<Utc>>),
}

/// Why what is wanted is not read any further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Somebody did not want it any more.
    Cancelled,
    /// A call failed for good.
    Failed(Failure),
}

/// All batch tasks that were read.
#[derive(Clone, Debug)]
pub struct Index {
    settings: IndexSettings,
    /// How old the newest page may become, in seconds.
    keep_live: Option<i64>,
    locale: Locale,
    store: Store,
    parts: Vec<Part>,
    /// The first one is read first.
    wants: Vec<Want>,
    stopped: Option<Stopped>,
    /// In seconds.
    stopped_at: i64,
    /// Older rows had to go, because there were too many.
    floor: i64,
    in_flight: Vec<Flight>,
    /// The endpoint whose turn it is.
    turn: usize,
    /// How many calls were made, replies came and jobs began.
    calls: u64,
    replies: u64,
    jobs: u64,
    saved: Saved,
}

impl Index {
    /// An empty index of so many endpoints.
    pub fn new(endpoints: u16, settings: IndexSettings, locale: Locale) -> Self {
        let auto = Want { range: Interval::ALL, newest: Some(settings.auto) };
        Self {
            settings,
            keep_live: settings.keep_live.map(i64::from),
            locale,
            store: Store::default(),
            parts: vec![Part::default(); usize::from(endpoints)],
            wants: if settings.auto > 0 { vec![auto] } else { Vec::new() },
            stopped: None,
            stopped_at: i64::MIN,
            floor: i64::MIN,
            in_flight: Vec::new(),
            turn: 0,
            calls: 0,
            replies: 0,
            jobs: 0,
            saved: Saved::default(),
        }
    }

    /// Grows with each change of rows.
    pub fn version(&self) -> u64 {
        self.store.version
    }

    /// The rows in pieces, the newest first. Those with a greater version than the last time have changed.
    pub fn pieces(&self) -> &[Arc<Piece>] {
        &self.store.pieces
    }

    /// All rows, to keep.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { version: self.store.version, pieces: self.store.pieces.clone() }
    }

    /// The rows that were created in a range, the newest first.
    pub fn rows(&self, range: CreationRange) -> impl Iterator<Item = &Row> {
        self.store.rows(range.interval())
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.store.len() == 0
    }

    fn new_id(&mut self) -> u64 {
        self.jobs += 1;
        self.jobs
    }
}

#[cfg(test)]
mod tests;
