//! The API's errors by their codes, with the status and the words that the cloud has for them.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::refusal::Refusal;

const DEFAULT_WAIT_MILLISECONDS: u64 = 2000;
const ACS_RETRY_AFTER: HeaderName = HeaderName::from_static("x-acs-retry-after");

/// `Code`, status and `Message`.
type Entry = (&'static str, u16, &'static str);

const THROTTLING: Entry = ("Throttling", 503, THROTTLED);
const THROTTLING_USER: Entry =
    ("Throttling.User", 400, "Request was denied due to user flow control.");
const THROTTLING_API: Entry =
    ("Throttling.Api", 429, "Request was denied due to api flow control.");
const SIGNATURE_DOES_NOT_MATCH: &str = "SignatureDoesNotMatch";

const THROTTLED: &str = "Request was denied due to request throttling.";
const STAMP: &str = "Specified time stamp or date value is expired.";
const NO_API: &str = "Specified api is not found, please check your url and method.";
const NO_BATCH: &str = "The specified BatchId does not exist.";
const FORBIDDEN: &str =
    "User not authorized to operate on the specified resource, or this API doesn't support RAM.";

const ENTRIES: [Entry; 30] = [
    THROTTLING,
    THROTTLING_USER,
    THROTTLING_API,
    ("Rejected.Throttling", 400, THROTTLED),
    ("ServiceUnavailable", 503, "The request has failed due to a temporary failure of the server."),
    ("InternalError", 500, "The request processing has failed due to some unknown error."),
    ("InvalidAccessKeyId.NotFound", 404, "Specified access key is not found."),
    ("InvalidAccessKeyId.Inactive", 400, "Specified access key is disabled."),
    (
        SIGNATURE_DOES_NOT_MATCH,
        400,
        "Specified signature is not matched with our calculation. server CanonicalRequest is:",
    ),
    ("IncompleteSignature", 400, "The request signature does not conform to Aliyun standards."),
    ("InvalidSecurityToken.Expired", 400, "Specified SecurityToken is expired."),
    ("InvalidSecurityToken.Malformed", 400, "Specified SecurityToken is malformed."),
    (
        "InvalidSecurityToken.MismatchWithAccessKey",
        403,
        "Specified SecurityToken mismatch with the AccessKey.",
    ),
    ("MissingSecurityToken", 400, "SecurityToken is mandatory for this action."),
    ("InvalidTimeStamp.Expired", 400, STAMP),
    ("InvalidTimeStamp.Format", 400, "Specified time stamp or date value is not well formatted."),
    ("IllegalTimestamp", 400, "The input parameter \"Timestamp\" is not valid."),
    ("SignatureNonceUsed", 400, "Specified signature nonce was used already."),
    ("Forbidden", 403, FORBIDDEN),
    ("Forbidden.RAM", 403, FORBIDDEN),
    ("NoPermission", 403, "You are not authorized to do this action."),
    ("MissingParameter", 400, "PageNumber is mandatory for this action."),
    ("InvalidParameter", 400, "The specified parameter PageSize is not valid."),
    ("InvalidApi.NotFound", 404, NO_API),
    ("InvalidAction", 404, NO_API),
    ("InvalidAction.NotFound", 404, NO_API),
    ("InvalidVersion", 404, "Specified parameter Version is not valid."),
    ("UnsupportedHTTPMethod", 403, "The specified HTTP method is not supported."),
    ("InvalidBatchId.NotFound", 404, NO_BATCH),
    ("ResourceNotFound", 404, "The specified resource does not exist."),
];

/// An error of the API in the cloud's envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiError {
    code: &'static str,
    status: u16,
    message: &'static str,
    wait: Option<Wait>,
}

/// When to try again, in the header and the unit of whoever says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    /// `Retry-After`, of a gateway.
    Seconds(u64),
    /// `x-acs-retry-after`, of the cloud.
    Milliseconds(u64),
}

impl ApiError {
    /// All that are known, each with the status that it mostly comes with.
    pub fn all() -> impl Iterator<Item = Self> {
        ENTRIES.into_iter().map(Self::of)
    }

    /// Its `Code`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Its HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// `Throttling.User` with 400, which does not say for how long.
    pub fn throttled_user() -> Self {
        Self::of(THROTTLING_USER)
    }

    /// `Throttling.Api` with 429 and `Retry-After` in seconds.
    pub fn throttled_api(milliseconds: u64) -> Self {
        let wait = Some(Wait::Seconds(milliseconds.div_ceil(1000)));
        Self { wait, ..Self::of(THROTTLING_API) }
    }

    /// `Throttling` with 503 and `x-acs-retry-after` in milliseconds.
    pub fn throttled_service(milliseconds: u64) -> Self {
        Self { wait: Some(Wait::Milliseconds(milliseconds)), ..Self::of(THROTTLING) }
    }

    /// The same with another status; the cloud itself is not of one mind.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    fn of((code, status, message): Entry) -> Self {
        let is_busy = status == 503;
        let wait = is_busy.then_some(Wait::Milliseconds(DEFAULT_WAIT_MILLISECONDS));
        Self { code, status, message, wait }
    }

    /// The error as an answer to this request.
    pub(crate) fn refusal(&self, request: &Parts) -> Refusal {
        let mut refusal = Refusal::new(self.status, self.code, self.message);
        if self.code == SIGNATURE_DOES_NOT_MATCH {
            refusal.message += &echo(request);
        }
        if self.code == "Forbidden.RAM" {
            let action = request.headers.get("x-acs-action");
            let action = action.and_then(|action| action.to_str().ok());
            let denied = format!("polardb:{}", action.unwrap_or("DescribeBatchTasks"));
            refusal.denied_action = Some(denied);
        }
        refusal
    }

    pub(super) fn say_when_to_try_again(&self, headers: &mut HeaderMap) {
        match self.wait {
            Some(Wait::Seconds(seconds)) => headers.insert(header::RETRY_AFTER, seconds.into()),
            Some(Wait::Milliseconds(wait)) => headers.insert(ACS_RETRY_AFTER, wait.into()),
            None => None,
        };
    }
}

/// What the cloud echoes of a request whose signature it finds wrong, the security token included.
fn echo(request: &Parts) -> String {
    let mut headers: Vec<(&str, &HeaderValue)> = request
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .filter(|(name, _)| *name == "host" || name.starts_with("x-acs-"))
        .collect();
    headers.sort_unstable_by_key(|(name, _)| *name);
    let lines: String = headers
        .iter()
        .map(|(name, value)| format!("{name}:{}\n", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    let (path, query) = (request.uri.path(), request.uri.query().unwrap_or_default());
    format!("{}\n{path}\n{query}\n{lines}\n{}", request.method, names.join(";"))
}
