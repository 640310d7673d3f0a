//! What a reply of PolarDB means, and what the browser gets of it: the contract's table of errors.
//!
//! The `Code` decides before the status, because PolarDB sends throttling as 400 and a wrong key as
//! 404. Pure: the network is in `call`.

mod complaint;
mod envelope;

use acs3::Credentials;
use axum::body::Bytes;
use credentials::is_clock_error;
use serde_json::{Map, Value};

pub use self::complaint::Complaint;
use self::envelope::{Envelope, leaks};
use crate::answer::{Answer, new_request_id};
use crate::refusal::Refusal;

/// How long to wait where PolarDB does not say, in seconds.
const DEFAULT_RETRY_AFTER: u64 = 5;

/// Stands in for a message that echoes the signed request, whatever its code.
const WITHHELD: &str = "PolarDB's message was withheld, since it repeats a credential.";

/// A reply of the upstream.
#[derive(Clone, Debug, Default)]
pub struct UpstreamReply {
    /// The HTTP status.
    pub status: u16,
    /// The header `x-acs-request-id`.
    pub request_id: Option<String>,
    /// The header `Date`.
    pub date: Option<String>,
    /// How many seconds to wait, by `x-acs-retry-after` or `Retry-After`.
    pub retry_after: Option<u64>,
    /// Whether either of these two headers is there, whatever it says.
    pub says_when: bool,
    /// Whether it is of a simulator, which answers for STS as well.
    pub answers_for_sts: bool,
    /// The body, which may be anything.
    pub body: Bytes,
    /// Why the body of an error is not whole.
    pub cut: Option<Refusal>,
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

impl UpstreamReply {
    /// What the browser gets, and what may be done instead. Nothing in it repeats a part of
    /// `credentials`.
    pub fn judge(mut self, credentials: &Credentials) -> Verdict {
        let is_clean = |text: &String| !leaks(text, credentials);
        let mut envelope = Envelope::read(&self.body);
        if let Some(envelope) = &mut envelope {
            envelope.code = envelope.code.take().filter(is_clean);
            let of_header = || self.request_id.as_deref().and_then(envelope::id);
            envelope.request_id = envelope.request_id.take().or_else(of_header).filter(is_clean);
        }
        let code = envelope.as_ref().and_then(|envelope| envelope.code.as_deref());
        let meaning = self.meaning(code);
        let is_understood = code.is_some() || self.status == 429 || self.says_when;
        if let Some(refusal) = self.cut.take().filter(|_| !is_understood) {
            return self.cut_off(refusal);
        }
        let mut answer = match envelope {
            Some(envelope) => self.answer(envelope, meaning, credentials),
            None => self.not_the_api(meaning, "a body that is not a JSON object"),
        };
        answer.retry_after = match meaning {
            Meaning::Throttled | Meaning::Unavailable => Some(self.wait()),
            Meaning::Broken if self.says_when => Some(self.wait()),
            _ => None,
        };
        let next = self.next(meaning);
        answer.date = self.date;
        Verdict { answer, next }
    }

    /// Of a body that is meant as JSON.
    fn answer(&self, envelope: Envelope, meaning: Meaning, credentials: &Credentials) -> Answer {
        let status = status(meaning, self.status);
        let is_success = meaning == Meaning::AsItCame && (200..300).contains(&self.status);
        let is_error = !is_success || envelope.has_error_code();
        let Envelope { code, message, request_id, more, body, is_in_shape, .. } = envelope;
        let request_id = request_id.unwrap_or_else(new_request_id);
        let error = match (code, body) {
            (_, Some(body)) if !is_error => return as_it_came(status, None, request_id, body),
            (_, None) if !is_error => {
                return self.not_the_api(meaning, "a body that is not a JSON object");
            }
            (None, _) => return self.not_the_api(meaning, "no error code"),
            (Some(code), Some(body)) if is_in_shape => {
                as_it_came(status, Some(code), request_id, body)
            }
            (Some(code), _) => {
                let message = message.unwrap_or_default();
                let error = Answer::error(status, &code, &message, request_id);
                with_more(error, more)
            }
        };
        withheld(error, meaning, credentials)
    }

    /// Of an error of which no `Code` was read. With status 403 a permission may be lost, so that no old rows are shown.
    fn cut_off(self, refusal: Refusal) -> Verdict {
        let mut verdict = Verdict::from(refusal);
        if self.status == 403 {
            verdict.answer.status = 403;
        }
        verdict.answer.date = self.date;
        verdict
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

    /// What a gateway in front of PolarDB says, or something else that is no answer of the API. That it asks to wait is
    /// understood without a `Code`.
    fn not_the_api(&self, meaning: Meaning, what: &str) -> Answer {
        let status = self.status;
        match meaning {
            Meaning::Throttled => Refusal::UpstreamLimited(self.wait()).into(),
            _ => {
                let refusal = Refusal::BadGateway(format!(
                    "the upstream did not answer like the PolarDB API: status {status} with {what}"
                ));
                let status = if meaning == Meaning::Unavailable { 503 } else { refusal.status() };
                Answer { status, ..refusal.into() }
            }
        }
    }

    fn wait(&self) -> u64 {
        self.retry_after.unwrap_or(DEFAULT_RETRY_AFTER)
    }

    /// What a reply with this `Code` means. The `Code` decides before the status.
    fn meaning(&self, code: Option<&str>) -> Meaning {
        let begins = |prefixes: &[&str]| {
            code.is_some_and(|code| prefixes.iter().any(|prefix| code.starts_with(prefix)))
        };
        match self.status {
            _ if begins(&["Throttling", "Rejected.Throttling"]) => Meaning::Throttled,
            _ if begins(&["Forbidden", "NoPermission"]) => Meaning::Forbidden,
            status => match code.and_then(complaint) {
                Some(complaint) => Meaning::Complaint(complaint),
                None if status == 429 => Meaning::Throttled,
                None if begins(&["ServiceUnavailable"]) => Meaning::Unavailable,
                // Whoever is in front of PolarDB asks to wait.
                None if status == 503 && self.says_when => Meaning::Unavailable,
                None if begins(&["InternalError"]) => Meaning::Broken,
                // To a browser, 401 would read as "the user must sign in"; and 3xx is no answer of the API.
                None if matches!(status, 300..=399 | 401 | 407 | 500..) => Meaning::Broken,
                None => Meaning::AsItCame,
            },
        }
    }
}

impl From<Refusal> for Verdict {
    /// Of a call without a reply. After a silence there is no second one: the first has taken the time.
    fn from(refusal: Refusal) -> Self {
        let is_disconnected = matches!(refusal, Refusal::Disconnected(_));
        Self { answer: refusal.into(), next: is_disconnected.then_some(Next::Retry) }
    }
}

fn complaint(code: &str) -> Option<Complaint> {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| code.starts_with(prefix));
    match code {
        _ if begins(&["InvalidAccessKeyId"]) => Some(Complaint::Key),
        _ if begins(&["InvalidSecurityToken", "MissingSecurityToken"]) => Some(Complaint::Token),
        _ if begins(&["SignatureNonceUsed"]) => Some(Complaint::Nonce),
        _ if begins(&["Signature", "IncompleteSignature", "InvalidSignature"]) => {
            Some(Complaint::Signature)
        }
        _ if is_clock_error(code) => Some(Complaint::Clock),
        _ => None,
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

fn as_it_came(status: u16, code: Option<String>, request_id: String, body: Bytes) -> Answer {
    Answer { status, code, request_id, retry_after: None, date: None, memory: None, body }
}

/// The error with what else could be read of it, such as the permission that is missing.
fn with_more(error: Answer, more: Map<String, Value>) -> Answer {
    let mut body = more;
    body.extend(serde_json::from_slice::<Map<_, _>>(&error.body).unwrap_or_default());
    Answer { body: Value::from(body).to_string().into(), ..error }
}

/// The error without a message that repeats a credential, or that only the operator can do something about.
fn withheld(error: Answer, meaning: Meaning, credentials: &Credentials) -> Answer {
    let code = error.code.clone().unwrap_or_default();
    let message = match meaning {
        Meaning::Complaint(complaint) => complaint.remedy(),
        _ if leaks(&String::from_utf8_lossy(&error.body), credentials) => WITHHELD,
        _ => return error,
    };
    Answer::error(error.status, &code, message, error.request_id)
}
