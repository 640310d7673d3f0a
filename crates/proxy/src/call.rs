//! One call to PolarDB: signed anew for each attempt, repaired at most once, bounded in time and
//! size.
//!
//! What goes out is written from the typed request alone; no header of the caller gets here. Whether
//! there is a call at all is decided in `forward`.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use model::request::{API_VERSION, Request};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};

use crate::ambient::{Ambient, instant};
use crate::answer::Answer;
use crate::credentials::{Held, Provider};
use crate::metrics::METRICS;
use crate::refusal::Refusal;
use crate::upstream::Upstream;
use crate::verdict::{Complaint, UpstreamReply};

/// The most bytes of a reply that are read: 16 MiB.
pub const LARGEST_REPLY: usize = 16 * 1024 * 1024;

/// How long to wait for PolarDB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until the reply is complete, with a second attempt if there is one.
    pub total: Duration,
}

impl Default for Timeouts {
    /// 3 s to connect, 15 s in all.
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), total: Duration::from_secs(15) }
    }
}

/// Signs typed requests and brings back what PolarDB says.
pub(crate) struct Calls {
    client: reqwest::Client,
    upstream: Upstream,
    credentials: Provider,
    timeouts: Timeouts,
    ambient: Arc<dyn Ambient>,
    /// By how many seconds PolarDB's clock is ahead of ours.
    clock_offset: AtomicI64,
}

impl Calls {
    pub(crate) fn new(
        upstream: Upstream,
        credentials: Provider,
        timeouts: Timeouts,
        ambient: Arc<dyn Ambient>,
    ) -> Result<Self, reqwest::Error> {
        let client = client(&upstream, timeouts)?;
        let clock_offset = AtomicI64::new(0);
        Ok(Self { client, upstream, credentials, timeouts, ambient, clock_offset })
    }

    /// Makes the call. Errors are answers too, with the status and the text for the browser.
    pub(crate) async fn make(&self, request: &Request) -> Answer {
        let call = METRICS.call(request.action());
        let answer = match tokio::time::timeout(self.timeouts.total, self.attempts(request)).await {
            Ok(Ok((reply, key))) => judged(reply, &key),
            Ok(Err(refusal)) => refusal.into(),
            Err(_) => Refusal::UpstreamTimeout(self.timeouts.total).into(),
        };
        call.ended(&answer);
        answer
    }

    /// All that decides what PolarDB answers to `request`: where it goes, whose key signs it, and
    /// what it says.
    pub(crate) fn identity(&self, request: &Request) -> String {
        let parameters = request.parameters();
        let query: Vec<_> =
            parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        format!(
            "{} {} {}?{}",
            self.upstream,
            self.credentials.principal(),
            request.action(),
            acs3::canonical_query(&query)
        )
    }

    /// Whether there is a key to sign with.
    pub(crate) fn has_key(&self) -> bool {
        self.credentials.has_key()
    }

    /// The reply, and the key with which it was had.
    async fn attempts(&self, request: &Request) -> Result<(UpstreamReply, Arc<Held>), Refusal> {
        let key = self.credentials.current().await.map_err(|_| Refusal::NoCredentials)?;
        let reply = self.attempt(request, &key).await?;
        let key_again = match reply.complaint() {
            Some(Complaint::Clock) => self.follow_clock(reply.date.as_deref()).then(|| key.clone()),
            Some(Complaint::Nonce) => Some(key.clone()),
            Some(Complaint::Token | Complaint::Key) => self.credentials.after(&key).await,
            _ => None,
        };
        match key_again {
            Some(key) => Ok((self.attempt(request, &key).await?, key)),
            None => Ok((reply, key)),
        }
    }

    async fn attempt(&self, request: &Request, key: &Held) -> Result<UpstreamReply, Refusal> {
        let parameters = request.parameters();
        let query: Vec<_> =
            parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let signed = acs3::sign(
            &acs3::Request {
                method: "POST",
                host: self.upstream.authority(),
                path: "/",
                query: &query,
                action: request.action(),
                version: API_VERSION,
                content_type: None,
                body: b"",
            },
            &key.credentials,
            self.now(),
            &self.ambient.nonce(),
        );
        let url = self.upstream.with_query(&acs3::canonical_query(&query));
        let sent = self.client.post(url).headers(header_map(&signed)?).send().await;
        read(sent.map_err(|error| self.unreachable(&error))?).await
    }

    fn now(&self) -> DateTime<Utc> {
        let offset = TimeDelta::seconds(self.clock_offset.load(Ordering::Relaxed));
        let now = self.ambient.now();
        now.checked_add_signed(offset).unwrap_or(now)
    }

    /// Takes PolarDB's clock for the right one, from now on; false where it does not say the time.
    fn follow_clock(&self, date: Option<&str>) -> bool {
        let Some(date) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return false;
        };
        let offset = (instant(date) - self.ambient.now()).num_seconds();
        self.clock_offset.store(offset, Ordering::Relaxed);
        METRICS.clock_offset.set(offset);
        tracing::warn!(offset, "this machine's clock is wrong; signing by PolarDB's (offset in s)");
        true
    }

    fn unreachable(&self, error: &reqwest::Error) -> Refusal {
        if error.is_timeout() {
            return Refusal::UpstreamTimeout(self.timeouts.connect);
        }
        let what = if error.is_connect() { "could not be reached" } else { "broke the connection" };
        tracing::warn!(upstream = %self.upstream, cause = %root_cause(error), "the upstream {what}");
        Refusal::BadGateway(format!("{} {what}: {}", self.upstream.authority(), root_cause(error)))
    }
}

fn judged(reply: UpstreamReply, key: &Held) -> Answer {
    if let Some(complaint) = reply.complaint() {
        tracing::error!("{}", complaint.remedy());
    }
    reply.into_answer(&key.credentials)
}

fn client(upstream: &Upstream, timeouts: Timeouts) -> Result<reqwest::Client, reqwest::Error> {
    // Refused only where a provider is set already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let user_agent = concat!("batch-proxy/", env!("CARGO_PKG_VERSION"));
    let mut builder = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(timeouts.connect)
        .user_agent(user_agent);
    if upstream.is_plain() {
        // No certificates are needed, and a bare container may have none.
        builder = builder.tls_certs_only([]);
    }
    builder.build()
}

pub(crate) fn header_map(signed: &acs3::Signed) -> Result<HeaderMap, Refusal> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    // Left out of an empty request by default, but the official SDKs send it.
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    for (name, value) in signed.headers() {
        let mut value = HeaderValue::from_str(value)
            .map_err(|_| Refusal::BadGateway(format!("the header {name} cannot be sent")))?;
        let is_secret = name == AUTHORIZATION || name == "x-acs-security-token";
        value.set_sensitive(is_secret);
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(headers)
}

async fn read(mut response: reqwest::Response) -> Result<UpstreamReply, Refusal> {
    let header = |name: &str| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
    let number = |name: &str| header(name)?.parse().ok();
    let mut reply = UpstreamReply {
        status: response.status().as_u16(),
        request_id: header("x-acs-request-id"),
        date: header("date"),
        retry_after_ms: number("x-acs-retry-after"),
        retry_after_s: number("retry-after"),
        body: Bytes::new(),
    };
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > LARGEST_REPLY => {
                return Err(Refusal::BadGateway("the reply is larger than 16 MiB".to_owned()));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(_) => return Err(Refusal::BadGateway("the reply broke off".to_owned())),
        }
    }
    reply.body = body.into();
    Ok(reply)
}

/// The innermost error: the outer ones repeat the URL.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
