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
