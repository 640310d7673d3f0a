//! The fields of a reply that decide: `Code`, `Message`, `RequestId`. They are read from any body that has
//! them, however broken the rest is: a `Code` that is overlooked shows rows to somebody who lost the permission, or
//! retries what was throttled.

mod lenient;
mod text;

use axum::body::Bytes;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

pub(super) use self::text::leaks;

/// `Code`s with which some APIs of the cloud report success.
const SUCCESS: [&str; 3] = ["200", "ok", "success"];

/// The most bytes of a `Code` and of a `RequestId`.
const LONGEST: usize = 256;

/// What a body says. A field that cannot be read is left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Envelope {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    /// Whether there is a `TaskList`: a reply with one is no error, whatever its `Code`.
    pub(super) has_list: bool,
    /// What else can be read, where the error has to be written anew.
    pub(super) more: Map<String, Value>,
    /// The body, if it is JSON, as UTF-8.
    pub(super) body: Option<Bytes>,
    /// Whether each field is there once, as text, so that the body of an error needs no rewriting.
    pub(super) is_in_shape: bool,
}

/// A body as PolarDB writes it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Plain {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    task_list: Option<IgnoredAny>,
}

impl Envelope {
    /// None where the body is neither a JSON object nor the beginning of one that has a `Code`.
    pub(super) fn read(body: &Bytes) -> Option<Self> {
        let is_utf8 = std::str::from_utf8(body).is_ok();
        let plain = serde_json::from_slice(body).ok().filter(|_| is_utf8);
        plain
            .map(|plain| Self::plain(plain, body))
            .filter(|envelope| envelope.is_in_shape || envelope.code.is_none())
            .or_else(|| Self::lenient(body))
    }

    /// Whether it reports an error. A 200 with a `Code` and no `TaskList` does.
    pub(super) fn has_error_code(&self) -> bool {
        let is_success = |code: &String| SUCCESS.iter().any(|well| code.eq_ignore_ascii_case(well));
        !self.has_list && self.code.as_ref().is_some_and(|code| !is_success(code))
    }

    fn plain(plain: Plain, body: &Bytes) -> Self {
        let (code, request_id) =
            (plain.code.as_deref().and_then(code), plain.request_id.as_deref().and_then(id));
        let is_in_shape = code.is_some()
            && code == plain.code
            && plain.message.is_some()
            && request_id.is_some()
            && request_id == plain.request_id;
        Self {
            code,
            message: plain.message,
            request_id,
            has_list: plain.task_list.is_some(),
            more: Map::new(),
            body: Some(body.clone()),
            is_in_shape,
        }
    }

    fn lenient(body: &Bytes) -> Option<Self> {
        let text = String::from_utf8_lossy(body);
        if serde_json::from_str::<IgnoredAny>(&text).is_ok() {
            let envelope = Self::of_text(&text)?;
            return Some(Self { body: Some(text.into_owned().into()), ..envelope });
        }
        let mut readings = text::readings(body).filter_map(|text| Self::of_text(&text));
        readings.find(|envelope| envelope.code.is_some())
    }

    fn of_text(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_ascii_whitespace());
        if !text.starts_with('{') {
            return None;
        }
        let mut envelope = Self::default();
        lenient::members(text, |name, value| match (name.as_str(), value) {
            ("Code", value) => {
                let read = value.and_then(as_text).and_then(|text| code(&text));
                envelope.code = read.or(envelope.code.take());
            }
            ("Message", value) => {
                envelope.message = value.and_then(as_text).or(envelope.message.take());
            }
            ("RequestId", value) => {
                let read = value.and_then(as_text).and_then(|text| id(&text));
                envelope.request_id = read.or(envelope.request_id.take());
            }
            ("TaskList", value) => envelope.has_list |= value != Some(Value::Null),
            (_, None | Some(Value::Null)) => {}
            (_, Some(value)) => {
                envelope.more.insert(name, value);
            }
        });
        Some(envelope)
    }
}

fn as_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A `Code` without white space around it; both it and the id go into headers and the log.
fn code(text: &str) -> Option<String> {
    let text = text.trim();
    (1..=LONGEST).contains(&text.len()).then(|| text.to_owned())
}

/// A `RequestId` likewise, which has to be fit for a header.
pub(super) fn id(text: &str) -> Option<String> {
    code(text).filter(|id| id.bytes().all(|byte| byte.is_ascii_graphic()))
}

#[cfg(test)]
mod tests;
