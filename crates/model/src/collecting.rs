//! Reading all tasks of a view, and their subtasks where they are wanted, call by call: what to ask for next, when, and
//! when it is over. What comes of it is [`Collected`].
//!
//! Fed with past-tense events, like `remote`; the calls themselves, the clock and chance are the caller's.

mod pages;
mod steps;

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::batch::Batch;
use crate::collected::{Collected, Details};
use crate::failure::{Failure, FailureKind};
use crate::poll::{LastOutcome, PollSettings};
use crate::query::ListQuery;
use crate::request::Request;
use crate::task::{BatchTask, TaskPage};
use pages::Pages;
pub use steps::{Call, Next, Stage, Stop};

/// The largest page that the console offers, for as few calls as may be.
pub const PAGE_SIZE: u32 = 100;
/// More would keep the service busy for minutes, and a tab has no room for all of it.
pub const MOST_TASKS: u64 = 10_000;
/// A call that the service put off so often is given up, and all the others with it.
const MOST_TRIES: u32 = 5;
/// Calls at a time; one while the service throttles.
const MOST_AT_ONCE: usize = 2;

/// What has been read, and what has not.
#[derive(Clone, Debug)]
pub struct Collecting {
    settings: PollSettings,
    has_subtasks: bool,
    promised: u64,
    /// Until all of them are read.
    pages: Option<Pages>,
    tasks: Vec<Arc<BatchTask>>,
    details: Vec<Details>,
    next_batch: usize,
    /// Calls to repeat, and those that are on their way, each with how often it was made.
    put_off: VecDeque<(Call, u32)>,
    in_flight: Vec<(Call, u32)>,
    quiet_until: Option<DateTime<Utc>>,
    is_throttled: bool,
}

impl Collecting {
    /// Will read every task that matches a query, of which `promised` are said to be. The query is one that the clock
    /// does not move, so that no new task shifts the pages.
    pub fn of_list(query: &ListQuery, promised: u64, settings: PollSettings) -> Self {
        let pages = Some(Pages::new(query));
        Self { pages, promised, ..Self::of_tasks(Vec::new(), settings) }
    }

    /// Will read nothing but what is wanted besides these tasks.
    pub fn of_tasks(tasks: Vec<Arc<BatchTask>>, settings: PollSettings) -> Self {
        Self {
            settings,
            has_subtasks: false,
            promised: tasks.len() as u64,
            pages: None,
            details: tasks.iter().map(|task| Details::before(task)).collect(),
            tasks,
            next_batch: 0,
            put_off: VecDeque::new(),
            in_flight: Vec::new(),
            quiet_until: None,
            is_throttled: false,
        }
    }

    /// The same, with the subtasks of each task.
    #[must_use]
    pub fn with_subtasks(self, has_subtasks: bool) -> Self {
        Self { has_subtasks, ..self }
    }

    /// The same, not before this instant: somebody else was asked to leave the service alone.
    #[must_use]
    pub fn not_before(self, instant: Option<DateTime<Utc>>) -> Self {
        Self { quiet_until: instant, ..self }
    }

    /// What to do at the instant `now`.
    pub fn next(&mut self, now: DateTime<Utc>) -> Next {
        let at_once = if self.is_throttled { 1 } else { MOST_AT_ONCE };
        if self.in_flight.len() >= at_once {
            return Next::Await;
        }
        let Some((call, tries)) = self.put_off.front().copied().or_else(|| self.unasked()) else {
            return if self.in_flight.is_empty() { Next::Done } else { Next::Await };
        };
        if let Some(until) = self.quiet_until.filter(|until| *until > now) {
            return Next::Wait(until);
        }
        if self.put_off.pop_front().is_none() {
            self.asked(call);
        }
        self.in_flight.push((call, tries + 1));
        Next::Ask(call, self.request(call, now))
    }

    /// A page came.
    ///
    /// # Errors
    /// When there is too much to read.
    pub fn page_came(&mut self, number: u32, page: &TaskPage) -> Result<(), Stop> {
        self.answered(Call::Page(number));
        self.pages.as_mut().map_or(Ok(()), |pages| pages.came(number, page))
    }

    /// A batch came.
    pub fn batch_came(&mut self, place: usize, batch: Batch) {
        self.answered(Call::Batch(place));
        self.note(place, Details::Read(batch.subtasks));
    }

    /// A call failed at the instant `now`; `chance` in 0..1 spreads the next tries.
    ///
    /// # Errors
    /// When it is not worth another try. A batch that is no longer there is none: that is noted with its task.
    pub fn failed(
        &mut self,
        call: Call,
        failure: Failure,
        now: DateTime<Utc>,
        chance: f64,
    ) -> Result<(), Stop> {
        let tries = self.landed(call);
        if let (Call::Batch(place), FailureKind::NotFound) = (call, failure.kind) {
            self.note(place, Details::NotFound);
            return Ok(());
        }
        let outcome = LastOutcome::Failed { failure: &failure, in_a_row: tries };
        let pause = self.settings.pause_after(outcome, chance);
        let pause = pause.filter(|_| failure.wants_quiet() && tries < MOST_TRIES);
        let Some(pause) = pause.and_then(|pause| TimeDelta::from_std(pause).ok()) else {
            return Err(Stop::Failed(call, failure));
        };
        self.is_throttled = true;
        self.quiet_until = self.quiet_until.max(now.checked_add_signed(pause));
        self.put_off.push_back((call, tries));
        Ok(())
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        if let Some(pages) = &self.pages {
            return pages.stage(self.promised);
        }
        let known = self.details.iter().filter(|details| **details != Details::Unread).count();
        Stage::Batches(known as u64, self.tasks.len() as u64)
    }

    /// How many tasks there are said to be.
    pub fn promised(&self) -> u64 {
        self.promised
    }

    /// The batch that a call asks for; empty for a page.
    pub fn batch_id(&self, call: Call) -> &str {
        match call {
            Call::Page(_) => "",
            Call::Batch(place) => &self.tasks[place].batch_id,
        }
    }

    /// What there is once all is done.
    pub fn collected(&self) -> Collected {
        let rows = self.tasks.iter().cloned().zip(self.details.iter().cloned()).collect();
        Collected { rows, has_subtasks: self.has_subtasks, promised: self.promised }
    }

    /// The next call that was not made yet.
    fn unasked(&mut self) -> Option<(Call, u32)> {
        if let Some(pages) = &self.pages {
            match pages.unasked() {
                Some(page) => return Some((Call::Page(page), 0)),
                None if !self.in_flight.is_empty() => return None,
                None => self.tasks = pages.tasks(),
            }
            self.details = self.tasks.iter().map(|task| Details::before(task)).collect();
            self.pages = None;
        }
        let is_unread = |place: &usize| self.details[*place] == Details::Unread;
        let place = (self.next_batch..self.tasks.len()).find(is_unread);
        place.filter(|_| self.has_subtasks).map(|place| (Call::Batch(place), 0))
    }

    fn asked(&mut self, call: Call) {
        match (call, &mut self.pages) {
            (Call::Page(number), Some(pages)) => pages.asked(number),
            (Call::Page(_), None) => {}
            (Call::Batch(place), _) => self.next_batch = place + 1,
        }
    }

    fn request(&self, call: Call, now: DateTime<Utc>) -> Request {
        match (call, &self.pages) {
            (Call::Page(number), Some(pages)) => pages.request(number, now),
            // Without pages none is ever asked for.
            (Call::Page(_), None) => ListQuery::default().request(now),
            (Call::Batch(_), _) => Request::Batch { batch_id: self.batch_id(call).to_owned() },
        }
    }

    fn answered(&mut self, call: Call) {
        self.landed(call);
        self.is_throttled = false;
    }

    /// How often the call was made that has come back.
    fn landed(&mut self, call: Call) -> u32 {
        let place = self.in_flight.iter().position(|(flying, _)| *flying == call);
        place.map_or(1, |place| self.in_flight.swap_remove(place).1)
    }

    fn note(&mut self, place: usize, details: Details) {
        if let Some(before) = self.details.get_mut(place) {
            *before = details;
        }
    }
}

#[cfg(test)]
mod tests;
