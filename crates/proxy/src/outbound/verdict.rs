//! What a reply of PolarDB means, and what the browser gets of it: the contract's table of errors.
//!
//! The `Code` decides before the status, because PolarDB sends throttling as 400 and a wrong key as
//! 404. Pure: the network is in `call`.

mod complaint;

use acs3::Credentials;
use axum::body::Bytes;
use model::percent;
use serde::Deserialize;

pub use self::complaint::Complaint;
use crate::answer::{Answer, new_request_id};
use crate::refusal::Refusal;

/// How long to wait where PolarDB does not say, in seconds.
const DEFAULT_RETRY_AFTER: u64 = 5;

/// Stands in for a message that echoes the signed request, whatever its code.
const WITHHELD: &str = "PolarDB's message was withheld, since it repeats a credential.";

/// A reply of the upstream, whole.
#[derive(Clone, Debug, Default)]
pub struct UpstreamReply {
    /// The HTTP status.
    pub status: u16,
    /// The header `x-acs-request-id`.
    pub request_id: Option<String>,
    /// The header `Date`.
    pub date: Option<String>,
    /// The header `x-acs-retry-after`, in milliseconds.
    pub retry_after_ms: Option<u64>,
    /// The header `Retry-After`, in seconds.
    pub retry_after_s: Option<u64>,
    /// Whether either of these two is there, whatever it says.
    pub says_when: bool,
    /// Whether it is of a simulator, which answers for STS as well.
    pub answers_for_sts: bool,
    /// The body, which may be anything.
    pub body: Bytes,
}

/// What is made of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What the browser gets, unless another call brings something better.
    pub answer: Answer,
    /// What another call could bring.
    pub next: Option<Next>,
}

/// For what another call may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// What the reply complains about could be put right.
    Repair(Complaint),
    /// The trouble may have passed.
    Retry,
}

/// What a reply means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Throttled,
    Unavailable,
    Broken,
    Forbidden,
    Complaint(Complaint),
    AsItCame,
}

/// The fields of a reply that decide; of any type, since nothing is promised.
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Code")]
    code: Option<serde_json::Value>,
    #[serde(rename = "Message")]
    message: Option<serde_json::Value>,
    #[serde(rename = "RequestId")]
    request_id: Option<serde_json::Value>,
}

impl UpstreamReply {
    /// What the browser gets, and what may be done instead. Nothing in it repeats a part of
    /// `credentials`.
    pub fn judge(self, credentials: &Credentials) -> Verdict {
        let Some(envelope) = self.envelope() else {
            let next = self.next(meaning(None, self.status));
            return Verdict {
                answer: not_the_api(&self, "a body that is not a JSON object"),
                next,
            };
        };
        let code = text(envelope.code).filter(|code| !leaks(code, credentials));
        let meaning = meaning(code.as_deref(), self.status);
        let next = self.next(meaning);
        let is_error = meaning != Meaning::AsItCame || !(200..300).contains(&self.status);
        let request_id = text(envelope.request_id)
            .or_else(|| self.request_id.clone())
            .filter(|id| !leaks(id, credentials))
            .unwrap_or_else(new_request_id);
        let status = status(meaning, self.status);
        let mut answer = match (code, meaning) {
            (None, _) if is_error => {
                return Verdict { answer: not_the_api(&self, "no error code"), next };
            }
            (Some(code), Meaning::Complaint(complaint)) => {
                Answer::error(status, &code, complaint.remedy(), request_id)
            }
            (Some(code), _) if is_error && self.echoes(envelope.message, credentials) => {
                Answer::error(status, &code, WITHHELD, request_id)
            }
            (code, _) => self.as_it_came(status, code.filter(|_| is_error), request_id),
        };
        answer.retry_after = matches!(status, 429 | 503).then(|| self.retry_after());
        answer.date = self.date;
        Verdict { answer, next }
    }

    /// A server in trouble that does not say for how long may be out of it already.
    fn next(&self, meaning: Meaning) -> Option<Next> {
        let may_have_passed = self.status >= 500 && !self.says_when;
        match meaning {
            Meaning::Complaint(complaint) => Some(Next::Repair(complaint)),
            Meaning::Broken | Meaning::Unavailable if may_have_passed => Some(Next::Retry),
            _ => None,
        }
    }

    fn as_it_came(&self, status: u16, code: Option<String>, request_id: String) -> Answer {
        let body = self.body.clone();
        Answer { status, code, request_id, retry_after: None, date: None, memory: None, body }
    }

    fn envelope(&self) -> Option<Envelope> {
        serde_json::from_slice(&self.body).ok()
    }

    /// As the text that the JSON stands for, or literally anywhere in it.
    fn echoes(&self, message: Option<serde_json::Value>, credentials: &Credentials) -> bool {
        leaks(&text(message).unwrap_or_default(), credentials)
            || leaks(&String::from_utf8_lossy(&self.body), credentials)
    }

    fn retry_after(&self) -> u64 {
        let from_cloud = self.retry_after_ms.map(|milliseconds| milliseconds.div_ceil(1000));
        from_cloud.or(self.retry_after_s).unwrap_or(DEFAULT_RETRY_AFTER).max(1)
    }
}

impl From<Refusal> for Verdict {
    /// Of a call without a reply. After a silence there is no second one: the first has taken the time.
    fn from(refusal: Refusal) -> Self {
        let is_disconnected = matches!(refusal, Refusal::Disconnected(_));
        Self { answer: refusal.into(), next: is_disconnected.then_some(Next::Retry) }
    }
}

/// Whether an error with this code, of PolarDB or of STS, is for the time of the request.
pub(crate) fn is_clock_error(code: &str) -> bool {
    ["InvalidTimeStamp", "IllegalTimestamp"].iter().any(|prefix| code.starts_with(prefix))
}

fn meaning(code: Option<&str>, status: u16) -> Meaning {
    let begins = |prefixes: &[&str]| {
        code.is_some_and(|code| prefixes.iter().any(|prefix| code.starts_with(prefix)))
    };
    match status {
        _ if begins(&["Throttling", "Rejected.Throttling"]) => Meaning::Throttled,
        _ if begins(&["ServiceUnavailable"]) => Meaning::Unavailable,
        _ if begins(&["InternalError"]) => Meaning::Broken,
        _ if begins(&["InvalidAccessKeyId"]) => Meaning::Complaint(Complaint::Key),
        _ if begins(&["InvalidSecurityToken", "MissingSecurityToken"]) => {
            Meaning::Complaint(Complaint::Token)
        }
        _ if begins(&["SignatureNonceUsed"]) => Meaning::Complaint(Complaint::Nonce),
        _ if begins(&["Signature", "IncompleteSignature", "InvalidSignature"]) => {
            Meaning::Complaint(Complaint::Signature)
        }
        _ if code.is_some_and(is_clock_error) => Meaning::Complaint(Complaint::Clock),
        _ if begins(&["Forbidden", "NoPermission"]) => Meaning::Forbidden,
        429 => Meaning::Throttled,
        // To a browser, 401 would read as "the user must sign in"; and 3xx is no answer of the API.
        300..=399 | 401 | 407 | 500.. => Meaning::Broken,
        _ => Meaning::AsItCame,
    }
}

fn status(meaning: Meaning, upstream: u16) -> u16 {
    match meaning {
        Meaning::Throttled => 429,
        Meaning::Unavailable => 503,
        Meaning::Broken | Meaning::Complaint(_) => 502,
        Meaning::Forbidden => 403,
        Meaning::AsItCame => upstream,
    }
}

fn not_the_api(reply: &UpstreamReply, what: &str) -> Answer {
    let status = reply.status;
    let mut answer = Answer::from(Refusal::BadGateway(format!(
        "the upstream did not answer like the PolarDB API: status {status} with {what}"
    )));
    answer.date.clone_from(&reply.date);
    answer
}

/// As it is, or percent-encoded as in a URL.
fn leaks(text: &str, credentials: &Credentials) -> bool {
    let token = credentials.security_token.as_ref().map(acs3::Secret::expose);
    let decoded = percent::decode(text);
    [Some(credentials.access_key_secret.expose()), Some(&credentials.access_key_id), token]
        .into_iter()
        .flatten()
        .any(|secret| text.contains(secret) || decoded.contains(secret))
}

fn text(value: Option<serde_json::Value>) -> Option<String> {
    match value? {
        serde_json::Value::String(text) if !text.is_empty() => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
