//! What a caller of `/rpc` receives, from wherever it came: one shape, one place that writes it.

use axum::body::{Body, Bytes};
use axum::http::header::{AGE, CACHE_CONTROL, CONTENT_TYPE, DATE, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use model::failure::FailureKind;
use serde_json::json;

const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");

/// The header with the id of the call.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-acs-request-id");

/// The header with the time at which PolarDB gave the answer: gateways write `Date` anew.
pub(crate) const ANSWERED: HeaderName = HeaderName::from_static("x-batch-proxy-date");

/// A reply to the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Code` of an error; none for a success.
    pub code: Option<String>,
    /// The id of the call: PolarDB's, or a new one where PolarDB was not asked.
    pub request_id: String,
    /// After how many seconds to try again.
    pub retry_after: Option<u64>,
    /// When PolarDB gave it: the upstream's `Date`, by which the console knows the cloud's clock.
    pub date: Option<String>,
    /// How it was come by, where that was not a call for this caller alone.
    pub memory: Option<Memory>,
    /// JSON.
    pub body: Bytes,
}

/// What an answer from memory says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memory {
    /// For how many whole seconds the proxy has had it.
    pub age: u64,
    /// For how many more seconds it counts as fresh; below zero it is stale.
    pub ttl: i64,
    /// Why a stale one is shown: the `Code` of the call that failed.
    pub stale_because: Option<String>,
}

/// What the log says about a reply, carried beside it.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    pub(crate) code: Option<String>,
    pub(crate) request_id: String,
}

impl Answer {
    /// An error in the proxy's own words.
    pub(crate) fn error(status: u16, code: &str, message: &str, request_id: String) -> Self {
        let body = json!({ "Code": code, "Message": message, "RequestId": request_id });
        Self {
            status,
            code: Some(code.to_owned()),
            request_id,
            retry_after: None,
            date: None,
            memory: None,
            body: body.to_string().into(),
        }
    }

    /// Whether it is what was asked for, and no error.
    pub(crate) fn is_good(&self) -> bool {
        self.code.is_none() && (200..300).contains(&self.status)
    }

    /// Whether PolarDB gave it, be it an error.
    pub(crate) fn is_of_polardb(&self) -> bool {
        !self.code.as_deref().is_some_and(|code| code.starts_with("Proxy."))
    }

    /// Whether it tells of trouble that may pass by itself, and says nothing about who may see what.
    pub(crate) fn is_passing_trouble(&self) -> bool {
        use FailureKind::{Throttled, Unavailable};
        let kind = FailureKind::classify(self.code.as_deref(), self.status);
        // A permission may have been lost with a 403 that broke off before its `Code`.
        !self.is_good() && self.status != 403 && matches!(kind, Throttled | Unavailable)
    }
}

impl Memory {
    /// `Cache-Status`, by RFC 9211: a negative `ttl` marks a stale answer.
    fn status(&self) -> String {
        let detail = |code: &String| format!("; detail={}", json!(code));
        let detail = self.stale_because.as_ref().map_or_else(String::new, detail);
        format!("batch-proxy; hit; ttl={}{detail}", self.ttl)
    }
}

/// An id for a call that PolarDB knows nothing of, written as PolarDB writes them.
pub(crate) fn new_request_id() -> String {
    uuid::Uuid::new_v4().hyphenated().to_string().to_uppercase()
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let retry_after = self.retry_after.map(|seconds| seconds.to_string());
        for (name, value) in [
            (REQUEST_ID, Some(self.request_id.clone())),
            (RETRY_AFTER, retry_after),
            (ANSWERED, self.date.clone()),
            (DATE, self.date),
            (AGE, self.memory.as_ref().map(|memory| memory.age.to_string())),
            (CACHE_STATUS, self.memory.as_ref().map(Memory::status)),
        ] {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                headers.insert(name, value);
            }
        }
        response.extensions_mut().insert(Noted { code: self.code, request_id: self.request_id });
        response
    }
}
