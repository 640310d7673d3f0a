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
use crate::ops::metrics::METRICS;
use crate::outbound::ambient::{Ambient, http_date};
use crate::outbound::asker::{Asker, Urgency};
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::http_client;
use crate::outbound::passage::{Limiter, Made, Passage};
use crate::outbound::retry::Tries;
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
    /// Whether the upstream said that it answers for STS.
    answers_for_sts: AtomicBool,
}

/// Within which limits a call is made, for whom, and how urgently.
#[derive(Clone, Copy)]
pub(crate) struct Limited<'a> {
    pub(crate) limiter: &'a Limiter,
    pub(crate) asker: &'a Asker,
    pub(crate) urgency: &'a Urgency,
}

impl Calls {
    pub(crate) fn new(
        upstream: Upstream,
        credentials: Provider,
        timeouts: Timeouts,
        clock: Arc<CloudClock>,
    ) -> Result<Self, reqwest::Error> {
        let client = http_client::builder(&upstream, timeouts.connect)?.build()?;
        let answers_for_sts = AtomicBool::new(false);
        Ok(Self { client, upstream, credentials, timeouts, clock, answers_for_sts })
    }

    /// The source of the rows, by the same keys and the same clock.
    pub(crate) fn source(&self) -> Result<Source, reqwest::Error> {
        Source::new(self.upstream.clone(), self.credentials.clone(), Arc::clone(&self.clock))
    }

    /// Whether the upstream said that it answers for STS as well.
    pub(crate) fn answers_for_sts(&self) -> bool {
        self.answers_for_sts.load(Ordering::Relaxed)
    }

    /// Makes the call, as soon as the limits allow it. Errors are answers too, with the status and the
    /// text for the browser.
    pub(crate) async fn make(&self, request: &Request, limited: Option<Limited<'_>>) -> Made {
        let deadline = Instant::now() + self.timeouts.total;
        let refusal = match timeout_at(deadline, self.verdict(request, limited, deadline)).await {
            Ok(Ok((Verdict { mut answer, next }, passage))) => {
                if answer.is_of_polardb() {
                    // `Age` counts from it, and the console dates the rows by it.
                    answer.date.get_or_insert_with(|| http_date(self.clock.now()));
                }
                if let Some(Next::Repair(complaint)) = next {
                    tracing::error!("{}", complaint.remedy());
                }
                let room = passage.map(|passage| passage.into_room(answer.body.len()));
                return Made { answer, room };
            }
            Ok(Err(refusal)) => refusal,
            Err(_) => self.silence(),
        };
        Made { answer: refusal.into(), room: None }
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
    async fn verdict<'a>(
        &self,
        request: &Request,
        limited: Option<Limited<'a>>,
        deadline: Instant,
    ) -> Result<(Verdict, Option<Passage<'a>>), Refusal> {
        let passage = match limited {
            Some(Limited { limiter, asker, urgency }) => {
                Some(limiter.passage(asker, urgency).await?)
            }
            None => None,
        };
        let mut key = self.credentials.current().await.map_err(|_| Refusal::NoCredentials)?;
        let mut tries = Tries::new(passage, deadline);
        loop {
            let verdict = self.call(request, &key, deadline, tries.passage()).await;
            self.note(&verdict, &key);
            match verdict.next {
                Some(Next::Repair(complaint)) if tries.may_repair() => {
                    let date = verdict.answer.date.as_deref();
                    match self.repaired(complaint, date, &key).await {
                        Some(repaired) => key = repaired,
                        None => return Ok((verdict, tries.end())),
                    }
                    tries.repair().await?;
                }
                Some(Next::Retry) if tries.retry(self.clock.fraction()).await => {}
                _ => {
                    if verdict.answer.is_good() {
                        tries.earn();
                    }
                    return Ok((verdict, tries.end()));
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
    async fn call(
        &self,
        request: &Request,
        key: &Held,
        deadline: Instant,
        passage: Option<&mut Passage<'_>>,
    ) -> Verdict {
        let call = METRICS.call(request.action());
        let verdict = match timeout_at(deadline, self.reply(request, key, passage)).await {
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

    async fn reply(
        &self,
        request: &Request,
        key: &Held,
        passage: Option<&mut Passage<'_>>,
    ) -> Result<UpstreamReply, Refusal> {
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
        let patience = self.timeouts.connect;
        exchange::reply(request, &self.upstream, patience, &*self.clock, passage).await
    }

    fn silence(&self) -> Refusal {
        Refusal::UpstreamTimeout(self.timeouts.total)
    }
}
