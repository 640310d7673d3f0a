//! The turns of the calls to PolarDB: so many in flight, so many a second.
//!
//! Callers who wait take turns, one call each, whoever asks how often. Foreground calls go before background calls,
//! which never hold more than half of the places.

mod bucket;
mod callers;
mod queue;
mod state;

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until, timeout};

pub use self::callers::CallerPace;
use self::state::{Next, State};
use crate::inbound::callers::Caller;
use crate::outbound::asker::{Purpose, Urgency};
use crate::refusal::Refusal;

/// How long a call waits for its turn before the caller is told to come back.
pub(crate) const TURN_PATIENCE: Duration = Duration::from_secs(5);

/// A steady rate, with a number that may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many in a second, in the long run.
    pub per_second: NonZeroU32,
    /// How many at once after a silence.
    pub burst: NonZeroU32,
}

impl Rate {
    /// What callers of one name or address may send: 40 a second, 400 at once. A view with counts
    /// asks less than twice a second.
    pub const CALLER: Self = Self::of(40, 400);
    /// What PolarDB is asked: 30 a second, 90 at once.
    pub const UPSTREAM: Self = Self::of(30, 90);
    /// Requests of one address without a valid token or user: one a second, 60 at once.
    pub const UNAUTHENTICATED: Self = Self::of(1, 60);

    /// `per_second` and `burst`, of which neither may be zero; a zero counts as 1.
    pub const fn of(per_second: u32, burst: u32) -> Self {
        const fn at_least_one(number: u32) -> NonZeroU32 {
            match NonZeroU32::new(number) {
                Some(number) => number,
                None => NonZeroU32::MIN,
            }
        }
        Self { per_second: at_least_one(per_second), burst: at_least_one(burst) }
    }
}

/// Decides when a call may begin. Clones share one state.
#[derive(Clone)]
pub struct UpstreamPace(Arc<Shared>);

struct Shared(Mutex<State>);

/// A call's place among those in flight; dropping it makes room for the next call.
pub(crate) struct Turn {
    shared: Arc<Shared>,
    purpose: Purpose,
    has_place: bool,
}

impl UpstreamPace {
    /// How many calls are in flight at most, unless the operator says otherwise.
    pub const IN_FLIGHT: usize = 64;

    /// At most `in_flight` calls at a time, and no faster than `rate`.
    pub fn new(in_flight: usize, rate: Rate) -> Self {
        Self(Arc::new(Shared(Mutex::new(State::new(in_flight, rate, Instant::now())))))
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// Where there is none within 5 s: [`Refusal::UpstreamTimeout`] if PolarDB answered no call meanwhile and all
    /// places are taken, else [`Refusal::UpstreamBusy`].
    pub(crate) async fn turn(&self, caller: &Caller, urgency: &Urgency) -> Result<Turn, Refusal> {
        let began = Instant::now();
        match timeout(TURN_PATIENCE, self.granted(caller, urgency)).await {
            Ok(turn) => Ok(turn),
            Err(_) if self.0.with(|state| state.is_silent_since(began, urgency.purpose())) => {
                Err(Refusal::UpstreamTimeout(TURN_PATIENCE))
            }
            Err(_) => Err(busy()),
        }
    }

    #[cfg(test)]
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    async fn granted(&self, caller: &Caller, urgency: &Urgency) -> Turn {
        loop {
            let purpose = urgency.purpose();
            let (waiter, turn) = oneshot::channel();
            self.0.with(|state| state.wait(caller.clone(), purpose, waiter));
            self.0.dispatch();
            tokio::select! {
                Ok(turn) = turn => return turn,
                // It waits anew, in the foreground.
                () = urgency.raised(), if purpose == Purpose::Background => {}
            }
        }
    }
}

impl Default for UpstreamPace {
    fn default() -> Self {
        Self::new(Self::IN_FLIGHT, Rate::UPSTREAM)
    }
}

impl Turn {
    /// Waits until another call may begin in the place of the one that ended.
    ///
    /// # Errors
    /// [`Refusal::UpstreamBusy`].
    pub(crate) async fn another(&self) -> Result<(), Refusal> {
        let (waiter, begun) = oneshot::channel();
        self.shared.with(|state| state.wait_for_repair(waiter));
        self.shared.dispatch();
        match timeout(TURN_PATIENCE, begun).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(busy()),
        }
    }

    /// Whether another call may begin at once. It counts as begun.
    pub(crate) fn another_at_once(&self) -> bool {
        self.has_place && self.shared.with(|state| state.begin_at_once(Instant::now()))
    }

    /// PolarDB has said something.
    pub(crate) fn heard(&self) {
        self.shared.with(|state| state.heard(Instant::now()));
    }

    /// Gives the place to the next call: PolarDB has answered, but the proxy has no room for the answer yet.
    pub(crate) fn give_up_place(&mut self) {
        if std::mem::take(&mut self.has_place) {
            self.shared.with(|state| state.leave(self.purpose));
            self.shared.dispatch();
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.give_up_place();
    }
}

impl Shared {
    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Grants all turns that there are now, and comes back when the next one is due.
    fn dispatch(self: &Arc<Self>) {
        loop {
            match self.with(|state| state.next(Instant::now())) {
                Next::Call(waiter, purpose) => {
                    let shared = Arc::clone(self);
                    // A waiter that has just left drops its turn, which makes room for the next one.
                    let _ = waiter.send(Turn { shared, purpose, has_place: true });
                }
                Next::Repair(waiter) => {
                    let _ = waiter.send(());
                }
                Next::At(instant) => return self.come_back(instant),
                Next::Nobody => return,
            }
        }
    }

    /// Dispatches again at `instant`. The state has noted that somebody does.
    fn come_back(self: &Arc<Self>, instant: Instant) {
        // Without a runtime the process is about to end.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let shared = Arc::clone(self);
            runtime.spawn(async move {
                sleep_until(instant).await;
                shared.with(State::alarm_has_rung);
                shared.dispatch();
            });
        }
    }
}

fn busy() -> Refusal {
    Refusal::UpstreamBusy(TURN_PATIENCE.as_secs())
}

#[cfg(test)]
mod tests;
