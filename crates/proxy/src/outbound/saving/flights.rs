//! Calls under way: whoever asks the same meanwhile waits for the same call.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::Notify;

use super::kept::Kept;
use crate::outbound::asker::{Purpose, Urgency};
use crate::outbound::room::Room;
use crate::refusal::Refusal;

/// The calls under way, by what they ask.
#[derive(Default)]
pub(super) struct Flights(Mutex<HashMap<Arc<str>, Arc<Flight>>>);

/// What a call brought. The room is for whoever waits: `Kept` knows it only as long as somebody holds it.
struct Outcome {
    kept: Arc<Kept>,
    _room: Option<Arc<Room>>,
}

/// One of them.
pub(crate) struct Flight {
    pub(crate) urgency: Urgency,
    outcome: OnceLock<Outcome>,
    landed: Notify,
}

/// What ends a flight, also where the call panics.
pub(super) struct Landing {
    flights: Arc<Flights>,
    identity: Arc<str>,
    flight: Arc<Flight>,
}

/// What to do for an answer.
pub(super) enum Joined {
    /// It has just come.
    Known(Arc<Kept>),
    /// Wait for the call of another request.
    Shared(Arc<Flight>),
    /// Make the call.
    Own(Landing),
}

impl Flights {
    /// Joins the call for `identity`, or begins it unless `known` has the answer now.
    pub(super) fn join(
        self: &Arc<Self>,
        identity: &Arc<str>,
        purpose: Purpose,
        known: impl FnOnce() -> Option<Arc<Kept>>,
    ) -> Joined {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = flights.get(identity) {
            flight.urgency.join(purpose);
            return Joined::Shared(Arc::clone(flight));
        }
        if let Some(kept) = known() {
            return Joined::Known(kept);
        }
        let (flight, identity) = (Arc::new(Flight::new(purpose)), Arc::clone(identity));
        flights.insert(Arc::clone(&identity), Arc::clone(&flight));
        Joined::Own(Landing { flights: Arc::clone(self), identity, flight })
    }
}

impl Flight {
    /// One that has landed.
    pub(super) fn of(kept: Arc<Kept>) -> Arc<Self> {
        let flight = Self::new(Purpose::Foreground);
        flight.outcome.get_or_init(|| Outcome { kept, _room: None });
        Arc::new(flight)
    }

    fn new(purpose: Purpose) -> Self {
        let (urgency, outcome) = (Urgency::new(purpose), OnceLock::new());
        Self { urgency, outcome, landed: Notify::new() }
    }

    /// What the call brought.
    pub(super) async fn landed(&self) -> Arc<Kept> {
        loop {
            let landed = self.landed.notified();
            match self.outcome.get() {
                Some(Outcome { kept, .. }) => return Arc::clone(kept),
                None => landed.await,
            }
        }
    }
}

impl Landing {
    pub(super) fn flight(&self) -> &Arc<Flight> {
        &self.flight
    }

    /// Tells all who wait what the call brought.
    pub(super) fn land(self, kept: Arc<Kept>, room: Option<Arc<Room>>) {
        self.flight.outcome.get_or_init(|| Outcome { kept, _room: room });
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        self.flights.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.identity);
        self.flight.outcome.get_or_init(|| {
            let kept = Arc::new(Kept::of_error(Refusal::Internal.into()));
            Outcome { kept, _room: None }
        });
        self.flight.landed.notify_waiters();
    }
}
