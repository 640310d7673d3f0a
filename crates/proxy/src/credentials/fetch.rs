//! Temporary keys, from STS and from the metadata service of the machine.
//!
//! Where these are is decided here and by constructors alone: a variable or a URL that could move
//! them would be a way to be handed the proxy's identity.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use chrono::{DateTime, Utc};
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;

use super::http::{client, read};
use super::source::{Role, Source};
use crate::ambient::Ambient;
use crate::call::header_map;
use crate::upstream::Upstream;

/// For how many seconds an assumed role is asked for.
const DURATION_SECONDS: &str = "3600";

/// STS's API version.
const STS_VERSION: &str = "2015-04-01";

/// How long STS may take.
const STS_PATIENCE: Duration = Duration::from_secs(8);

/// How long the metadata service may take; it is on the machine's own host.
const METADATA_PATIENCE: Duration = Duration::from_secs(2);

/// Where temporary keys come from.
#[derive(Clone, Debug)]
pub struct Endpoints {
    sts: Upstream,
    /// Plain http: it never leaves the host.
    metadata: String,
}

/// Why there is no key. No text of a reply is repeated but an error's code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No connection, or no reply in time.
    #[error("{0} cannot be reached")]
    Unreachable(&'static str),
    /// The reply is an error.
    #[error("{who} refuses: status {status}, {code}")]
    Refused {
        /// STS or the metadata service.
        who: &'static str,
        /// The HTTP status.
        status: u16,
        /// The error's code.
        code: String,
    },
    /// The reply holds no key that is valid for a while.
    #[error("{0} gave no valid key")]
    NotAKey(&'static str),
    /// The file with the OIDC token.
    #[error("cannot read the OIDC token's file: {0}")]
    TokenFile(std::io::ErrorKind),
    /// The certificates to check STS's with.
    #[error("cannot prepare TLS: are the system's CA certificates installed?")]
    Tls,
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
    ambient: Arc<dyn Ambient>,
}

impl Endpoints {
    /// STS at `sts`, and the metadata service at `metadata`, a scheme, host and port.
    pub fn new(sts: Upstream, metadata: String) -> Self {
        Self { sts, metadata }
    }

    /// The cloud's own: inside the VPC of a region where that is named.
    pub fn of_cloud(vpc_region: Option<&str>) -> Self {
        Self::new(Upstream::of_sts(vpc_region), "http://100.100.100.200".to_owned())
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

#[derive(Deserialize)]
struct StsReply {
    #[serde(rename = "Credentials")]
    key: Key,
}

const STS: &str = "STS";
const METADATA: &str = "the machine's metadata service";

impl Fetcher {
    pub(super) fn new(endpoints: Endpoints, ambient: Arc<dyn Ambient>) -> Self {
        Self { endpoints, ambient }
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
        let token = read(METADATA, token).await?;
        let get = |path: &str| {
            let url = format!("{base}/latest/meta-data/ram/security-credentials/{path}");
            read(METADATA, client.get(url).header("x-aliyun-ecs-metadata-token", token.trim()))
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

    async fn assume(&self, role: &Role, by: &Credentials) -> Result<Fetched, FetchError> {
        let mut query = vec![
            ("RoleArn", role.arn.as_str()),
            ("RoleSessionName", &role.session_name),
            ("DurationSeconds", DURATION_SECONDS),
        ];
        query.extend(role.external_id.as_deref().map(|id| ("ExternalId", id)));
        let signed = acs3::sign(
            &acs3::Request {
                method: "POST",
                host: self.endpoints.sts.authority(),
                path: "/",
                query: &query,
                action: "AssumeRole",
                version: STS_VERSION,
                content_type: None,
                body: b"",
            },
            by,
            self.ambient.now(),
            &self.ambient.nonce(),
        );
        let headers = header_map(&signed).map_err(|_| FetchError::NotAKey(STS))?;
        let url = self.endpoints.sts.with_query(&acs3::canonical_query(&query));
        self.sts(self.sts_client()?.post(url).headers(headers)).await
    }

    /// The token is the authentication, so it goes into the body: a URL may be logged on its way.
    async fn with_oidc(
        &self,
        role: &Role,
        provider_arn: &str,
        token_file: &Path,
    ) -> Result<Fetched, FetchError> {
        let token = tokio::fs::read_to_string(token_file).await;
        let token = token.map_err(|error| FetchError::TokenFile(error.kind()))?;
        let timestamp = self.ambient.now().format("%FT%TZ").to_string();
        let query = acs3::canonical_query(&[
            ("Action", "AssumeRoleWithOIDC"),
            ("Format", "JSON"),
            ("SignatureNonce", &self.ambient.nonce()),
            ("Timestamp", &timestamp),
            ("Version", STS_VERSION),
        ]);
        let body = acs3::canonical_query(&[
            ("DurationSeconds", DURATION_SECONDS),
            ("OIDCProviderArn", provider_arn),
            ("OIDCToken", token.trim()),
            ("RoleArn", &role.arn),
            ("RoleSessionName", &role.session_name),
        ]);
        let request = self.sts_client()?.post(self.endpoints.sts.with_query(&query));
        let form = "application/x-www-form-urlencoded";
        self.sts(request.header("content-type", form).body(body)).await
    }

    async fn sts(&self, request: RequestBuilder) -> Result<Fetched, FetchError> {
        let reply = read(STS, request.header("accept", "application/json")).await?;
        let reply = serde_json::from_str::<StsReply>(&reply);
        self.valid(STS, reply.map_err(|_| FetchError::NotAKey(STS))?.key)
    }

    fn sts_client(&self) -> Result<Client, FetchError> {
        client(self.endpoints.sts.is_plain(), STS_PATIENCE)
    }

    fn valid(&self, who: &'static str, key: Key) -> Result<Fetched, FetchError> {
        let is_fine = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        let texts = [&key.access_key_id, &key.access_key_secret, &key.security_token];
        let expires = key.expiration.parse::<DateTime<Utc>>().ok();
        let expires = expires.filter(|expires| *expires > self.ambient.now());
        if !texts.into_iter().all(|text| is_fine(text)) || expires.is_none() {
            return Err(FetchError::NotAKey(who));
        }
        let credentials = Credentials::new(key.access_key_id, key.access_key_secret)
            .with_security_token(key.security_token);
        Ok(Fetched { credentials, expires })
    }
}
