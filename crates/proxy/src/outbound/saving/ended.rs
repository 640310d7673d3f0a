//! Batches that have ended, which change no more: their details are read once for all who read in the background.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

/// How long the details of an ended batch are kept for background calls.
pub(super) const KEPT_FOR: Duration = Duration::from_secs(60 * 60);

/// What the keys of such details begin with. No key of another answer does.
const PREFIX: &str = "ended ";

/// The key of such details, beside `key` of the same answer for all.
pub(super) fn key(key: &str) -> Arc<str> {
    format!("{PREFIX}{key}").into()
}

pub(super) fn is_key(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// Whether `body` is the details of a batch that has ended. Whatever is not clear has not.
pub(super) fn is_ended(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Details {
        #[serde(rename = "Status")]
        status: Option<Value>,
        #[serde(rename = "TaskEnd")]
        end: Option<Value>,
    }
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        _ => String::new(),
    };
    serde_json::from_slice::<Details>(body).is_ok_and(|Details { status, end }| {
        matches!(text(status).as_str(), "COMPLETED" | "FAILED") && !text(end).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_ended_if_it_says_so_and_when() {
        for (body, expected) in [
            (r#"{"Status":"COMPLETED","TaskEnd":"2026/05/28T16:38:20Z"}"#, true),
            (
                r#"{"Status":"FAILED ","TaskEnd":"2026-04-06 20:51:44","SubTasks":[{"Status":"FAILED"}]}"#,
                true,
            ),
            (r#"{"Status":"RUNNING","TaskEnd":"2026-04-06 20:51:44"}"#, false),
            (r#"{"Status":"RUNNING ","TaskEnd":""}"#, false),
            (r#"{"Status":"COMPLETED","TaskEnd":""}"#, false),
            (r#"{"Status":"COMPLETED","TaskEnd":" "}"#, false),
            (r#"{"Status":"COMPLETED","TaskEnd":null}"#, false),
            (r#"{"Status":"COMPLETED"}"#, false),
            (r#"{"Status":["COMPLETED"],"TaskEnd":"2026-04-06 20:51:44"}"#, false),
            (r#"{"Status":"completed","TaskEnd":"2026-04-06 20:51:44"}"#, false),
            (r#"{"SubTasks":[{"Status":"COMPLETED","TaskEnd":"2026-04-06 20:51:44"}]}"#, false),
            ("[]", false),
            ("", false),
        ] {
            assert_eq!(is_ended(body.as_bytes()), expected, "{body}");
        }
    }
}
