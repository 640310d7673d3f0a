//! Files that are read while requests are answered: never in their way, and bounded in time.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::Fetcher;
use crate::fetch_error::FetchError;
use crate::text;

/// How long a file may take. One on a file system of the network may hang for ever.
const PATIENCE: Duration = Duration::from_secs(5);

impl Fetcher {
    /// What `read` reads, on a thread of its own.
    pub(super) async fn reading<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, FetchError> {
        let reads = Arc::clone(&self.reads);
        let reading = async move {
            let turn = reads.acquire_owned().await.ok()?;
            let read = spawn_blocking(move || {
                let _turn = turn;
                read()
            });
            read.await.ok()
        };
        let read = timeout(PATIENCE, reading).await.ok().flatten();
        let seconds = PATIENCE.as_secs();
        let silent = || FetchError::File(format!("a file could not be read within {seconds} s"));
        read.ok_or_else(silent)
    }

    /// The token that an identity provider keeps in a file.
    pub(super) async fn oidc_token(&self, file: &Path) -> Result<String, FetchError> {
        let path = file.to_owned();
        let bytes = self.reading(move || text::bytes(&path)).await?;
        let bytes = bytes.map_err(|error| {
            FetchError::TokenFile(match error.kind() {
                std::io::ErrorKind::Other => format!("it {error}"),
                kind => kind.to_string(),
            })
        })?;
        let token = text::decode(&bytes);
        let token = token.ok_or_else(|| FetchError::TokenFile("it is not a text".to_owned()))?;
        match token.trim() {
            "" => Err(FetchError::TokenFile("it is empty".to_owned())),
            token => Ok(token.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use tokio::time::advance;

    use super::*;
    use crate::clock::SystemClock;
    use crate::fetch::Endpoints;

    #[tokio::test(start_paused = true)]
    async fn a_file_that_hangs_is_given_up_and_holds_one_thread() {
        let fetcher = Fetcher::new(Endpoints::public(), Arc::new(SystemClock::default()));
        let fetcher = Arc::new(fetcher);
        let (release, hanging) = mpsc::channel::<()>();
        let begin = |read: Box<dyn FnOnce() -> bool + Send>| {
            let fetcher = Arc::clone(&fetcher);
            tokio::spawn(async move { fetcher.reading(read).await })
        };
        let hung = Err(FetchError::File("a file could not be read within 5 s".to_owned()));
        let first = begin(Box::new(move || hanging.recv().is_ok()));
        tokio::task::yield_now().await;
        advance(Duration::from_secs(6)).await;
        assert_eq!(first.await.unwrap(), hung);
        let second = begin(Box::new(|| true));
        tokio::task::yield_now().await;
        advance(Duration::from_secs(6)).await;
        assert_eq!(second.await.unwrap(), hung, "the first holds the only thread");
        release.send(()).unwrap();
        assert_eq!(begin(Box::new(|| true)).await.unwrap(), Ok(true));
    }
}
