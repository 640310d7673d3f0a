//! A key and its lifetime.

use acs3::Credentials;
use chrono::{DateTime, TimeDelta, Utc};

use crate::fetch::Fetched;

/// How long before its end a key is replaced; a fifth of its life if that is shorter.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// How long before its end a key is not used any more: a call may take its time.
const MARGIN: TimeDelta = TimeDelta::seconds(30);

/// A key and the times at which it is replaced and at which it expires.
pub struct Held {
    /// What to sign with.
    pub credentials: Credentials,
    life: Option<Life>,
}

#[derive(Clone, Copy)]
struct Life {
    replaced_from: DateTime<Utc>,
    used_until: DateTime<Utc>,
}

impl Held {
    pub(super) fn new(fetched: Fetched, now: DateTime<Utc>) -> Self {
        let life = fetched.expires.map(|end| Life {
            replaced_from: end - AHEAD.min((end - now) / 5),
            used_until: end - MARGIN.min((end - now) / 10),
        });
        Self { credentials: fetched.credentials, life }
    }

    pub(super) fn is_valid(&self, now: DateTime<Utc>) -> bool {
        self.life.is_none_or(|life| now < life.used_until)
    }

    pub(super) fn is_old(&self, now: DateTime<Utc>) -> bool {
        self.life.is_some_and(|life| now >= life.replaced_from)
    }
}
