//! One call at a time, and its reply as it came: the statuses and headers of the service itself, before the proxy makes
//! something of them.

use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use model::failure::FailureKind;
use model::request::{API_VERSION, Request};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::outbound::ambient::Ambient;
use crate::outbound::call::LARGEST_REPLY;
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::http_client;
use crate::outbound::signing::Operation;
use crate::outbound::upstream::Upstream;

/// How long one reply may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// The way to the service, with what was seen on it.
pub(super) struct Wire {
    line: Line,
    pause: Duration,
    pub(super) calls: u32,
    /// Seconds by which `Date` was ahead of this machine's clock, of each reply that has one.
    pub(super) offsets: Vec<Option<i64>>,
}

/// What each call needs; cheap to clone.
#[derive(Clone)]
struct Line {
    client: reqwest::Client,
    upstream: Upstream,
    credentials: Credentials,
    clock: Arc<CloudClock>,
}

/// A reply as it came.
#[derive(Clone, Debug, Default)]
pub(super) struct Observed {
    pub(super) status: u16,
    pub(super) code: Option<String>,
    /// Names in small letters.
    pub(super) headers: Vec<(String, String)>,
    /// Null where it is not JSON.
    pub(super) body: Value,
}

/// Why nothing more is asked.
#[derive(Debug)]
pub(super) enum Stop {
    /// The service asks to wait.
    Throttled(Observed),
    /// The key, its permission or the endpoint is wrong, or the service is in trouble.
    Refused(Observed, FailureKind),
    /// No reply.
    NoReply(String),
}

impl Wire {
    pub(super) fn new(
        upstream: Upstream,
        credentials: Credentials,
        clock: Arc<CloudClock>,
        pause: Duration,
    ) -> Result<Self, reqwest::Error> {
        let client =
            http_client::builder(&upstream, Duration::from_secs(3))?.timeout(PATIENCE).build()?;
        let line = Line { client, upstream, credentials, clock };
        Ok(Self { line, pause, calls: 0, offsets: Vec::new() })
    }

    pub(super) fn endpoint(&self) -> &Upstream {
        &self.line.upstream
    }

    /// The present instant by this machine.
    pub(super) fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.line.clock.now()
    }

    /// The reply to `request`, after the pause: a success, or a refusal of the request itself.
    pub(super) async fn ask(&mut self, request: &Request) -> Result<Observed, Stop> {
        if self.calls > 0 {
            tokio::time::sleep(self.pause).await;
        }
        self.calls += 1;
        let reply = self.line.send(request).await.map_err(Stop::NoReply)?;
        self.offsets.push(self.offset(&reply));
        reply.checked()
    }

    /// The replies to `count` requests at once.
    pub(super) async fn ask_at_once(&mut self, request: &Request, count: u32) -> Vec<Observed> {
        let mut replies = JoinSet::new();
        for _ in 0..count {
            let (line, request) = (self.line.clone(), request.clone());
            replies.spawn(async move { line.send(&request).await });
        }
        self.calls += count;
        let replies = replies.join_all().await;
        replies.into_iter().filter_map(Result::ok).collect()
    }

    fn offset(&self, reply: &Observed) -> Option<i64> {
        let date = httpdate::parse_http_date(reply.header("date")?).ok()?;
        Some((crate::outbound::ambient::instant(date) - self.line.clock.now()).num_seconds())
    }
}

impl Line {
    async fn send(&self, request: &Request) -> Result<Observed, String> {
        let parameters = request.parameters();
        let query: Vec<_> =
            parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (action, version) = (request.action(), API_VERSION);
        let operation = Operation { action, version, query: &query };
        let signed = operation.signed(&self.client, &self.upstream, &self.credentials, &self.clock);
        let request = signed.map_err(|refusal| refusal.to_string())?;
        // The error's own text would repeat the URL.
        let response = request.send().await;
        read(response.map_err(|error| error.without_url().to_string())?).await
    }
}

async fn read(mut response: reqwest::Response) -> Result<Observed, String> {
    let status = response.status().as_u16();
    let headers = response.headers().iter().map(|(name, value)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    let headers = headers.collect();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| "the reply broke off".to_owned())? {
        if bytes.len() + chunk.len() > LARGEST_REPLY {
            return Err("the reply is larger than 16 MiB".to_owned());
        }
        bytes.extend_from_slice(&chunk);
    }
    let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let code = body.get("Code").and_then(Value::as_str).map(str::to_owned);
    Ok(Observed { status, code, headers, body })
}

impl Observed {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether it is what was asked for.
    pub(super) fn is_good(&self) -> bool {
        self.code.is_none() && (200..300).contains(&self.status)
    }

    pub(super) fn is_throttled(&self) -> bool {
        self.kind() == Some(FailureKind::Throttled)
    }

    /// `HTTP 400 InvalidParameter`.
    pub(super) fn outcome(&self) -> String {
        let code = self.code.as_deref().map_or("without a code", plain);
        format!("HTTP {} {code}", self.status)
    }

    fn kind(&self) -> Option<FailureKind> {
        (!self.is_good()).then(|| FailureKind::classify(self.code.as_deref(), self.status))
    }

    fn checked(self) -> Result<Self, Stop> {
        use FailureKind::{InvalidInput, NotFound, Refused, Throttled};
        match self.kind() {
            None if self.body.is_object() => Ok(self),
            None => Err(Stop::Refused(self, FailureKind::NotTheApi)),
            Some(InvalidInput | NotFound | Refused) => Ok(self),
            Some(Throttled) => Err(Stop::Throttled(self)),
            Some(kind) => Err(Stop::Refused(self, kind)),
        }
    }
}

/// A code of the cloud. Anything else might be a text of the account.
fn plain(code: &str) -> &str {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    if code.len() <= 64 && code.bytes().all(is_plain) { code } else { "with an odd code" }
}
