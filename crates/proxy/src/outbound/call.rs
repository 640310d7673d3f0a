//! From a typed request to what PolarDB says: signed anew for each call, bounded in time and size.
//! How many calls there may be for one answer is in `retry`.
//!
//! What goes out is written from the typed request alone; no header of the caller gets here. Whether
//! there is a call at all is decided in `forward`.

mod exchange;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use credentials::{Held, NotReady, Provider};
use model::request::{API_VERSION, Request};
use tokio::time::{Instant, timeout_at};

pub use self::exchange::LARGEST_REPLY;
pub(crate) use self::exchange::header_map;
use crate::answer::Answer;
use crate::ops::metrics::METRICS;
use crate::outbound::ambient::{Ambient, http_date};
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::http_client;
use crate::outbound::pace::UpstreamPace;
use crate::outbound::retry::{Budget, Tries};
use crate::outbound::source::Source;
use crate::outbound::upstream::Upstream;
use crate::outbound::verdict::{Complaint, Next, UpstreamReply, Verdict};
use crate::refusal::Refusal;

/// How long to wait for PolarDB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until there is an answer, whatever is waited for and tried again on the way.
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
    clock: Arc<CloudClock>,
    budget: Budget,
    /// Whether the upstream said that it answers for STS.
    answers_for_sts: AtomicBool,
}

impl Calls {
    pub(crate) fn new(
        upstream: Upstream,
        credentials: Provider,
        timeouts: Timeouts,
        clock: Arc<CloudClock>,
    ) -> Result<Self, reqwest::Error> {
        let client = http_client::builder(&upstream, timeouts.connect)?.build()?;
        let budget = Budget::default();
        let answers_for_sts = AtomicBool::new(false);
        Ok(Self { client, upstream, credentials, timeouts, clock, budget, answers_for_sts })
    }

    /// The source of the rows, by the same keys and the same clock.
    pub(crate) fn source(&self) -> Result<Source, reqwest::Error> {
        Source::new(self.upstream.clone(), self.credentials.clone(), Arc::clone(&self.clock))
    }

    /// Whether the upstream said that it answers for STS as well.
    pub(crate) fn answers_for_sts(&self) -> bool {
        self.answers_for_sts.load(Ordering::Relaxed)
    }

    /// Makes the call, when `pace` has a turn for it. Errors are answers too, with the status and the
    /// text for the browser.
    pub(crate) async fn make(&self, request: &Request, pace: Option<&UpstreamPace>) -> Answer {
        let deadline = Instant::now() + self.timeouts.total;
        match timeout_at(deadline, self.verdict(request, pace, deadline)).await {
            Ok(Ok(Verdict { mut answer, next })) => {
                if answer.is_good() {
                    // `Age` counts from it, and the console dates the rows by it.
                    answer.date.get_or_insert_with(|| http_date(self.clock.now()));
                }
                if let Some(Next::Repair(complaint)) = next {
                    tracing::error!("{}", complaint.remedy());
                }
                answer
            }
            Ok(Err(refusal)) => refusal.into(),
            Err(_) => self.silence().into(),
        }
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

    /// Whether there is a key to sign with that PolarDB does not refuse.
    pub(crate) fn readiness(&self) -> Result<(), NotReady> {
        self.credentials.readiness()
    }

    /// What is made of the last call, which is the first unless another can bring something better.
    async fn verdict(
        &self,
        request: &Request,
        pace: Option<&UpstreamPace>,
        deadline: Instant,
    ) -> Result<Verdict, Refusal> {
        let turn = match pace {
            Some(pace) => Some(pace.turn().await?),
            None => None,
        };
        let mut key = self.credentials.current().await.map_err(|_| Refusal::NoCredentials)?;
        let mut tries = Tries::new(&self.budget, turn, deadline);
        loop {
            let verdict = self.call(request, &key, deadline).await;
            self.note(&verdict, &key);
            match verdict.next {
                Some(Next::Repair(complaint)) if tries.may_repair() => {
                    let date = verdict.answer.date.as_deref();
                    match self.repaired(complaint, date, &key).await {
                        Some(repaired) => key = repaired,
                        None => return Ok(verdict),
                    }
                    tries.repair().await?;
                }
                Some(Next::Retry) if tries.retry(self.clock.fraction()).await => {}
                _ => {
                    if verdict.answer.is_good() {
                        self.budget.earn();
                    }
                    return Ok(verdict);
                }
            }
        }
    }

    /// Notes whether PolarDB took the key. An answer that says neither changes nothing.
    fn note(&self, verdict: &Verdict, key: &Arc<Held>) {
        let is_refused =
            matches!(verdict.next, Some(Next::Repair(Complaint::Token | Complaint::Key)));
        if is_refused || verdict.answer.is_good() {
            self.credentials.note(key, is_refused);
        }
    }

    /// The key to sign with after `complaint` about a call with `key`; none where signing anew is of no use.
    async fn repaired(
        &self,
        complaint: Complaint,
        date: Option<&str>,
        key: &Arc<Held>,
    ) -> Option<Arc<Held>> {
        match complaint {
            Complaint::Clock => self.clock.follow(date).then(|| Arc::clone(key)),
            Complaint::Nonce => Some(Arc::clone(key)),
            Complaint::Token | Complaint::Key => self.credentials.after(key).await,
            Complaint::Signature => None,
        }
    }

    /// One call, and what is made of it.
    async fn call(&self, request: &Request, key: &Held, deadline: Instant) -> Verdict {
        let call = METRICS.call(request.action());
        let verdict = match timeout_at(deadline, self.reply(request, key)).await {
            Ok(Ok(reply)) => {
                self.answers_for_sts.fetch_or(reply.answers_for_sts, Ordering::Relaxed);
                reply.judge(&key.credentials)
            }
            Ok(Err(refusal)) => refusal.into(),
            Err(_) => self.silence().into(),
        };
        call.ended(&verdict.answer);
        verdict
    }

    async fn reply(&self, request: &Request, key: &Held) -> Result<UpstreamReply, Refusal> {
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
            self.clock.now(),
            &self.clock.nonce(),
        );
        let url = self.upstream.with_query(&acs3::canonical_query(&query));
        let request = self.client.post(url).headers(header_map(&signed)?);
        exchange::reply(request, &self.upstream, self.timeouts.connect, &*self.clock).await
    }

    fn silence(&self) -> Refusal {
        Refusal::UpstreamTimeout(self.timeouts.total)
    }
}
