//! How the next key comes: from the source, or from the file that somebody has written.

use std::sync::Arc;

use tokio::sync::OwnedMutexGuard;
use tokio::time::Instant;

use super::{Held, NoCredentials, PAUSE, Provider, Turn, log};
use crate::fetch::Fetched;
use crate::source::Source;

impl Provider {
    /// The key after `refused`, which the service did not take; none where there is no other.
    pub async fn after(&self, refused: &Arc<Held>) -> Option<Arc<Held>> {
        let turn = Arc::clone(&self.0.turn).lock_owned().await;
        match &self.0.source {
            Source::Fixed(_) => None,
            Source::Stored(_) => {
                let held = self.0.held.load_full()?;
                // Somebody else may have read it meanwhile.
                if Arc::ptr_eq(&held, refused) && self.is_to_be_read_again() {
                    return self.read_again(turn, refused).await;
                }
                Some(held).filter(|held| !Arc::ptr_eq(held, refused))
            }
            _ => {
                if self.0.held.load().as_ref().is_some_and(|held| Arc::ptr_eq(held, refused)) {
                    self.0.held.store(None);
                }
                self.next(turn).await.inspect_err(log).ok()
            }
        }
    }

    /// Notes whether the service took a key, for [`Self::readiness`].
    pub fn note(&self, key: &Arc<Held>, is_refused: bool) {
        if self.0.source.is_renewed_by_hand() {
            self.0.refusals.note(key, is_refused);
        }
    }

    /// Whether the key is in a file that was not read for a while. The answer counts as reading it.
    pub(super) fn is_to_be_read_again(&self) -> bool {
        matches!(self.0.source, Source::Stored(_)) && self.0.refusals.may_look(PAUSE)
    }

    /// Begins to fetch the next key, or to read the file whose key was `known`, unless somebody does already.
    pub(super) fn replace_meanwhile(&self, known: Option<Arc<Held>>) {
        if let Ok(turn) = Arc::clone(&self.0.turn).try_lock_owned() {
            let provider = self.clone();
            tokio::spawn(async move {
                match known {
                    Some(known) => {
                        provider.read_again(turn, &known).await;
                    }
                    None => {
                        let _ = provider.next(turn).await.inspect_err(log);
                    }
                }
            });
        }
    }

    /// Reads the key of a file again; gives it if it is another than `known`. Without one that can be used the old one stays.
    async fn read_again(
        &self,
        mut turn: OwnedMutexGuard<Turn>,
        known: &Arc<Held>,
    ) -> Option<Arc<Held>> {
        match self.0.fetcher.fetch(&self.0.source).await {
            Ok(fetched) if fetched.credentials == known.credentials => {
                turn.failed = None;
                None
            }
            Ok(fetched) => {
                turn.failed = None;
                Some(self.hold(fetched))
            }
            Err(error) => {
                if turn.failed.as_ref().is_none_or(|(_, last)| *last != error) {
                    log(&NoCredentials(error.clone()));
                }
                turn.failed = Some((Instant::now(), error));
                None
            }
        }
    }

    /// Fetches the next key, unless whoever had the turn before has done so.
    pub(super) async fn next(
        &self,
        mut turn: OwnedMutexGuard<Turn>,
    ) -> Result<Arc<Held>, NoCredentials> {
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
                Ok(self.hold(fetched))
            }
            Err(error) => {
                turn.failed = Some((Instant::now(), error.clone()));
                Err(NoCredentials(error))
            }
        }
    }

    fn hold(&self, fetched: Fetched) -> Arc<Held> {
        let held = Arc::new(Held::new(fetched, self.0.clock.now()));
        let before = self.0.held.swap(Some(Arc::clone(&held)));
        if before.is_none_or(|before| before.credentials != held.credentials) {
            tracing::info!(principal = self.principal(), "credentials are renewed");
        }
        held
    }
}
