//! The questions, in an order that needs few calls: 19 at most, and 40 more where throttling is asked for.

use std::collections::BTreeSet;

use model::request::{ListRequest, Request};

use super::replies::{self, Row, number, rows};
use super::report::Report;
use super::wire::{Observed, Stop, Wire};
use crate::cli::check::{self, DOCUMENTED_PAGE_SIZE};

const MOST_CALLS: u32 = 19;
pub(super) const BURST: u32 = 8;
pub(super) const MOST_BURSTS: u32 = 5;

const TYPES: [&str; 2] = ["polarclaw_install_skills", "polarclaw_uninstall_skills"];
/// How many calls there may be.
pub(super) fn most_calls(is_throttling_asked: bool) -> u32 {
    MOST_CALLS + if is_throttling_asked { BURST * MOST_BURSTS } else { 0 }
}

/// Asks all questions; what was found, and whether all could be asked.
pub(super) async fn ask(wire: Wire, is_throttling_asked: bool) -> (Report, bool) {
    let mut asking = Asking { wire, report: Report::default(), seen: Vec::new() };
    let stopped = asking.all(is_throttling_asked).await.err();
    if let Some(stop) = &stopped {
        asking.stopped(stop);
    }
    asking.close();
    (asking.report, stopped.is_none())
}

/// The questions that are being asked.
pub(super) struct Asking {
    pub(super) wire: Wire,
    pub(super) report: Report,
    /// All rows so far.
    pub(super) seen: Vec<Row>,
}

impl Asking {
    async fn all(&mut self, is_throttling_asked: bool) -> Result<(), Stop> {
        let first = self.list(&ListRequest::default()).await?;
        let names: Vec<&str> = first.headers.iter().map(|(name, _)| name.as_str()).collect();
        self.report.notes.push(format!("headers of a list: {}", names.join(", ")));
        let total = number(&first.body, "TotalCount");
        let page = rows(&first);
        let second =
            rows(&self.list(&ListRequest { page_number: Some(2), ..<_>::default() }).await?);
        let ended = page.iter().find(|row| row.has_ended()).cloned();
        let detail = match &ended {
            Some(row) => Some(self.batch(&row.id).await?),
            None => None,
        };
        let largest = self.sizes(&page, total).await?;
        self.pages(&page, &second, &largest);
        self.beyond(total).await?;
        self.zone(&page).await?;
        self.statuses(total).await?;
        self.unknown_batch().await?;
        self.ended_batches(&page, ended.as_ref().zip(detail)).await?;
        if is_throttling_asked {
            self.throttling().await;
        }
        Ok(())
    }

    pub(super) async fn list(&mut self, list: &ListRequest) -> Result<Observed, Stop> {
        let page_size = list.page_size.or(Some(DOCUMENTED_PAGE_SIZE));
        let reply =
            self.wire.ask(&Request::List(ListRequest { page_size, ..list.clone() })).await?;
        self.seen.extend(rows(&reply));
        Ok(reply)
    }

    pub(super) async fn batch(&mut self, id: &str) -> Result<Observed, Stop> {
        self.wire.ask(&Request::Batch { batch_id: id.to_owned() }).await
    }

    pub(super) fn note_unknown(&mut self, what: &str, words: BTreeSet<String>) {
        if !words.is_empty() {
            let words: Vec<String> = words.into_iter().collect();
            self.report.notes.push(format!("undocumented {what}: {}", words.join(", ")));
        }
    }

    fn stopped(&mut self, stop: &Stop) {
        let why = match stop {
            Stop::Throttled(reply) => {
                self.throttled(reply);
                "the service throttles: try again later, with a longer --pause".to_owned()
            }
            Stop::Refused(reply, kind) => {
                let code = reply.code.as_deref().unwrap_or_default();
                format!("{}: {}", reply.outcome(), check::remedy(*kind, code))
            }
            Stop::NoReply(error) => format!("no reply: {error}"),
        };
        self.report.notes.push(format!("STOPPED after {} calls: {why}", self.wire.calls));
    }

    /// A10, and what is known at the end only.
    fn close(&mut self) {
        let offsets: Vec<i64> = self.wire.offsets.iter().flatten().copied().collect();
        if let (Some(least), Some(most)) = (offsets.iter().min(), offsets.iter().max()) {
            let seen =
                format!("the service's clock is ahead of this machine's by {least} to {most} s");
            self.report.decided("A10", offsets.len() == self.wire.offsets.len(), seen);
        } else if !self.wire.offsets.is_empty() {
            self.report.decided("A10", false, "no reply had one".to_owned());
        }
        let kinds = self.seen.iter().map(|row| row.kind.as_str());
        let others = replies::unknown(kinds, &TYPES);
        self.note_unknown("task types", others);
        // The name of an operator's own host is nobody else's concern.
        let authority = self.wire.endpoint().authority();
        let is_public = authority.ends_with(".aliyuncs.com");
        let endpoint = if is_public { authority } else { "that is not PolarDB's own" };
        self.report.head = vec![
            format!("Endpoint {endpoint}, {}", self.wire.now().format("%FT%TZ")),
            format!(
                "batch-proxy {}, {} read-only calls. No id, name or message is in this report.",
                env!("CARGO_PKG_VERSION"),
                self.wire.calls
            ),
        ];
    }
}

impl Observed {
    pub(super) fn outcome_or_success(&self) -> String {
        if self.is_good() { format!("HTTP {}", self.status) } else { self.outcome() }
    }
}
