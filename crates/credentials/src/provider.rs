//! The key at hand. It is replaced ahead of its end, by one request at a time, while the old one
//! still serves; past its end there is none until a new one has come.

use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use arc_swap::ArcSwapOption;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

use crate::CredentialsError;
use crate::chain::Found;
use crate::clock::{Clock, SystemClock};
use crate::fetch::{Endpoints, Fetched, Fetcher};
use crate::fetch_error::FetchError;
use crate::source::Source;

/// How long before its end a key is replaced; a fifth of its life if that is shorter.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// How long before its end a key is not used any more: a call may take its time.
const MARGIN: TimeDelta = TimeDelta::seconds(30);

/// The pause after a refusal, so that a source in trouble is not asked with every request.
const PAUSE: Duration = Duration::from_secs(5);

/// Keys of one source.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    source: Source,
    fetcher: Fetcher,
    clock: Arc<dyn Clock>,
    held: ArcSwapOption<Held>,
    turn: Arc<Mutex<Turn>>,
}

/// What whoever has the turn to fetch knows of the last time.
#[derive(Default)]
struct Turn {
    failed: Option<(Instant, FetchError)>,
}

/// A key and the times at which it is replaced and at which it ends.
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

/// There is no valid key, and none is to be had now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoCredentials(pub FetchError);

impl From<Credentials> for Provider {
    fn from(credentials: Credentials) -> Self {
        // That key does not expire, so that any clock will do.
        Self::new(Source::Fixed(credentials), Endpoints::public(), Arc::new(SystemClock::default()))
    }
}

impl Provider {
    /// Nothing is fetched yet. Keys are asked for, and end, by `clock`.
    pub fn new(source: Source, endpoints: Endpoints, clock: Arc<dyn Clock>) -> Self {
        let held = match &source {
            Source::Fixed(credentials) => {
                Some(Arc::new(Held { credentials: credentials.clone(), life: None }))
            }
            _ => None,
        };
        let fetcher = Fetcher::new(endpoints, Arc::clone(&clock));
        let turn = Arc::default();
        Self(Arc::new(Inner { source, fetcher, clock, held: held.into(), turn }))
    }

    /// With the first key of what was found.
    ///
    /// # Errors
    /// [`CredentialsError::Fetch`], or [`CredentialsError::Absent`] where a role of the machine was
    /// only a guess.
    pub async fn begin(
        found: Found,
        endpoints: Endpoints,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, CredentialsError> {
        let provider = Self::new(found.source, endpoints, clock);
        match provider.held().await {
            Ok(_) => Ok(provider),
            Err(_) if found.is_guess => Err(CredentialsError::Absent),
            Err(NoCredentials(error)) => Err(CredentialsError::Fetch { from: found.place, error }),
        }
    }

    /// Who its keys are.
    pub fn principal(&self) -> String {
        self.0.source.principal()
    }

    /// Whether there is a key that may be used now.
    pub fn has_key(&self) -> bool {
        let now = self.0.clock.now();
        self.0.held.load().as_ref().is_some_and(|held| held.is_valid(now))
    }

    /// A valid key.
    ///
    /// # Errors
    /// [`NoCredentials`] where the last one has ended and the next cannot be had.
    pub async fn current(&self) -> Result<Arc<Held>, NoCredentials> {
        self.held().await.inspect_err(tell)
    }

    async fn held(&self) -> Result<Arc<Held>, NoCredentials> {
        let now = self.0.clock.now();
        match self.0.held.load_full() {
            Some(held) if held.is_valid(now) => {
                if held.is_old(now) {
                    self.replace_meanwhile();
                }
                Ok(held)
            }
            _ => self.next(Arc::clone(&self.0.turn).lock_owned().await).await,
        }
    }

    /// The key after `refused`, which PolarDB did not take; none where there is no other.
    pub async fn after(&self, refused: &Arc<Held>) -> Option<Arc<Held>> {
        refused.life?;
        let turn = Arc::clone(&self.0.turn).lock_owned().await;
        if self.0.held.load().as_ref().is_some_and(|held| Arc::ptr_eq(held, refused)) {
            self.0.held.store(None);
        }
        self.next(turn).await.inspect_err(tell).ok()
    }

    /// Begins to fetch the next key, unless somebody does already.
    fn replace_meanwhile(&self) {
        if let Ok(turn) = Arc::clone(&self.0.turn).try_lock_owned() {
            let provider = self.clone();
            tokio::spawn(async move { provider.next(turn).await.inspect_err(tell) });
        }
    }

    /// Fetches the next key, unless whoever had the turn before has done so.
    async fn next(&self, mut turn: OwnedMutexGuard<Turn>) -> Result<Arc<Held>, NoCredentials> {
        let inner = &self.0;
        let now = inner.clock.now();
        if let Some(held) =
            inner.held.load_full().filter(|held| held.is_valid(now) && !held.is_old(now))
        {
            return Ok(held);
        }
        if let Some((at, error)) = &turn.failed
            && at.elapsed() < PAUSE
        {
            return Err(NoCredentials(error.clone()));
        }
        match inner.fetcher.fetch(&inner.source).await {
            Ok(fetched) => {
                turn.failed = None;
                let held = Arc::new(Held::new(fetched, inner.clock.now()));
                inner.held.store(Some(Arc::clone(&held)));
                tracing::info!(principal = inner.source.principal(), "credentials are renewed");
                Ok(held)
            }
            Err(error) => {
                turn.failed = Some((Instant::now(), error.clone()));
                Err(NoCredentials(error))
            }
        }
    }
}

fn tell(NoCredentials(error): &NoCredentials) {
    tracing::error!("credentials cannot be renewed: {error}");
}

impl Held {
    fn new(fetched: Fetched, now: DateTime<Utc>) -> Self {
        let life = fetched.expires.map(|end| Life {
            replaced_from: end - AHEAD.min((end - now) / 5),
            used_until: end - MARGIN.min((end - now) / 10),
        });
        Self { credentials: fetched.credentials, life }
    }

    fn is_valid(&self, now: DateTime<Utc>) -> bool {
        self.life.is_none_or(|life| now < life.used_until)
    }

    fn is_old(&self, now: DateTime<Utc>) -> bool {
        self.life.is_some_and(|life| now >= life.replaced_from)
    }
}
