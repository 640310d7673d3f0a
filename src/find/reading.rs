//! Fills the index and keeps it up to date: makes the calls that it wants, and reports how far it is.
//!
//! Nothing is asked for a page that nobody sees, that was stopped or that the service wants to be left alone, and never more than two
//! calls are on their way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::collecting::{Call, Collecting, Next, PAGE_SIZE, Stop};
use model::failure::Failure;
use model::query::ListQuery;
use model::request::Request;
use model::sync::index::{Index, MOST_TASKS, Scope};
use model::task::TaskPage;
use web_sys::AbortSignal;

use super::background::Background;
use crate::api;
use crate::ask::ListKey;
use crate::browser;
use crate::guards::AbortOnDrop;
use crate::pages::page::Page;

/// The index, and the calls for it.
#[derive(Clone)]
pub struct Reading(Rc<Place>);

/// How far the index is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extent {
    /// Which tasks it has.
    pub scope: Scope,
    /// How many are still to be read.
    pub missing: u64,
    /// How many have been read, and of how many, while it is being read.
    pub progress: Option<(u64, u64)>,
    /// Whether somebody stopped it.
    pub is_cancelled: bool,
    /// Why it stopped by itself.
    pub failure: Option<Failure>,
}

struct Place {
    page: Page,
    index: RefCell<Index>,
    /// The id of the endpoint that the tasks are of.
    endpoint: RefCell<String>,
    run: RefCell<Option<Run>>,
    /// A call besides those of a run.
    single: RefCell<Option<AbortOnDrop>>,
    /// How many of the newest tasks are read by themselves; `None` until that is known, and where there is no index.
    by_itself: Cell<Option<u64>>,
    /// Calls that came to an end after their run did count for nothing.
    runs: Cell<u32>,
    extent: RwSignal<Extent>,
    version: RwSignal<u64>,
}

/// The list is being read.
struct Run {
    number: u32,
    collecting: Collecting,
    of: u64,
    calls: Vec<AbortOnDrop>,
}

impl Reading {
    /// An empty index of the page's endpoint.
    pub fn new(page: Page) -> Self {
        Self(Rc::new(Place {
            page,
            index: RefCell::default(),
            endpoint: RefCell::default(),
            run: RefCell::new(None),
            single: RefCell::new(None),
            by_itself: Cell::new(None),
            runs: Cell::new(0),
            extent: RwSignal::new(Extent::default()),
            version: RwSignal::new(0),
        }))
    }

    /// How many of the newest tasks are read by themselves; `None` until that is known, and where there is no index.
    pub fn by_itself(&self) -> Option<u64> {
        self.0.by_itself.get()
    }

    /// Lets it read so many of the newest tasks by itself.
    pub fn allow(&self, by_itself: Option<u64>) {
        self.0.by_itself.set(by_itself);
    }

    /// How far it is.
    pub fn extent(&self) -> ReadSignal<Extent> {
        self.0.extent.read_only()
    }

    /// Changes with the tasks.
    pub fn version(&self) -> ReadSignal<u64> {
        self.0.version.read_only()
    }

    /// Sees the tasks.
    pub fn with<T>(&self, see: impl FnOnce(&Index) -> T) -> T {
        see(&self.0.index.borrow())
    }

    /// The list itself received a page.
    pub fn came(&self, key: &ListKey, page: &TaskPage) {
        if *self.0.endpoint.borrow() != key.endpoint.id {
            self.forget();
            self.0.endpoint.replace(key.endpoint.id.clone());
        }
        let is_newest = key.resolved().with_size(ListQuery::default().size) == ListQuery::default();
        if is_newest {
            self.0.index.borrow_mut().newest_came(page);
        } else {
            self.0.index.borrow_mut().update(&page.tasks);
        }
        self.0.show();
        if is_newest && self.by_itself().is_some_and(|most| most > 0) && self.may_ask() {
            self.look_after(page);
        }
    }

    /// Forgets all tasks: they are of another endpoint, or nobody may see them any more.
    pub fn forget(&self) {
        self.0.run.replace(None);
        self.0.single.replace(None);
        self.0.index.borrow_mut().clear();
        self.0.extent.update(|extent| *extent = Extent::default());
        self.0.show();
    }

    /// Reads so many of the newest tasks, unless they are being read.
    pub fn read(&self, most: u64) {
        let is_off = self.by_itself().is_none();
        if is_off || self.0.run.borrow().is_some() || !self.may_ask() {
            return;
        }
        let (page, now) = (self.0.page, self.0.page.clock.instant());
        let settings = page.config.with_value(|config| config.poll);
        let most = most.clamp(PAGE_SIZE.into(), MOST_TASKS);
        let query = ListQuery::default().pinned(now);
        let collecting = Collecting::of_newest(&query, most, settings);
        let quiet_until = page.live.refreshing.with_untracked(|it| it.quiet_until);
        let number = self.0.runs.get() + 1;
        self.0.runs.set(number);
        let total = self.0.index.borrow().total().unwrap_or(most);
        self.0.index.borrow_mut().reading_began();
        self.0.run.replace(Some(Run {
            number,
            collecting: collecting.not_before(quiet_until),
            of: most.min(total),
            calls: Vec::new(),
        }));
        self.0.extent.update(|extent| (extent.is_cancelled, extent.failure) = (false, None));
        self.go_on();
    }

    /// Reads all tasks, as far as the index holds them.
    pub fn read_rest(&self) {
        self.read(MOST_TASKS);
    }

    /// Ends the reading; what was read stays.
    pub fn cancel(&self) {
        if self.0.run.take().is_some() {
            self.0.extent.update(|extent| extent.is_cancelled = true);
            self.0.show();
        }
    }

    /// A second has passed.
    pub fn tick(&self) {
        if self.0.run.borrow().is_some() {
            return self.go_on();
        }
        let now = self.0.page.clock.instant();
        let (is_due, count) = self.with(|index| (index.is_due(now), index.rows().len() as u64));
        if is_due {
            self.read(count);
        }
    }

    /// Does all that can be done now.
    fn go_on(&self) {
        let now = self.0.page.clock.instant();
        loop {
            if !self.may_ask() {
                return;
            }
            let next = match self.0.run.borrow_mut().as_mut() {
                Some(run) => (run.number, run.collecting.next(now)),
                None => return,
            };
            match next {
                (number, Next::Ask(call, request)) => self.ask(number, call, request),
                (_, Next::Done) => return self.done(now),
                (_, Next::Await | Next::Wait(_)) => break,
            }
        }
        self.0.show();
    }

    fn ask(&self, number: u32, call: Call, request: Request) {
        let Some(abort) = AbortOnDrop::within(api::TIME_LIMIT) else { return };
        let signal = abort.signal();
        if let Some(run) = self.0.run.borrow_mut().as_mut() {
            run.calls.push(abort);
        }
        let reading = self.clone();
        spawn_local(async move {
            let outcome = reading.call(&request, &signal).await;
            if reading.is_current(number) {
                reading.came_back(call, outcome);
            }
        });
    }

    fn is_current(&self, number: u32) -> bool {
        self.0.run.borrow().as_ref().is_some_and(|run| run.number == number)
    }

    fn came_back(&self, call: Call, outcome: Result<TaskPage, Failure>) {
        let now = self.0.page.clock.instant();
        let ended = match (self.0.run.borrow_mut().as_mut(), call, outcome) {
            (Some(run), Call::Page(number), Ok(page)) => {
                let ended = run.collecting.page_came(number, &page);
                if let Some((tasks, total)) = run.collecting.so_far() {
                    self.0.index.borrow_mut().read_so_far(&tasks, total);
                    run.of = run.of.min(total.unwrap_or(run.of)).max(tasks.len() as u64);
                }
                ended
            }
            (Some(run), call, Err(failure)) => {
                run.collecting.failed(call, failure, now, js_sys::Math::random())
            }
            _ => Ok(()),
        };
        match ended {
            Ok(()) => self.go_on(),
            Err(stop) => self.stop(stop),
        }
    }

    fn stop(&self, stop: Stop) {
        self.0.run.replace(None);
        let failure = match stop {
            Stop::Failed(_, failure) => Some(failure),
            Stop::TooMany => None,
        };
        self.0.extent.update(|extent| extent.failure = failure);
        self.0.show();
    }

    fn done(&self, now: DateTime<Utc>) {
        let Some(run) = self.0.run.take() else { return };
        let collected = run.collecting.collected();
        let tasks = collected.rows.into_iter().map(|(task, _)| task).collect();
        self.0.index.borrow_mut().was_read(tasks, run.collecting.list_total(), now);
        self.0.show();
    }

    /// Looks after what goes on out of sight of the newest page, one call after the other.
    fn look_after(&self, newest: &TaskPage) {
        let now = self.0.page.clock.instant();
        if self.0.run.borrow().is_some() || self.0.single.borrow().is_some() {
            return;
        }
        let request = self.with(|index| index.unfinished_request(newest, now));
        let Some(request) = request else { return };
        let Some(abort) = AbortOnDrop::within(api::TIME_LIMIT) else { return };
        let signal = abort.signal();
        self.0.single.replace(Some(abort));
        let reading = self.clone();
        spawn_local(async move {
            if let Ok(page) = reading.call(&request, &signal).await {
                reading.0.index.borrow_mut().unfinished_came(&page);
                reading.look_up_ended(&signal).await;
            }
            reading.0.single.replace(None);
            reading.0.show();
        });
    }

    async fn look_up_ended(&self, signal: &AbortSignal) {
        /// The others are looked up after the next answer.
        const MOST: usize = 5;
        for _ in 0..MOST {
            let (locale, now) = (self.0.page.locale.get_untracked(), self.0.page.clock.instant());
            let request = self.0.index.borrow_mut().ended_request(&locale, now);
            let Some(request) = request.filter(|_| self.may_ask()) else { return };
            let Ok(page) = self.call(&request, signal).await else { return };
            self.0.index.borrow_mut().update(&page.tasks);
        }
    }

    async fn call(&self, request: &Request, signal: &AbortSignal) -> Result<TaskPage, Failure> {
        let endpoint = self.0.page.key.with_untracked(|key| key.endpoint.clone());
        let key = Background(endpoint);
        api::ask(&key, request, signal, &Default::default()).await.outcome
    }

    /// Whether the endpoint may be asked for what nobody waits for.
    fn may_ask(&self) -> bool {
        let (page, now) = (self.0.page, self.0.page.clock.instant());
        let refreshing = page.live.refreshing.get_untracked();
        let is_stopped =
            refreshing.is_paused || refreshing.is_offline || refreshing.is_blocked(now);
        let fails = page.live.known.with_untracked(|list| list.failure().is_some());
        !(is_stopped || fails || browser::is_hidden())
    }
}

impl Place {
    fn show(&self) {
        let index = self.index.borrow();
        let progress = self.run.borrow().as_ref().map(|run| (run.collecting.count(), run.of));
        let (scope, missing) = (index.scope(), index.missing());
        let before = self.extent.get_untracked();
        let extent = Extent { scope, missing, progress, ..before.clone() };
        if extent != before {
            self.extent.set(extent);
        }
        if self.version.get_untracked() != index.version() {
            self.version.set(index.version());
        }
    }
}
