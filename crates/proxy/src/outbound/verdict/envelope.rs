//! The fields of a reply that decide: `Code`, `Message`, `RequestId`. They are read from any body that has
//! them, however broken the rest is: a `Code` that is overlooked shows rows to somebody who lost the permission, or
//! retries what was throttled.

mod lenient;
mod text;

use axum::body::Bytes;
use serde::Deserialize;
use serde::de::IgnoredAny;

pub(super) use self::text::leaks;

/// `Code`s with which some APIs of the cloud report success.
const SUCCESS: [&str; 3] = ["200", "ok", "success"];

/// What a body says. A field that cannot be read is left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Envelope {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    /// Whether there is a `TaskList`: a reply with one is no error, whatever its `Code`.
    pub(super) has_list: bool,
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
        match serde_json::from_slice::<Plain>(body) {
            Ok(plain) if is_utf8 => Some(Self::plain(plain, body)),
            _ => Self::lenient(body),
        }
    }

    /// Whether it reports an error. A 200 with a `Code` and no `TaskList` does.
    pub(super) fn has_error_code(&self) -> bool {
        let is_success = |code: &String| SUCCESS.iter().any(|well| code.eq_ignore_ascii_case(well));
        !self.has_list && self.code.as_ref().is_some_and(|code| !is_success(code))
    }

    fn plain(plain: Plain, body: &Bytes) -> Self {
        let is_in_shape =
            [&plain.code, &plain.message, &plain.request_id].iter().all(|field| field.is_some());
        Self {
            code: filled(plain.code),
            message: plain.message,
            request_id: filled(plain.request_id),
            has_list: plain.task_list.is_some(),
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
        lenient::members(text, |name, value| match (name, value) {
            ("Code", Some(value)) => envelope.code = filled(Some(value)).or(envelope.code.take()),
            ("Message", Some(value)) => envelope.message = Some(value),
            ("RequestId", Some(value)) => {
                envelope.request_id = filled(Some(value)).or(envelope.request_id.take());
            }
            ("TaskList", _) => envelope.has_list = true,
            _ => {}
        });
        Some(envelope)
    }
}

/// Without white space around it, unless nothing is left.
fn filled(text: Option<String>) -> Option<String> {
    let text = text?;
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests;
