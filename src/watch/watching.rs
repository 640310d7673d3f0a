//! Batches whose end the user wants to be told: kept in this browser, asked for while a tab is open, and told by the system,
//! the tab and the page.
//!
//! A browser that keeps nothing watches for this tab only. What ends a watch in one tab ends it in all.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::config::Config;
use model::locale::Locale;
use model::location::Location;
use model::task::BatchTask;
use model::tr;
use model::view::watch::{Sign, end_words};
use model::watch::{Watch, WatchList, WatchState, Watched};

use super::kept::Kept;
use super::notifying::{self, Permission};
use super::tab_mark::TabMark;
use crate::api;
use crate::ask::{Ask, BatchKey};
use crate::browser;
use crate::clock::Clock;
use crate::copying::Copying;
use crate::guards::AbortOnDrop;
use crate::navigation::Navigation;
use crate::ui::toast::Notice;

/// What the watches need of the page.
#[derive(Clone, Copy)]
pub struct Surroundings {
    /// The deployment's settings.
    pub config: StoredValue<std::sync::Arc<Config>>,
    /// The page's clock.
    pub clock: Clock,
    /// Where the page is.
    pub navigation: Navigation,
    /// The toast.
    pub copying: Copying,
    /// The language and the zones.
    pub locale: RwSignal<Locale>,
    /// Called with what a reply of one batch says, after the id of its endpoint.
    pub on_report: Callback<(String, BatchTask)>,
}

/// The batches that are watched.
#[derive(Clone)]
pub struct Watching(Rc<Inner>);

struct Inner {
    around: Surroundings,
    list: RefCell<WatchList>,
    /// Counts the changes of the list.
    changes: RwSignal<u32>,
    kept: Kept,
    mark: TabMark,
    /// The id and the name of the batch whose panel is open.
    open_batch: RwSignal<(String, String)>,
    is_asking: Cell<bool>,
}

impl Watching {
    /// What this browser keeps, and what other tabs make of it from now on.
    pub fn of_browser(around: Surroundings) -> Self {
        let watching = Self(Rc::new(Inner {
            around,
            list: RefCell::default(),
            changes: RwSignal::new(0),
            kept: Kept::of_browser(),
            mark: TabMark::of_window(),
            open_batch: RwSignal::default(),
            is_asking: Cell::new(false),
        }));
        watching.follow(watching.0.kept.read().unwrap_or_default());
        let other_tabs = watching.clone();
        watching.0.kept.on_change(move |kept| other_tabs.follow(kept));
        watching
    }

    /// How many batches there is an end to wait for, and all that there is to show; follows the changes.
    pub fn with<T>(&self, look: impl FnOnce(&WatchList) -> T) -> T {
        self.0.changes.track();
        look(&self.0.list.borrow())
    }

    /// Waits for the end of a batch from now on, or does not any more. It is a press of the user, who is asked whether
    /// notifications may be shown.
    pub fn toggle(&self, endpoint: &str, task: &BatchTask) {
        if self.0.list.borrow().is_watched(endpoint, &task.batch_id) {
            return self.remove(endpoint, &task.batch_id);
        }
        let now = self.0.around.clock.instant();
        self.change(|list| {
            list.add(Watched::new(endpoint, &task.batch_id, &task.task_name));
            list.seen(endpoint, task, now);
        });
        let watching = self.clone();
        spawn_local(async move {
            let permission = notifying::ask().await;
            let locale = &watching.0.around.locale.get_untracked();
            let words = match permission {
                Permission::Granted => {
                    tr!(locale, "You are told when it ends, while this tab is open")
                }
                _ => tr!(
                    locale,
                    "No notifications here: this tab's title and icon tell when it ends"
                ),
            };
            watching.tell(words.to_owned(), true);
        });
    }

    /// The panel of this batch is open: the tab is called after it.
    pub fn name_open_batch(&self, id: &str, name: &str) {
        self.0.open_batch.set((id.to_owned(), name.to_owned()));
    }

    /// The id and the name of the batch whose panel was last open; follows them.
    pub(super) fn name_of_open_batch(&self) -> (String, String) {
        self.0.open_batch.get()
    }

    /// Gives the tab a title, before which a mark is kept.
    pub(super) fn set_title(&self, title: String) {
        self.0.mark.set_title(title);
    }

    /// Does not wait for the end of a batch any more.
    pub fn remove(&self, endpoint: &str, batch_id: &str) {
        self.change(|list| list.remove(endpoint, batch_id));
    }

    /// Does not wait for the end of the batch at this place of the list any more.
    pub fn remove_at(&self, at: usize) {
        let watched = self.0.list.borrow().all().get(at).map(|watch| watch.watched.clone());
        if let Some(watched) = watched {
            self.remove(&watched.endpoint, &watched.batch_id);
        }
    }

    /// A reply of one batch says this of it, whoever asked.
    pub fn reported(&self, endpoint: &str, task: &BatchTask, at: DateTime<Utc>) {
        self.0.around.on_report.run((endpoint.to_owned(), task.clone()));
        self.seen(endpoint, task, at);
    }

    /// An endpoint told of a batch, whoever asked.
    pub fn seen(&self, endpoint: &str, task: &BatchTask, at: DateTime<Utc>) {
        let is_watched = self.0.list.borrow().is_watched(endpoint, &task.batch_id);
        if is_watched {
            let ended = self.0.list.borrow_mut().seen(endpoint, task, at).cloned();
            self.after(ended.as_ref());
        }
    }

    /// Asks for a batch if one is due, of an endpoint that may be asked.
    pub fn ask(&self, may_ask: impl Fn(&str) -> bool) {
        if self.0.is_asking.get() {
            return;
        }
        let now = self.0.around.clock.instant();
        let next = self.0.list.borrow().next(now, browser::is_hidden(), may_ask).cloned();
        let Some(watched) = next else { return };
        let endpoint = self
            .0
            .around
            .config
            .with_value(|config| config.endpoint(Some(&watched.endpoint)).cloned());
        let Some(endpoint) = endpoint else { return };
        let key = BatchKey { endpoint, batch_id: watched.batch_id.clone() };
        if let (Some(abort), Some(request)) =
            (AbortOnDrop::within(api::TIME_LIMIT), key.request(now))
        {
            self.0.is_asking.set(true);
            let watching = self.clone();
            spawn_local(async move {
                let ended = api::ask(&key, &request, &abort.signal(), &Default::default()).await;
                watching.0.is_asking.set(false);
                let now = watching.0.around.clock.instant();
                match &ended.outcome {
                    Ok(batch) => watching.reported(&watched.endpoint, &batch.task, now),
                    Err(why) => {
                        let mut list = watching.0.list.borrow_mut();
                        let ended = list.failed(&watched, why, now, js_sys::Math::random());
                        let ended = ended.cloned();
                        drop(list);
                        watching.after(ended.as_ref());
                    }
                }
            });
        }
    }

    /// The link that opens a watched batch beside the list that is shown now.
    pub fn link(&self, watched: &Watched, location: &Location) -> Location {
        let is_default =
            self.0.around.config.with_value(|config| config.default == watched.endpoint);
        let env = Some(watched.endpoint.clone()).filter(|_| !is_default);
        location.with_env(env).with_batch(Some(&watched.batch_id))
    }

    /// The list has changed, and perhaps a watch has ended.
    fn after(&self, ended: Option<&Watch>) {
        if let Some(ended) = ended {
            self.0.kept.write(&self.0.list.borrow());
            self.tell_end(ended);
        }
        self.changed();
    }

    fn tell_end(&self, watch: &Watch) {
        let words = end_words(&self.0.around.locale.get_untracked(), watch);
        self.0.mark.set(words.sign);
        self.tell(format!("{} {}", words.title, words.body), words.sign == Sign::Good);
        let (watching, watched) = (self.clone(), watch.watched.clone());
        let tag = format!("{} {}", watched.endpoint, watched.batch_id);
        let is_known = watch.state != WatchState::NotFound;
        let open = move || {
            // Nothing but a detached window refuses.
            let _ = window().focus();
            let navigation = watching.0.around.navigation;
            if is_known {
                let location = navigation.location().get_untracked();
                navigation.push(&watching.link(&watched, &location));
            }
        };
        notifying::notify(&words.title, &words.body, &tag, Box::new(open));
    }

    fn tell(&self, words: String, is_good: bool) {
        self.0.around.copying.show(Notice { is_good, words, text: String::new() });
    }

    /// Another tab may have changed what is kept in the meantime, and nothing of that is lost.
    fn change(&self, change: impl FnOnce(&mut WatchList)) {
        if let Some(kept) = self.0.kept.read() {
            self.0.list.borrow_mut().follow(kept);
        }
        change(&mut self.0.list.borrow_mut());
        self.0.kept.write(&self.0.list.borrow());
        self.changed();
    }

    fn follow(&self, mut kept: Vec<Watched>) {
        let has = |watched: &Watched| {
            self.0.around.config.with_value(|config| config.has(Some(&watched.endpoint)))
        };
        kept.retain(has);
        self.0.list.borrow_mut().follow(kept);
        self.changed();
    }

    fn changed(&self) {
        self.0.changes.update(|changes| *changes = changes.wrapping_add(1));
    }
}
