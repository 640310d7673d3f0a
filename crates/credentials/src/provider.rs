//! The key at hand. It is replaced before it expires, by one request at a time, while the old one still serves; past its end
//! there is none until a new one has come.

mod held;
mod refusals;
mod renewal;

use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use arc_swap::ArcSwapOption;
use tokio::sync::Mutex;
use tokio::time::Instant;

pub use self::held::Held;
pub use self::refusals::NotReady;
use self::refusals::Refusals;
use crate::CredentialsError;
use crate::chain::Found;
use crate::clock::{Clock, SystemClock};
use crate::fetch::{Endpoints, Fetched, Fetcher};
use crate::fetch_error::FetchError;
use crate::source::Source;

/// The pause after a failure, so that a source in trouble is not asked with every request; and how often a file is read again.
const PAUSE: Duration = Duration::from_secs(5);

/// Keys of one source.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    source: Source,
    place: String,
    fetcher: Fetcher,
    clock: Arc<dyn Clock>,
    held: ArcSwapOption<Held>,
    turn: Arc<Mutex<Turn>>,
    refusals: Refusals,
}

/// The state behind the lock of those who fetch: the last failure, for the pause after it.
#[derive(Default)]
struct Turn {
    failed: Option<(Instant, FetchError)>,
}

/// There is no valid key, and none is to be had now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoCredentials(pub FetchError);

impl From<Credentials> for Provider {
    fn from(credentials: Credentials) -> Self {
        // That key does not expire, so that any clock will do.
        let clock = Arc::new(SystemClock::default());
        Self::new(Source::Fixed(credentials), Endpoints::public(), clock)
    }
}

impl Provider {
    /// Nothing is fetched yet. Keys are asked for, and expire, by `clock`.
    pub fn new(source: Source, endpoints: Endpoints, clock: Arc<dyn Clock>) -> Self {
        Self::at("the program".to_owned(), source, endpoints, clock)
    }

    fn at(place: String, source: Source, endpoints: Endpoints, clock: Arc<dyn Clock>) -> Self {
        let now = clock.now();
        let held = match &source {
            Source::Fixed(credentials) => Some((credentials, None)),
            Source::Stored(key) => Some((&key.credentials, key.expires)),
            _ => None,
        };
        let held = held.map(|(credentials, expires)| {
            let credentials = credentials.clone();
            Arc::new(Held::new(Fetched { credentials, expires }, now))
        });
        let fetcher = Fetcher::new(endpoints, Arc::clone(&clock));
        let (held, turn, refusals) = (held.into(), Arc::default(), Refusals::new());
        Self(Arc::new(Inner { source, place, fetcher, clock, held, turn, refusals }))
    }

    /// With the first key of what was found.
    ///
    /// # Errors
    /// [`CredentialsError::Fetch`], or [`CredentialsError::NoMachineRole`] where a role of the machine was only a guess.
    pub async fn begin(
        found: Found,
        endpoints: Endpoints,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, CredentialsError> {
        let provider = Self::at(found.place, found.source, endpoints, clock);
        match provider.held().await {
            Ok(_) => Ok(provider),
            Err(NoCredentials(error)) if found.is_guess => {
                Err(CredentialsError::NoMachineRole(error))
            }
            Err(NoCredentials(error)) => {
                Err(CredentialsError::Fetch { from: provider.place().to_owned(), error })
            }
        }
    }

    /// Where the source was found, for people.
    pub fn place(&self) -> &str {
        &self.0.place
    }

    /// Whose keys they are. For a file, which may have another identity's key at any time, it changes with the key.
    pub fn principal(&self) -> String {
        let id_at_hand = || {
            let held = self.0.held.load();
            held.as_ref().map(|held| held.credentials.access_key_id.clone()).unwrap_or_default()
        };
        self.0.source.principal().unwrap_or_else(id_at_hand)
    }

    /// Whether requests can be signed now with a key that is not known to be refused. A key that is missing is fetched
    /// meanwhile, and a refused one in a file is read again: a balancer that sends no requests until this says so would
    /// wait for ever otherwise. Has to be called within a Tokio runtime.
    ///
    /// # Errors
    /// [`NotReady`] with the reason.
    pub fn readiness(&self) -> Result<(), NotReady> {
        let now = self.0.clock.now();
        let Some(held) = self.0.held.load_full().filter(|held| held.is_valid(now)) else {
            self.replace_meanwhile(None);
            return Err(NotReady::NoKey);
        };
        if !self.0.refusals.is_refused(&held) {
            return Ok(());
        }
        if self.is_to_be_read_again() {
            self.replace_meanwhile(Some(held));
        }
        Err(NotReady::Refused)
    }

    /// A valid key.
    ///
    /// # Errors
    /// [`NoCredentials`] where the last one has expired and the next cannot be had.
    pub async fn current(&self) -> Result<Arc<Held>, NoCredentials> {
        self.held().await.inspect_err(log)
    }

    async fn held(&self) -> Result<Arc<Held>, NoCredentials> {
        let now = self.0.clock.now();
        match self.0.held.load_full() {
            Some(held) if held.is_valid(now) => {
                if self.is_to_be_read_again() {
                    self.replace_meanwhile(Some(Arc::clone(&held)));
                } else if held.is_old(now) {
                    self.replace_meanwhile(None);
                }
                Ok(held)
            }
            _ => self.next(Arc::clone(&self.0.turn).lock_owned().await).await,
        }
    }
}

fn log(NoCredentials(error): &NoCredentials) {
    tracing::error!("credentials cannot be renewed: {error}");
}

#[cfg(test)]
mod tests;
