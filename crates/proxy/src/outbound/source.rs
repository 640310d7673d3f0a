//! Where rows come from: a hash of account and endpoint, by which a console knows whether what it keeps belongs to what it
//! is shown. The account is asked of STS in the background, with the key that signs; no permission is needed for that.
//!
//! No reply waits for it. While it is not known the header is left out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use axum::http::{HeaderName, HeaderValue};
use credentials::Provider;
use reqwest::Client;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::http_client;
use crate::outbound::signing::Operation;
use crate::outbound::upstream::Upstream;

/// The header of each reply of `/rpc`.
pub(crate) const SOURCE: HeaderName = HeaderName::from_static("x-batch-proxy-source");

const WHOSE_KEY: Operation<'static> =
    Operation { action: "GetCallerIdentity", version: "2015-04-01", query: &[] };

/// How long STS may take.
const PATIENCE: Duration = Duration::from_secs(8);
/// The most bytes of its reply that are read.
const LARGEST_REPLY: usize = 64 * 1024;

/// The pause after the first failure; each next one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// The source of one upstream and the keys for it.
pub(crate) struct Source(Arc<Inner>);

struct Inner {
    client: Client,
    upstream: Upstream,
    sts: Upstream,
    credentials: Provider,
    clock: Arc<CloudClock>,
    first_pause: Duration,
    known: ArcSwapOption<Known>,
    is_asking: AtomicBool,
}

/// The source by the keys of `principal`.
struct Known {
    principal: String,
    value: HeaderValue,
}

#[derive(Deserialize)]
struct Identity {
    #[serde(rename = "AccountId")]
    account: String,
}

impl Source {
    /// Nothing is asked yet. A stand-in on this machine is its own STS.
    pub(crate) fn new(
        upstream: Upstream,
        credentials: Provider,
        clock: Arc<CloudClock>,
    ) -> Result<Self, reqwest::Error> {
        let sts = if upstream.is_plain() {
            upstream.clone()
        } else {
            Upstream::of_sts(upstream.vpc_region()).through(upstream.http_proxy().cloned())
        };
        let builder = http_client::builder(&sts, Duration::from_secs(3))?;
        let client = builder.timeout(PATIENCE).build()?;
        let (known, is_asking) = (ArcSwapOption::empty(), AtomicBool::new(false));
        let first_pause = FIRST_PAUSE;
        Ok(Self(Arc::new(Inner {
            client,
            upstream,
            sts,
            credentials,
            clock,
            first_pause,
            known,
            is_asking,
        })))
    }

    /// The header's value, if it is known by now; else it is asked for meanwhile. A plain upstream is asked only if it said
    /// that it answers for STS: another one would take the request for a call.
    pub(crate) fn value(&self, answers_for_sts: bool) -> Option<HeaderValue> {
        let inner = &self.0;
        let principal = inner.credentials.principal();
        if let Some(known) = inner.known.load_full()
            && known.principal == principal
        {
            return Some(known.value.clone());
        }
        let may_ask = answers_for_sts || !inner.sts.is_plain();
        if may_ask && !inner.is_asking.swap(true, Ordering::AcqRel) {
            tokio::spawn(Inner::ask_until_known(Arc::downgrade(inner), inner.first_pause));
        }
        None
    }
}

impl Inner {
    /// Asks until there is an answer, or nobody needs one any more.
    async fn ask_until_known(inner: std::sync::Weak<Self>, mut pause: Duration) {
        let mut is_first = true;
        while let Some(inner) = inner.upgrade() {
            match inner.ask().await {
                Ok(known) => {
                    inner.known.store(Some(Arc::new(known)));
                    inner.is_asking.store(false, Ordering::Release);
                    return;
                }
                Err(why) if is_first => {
                    tracing::warn!("the source of the rows is not named yet: {why}");
                }
                Err(why) => tracing::debug!("the source of the rows is not named yet: {why}"),
            }
            drop(inner);
            is_first = false;
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn ask(&self) -> Result<Known, String> {
        // Before the key: if that is another's by then, the next request asks again.
        let principal = self.credentials.principal();
        let held = self.credentials.current().await.map_err(|error| error.to_string())?;
        let request = WHOSE_KEY.signed(&self.client, &self.sts, &held.credentials, &self.clock);
        let request = request.map_err(|refusal| refusal.to_string())?;
        let unreachable = |error: reqwest::Error| format!("STS: {}", error.without_url());
        let mut response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            if body.len() + chunk.len() > LARGEST_REPLY {
                return Err("STS: the reply is too large".to_owned());
            }
            body.extend_from_slice(&chunk);
        }
        // Nothing of the body is told: it may echo the request, and with it the token.
        let account = serde_json::from_slice::<Identity>(&body).ok().map(|found| found.account);
        let is_id = |account: &String| {
            let is_plain = account.bytes().all(|byte| byte.is_ascii_alphanumeric());
            status.is_success() && is_plain && (1..=64).contains(&account.len())
        };
        let account = account.filter(is_id);
        let account = account.ok_or_else(|| format!("STS: HTTP {status} without an account"))?;
        Ok(Known { principal, value: value_of(&account, self.upstream.authority())? })
    }
}

/// 128 bits of the hash are enough to tell sources apart; the account cannot be read from them.
fn value_of(account: &str, endpoint: &str) -> Result<HeaderValue, String> {
    let hash = Sha256::digest(format!("batch-proxy source\n{account}\n{endpoint}"));
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::try_from(hex).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
