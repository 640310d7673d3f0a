//! From a reply to a page of tasks or a failure. The names of the wire are known here and nowhere
//! else.
//!
//! Field by field and row by row: what cannot be read is kept as text or flagged, and the rest
//! stands. A reply that is an error is sorted by its `Code` first and its HTTP status second.

mod fields;
mod stale;

use std::sync::Arc;
use std::time::Duration;

use fields::{Fields, batch_task, subtask};
pub use stale::stands_in_for;

use crate::batch::Batch;
use crate::failure::{Excerpt, Failure, FailureKind, ForeignReply, Message};
use crate::json::Json;
use crate::progress::Count;
use crate::task::TaskPage;
use crate::text::split_at_first;

/// What a reply says outside its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyHead {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `x-acs-request-id`.
    pub request_id: Option<String>,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<String>,
    /// `x-acs-retry-after`, in milliseconds, where the cloud is asked without a proxy that translates it.
    pub acs_retry_after: Option<String>,
    /// `Cache-Status`, of an answer from a proxy's memory.
    pub cache_status: Option<String>,
}

/// Reads a reply of `DescribeBatchTasks` whose body was JSON.
pub fn read_task_page(head: &ReplyHead, body: &Json) -> Result<TaskPage, Failure> {
    let code = error_code(body);
    match body.get("TaskList") {
        // Rows are never withheld, but that there are none is not taken from an error.
        Json::List(rows) if is_success(head) && (code.is_none() || !rows.is_empty()) => {
            Ok(task_page(head, body, rows))
        }
        _ if code.is_some() || !is_success(head) => Err(read_error(head, body)),
        // Documented as "may be absent on an empty page": then something else must be the API's.
        Json::Null if body.get("RequestId").text().is_some() && is_bare(body) => {
            Ok(task_page(head, body, &[]))
        }
        Json::Null => Err(Failure {
            request_id: request_id(head, body),
            ..not_the_api(head, excerpt_of_json(body))
        }),
        _ => Err(Failure {
            message: Some("TaskList is not an array".into()),
            ..failure(FailureKind::Undecodable, head, body)
        }),
    }
}

/// Reads a reply of `DescribeBatchTask` whose body was JSON.
pub fn read_batch(head: &ReplyHead, body: &Json) -> Result<Batch, Failure> {
    let code = error_code(body);
    let none = &[][..];
    let subtasks = match body.get("SubTasks") {
        Json::List(subtasks) => subtasks,
        // A batch that is being dispatched has none yet.
        _ => none,
    };
    let is_batch = body.get("BatchId").filled_text().is_some() || !subtasks.is_empty();
    if is_success(head) && code.is_none() && is_batch {
        return Ok(batch(head, body, subtasks));
    }
    if code.is_some() || !is_success(head) {
        return Err(read_error(head, body));
    }
    // An answer of the API without a batch: gateways say so instead of 404.
    match body.get("RequestId").text() {
        Some(_) => Err(failure(FailureKind::NotFound, head, body)),
        None => Err(not_the_api(head, excerpt_of_json(body))),
    }
}

/// Explains a reply whose body is not JSON.
pub fn read_unparsable(head: &ReplyHead, body: &str) -> Failure {
    if head.status == 401 {
        return Failure {
            status: Some(head.status),
            request_id: head.request_id.clone(),
            ..Failure::new(FailureKind::SignInRequired)
        };
    }
    let text = body.trim_start_matches('\u{feff}').trim_start();
    let meant_as_json = text.starts_with('{')
        && !head
            .content_type
            .as_ref()
            .is_some_and(|kind| kind.trim_start().starts_with("text/html"));
    if !meant_as_json {
        return not_the_api(head, Excerpt::of_text(body));
    }
    Failure {
        status: Some(head.status),
        message: Some(Message::InvalidJson),
        request_id: head.request_id.clone().or_else(|| request_id_in(body)),
        retry_after: retry_after(head),
        ..Failure::new(FailureKind::Undecodable)
    }
}

/// The whole number of a header such as `Age`, without a fraction; of a header that was sent twice, the largest one. What is
/// too large is as large as can be.
#[inline(never)]
pub fn seconds(header: &str) -> Option<u32> {
    let (mut longest, mut number, mut is_whole) = (None, None, true);
    for byte in header.bytes().chain([b',']) {
        match byte {
            b'0'..=b'9' if is_whole => {
                let digit = u32::from(byte - b'0');
                number = Some(number.unwrap_or(0u32).saturating_mul(10).saturating_add(digit));
            }
            b'.' => is_whole = false,
            b',' => {
                longest = longest.max(number.take());
                is_whole = true;
            }
            b' ' | b'\t' | b'0'..=b'9' => {}
            _ => return None,
        }
    }
    longest
}

fn is_success(head: &ReplyHead) -> bool {
    (200..300).contains(&head.status)
}

/// Whether a list without rows says nothing else.
fn is_bare(body: &Json) -> bool {
    const OF_A_PAGE: [&str; 4] = ["RequestId", "PageNumber", "PageSize", "TotalCount"];
    let Json::Object(entries) = body else { return false };
    let is_of_page = |name: &str| OF_A_PAGE.contains(&name);
    entries.iter().all(|(name, value)| is_of_page(name) || *value == Json::Null)
}

/// `Code`, but for those by which some APIs of the cloud say that all is well.
fn error_code(body: &Json) -> Option<&str> {
    const WELL: [&str; 3] = ["200", "ok", "success"];
    let tells_error = |code: &&str| !WELL.iter().any(|well| code.eq_ignore_ascii_case(well));
    body.get("Code").filled_text().filter(tells_error)
}

fn task_page(head: &ReplyHead, body: &Json, rows: &[Json]) -> TaskPage {
    TaskPage {
        tasks: rows.iter().map(|row| Arc::new(batch_task(row, "TaskList"))).collect(),
        total: number(body, "TotalCount"),
        number: number(body, "PageNumber"),
        size: number(body, "PageSize"),
        request_id: request_id(head, body),
    }
}

/// A number that one can count with.
fn number(body: &Json, name: &str) -> Option<u64> {
    Count::read(body.get(name).text()?)?.value()
}

fn batch(head: &ReplyHead, body: &Json, subtasks: &[Json]) -> Batch {
    let mut task = batch_task(body, "BatchId");
    if !matches!(body.get("SubTasks"), Json::Null | Json::List(_)) {
        task.flaws.push("SubTasks");
    }
    Batch {
        task,
        application_type: Fields::of(body, "").text("ApplicationType").trim().to_owned(),
        subtasks: subtasks.iter().map(|entry| Arc::new(subtask(entry))).collect(),
        request_id: request_id(head, body),
    }
}

fn read_error(head: &ReplyHead, body: &Json) -> Failure {
    let code = body.get("Code").filled_text();
    let kind = FailureKind::classify(code, head.status);
    if code.is_none() && kind == FailureKind::NotTheApi {
        let request_id = request_id(head, body);
        return Failure { request_id, ..not_the_api(head, excerpt_of_json(body)) };
    }
    failure(kind, head, body)
}

fn failure(kind: FailureKind, head: &ReplyHead, body: &Json) -> Failure {
    let owned = |value: &Json| value.filled_text().map(str::to_owned);
    Failure {
        kind,
        status: Some(head.status),
        code: owned(body.get("Code")),
        message: owned(body.get("Message")).map(Message::Received),
        request_id: request_id(head, body),
        ram_action: owned(body.get("AccessDeniedDetail").get("AuthAction")),
        retry_after: retry_after(head),
        recommend: owned(body.get("Recommend")).filter(|address| is_of_the_cloud(address)),
    }
}

/// Whether an address leads to the cloud's own site and nowhere else, however a browser reads it: the host
/// has no user before it, no port after it, and no character that a browser would drop or take for a `/`.
fn is_of_the_cloud(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    is_plain && (host.ends_with(".aliyun.com") || host.ends_with(".alibabacloud.com"))
}

/// The longer of the two pauses that a reply may ask for, an hour at most: a mistake in it must not end
/// the refresh for good.
fn retry_after(head: &ReplyHead) -> Option<Duration> {
    const LONGEST: Duration = Duration::from_secs(3600);
    let number = |text: &Option<String>| seconds(text.as_ref()?).map(u64::from);
    let seconds = number(&head.retry_after).map(Duration::from_secs);
    let asked = seconds.max(number(&head.acs_retry_after).map(Duration::from_millis));
    asked.map(|pause| pause.min(LONGEST))
}

fn request_id(head: &ReplyHead, body: &Json) -> Option<String> {
    body.get("RequestId").filled_text().map(str::to_owned).or_else(|| head.request_id.clone())
}

fn not_the_api(head: &ReplyHead, excerpt: Excerpt) -> Failure {
    let (status, content_type) = (head.status, head.content_type.clone());
    Failure {
        status: Some(status),
        message: Some(Message::NotTheApi(Box::new(ForeignReply { status, content_type, excerpt }))),
        request_id: head.request_id.clone(),
        retry_after: retry_after(head),
        ..Failure::new(FailureKind::NotTheApi)
    }
}

/// JSON of another API is named by its shape; its values may be anything.
fn excerpt_of_json(body: &Json) -> Excerpt {
    match body {
        Json::Null => Excerpt::of_text("null"),
        Json::Bool(true) => Excerpt::of_text("true"),
        Json::Bool(false) => Excerpt::of_text("false"),
        Json::Number(text) | Json::Text(text) => Excerpt::of_text(text),
        Json::List(_) => Excerpt::JsonArray,
        Json::Object(entries) => {
            let names: Vec<_> = entries.iter().map(|(name, _)| name.as_str()).collect();
            Excerpt::of_object(&names)
        }
    }
}

/// The request id in a cut-off envelope, where it came before the cut.
fn request_id_in(body: &str) -> Option<String> {
    let (_, value) = split_at_first(body, "\"RequestId\"")?;
    let value = value.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split_once('"').map(|(id, _)| id.to_owned())
}

#[cfg(test)]
mod tests;
