//! The last known views: the last good reply to each query, kept in the browser's local storage, so that a visit begins
//! with something to see and an endpoint that is down does not leave the page empty.
//!
//! What is kept is the text of replies, which bears no credential. It is bounded in number, size and age, and can
//! be cleared and switched off. A browser that allows no storage has none of this and misses nothing else.

use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use js_sys::JsString;
use leptos::prelude::*;
use model::config::Config;
use model::locale::Locale;
use model::location::Location;
use model::task::{BatchTask, TaskPage};
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

use crate::api;
use crate::ask::{ListKey, Memory};
use crate::clock::browser_time;
use crate::{browser, storage};

/// How many views are kept.
const MOST: usize = 10;
/// How long the text of a reply may be, in the browser's units; a page of a hundred rows has a fifth of it.
const LONGEST: u32 = 128 * 1024;
/// How old a view may be to be shown.
const OLDEST: TimeDelta = TimeDelta::days(7);

/// The last known views of one deployment, and the index, once it is there.
#[derive(Clone, Copy)]
pub struct LastViews(StoredValue<Kept, LocalStorage>);

/// What answers queries that PolarDB cannot.
pub trait IndexAnswers {
    /// The answer to `key` that needs no request; `None` to ask for the newest page.
    fn answer(&self, key: &ListKey) -> Option<TaskPage>;

    /// The newest page came, or another one that was asked for, and is true of the instant `at`: the answer to `key`.
    fn completed(&self, key: &ListKey, came: TaskPage, at: DateTime<Utc>) -> TaskPage;

    /// All tasks that `key` asks for, on all pages, in their order; `None` where that is not known.
    fn matches(&self, _key: &ListKey) -> Option<Vec<Arc<BatchTask>>> {
        None
    }

    /// What was looked through for these, in words: `all 2,018`, `newest 1,000`. It follows the reading; `None` where
    /// [`matches`](Self::matches) has none.
    fn scope(&self, _key: &ListKey, _locale: &Locale) -> Option<String> {
        None
    }

    /// Nothing is to be kept any more, and perhaps nothing may be seen.
    fn forget(&self);
}

struct Kept {
    storage: Option<Storage>,
    /// What the names of all begin with.
    prefix: String,
    /// The last good reply.
    latest: Option<Latest>,
    index: Option<Rc<dyn IndexAnswers>>,
}

struct Latest {
    key: ListKey,
    text: JsString,
    /// By the browser's clock: the server's is not known when it is read again.
    at: DateTime<Utc>,
    /// Whether an earlier one to the same query is kept.
    is_known: bool,
}

impl LastViews {
    /// What this browser keeps, if the deployment allows it.
    pub fn of_browser(config: &Config) -> Self {
        let prefix = storage::storage_name("");
        let kept = Kept { storage: storage::local_storage(), prefix, latest: None, index: None };
        if !config.keeps_last_views {
            kept.clear();
        }
        let storage = kept.storage.clone().filter(|_| config.keeps_last_views);
        let views = Self(StoredValue::new_local(Kept { storage, ..kept }));
        // What another tab has forgotten is not written again by this one.
        browser::on_window("storage", move |event| {
            if event.unchecked_ref::<StorageEvent>().new_value().is_none() {
                views.0.update_value(|kept| kept.latest = None);
            }
        });
        views
    }

    /// Lets the index answer from now on.
    pub fn set_index(self, index: Rc<dyn IndexAnswers>) {
        self.0.update_value(|kept| kept.index = Some(index));
    }

    /// The index, once it is there.
    pub fn index(self) -> Option<Rc<dyn IndexAnswers>> {
        self.0.with_value(|kept| kept.index.clone())
    }

    /// Whether there is a choice: the deployment allows it, and the browser has a storage.
    pub fn are_possible(self) -> bool {
        self.0.with_value(|kept| kept.storage.is_some())
    }

    /// Whether the user lets the browser keep them.
    pub fn is_on(self) -> bool {
        self.0.with_value(Kept::is_on)
    }

    /// Switches the keeping on, or off, which forgets everything.
    pub fn switch(self, is_on: bool) {
        self.0.with_value(|kept| kept.switch(is_on));
        if !is_on {
            self.forget_index();
        }
    }

    fn forget_index(self) {
        if let Some(index) = self.index() {
            index.forget();
        }
    }
}

impl Memory<ListKey> for LastViews {
    fn can_answer(self, key: &ListKey) -> bool {
        !key.query.needs_index() || self.index().is_some()
    }

    fn answer(self, key: &ListKey) -> Option<TaskPage> {
        self.index().filter(|_| key.query.needs_index())?.answer(key)
    }

    fn completed(self, key: &ListKey, came: TaskPage, at: DateTime<Utc>) -> TaskPage {
        match self.index() {
            Some(index) => index.completed(key, came, at),
            None => came,
        }
    }

    fn clear(self) {
        self.forget_index();
        self.0.update_value(|kept| {
            kept.latest = None;
            kept.clear();
        });
    }

    fn recall(self, key: &ListKey) -> Option<(TaskPage, TimeDelta)> {
        self.0.with_value(|kept| kept.read(key))
    }

    /// A good reply is written when the page is left; of those to one query the second is written at once,
    /// and not the first, which would have to wait for the storage before its rows are on the screen.
    fn answered(self, key: &ListKey, text: JsString) {
        if key.query.needs_index() {
            return;
        }
        self.0.update_value(|kept| {
            let same = kept.latest.as_ref().filter(|latest| latest.key == *key);
            let (is_first, is_known) = (same.is_none(), same.is_some_and(|latest| latest.is_known));
            if is_first {
                kept.write();
            }
            kept.latest =
                Some(Latest { key: key.clone(), text, at: browser_time(), is_known: !is_first });
            if !is_first && !is_known {
                kept.write();
            }
        });
    }

    fn write(self) {
        self.0.with_value(Kept::write);
    }
}

impl Kept {
    fn is_on(&self) -> bool {
        self.storage.as_ref().is_some_and(|storage| {
            storage.get_item(&self.switch_name()).is_ok_and(|value| value.is_none())
        })
    }

    fn switch(&self, is_on: bool) {
        let Some(storage) = &self.storage else { return };
        // A storage that refuses keeps nothing either.
        let _ = if is_on {
            storage.remove_item(&self.switch_name())
        } else {
            self.clear();
            storage.set_item(&self.switch_name(), "off")
        };
    }

    fn read(&self, key: &ListKey) -> Option<(TaskPage, TimeDelta)> {
        let value = self.storage.as_ref()?.get_item(&self.name(key)).ok()??;
        let (at, text) = value.split_once(' ')?;
        let at = DateTime::from_timestamp_millis(at.parse().ok()?)?;
        let age = browser_time() - at;
        let is_sound = (TimeDelta::zero()..OLDEST).contains(&age) && text.len() <= LONGEST as usize;
        if is_sound { Some((api::reread_list(key, text)?, age)) } else { None }
    }

    fn write(&self) {
        let (Some(storage), Some(latest)) = (&self.storage, &self.latest) else { return };
        let Latest { key, text, at, .. } = latest;
        if text.length() > LONGEST || !self.is_on() {
            return;
        }
        let value = format!("{} {text}", at.timestamp_millis());
        if storage.set_item(&self.name(key), &value).is_err() {
            // Full: then of ours, the newest alone.
            self.clear();
            let _ = storage.set_item(&self.name(key), &value);
        }
        let mut views = self.views();
        while views.len() > MOST
            && let Some(oldest) = (0..views.len()).min_by_key(|at| views[*at].0)
        {
            let _ = storage.remove_item(&views.swap_remove(oldest).1);
        }
    }

    fn clear(&self) {
        for (_, name) in self.views() {
            let _ = self.storage.as_ref().map(|storage| storage.remove_item(&name));
        }
    }

    /// When each was received, and its name.
    fn views(&self) -> Vec<(i64, String)> {
        let Some(storage) = &self.storage else { return Vec::new() };
        let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
        let ours = names.filter(|name| name.starts_with(&format!("{}view ", self.prefix)));
        let dated = |name: String| {
            let value = storage.get_item(&name).ok()??;
            let at = value.split(' ').next().unwrap_or_default().parse();
            // What cannot be read goes first.
            Some((at.unwrap_or(i64::MIN), name))
        };
        ours.filter_map(dated).collect()
    }

    fn switch_name(&self) -> String {
        format!("{}last views", self.prefix)
    }

    fn name(&self, key: &ListKey) -> String {
        let location = Location::default().with_query(key.query.clone());
        let ListKey { endpoint, .. } = key;
        format!("{}view {} {}", self.prefix, endpoint.url, location.to_search())
    }
}
