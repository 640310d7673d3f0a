//! PolarDB as a test holds it: what it was asked, and replies in the place of its own.

use chrono::{DateTime, Utc};
use simulator::{Effect, Fault, Handle, LoggedRequest, Reply};

use crate::clock::Clock;
use crate::plain::GivenUp;
use crate::wait::until;

const BATCH: &str = "DescribeBatchTask";

/// The simulated endpoint behind the proxy.
pub(crate) struct Upstream {
    pub(crate) handle: Handle,
    pub(crate) clock: Clock,
    /// The requests of which the browser did not await the end, on a plain stage.
    pub(crate) given_up: GivenUp,
}

impl Upstream {
    /// When the world began: 128 batches were created before, one in each minute.
    pub(crate) fn began(&self) -> DateTime<Utc> {
        self.clock.began()
    }

    /// The queries of all requests, the oldest first.
    pub(crate) fn queries(&self) -> Vec<String> {
        self.handle.requests().iter().map(query).collect()
    }

    /// The latest request.
    pub(crate) fn last(&self) -> LoggedRequest {
        self.handle.requests().pop().expect("a request")
    }

    /// Waits until the latest request is this one.
    pub(crate) async fn expect(&self, expected: &str) {
        let last = async || self.queries().pop().unwrap_or_default();
        until("asked of PolarDB", expected.to_owned(), last).await;
    }

    /// Waits until there were more requests than these.
    pub(crate) async fn expect_calls_beyond(&self, calls: u64) {
        until("another request to PolarDB", true, async || self.handle.calls() > calls).await;
    }

    /// The latest query without one parameter, which changes with the time.
    pub(crate) fn last_query_without(&self, name: &str) -> String {
        let query = query(&self.last());
        let kept = query.split('&').filter(|pair| !pair.starts_with(&format!("{name}=")));
        kept.collect::<Vec<_>>().join("&")
    }

    /// The latest request wanted tasks from so many seconds before it was signed: the server tells its time in whole
    /// seconds, the page goes by that, and the request takes its time.
    pub(crate) fn expect_looked_back(&self, seconds: i64) {
        let last = self.last();
        let signed = instant(last.headers["x-acs-date"].to_str().unwrap());
        let query = query(&last);
        let from = query.split('&').find_map(|pair| pair.strip_prefix("StartTime="));
        let looked_back =
            (signed - instant(&from.expect("a StartTime").replace("%3A", ":"))).num_seconds();
        assert!((seconds - 1..seconds + 10).contains(&looked_back), "{looked_back} s");
    }

    /// Waits until the browser gave up so many requests.
    pub(crate) async fn expect_given_up(&self, count: usize) {
        until("requests given up", count, async || self.given_up.count()).await;
    }

    /// Answers every request so, but for those with a reply of their own.
    pub(crate) fn answer(&self, reply: Reply) {
        self.handle.inject(reply);
    }

    /// Answers every request with this fault, as `Fault::parse` reads it.
    pub(crate) fn answer_with(&self, fault: &str) {
        self.handle.set_fault(Fault::parse(fault).unwrap());
    }

    /// Answers every request for one batch so, but for those with a reply of their own.
    pub(crate) fn answer_batch(&self, reply: Reply) {
        self.handle.set_fault(Fault::new(Effect::Replaced(reply)).of_action(BATCH));
    }

    /// Answers the next request for one batch so.
    pub(crate) fn answer_batch_next(&self, reply: Reply) {
        self.handle.set_fault(Fault::new(Effect::Replaced(reply)).of_action(BATCH).times(1));
    }

    /// Answers every request for a list so, but for those with a reply of their own.
    pub(crate) fn answer_list(&self, reply: Reply) {
        self.handle.set_fault(Fault::new(Effect::Replaced(reply)).of_action("DescribeBatchTasks"));
    }

    /// The queries of all requests for one batch, the oldest first.
    pub(crate) fn batch_queries(&self) -> Vec<String> {
        let requests = self.handle.requests();
        let of_batches = requests.iter().filter(|request| request.headers["x-acs-action"] == BATCH);
        of_batches.map(query).collect()
    }

    /// How many requests there were for rows, and for one batch; those for a count alone left out.
    pub(crate) fn calls_for_what_is_shown(&self) -> (usize, usize) {
        let queries = self.queries();
        let of_batches = queries.iter().filter(|query| query.contains("BatchId=")).count();
        let counts = queries.iter().filter(|query| query.contains("PageSize=1&")).count();
        (queries.len() - counts - of_batches, of_batches)
    }

    /// Waits until there were more requests for one batch than these.
    pub(crate) async fn expect_batch_calls_beyond(&self, calls: usize) {
        let are_more = async || self.batch_queries().len() > calls;
        until("another request for the batch", true, are_more).await;
    }

    /// Answers the next request so.
    pub(crate) fn answer_next(&self, reply: Reply) {
        self.handle.inject_next(1, reply);
    }
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn query(request: &LoggedRequest) -> String {
    request.uri.query().unwrap_or_default().to_owned()
}
