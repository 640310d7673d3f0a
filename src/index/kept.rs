//! What is kept of indexes across visits: bytes per chunk of rows, in one database of the deployment.
//!
//! It is a cache. What goes wrong means that rows are read again, and after the second failure in a row, for this visit, that nothing
//! is kept. Chunks, what belongs to them and the header are written in one transaction, and what is read is of one moment.

mod layout;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use model::config::Endpoint;
use model::sync::keeping::{self, Header};

use super::store::{self, Shelf, Store, Trouble, Value};
use crate::clock::browser_time;
use crate::storage;
use layout::{META, changes, header_in, read_header, removal};

/// The format of what is kept, which is in the name of the database. Nothing of another format is ever opened.
const FORMAT: u32 = 1;
/// The formats of former releases, whose databases are deleted.
const FORMER: &[u32] = &[];
/// So many failures in a row end the keeping for this visit.
const MOST_FAILURES: u8 = 2;

/// Keeps the indexes of a deployment.
#[derive(Default)]
pub struct Keeper {
    store: RefCell<Option<Rc<Store>>>,
    /// What of this tab's index the database has.
    written: RefCell<Option<Written>>,
    failures: Cell<u8>,
    /// For which scope superfluous indexes were deleted.
    tidied: RefCell<String>,
    /// Counts what was forgotten: what was begun before is not written after.
    forgotten: Cell<u32>,
}

/// What was written last, or read, by this tab.
struct Written {
    scope: String,
    generation: u64,
    /// How long each chunk is.
    lengths: BTreeMap<String, u64>,
}

/// An index as it was kept.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    /// The chunks by their names: all, or those that have changed.
    pub chunks: Vec<(String, Vec<u8>)>,
    /// The names of chunks that are no more.
    pub removed: Vec<String>,
    /// What belongs to all of them.
    pub meta: Vec<u8>,
    /// How many batches are in all chunks.
    pub rows: u64,
}

/// How much of an index is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// What has changed since this tab wrote or read it.
    Changed,
    /// All of it: the database is empty, or another tab has written there.
    Whole,
}

impl Keeper {
    /// What is kept in a scope; `None` where there is nothing that can be used.
    pub async fn read(&self, scope: &str) -> Option<Parcel> {
        let kept = match self.try_read(scope).await {
            // Handles die in the background of some browsers: the next one may live.
            Err(trouble) if trouble != Trouble::refused() => self.try_read(scope).await,
            kept => kept,
        };
        kept.ok().flatten()
    }

    async fn try_read(&self, scope: &str) -> Result<Option<Parcel>, Trouble> {
        let store = self.store().await?;
        let kept = store.read(&[(Shelf::Meta, scope), (Shelf::Chunks, scope)]).await;
        let mut kept = kept.inspect_err(|_| store.close())?;
        let (chunks, headers) = (kept.pop().unwrap_or_default(), kept.pop().unwrap_or_default());
        let header = header_in(&headers, scope).filter(|header| header.is_usable(browser_time()));
        let Some(header) = header else { return Ok(None) };
        let (mut parcel, mut lengths) =
            (Parcel { rows: header.rows, ..Parcel::default() }, BTreeMap::new());
        for (key, value) in chunks {
            let (Some(name), Value::Bytes(bytes)) = (key.strip_prefix(scope), value) else {
                continue;
            };
            if name == META {
                parcel.meta = bytes;
            } else {
                lengths.insert(name.to_owned(), bytes.len() as u64);
                parcel.chunks.push((name.to_owned(), bytes));
            }
        }
        let (scope, generation) = (scope.to_owned(), header.generation);
        self.written.replace(Some(Written { scope, generation, lengths }));
        Ok(Some(parcel))
    }

    /// How often the index of a scope was written, by whichever tab.
    pub async fn generation(&self, scope: &str) -> Option<u64> {
        let store = self.store().await.ok()?;
        let headers = store.read(&[(Shelf::Meta, scope)]).await.ok()?.pop()?;
        header_in(&headers, scope).map(|header| header.generation)
    }

    /// What was read last is not what this tab has: it is written whole next time.
    pub fn disown(&self) {
        self.written.take();
    }

    /// The generation that this tab has read or written.
    pub fn known_generation(&self) -> u64 {
        self.written.borrow().as_ref().map_or(0, |written| written.generation)
    }

    /// How much has to be written; `None` where nothing can be kept.
    pub async fn amount(&self, scope: &str) -> Option<Amount> {
        let store = self.store().await.ok()?;
        let headers = match store.read(&[(Shelf::Meta, scope)]).await {
            Ok(mut headers) => headers.pop()?,
            Err(_) => {
                store.close();
                self.failed();
                return None;
            }
        };
        let there = header_in(&headers, scope).map(|header| header.generation);
        let written = self.written.borrow();
        let ours = written.as_ref().filter(|written| written.scope == scope);
        let ours = ours.map(|written| written.generation);
        Some(if there.is_some() && there == ours { Amount::Changed } else { Amount::Whole })
    }

    /// Writes an index, and returns its generation once that is complete. `None` where it was not written: it is to be written whole
    /// next time.
    pub async fn write(&self, scope: &str, parcel: Parcel, amount: Amount) -> Option<u64> {
        let (forgotten, store) = (self.forgotten.get(), self.store().await.ok()?);
        let before = self.written.take().filter(|_| amount == Amount::Changed);
        let before = before.filter(|written| written.scope == scope);
        let known = before.as_ref().map(|written| written.generation);
        let there = self.generation(scope).await;
        // Another tab was quicker, or the database is another one.
        let is_outdated = amount == Amount::Changed && (known.is_none() || known != there);
        if is_outdated || forgotten != self.forgotten.get() {
            return None;
        }
        let mut lengths = before.map(|written| written.lengths).unwrap_or_default();
        for name in &parcel.removed {
            lengths.remove(name);
        }
        lengths
            .extend(parcel.chunks.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)));
        let header = Header {
            generation: there.unwrap_or_default() + 1,
            saved_at: browser_time(),
            rows: parcel.rows,
            bytes: lengths.values().sum(),
        };
        if !header.fits() {
            let _ = store.write(&removal(scope)).await;
            return None;
        }
        if store.write(&changes(scope, parcel, amount, &header)).await.is_err() {
            self.failed();
            return None;
        }
        self.failures.set(0);
        let (scope, generation) = (scope.to_owned(), header.generation);
        self.written.replace(Some(Written { scope, generation, lengths }));
        Some(generation)
    }

    /// Deletes what nobody will use, once for a scope.
    pub async fn tidy(&self, endpoint: &Endpoint, scope: &str, now: DateTime<Utc>) {
        if self.tidied.replace(scope.to_owned()) == scope {
            return;
        }
        for format in FORMER {
            store::delete(&name(*format)).await;
        }
        let Ok(store) = self.store().await else { return };
        let Ok(mut headers) = store.read(&[(Shelf::Meta, "")]).await else { return };
        let headers: Vec<_> = headers.pop().unwrap_or_default();
        let headers: Vec<_> =
            headers.into_iter().map(|(scope, value)| (scope, read_header(&value))).collect();
        let superfluous = keeping::superfluous(&headers, endpoint, scope, now);
        let changes: Vec<_> = superfluous.iter().flat_map(|scope| removal(scope)).collect();
        if !changes.is_empty() {
            // The next visit tries again.
            let _ = store.write(&changes).await;
        }
    }

    /// Deletes all that is kept, in the future that is returned. From now on nothing of it is used or added to.
    pub fn forget(&self) -> impl Future<Output = ()> + use<> {
        self.forgotten.set(self.forgotten.get().wrapping_add(1));
        self.written.take();
        let store = self.store.take();
        async move {
            // To delete the database waits for other tabs, and to empty it does not.
            let is_empty = match store.filter(|store| store.is_open()) {
                Some(store) => store.clear().await.is_ok(),
                None => false,
            };
            if !is_empty {
                store::delete(&name(FORMAT)).await;
            }
        }
    }

    /// The database, opened where it is not.
    async fn store(&self) -> Result<Rc<Store>, Trouble> {
        let open = self.store.borrow().clone().filter(|store| store.is_open());
        if let Some(store) = open {
            return Ok(store);
        }
        if self.failures.get() >= MOST_FAILURES {
            return Err(Trouble::refused());
        }
        // What was in it may be gone.
        self.written.take();
        match Store::open(&name(FORMAT)).await {
            Ok(store) => {
                // Somebody else may have opened it meanwhile, and uses that.
                let open = self.store.borrow().clone().filter(|store| store.is_open());
                let store = open.unwrap_or_else(|| Rc::new(store));
                self.store.replace(Some(Rc::clone(&store)));
                Ok(store)
            }
            Err(_) => {
                // It was tried often enough.
                self.failures.set(MOST_FAILURES);
                Err(Trouble::refused())
            }
        }
    }

    fn failed(&self) {
        self.written.take();
        self.failures.set(self.failures.get().saturating_add(1));
    }
}

/// The name of the database. Deployments below one origin have one each.
fn name(format: u32) -> String {
    storage::storage_name(&format!("index {format}"))
}
