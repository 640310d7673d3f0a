//! A small wrapper of IndexedDB: open, read, write, clear, close, and to delete a database.
//!
//! A transaction is one promise. All its requests are made at once, and nothing is awaited before it has ended: saved means
//! `complete`. What aborts it is told by its name, such as `QuotaExceededError`. The version is always 1: another format has another
//! name, so that no other tab can block an upgrade. Each call ends in time, however the browser behaves.

mod change;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, EventTarget};

use super::interop::{call, event_of, get, of_global, within};
use crate::{browser, json};
use change::range;
pub use change::{Change, Shelf, Value};

/// How long a database may take to open, and to be deleted.
const OPENING: Duration = Duration::from_secs(3);
/// How long a transaction may take.
const TRANSACTION: Duration = Duration::from_secs(20);
/// A database that cannot be opened may be opened a moment later.
const TRIES: u32 = 3;

/// An open database, until it is dropped or the browser takes it away.
pub struct Store {
    database: JsValue,
    is_closed: Rc<Cell<bool>>,
}

/// Why the browser did not do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The name of the exception, such as `QuotaExceededError`; `none` where the browser did not say anything in time.
    pub name: String,
}

impl Store {
    /// Opens a database, and makes it where there is none. What cannot be opened is deleted once; it may be broken.
    ///
    /// # Errors
    /// The browser has none for us, at least not now.
    pub async fn open(name: &str) -> Result<Self, Trouble> {
        let mut trouble = Trouble::of(&JsValue::UNDEFINED);
        for _ in 0..TRIES {
            match Self::try_open(name).await {
                Ok(store) => return Ok(store),
                // Another page holds it, or this one may have none at all.
                Err(error) if !error.may_pass() => return Err(error),
                Err(error) => trouble = error,
            }
        }
        if delete(name).await { Self::try_open(name).await } else { Err(trouble) }
    }

    async fn try_open(name: &str) -> Result<Self, Trouble> {
        let request = call(&of_global("indexedDB"), "open", &[&name.into(), &1.into()]);
        let request: EventTarget = request.map_err(|error| Trouble::of(&error))?.unchecked_into();
        browser::listen(&request, "upgradeneeded", Box::new(|event| make_shelves(&event)));
        let is_late = Rc::new(Cell::new(false));
        let late = Rc::clone(&is_late);
        let close_late = move |event: Event| {
            if late.get() {
                close(&result_of(&event));
            }
        };
        browser::listen(&request, "success", Box::new(close_late));
        let opened = event_of(&request, "success", &["error", "blocked"]);
        match JsFuture::from(within(OPENING, &opened)).await {
            Ok(_) => Ok(Self::of(get(&request, "result"))),
            Err(event) => {
                // Whoever deletes it would wait for a connection that nobody uses.
                is_late.set(true);
                Err(Trouble::of_event(&event))
            }
        }
    }

    fn of(database: JsValue) -> Self {
        let is_closed = Rc::<Cell<bool>>::default();
        let target: &EventTarget = database.unchecked_ref();
        // Somebody wants to delete it, or the user has.
        for kind in ["versionchange", "close"] {
            let is_closed = Rc::clone(&is_closed);
            let forget = move |event: Event| {
                is_closed.set(true);
                close(&get(&event, "target"));
            };
            browser::listen(target, kind, Box::new(forget));
        }
        Self { database, is_closed }
    }

    /// Whether it can still be used. What was in one that cannot may be gone.
    pub fn is_open(&self) -> bool {
        !self.is_closed.get()
    }

    /// All that is kept under keys that begin with these texts, with its key, as of one moment.
    ///
    /// # Errors
    /// Why the browser does not give it.
    pub async fn read(
        &self,
        wanted: &[(Shelf, &str)],
    ) -> Result<Vec<Vec<(String, Value)>>, Trouble> {
        let transaction = self.begin("readonly")?;
        let ask = |shelf: Shelf, prefix: &str, what: &str| {
            let shelf = call(&transaction, "objectStore", &[&shelf.name().into()])?;
            call(&shelf, what, &[&range(prefix)?])
        };
        let asked: Result<Vec<_>, JsValue> = wanted
            .iter()
            .map(|(shelf, prefix)| {
                Ok((ask(*shelf, prefix, "getAllKeys")?, ask(*shelf, prefix, "getAll")?))
            })
            .collect();
        let asked = self.all_or_none(&transaction, asked)?;
        self.end(&transaction).await?;
        let list = |request: &JsValue| get(request, "result").unchecked_into::<Array>();
        let pairs = |(keys, values): &(JsValue, JsValue)| {
            let pairs = list(keys).into_iter().zip(list(values));
            pairs
                .filter_map(|(key, value)| Some((key.as_string()?, Value::read(&value)?)))
                .collect()
        };
        Ok(asked.iter().map(pairs).collect())
    }

    /// Does all of this, or nothing.
    ///
    /// # Errors
    /// Why nothing was done. The database is closed then: what comes next might fail under another name.
    pub async fn write(&self, changes: &[Change]) -> Result<(), Trouble> {
        let done = self.try_write(changes).await;
        if done.is_err() {
            self.close();
        }
        done
    }

    async fn try_write(&self, changes: &[Change]) -> Result<(), Trouble> {
        let transaction = self.begin("readwrite")?;
        let made = changes.iter().try_for_each(|change| change.make(&transaction));
        self.all_or_none(&transaction, made)?;
        self.end(&transaction).await
    }

    /// Deletes all that is in it.
    ///
    /// # Errors
    /// Why it is still there.
    pub async fn clear(&self) -> Result<(), Trouble> {
        let all = |shelf| Change::DeleteAll(shelf, String::new());
        self.write(&[Shelf::Meta, Shelf::Chunks].map(all)).await
    }

    /// Gives it up.
    pub fn close(&self) {
        self.is_closed.set(true);
        close(&self.database);
    }

    fn begin(&self, mode: &str) -> Result<JsValue, Trouble> {
        // Nothing is lost with the cache: the browser need not wait for the disk.
        let options = json::parse(&r#"{"durability":"relaxed"}"#.into()).unwrap_or_default();
        let shelves = Array::of2(&Shelf::Meta.name().into(), &Shelf::Chunks.name().into());
        let begun = call(&self.database, "transaction", &[&shelves, &mode.into(), &options]);
        begun.map_err(|error| {
            self.close();
            Trouble::of(&error)
        })
    }

    /// A transaction of which a request could not be made is given up as a whole.
    fn all_or_none<T>(
        &self,
        transaction: &JsValue,
        made: Result<T, JsValue>,
    ) -> Result<T, Trouble> {
        made.map_err(|error| {
            let _ = call(transaction, "abort", &[]);
            Trouble::of(&error)
        })
    }

    async fn end(&self, transaction: &JsValue) -> Result<(), Trouble> {
        let ended = event_of(transaction.unchecked_ref(), "complete", &["abort"]);
        match JsFuture::from(within(TRANSACTION, &ended)).await {
            Ok(_) => Ok(()),
            Err(event) => {
                // Nothing happens to one that has ended.
                let _ = call(transaction, "abort", &[]);
                Err(Trouble::of_event(&event))
            }
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.close();
    }
}

/// Deletes a database, and waits for that, but not for other pages. Whether it is gone.
pub async fn delete(name: &str) -> bool {
    let Ok(request) = call(&of_global("indexedDB"), "deleteDatabase", &[&name.into()]) else {
        return false;
    };
    let deleted: Promise = event_of(request.unchecked_ref(), "success", &["error"]);
    JsFuture::from(within(OPENING, &deleted)).await.is_ok()
}

impl Trouble {
    /// Nothing was tried.
    pub(super) fn refused() -> Self {
        Self { name: "refused".to_owned() }
    }

    fn of(error: &JsValue) -> Self {
        Self { name: get(error, "name").as_string().unwrap_or_else(|| "none".to_owned()) }
    }

    /// By an event at a request or a transaction; `undefined` where there was none in time.
    fn of_event(event: &JsValue) -> Self {
        let kind = get(event, "type").as_string();
        match kind.filter(|kind| kind == "blocked") {
            Some(name) => Self { name },
            None => Self::of(&get(&get(event, "target"), "error")),
        }
    }

    /// Whether the same may work a moment later, or with a new database.
    fn may_pass(&self) -> bool {
        !matches!(&*self.name, "blocked" | "SecurityError" | "none")
    }
}

fn make_shelves(event: &Event) {
    let database = result_of(event);
    for shelf in [Shelf::Meta, Shelf::Chunks] {
        // It fails where there is one.
        let _ = call(&database, "createObjectStore", &[&shelf.name().into()]);
    }
}

fn result_of(event: &Event) -> JsValue {
    get(&get(event, "target"), "result")
}

fn close(database: &JsValue) {
    // It fails for no database.
    let _ = call(database, "close", &[]);
}
