//! Fetches keys: from files, from programs, from URIs, from STS and from the metadata service of the machine.
//!
//! Where STS and the metadata service are is decided here and by constructors alone: a variable or a URL that could move
//! them would be a way to be handed the identity.

mod external;
mod files;
mod metadata;
mod sts;
mod uri;

use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::clock::Clock;
use crate::endpoint::{Endpoint, EndpointError};
use crate::fetch_error::FetchError;
use crate::http::Way;
use crate::http_proxy::HttpProxy;
use crate::source::Source;

const METADATA_URL: &str = "http://100.100.100.200";

/// Where temporary keys come from, and who asks for them.
#[derive(Clone, Debug)]
pub struct Endpoints {
    sts: Endpoint,
    /// Plain http: it never leaves the host.
    metadata: String,
    application: String,
    /// The way to STS. The metadata service and URIs are always asked directly.
    http_proxy: Option<HttpProxy>,
}

/// A key with its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fetched {
    pub(crate) credentials: Credentials,
    /// None for one that stays.
    pub(crate) expires: Option<DateTime<Utc>>,
}

/// Asks for keys.
pub(crate) struct Fetcher {
    endpoints: Endpoints,
    clock: Arc<dyn Clock>,
    /// One file at a time is read, so that a file system that hangs holds one thread only.
    reads: Arc<Semaphore>,
}

impl Endpoints {
    /// STS at `sts`, and the metadata service at `metadata`, a scheme, host and port.
    pub fn new(sts: Endpoint, metadata: String) -> Self {
        let application = env!("CARGO_PKG_NAME").to_owned();
        Self { sts, metadata, application, http_proxy: None }
    }

    /// The public endpoint of STS, and the metadata service of every machine of the cloud.
    pub fn public() -> Self {
        match Endpoint::parse("https://sts.aliyuncs.com") {
            Ok(sts) => Self::new(sts, METADATA_URL.to_owned()),
            Err(error) => unreachable!("the URL is a constant: {error}"),
        }
    }

    /// The same with the endpoint of STS inside the VPCs of a region.
    ///
    /// # Errors
    /// [`EndpointError`] for a text that cannot be part of a host name.
    pub fn in_vpc(region: &str) -> Result<Self, EndpointError> {
        let sts = Endpoint::parse(&format!("https://sts-vpc.{region}.aliyuncs.com"))?;
        Ok(Self::new(sts, METADATA_URL.to_owned()))
    }

    /// The name under which an application assumes roles, unless a session name is configured, and its user agent.
    #[must_use]
    pub fn for_application(mut self, name: &str) -> Self {
        name.clone_into(&mut self.application);
        self
    }

    /// Asks STS through an HTTP proxy.
    #[must_use]
    pub fn through(mut self, http_proxy: Option<HttpProxy>) -> Self {
        self.http_proxy = http_proxy;
        self
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Key {
    access_key_id: String,
    access_key_secret: String,
    security_token: String,
    expiration: String,
}

impl Fetcher {
    pub(crate) fn new(endpoints: Endpoints, clock: Arc<dyn Clock>) -> Self {
        Self { endpoints, clock, reads: Arc::new(Semaphore::new(1)) }
    }

    /// The next key of `source`.
    pub(crate) async fn fetch(&self, source: &Source) -> Result<Fetched, FetchError> {
        match source {
            Source::Fixed(credentials) => {
                Ok(Fetched { credentials: credentials.clone(), expires: None })
            }
            Source::Stored(key) => {
                let file = key.clone();
                let (credentials, expires) = self.reading(move || file.read_again()).await??;
                if expires.is_some_and(|expires| expires <= self.clock.now()) {
                    return Err(FetchError::Expired(key.renewal()));
                }
                Ok(Fetched { credentials, expires })
            }
            Source::EcsRole { name } => self.machine(name.as_deref()).await,
            Source::Oidc { role, provider_arn, token_file } => {
                self.with_oidc(role, provider_arn, token_file).await
            }
            Source::Assumed { role, by } => {
                let by = Box::pin(self.fetch(by)).await?;
                self.assume(role, &by.credentials).await
            }
            Source::Uri(uri) => self.uri(uri).await,
            Source::External { command } => self.external(command).await,
        }
    }

    /// The direct way to a service.
    fn direct(&self, who: &'static str, is_plain: bool, seconds: u64) -> Way<'_> {
        let user_agent = &self.endpoints.application;
        Way { who, is_plain, patience: Duration::from_secs(seconds), user_agent, http_proxy: None }
    }

    /// The key in `reply`, if it is valid for a while.
    fn valid(&self, who: &'static str, reply: Option<Value>) -> Result<Fetched, FetchError> {
        let key = reply.and_then(|key| serde_json::from_value::<Key>(key).ok());
        let key = key.ok_or(FetchError::NotAKey(who))?;
        let is_fine = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        let texts = [&key.access_key_id, &key.access_key_secret, &key.security_token];
        let expires = key.expiration.parse::<DateTime<Utc>>().ok();
        if expires.is_some_and(|expires| expires <= self.clock.now()) {
            return Err(FetchError::ExpiredKey(who));
        }
        if !texts.into_iter().all(|text| is_fine(text)) || expires.is_none() {
            return Err(FetchError::NotAKey(who));
        }
        let credentials = Credentials::new(key.access_key_id, key.access_key_secret)
            .with_security_token(key.security_token);
        Ok(Fetched { credentials, expires })
    }
}
