//! Keys from a URI.

use super::{Fetched, Fetcher};
use crate::fetch_error::FetchError;
use crate::key_uri::KeyUri;

const WHO: &str = "the credentials URI";

const PATIENCE: u64 = 8;

impl Fetcher {
    pub(super) async fn uri(&self, uri: &KeyUri) -> Result<Fetched, FetchError> {
        let way = self.direct(WHO, uri.is_plain(), PATIENCE);
        let reply = way.send(way.client()?.get(uri.url().clone())).await?.json()?;
        // The command line tool asks for it, the SDKs do not.
        if reply.get("Code").is_some_and(|code| code != "Success") {
            return Err(FetchError::NotAKey(WHO));
        }
        self.valid(WHO, Some(reply))
    }
}
