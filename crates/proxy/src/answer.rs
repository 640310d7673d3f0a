//! What a caller of `/rpc` receives, from wherever it came: one shape, one place that writes it.

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, DATE, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// The header with the id of the call.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-acs-request-id");

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
    /// The upstream's `Date`, by which the console knows the cloud's clock.
    pub date: Option<String>,
    /// JSON.
    pub body: Bytes,
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
            body: body.to_string().into(),
        }
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
            (DATE, self.date),
        ] {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                headers.insert(name, value);
            }
        }
        response.extensions_mut().insert(Noted { code: self.code, request_id: self.request_id });
        response
    }
}
