//! Questions about statuses and single batches, and the one about throttling.

use model::request::{ListRequest, Request};
use model::status::{BatchStatus, SubtaskStatus};
use serde_json::Value;

use super::replies::{self, Row, form, number, rows};
use super::report::Verdict;
use super::steps::{Asking, BURST, MOST_BURSTS};
use super::wire::{Observed, Stop};
use crate::cli::check::DOCUMENTED_PAGE_SIZE;

const WAIT_HEADERS: [&str; 2] = ["x-acs-retry-after", "retry-after"];

impl Asking {
    /// A7.
    pub(super) async fn statuses(&mut self, total: Option<u64>) -> Result<(), Stop> {
        let (mut sum, mut told) = (0, Vec::new());
        for status in BatchStatus::ALL {
            let count = self.count(&[status]).await?;
            told.push(format!(
                "{} {}",
                status.api_name(),
                count.clone().unwrap_or_else(|e| e).trim()
            ));
            sum += count.ok().and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
        }
        let both = self.count(&[BatchStatus::Completed, BatchStatus::Failed]).await?;
        told.push(format!("COMPLETED and FAILED together {}", both.unwrap_or_else(|e| e)));
        let seen = format!("of {}: {}", total.unwrap_or(0), told.join(", "));
        // A few may have been created, or have moved on, between the calls.
        let is_sum = total.is_some_and(|total| total.abs_diff(sum) <= 5);
        let statuses = self.seen.iter().map(|row| row.status.as_str());
        let others = replies::unknown(statuses, &BatchStatus::ALL.map(BatchStatus::api_name));
        let is_known = others.is_empty();
        let others: Vec<String> = others.into_iter().collect();
        let others = if is_known { "none".to_owned() } else { others.join(", ") };
        let seen = format!("{seen}; other statuses: {others}");
        self.report.decided("A7", is_sum && is_known, seen);
        Ok(())
    }

    /// `TotalCount` of these statuses, or what came instead.
    async fn count(&mut self, statuses: &[BatchStatus]) -> Result<Result<String, String>, Stop> {
        let statuses = statuses.to_vec();
        let reply = self.list(&ListRequest { statuses, ..<_>::default() }).await?;
        let count = number(&reply.body, "TotalCount").map(|count| count.to_string());
        Ok(count.filter(|_| reply.is_good()).ok_or_else(|| reply.outcome()))
    }

    /// A11.
    pub(super) async fn unknown_batch(&mut self) -> Result<(), Stop> {
        let reply = self.batch("pcb-batchproxyprobe0").await?;
        let is_not_found = reply.code.as_deref().is_some_and(|code| code.ends_with("NotFound"));
        self.report.decided("A11", is_not_found, reply.outcome_or_success());
        Ok(())
    }

    /// A8: the rows of the first page, and one batch in full.
    pub(super) async fn ended_batches(
        &mut self,
        page: &[Row],
        detail: Option<(&Row, Observed)>,
    ) -> Result<(), Stop> {
        let again = rows(&self.list(&ListRequest::default()).await?);
        let ended = page.iter().filter(|row| row.has_ended());
        let pairs = ended.filter_map(|row| Some((row, again.iter().find(|now| now.id == row.id)?)));
        let (same, changed): (Vec<_>, Vec<_>) =
            pairs.partition(|(row, now)| row.whole == now.whole);
        let mut seen = format!("{} rows the same, {} changed", same.len(), changed.len());
        let Some((row, before)) = detail else {
            self.report.found("A8", Verdict::Open, "no batch of the first page has ended".into());
            return Ok(());
        };
        let after = self.batch(&row.id).await?;
        let without_id = |reply: &Observed| {
            let mut body = reply.body.clone();
            body.as_object_mut().map(|fields| fields.remove("RequestId"));
            body
        };
        let is_same = without_id(&before) == without_id(&after);
        let statuses = subtask_statuses(&after);
        let is_open = |status: &&&str| open_statuses().any(|open| open == **status);
        let open = statuses.iter().filter(is_open).count();
        seen += &format!("; a detail {}", if is_same { "the same" } else { "changed" });
        seen += &format!(", {open} of its {} sub-tasks unfinished", statuses.len());
        self.report.decided("A8", is_same && changed.is_empty() && open == 0, seen);
        self.note_detail(row, &after);
        Ok(())
    }

    fn note_detail(&mut self, row: &Row, detail: &Observed) {
        let others = replies::unknown(
            subtask_statuses(detail),
            &SubtaskStatus::ALL.map(SubtaskStatus::api_name),
        );
        self.note_unknown("statuses of sub-tasks", others);
        let begin = detail.body.get("TaskBegin").and_then(Value::as_str).unwrap_or_default();
        let is_same_time = replies::local(begin) == row.began();
        self.report.notes.push(format!(
            "times of details: {}, {} as in the list",
            form(begin),
            if is_same_time { "the same" } else { "NOT the same" }
        ));
    }

    /// A9, by asking fast.
    pub(super) async fn throttling(&mut self) {
        let list = ListRequest { page_size: Some(DOCUMENTED_PAGE_SIZE), ..<_>::default() };
        for _ in 0..MOST_BURSTS {
            let replies = self.wire.ask_at_once(&Request::List(list.clone()), BURST).await;
            if let Some(reply) = replies.iter().find(|reply| reply.is_throttled()) {
                return self.throttled(reply);
            }
        }
        let seen = format!("{BURST} calls at once, {MOST_BURSTS} times: none was refused");
        self.report.found("A9", Verdict::Open, seen);
    }

    pub(super) fn throttled(&mut self, reply: &Observed) {
        let is_code = reply.code.as_deref().is_some_and(|code| code.contains("Throttling"));
        let waits = WAIT_HEADERS.iter().filter_map(|name| {
            let number = reply.header(name)?.trim().parse::<u64>();
            Some(number.map_or_else(|_| format!("{name}: no number"), |n| format!("{name}: {n}")))
        });
        let waits: Vec<String> = waits.collect();
        let told = if waits.is_empty() { "no wait is named".to_owned() } else { waits.join(", ") };
        let after = self.wire.calls;
        let seen = format!("{} after {after} calls, {told}", reply.outcome());
        self.report.decided("A9", is_code && !waits.is_empty(), seen);
    }
}

/// The documented statuses of sub-tasks that are not over.
fn open_statuses() -> impl Iterator<Item = &'static str> {
    use SubtaskStatus::{Completed, Failed, TempTerminated};
    let open = SubtaskStatus::ALL.into_iter();
    open.filter(|status| !matches!(status, Completed | Failed | TempTerminated))
        .map(SubtaskStatus::api_name)
}

fn subtask_statuses(detail: &Observed) -> Vec<&str> {
    let subtasks = detail.body.get("SubTasks").and_then(Value::as_array);
    subtasks
        .into_iter()
        .flatten()
        .filter_map(|subtask| Some(subtask.get("Status")?.as_str()?.trim()))
        .collect()
}
