//! Temporary keys, from STS and from the metadata service of the machine.
//!
//! Where these are is decided here and by constructors alone: a variable or a URL that could move
//! them would be a way to be handed the proxy's identity.

mod sts;

use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::clock::Clock;
use crate::endpoint::{Endpoint, EndpointError};
use crate::fetch_error::FetchError;
use crate::http::{client, send};
use crate::source::Source;

/// How long the metadata service may take; it is on the machine's own host.
const METADATA_PATIENCE: Duration = Duration::from_secs(2);

const METADATA_URL: &str = "http://100.100.100.200";

/// Where temporary keys come from.
#[derive(Clone, Debug)]
pub struct Endpoints {
    sts: Endpoint,
    /// Plain http: it never leaves the host.
    metadata: String,
}

/// A key with its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fetched {
    pub(super) credentials: Credentials,
    /// None for one that stays.
    pub(super) expires: Option<DateTime<Utc>>,
}

/// Asks for keys.
pub(super) struct Fetcher {
    endpoints: Endpoints,
    clock: Arc<dyn Clock>,
}

impl Endpoints {
    /// STS at `sts`, and the metadata service at `metadata`, a scheme, host and port.
    pub fn new(sts: Endpoint, metadata: String) -> Self {
        Self { sts, metadata }
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
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Key {
    access_key_id: String,
    access_key_secret: String,
    security_token: String,
    expiration: String,
}

const METADATA: &str = "the machine's metadata service";

impl Fetcher {
    pub(super) fn new(endpoints: Endpoints, clock: Arc<dyn Clock>) -> Self {
        Self { endpoints, clock }
    }

    /// The next key of `source`.
    pub(super) async fn fetch(&self, source: &Source) -> Result<Fetched, FetchError> {
        match source {
            Source::Fixed(credentials) => {
                Ok(Fetched { credentials: credentials.clone(), expires: None })
            }
            Source::EcsRole { name } => self.machine(name.as_deref()).await,
            Source::Oidc { role, provider_arn, token_file } => {
                self.with_oidc(role, provider_arn, token_file).await
            }
            Source::Assumed { role, by } => {
                let by = Box::pin(self.fetch(by)).await?;
                self.assume(role, &by.credentials).await
            }
        }
    }

    /// By version 2 of the service alone: version 1 hands the key to anybody who can make the
    /// machine send a GET.
    async fn machine(&self, name: Option<&str>) -> Result<Fetched, FetchError> {
        let client = client(true, METADATA_PATIENCE)?;
        let base = &self.endpoints.metadata;
        let ttl = ("x-aliyun-ecs-metadata-token-ttl-seconds", "60");
        let token = client.put(format!("{base}/latest/api/token")).header(ttl.0, ttl.1);
        let token = send(METADATA, token).await?.text()?;
        let get = async |path: &str| {
            let url = format!("{base}/latest/meta-data/ram/security-credentials/{path}");
            let request = client.get(url).header("x-aliyun-ecs-metadata-token", token.trim());
            send(METADATA, request).await?.text()
        };
        let name = match name {
            Some(name) => name.to_owned(),
            None => get("").await?.trim().to_owned(),
        };
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if name.is_empty() || name.starts_with('.') || !name.bytes().all(is_plain) {
            return Err(FetchError::NotAKey(METADATA));
        }
        let key = serde_json::from_str::<Key>(&get(&name).await?);
        self.valid(METADATA, key.map_err(|_| FetchError::NotAKey(METADATA))?)
    }

    fn valid(&self, who: &'static str, key: Key) -> Result<Fetched, FetchError> {
        let is_fine = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        let texts = [&key.access_key_id, &key.access_key_secret, &key.security_token];
        let expires = key.expiration.parse::<DateTime<Utc>>().ok();
        let expires = expires.filter(|expires| *expires > self.clock.now());
        if !texts.into_iter().all(|text| is_fine(text)) || expires.is_none() {
            return Err(FetchError::NotAKey(who));
        }
        let credentials = Credentials::new(key.access_key_id, key.access_key_secret)
            .with_security_token(key.security_token);
        Ok(Fetched { credentials, expires })
    }
}
