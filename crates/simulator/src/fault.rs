//! What can go wrong with a call, and which calls it is for. Pure: the waiting and the breaking of
//! connections are done where replies are sent.
//!
//! A fault is put in by a program ([`crate::Handle::set_fault`]) or by hand ([`http`]), and read
//! from the same text in both cases ([`Fault::parse`]).

mod api_error;
mod body;
mod forms;
pub(crate) mod http;
mod kinds;
mod list;
mod request;
mod row;
mod schedule;

use std::time::Duration;

pub use api_error::ApiError;
pub use body::BodyFault;
pub use list::ListFault;
pub use request::FaultError;
pub use row::RowFault;
pub(crate) use schedule::Schedule;

use crate::reply::{Delivery, Reply};

/// An effect and the calls that it is for.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What goes wrong.
    pub effect: Effect,
    /// The one action that it is for; none: for every call.
    pub action: Option<String>,
    /// How many of the calls that it is for pass unharmed first.
    pub after: usize,
    /// How many calls it still is for; none: until it is cleared.
    pub times: Option<usize>,
    /// The text that it was read from.
    asked: Option<String>,
}

/// What goes wrong with a call.
#[derive(Debug, Clone)]
pub enum Effect {
    /// This reply comes instead of the simulator's own, whatever was asked and however signed.
    Replaced(Reply),
    /// This error comes instead of it.
    Error(ApiError),
    /// The simulator's own reply comes after this time.
    Late(Duration),
    /// The simulator's own reply travels so.
    Sent(Delivery),
    /// The simulator's clock, `Date` included, is ahead by so many seconds, or behind.
    ClockAhead(i64),
    /// The bytes of the simulator's own reply are spoilt.
    Body(BodyFault),
    /// The list in the simulator's own reply is spoilt, or what is around it.
    List(ListFault),
    /// The rows of the simulator's own reply are spoilt in these ways in turn, and then one is left
    /// as it was.
    Rows(Vec<RowFault>),
}

impl Fault {
    /// Meets every call until it is cleared.
    pub fn new(effect: Effect) -> Self {
        Self { effect, action: None, after: 0, times: None, asked: None }
    }

    /// Meets so many calls only.
    #[must_use]
    pub fn times(self, times: usize) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Lets so many calls pass first.
    #[must_use]
    pub fn after(self, after: usize) -> Self {
        Self { after, ..self }
    }

    /// Meets calls of this action only, e.g. `DescribeBatchTask`.
    #[must_use]
    pub fn of_action(self, action: impl Into<String>) -> Self {
        Self { action: Some(action.into()), ..self }
    }
}

impl Effect {
    /// By how many seconds the simulator's clock is ahead.
    pub(crate) fn clock_ahead(&self) -> i64 {
        if let Self::ClockAhead(seconds) = self { *seconds } else { 0 }
    }

    /// Does to the reply what is not done by replacing it or by another clock.
    pub(crate) fn spoil(&self, reply: &mut Reply) {
        match self {
            Self::Replaced(_) | Self::ClockAhead(_) => {}
            Self::Error(error) => error.say_when_to_try_again(&mut reply.headers),
            Self::Late(delay) => reply.delay = *delay,
            Self::Sent(delivery) => reply.delivery = *delivery,
            Self::Body(fault) => fault.spoil(reply),
            Self::List(fault) => body::spoil_json(reply, |json| fault.spoil(json)),
            Self::Rows(forms) => body::spoil_json(reply, |json| row::spoil_in_turn(forms, json)),
        }
    }
}
