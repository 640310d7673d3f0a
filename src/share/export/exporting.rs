//! The run of an export: makes the calls, reports how far it is, and saves the file. `model::collecting` decides what to ask
//! for next, and when.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::collecting::{Call, Collecting, Next, Stop};
use model::config::Endpoint;
use model::locale::Locale;
use model::query::{Created, ListQuery};
use model::request::Request;
use model::tr;
use model::view::share::export_menu::Export;
use model::view::share::export_progress::{Progress, pause_until};
use web_sys::AbortSignal;

use super::file::save;
use super::outcome;
use crate::api;
use crate::ask::{BatchKey, ListKey};
use crate::clock::Clock;
use crate::copying::Copying;
use crate::guards::AbortOnDrop;
use crate::pages::instance_names::Names;
use crate::ui::toast::Notice;

/// Exports, one at a time.
#[derive(Clone)]
pub struct Exporting(Rc<Place>);

/// The running export, and how far it is.
struct Place {
    clock: Clock,
    copying: Copying,
    locale: RwSignal<Locale>,
    names: Names,
    progress: RwSignal<Option<Progress>>,
    run: RefCell<Option<Rc<Run>>>,
}

/// What is wanted.
pub struct Order {
    /// As the user chose.
    pub export: Export,
    /// What was looked through for the tasks, where they are known already: `all 2,018`.
    pub searched: Option<String>,
    /// Whom to ask.
    pub endpoint: Endpoint,
    /// What to ask for.
    pub collecting: Collecting,
    /// Of when the tasks are; those that are yet to be read are of the end of the export.
    pub known_at: Option<DateTime<Utc>>,
}

/// One export.
struct Run {
    export: Export,
    searched: Option<String>,
    known_at: Option<DateTime<Utc>>,
    list: ListKey,
    batch: BatchKey,
    collecting: RefCell<Collecting>,
    waits_until: Cell<Option<DateTime<Utc>>>,
    /// None once it is over.
    calls: RefCell<Option<Vec<AbortOnDrop>>>,
}

impl Exporting {
    /// No export yet.
    pub fn new(clock: Clock, copying: Copying, locale: RwSignal<Locale>, names: Names) -> Self {
        let (progress, run) = (RwSignal::new(None), RefCell::new(None));
        Self(Rc::new(Place { clock, copying, locale, names, progress, run }))
    }

    /// How far the running export is.
    pub fn progress(&self) -> RwSignal<Option<Progress>> {
        self.0.progress
    }

    /// Begins an export, unless another one is running.
    pub fn begin(&self, order: Order) {
        let (place, locale) = (&self.0, &self.0.locale.get_untracked());
        if place.run.borrow().is_some() {
            let words = tr!(locale, "Nothing was exported: another export is running");
            return place.say(false, words);
        }
        let Order { export, searched, endpoint, collecting, known_at } = order;
        let run = Rc::new(Run {
            export,
            searched,
            known_at,
            list: ListKey {
                endpoint: endpoint.clone(),
                query: ListQuery::default(),
                range: Created::Any,
                is_understood: true,
            },
            batch: BatchKey { endpoint, batch_id: String::new() },
            collecting: RefCell::new(collecting),
            waits_until: Cell::new(None),
            calls: RefCell::new(Some(Vec::new())),
        });
        place.run.replace(Some(Rc::clone(&run)));
        self.go_on(&run);
    }

    /// Ends the export that is running, and its calls with it.
    pub fn cancel(&self) {
        if self.0.end() {
            let locale = &self.0.locale.get_untracked();
            self.0.say(true, tr!(locale, "Export cancelled: no file was saved"));
        }
    }

    /// A second has passed: a pause may be over.
    pub fn tick(&self) {
        let run = self.0.run.borrow().clone();
        match run.filter(|run| run.waits_until.get().is_some()) {
            Some(run) => self.go_on(&run),
            None => self.0.show(),
        }
    }

    /// Does all that can be done now.
    fn go_on(&self, run: &Rc<Run>) {
        run.waits_until.set(None);
        loop {
            // Not in the head of the match, where it would be borrowed until its end.
            let next = run.collecting.borrow_mut().next(self.0.clock.instant());
            match next {
                Next::Ask(call, request) => self.ask(run, call, request),
                Next::Await => break,
                Next::Wait(until) => {
                    run.waits_until.set(Some(until));
                    break;
                }
                Next::Done => return self.save(run),
            }
        }
        self.0.show();
    }

    fn ask(&self, run: &Rc<Run>, call: Call, request: Request) {
        let Some(abort) = AbortOnDrop::within(api::TIME_LIMIT) else { return };
        let signal = abort.signal();
        match run.calls.borrow_mut().as_mut() {
            Some(calls) => calls.push(abort),
            None => return,
        }
        let (exporting, run) = (self.clone(), Rc::clone(run));
        spawn_local(async move {
            let outcome = run.call(call, &request, &signal, exporting.0.clock).await;
            if run.calls.borrow().is_none() {
                return;
            }
            match outcome {
                Ok(()) => exporting.go_on(&run),
                Err(stop) => exporting.stop(&run, &stop),
            }
        });
    }

    fn stop(&self, run: &Run, stop: &Stop) {
        self.0.end();
        let collecting = run.collecting.borrow();
        let batch_id = match stop {
            Stop::Failed(call, _) => collecting.batch_id(*call),
            Stop::TooMany => "",
        };
        let (scope, endpoint) = (run.export.scope, &run.list.endpoint);
        let locale = &self.0.locale.get_untracked();
        self.0.copying.keep(outcome::stopped(locale, scope, stop, batch_id, endpoint));
    }

    fn save(&self, run: &Run) {
        self.0.end();
        let locale = &self.0.locale.get_untracked();
        let collected = run.collecting.borrow().collected();
        let at = run.known_at.unwrap_or_else(|| self.0.clock.instant());
        let names = self.0.names.get_untracked();
        if save((locale, &names), run.export, &collected, at) {
            self.0.copying.show(outcome::saved(
                locale,
                run.export,
                run.searched.as_deref(),
                &collected,
            ));
        } else {
            self.0.say(false, tr!(locale, "The browser did not take the file"));
        }
    }
}

impl Place {
    /// Whether an export was running.
    fn end(&self) -> bool {
        let run = self.run.take();
        // Its calls may still hold the rest of it.
        let was_running = run.is_some_and(|run| run.calls.take().is_some());
        self.show();
        was_running
    }

    fn show(&self) {
        let now = self.clock.instant();
        let progress = self.run.borrow().as_ref().map(|run| {
            let collecting = run.collecting.borrow();
            Progress {
                scope: run.export.scope,
                promised: collecting.promised(),
                stage: collecting.stage(),
                pause: pause_until(run.waits_until.get(), now),
            }
        });
        if self.progress.get_untracked() != progress {
            self.progress.set(progress);
        }
    }

    fn say(&self, is_good: bool, words: &str) {
        self.copying.show(Notice { is_good, words: words.to_owned(), text: String::new() });
    }
}

impl Run {
    async fn call(
        &self,
        call: Call,
        request: &Request,
        signal: &AbortSignal,
        clock: Clock,
    ) -> Result<(), Stop> {
        let failure = match call {
            Call::Page(number) => {
                match api::ask(&self.list, request, signal, &Default::default()).await.outcome {
                    Ok(page) => return self.collecting.borrow_mut().page_came(number, &page),
                    Err(failure) => failure,
                }
            }
            Call::Batch(place) => {
                match api::ask(&self.batch, request, signal, &Default::default()).await.outcome {
                    Ok(batch) => {
                        self.collecting.borrow_mut().batch_came(place, batch);
                        return Ok(());
                    }
                    Err(failure) => failure,
                }
            }
        };
        let (now, chance) = (clock.instant(), js_sys::Math::random());
        self.collecting.borrow_mut().failed(call, failure, now, chance)
    }
}
