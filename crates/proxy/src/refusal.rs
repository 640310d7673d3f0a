//! Every reason for which the proxy itself gives no answer of PolarDB, and the error it gives
//! instead.

use std::time::Duration;

use axum::http::HeaderValue;
use axum::http::header::{ALLOW, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};

use crate::answer::{Answer, new_request_id};
use crate::inbound::guard::Remedy;

/// Why the proxy did not ask PolarDB, or has nothing of PolarDB's to hand on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The `Host` is missing or not one of the proxy's names; which one, where that is safe to repeat.
    #[error("the proxy does not answer to this host name; its operator can add {}", public_hosts(.0))]
    HostNotAllowed(Option<String>),
    /// There are several `Host` headers.
    #[error("the request names its host more than once")]
    SeveralHosts,
    /// The `Origin` is missing, `null`, or not one of those allowed; what lets it in, where that is known.
    #[error("the proxy does not answer to pages of this origin; its operator can {}", for_origin(.0))]
    OriginNotAllowed(Option<Remedy>),
    /// An action that is not one of the two, letter for letter.
    #[error("the proxy signs DescribeBatchTasks and DescribeBatchTask only")]
    ActionNotAllowed,
    /// A parameter that is unknown, repeated or wrong.
    #[error("{name} {fault}")]
    InvalidParameter {
        /// The parameter's name, as it came, cut to 64 characters.
        name: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The request has a body.
    #[error("the body must be empty: parameters go into the query string")]
    BodyNotEmpty,
    /// Neither a route nor a file.
    #[error("there is nothing at this address")]
    NotFound,
    /// The address exists, but not for this method; those for which it does, for `Allow`.
    #[error("this address takes these methods only: {0}")]
    MethodNotAllowed(&'static str),
    /// The caller has not shown who it is, or may not call any more.
    #[error("sign in first: the proxy answers to those who are signed in or have a valid token")]
    Unauthenticated,
    /// The caller asks faster than it may.
    #[error("too many requests from here: try again in {0} s")]
    CallerTooFast(u64),
    /// The proxy may call PolarDB no faster.
    #[error("the proxy calls PolarDB as often as it may already: try again in {0} s")]
    UpstreamBusy(u64),
    /// A gateway in front of PolarDB limits the rate.
    #[error("a gateway in front of PolarDB limits the rate: try again in {0} s")]
    UpstreamLimited(u64),
    /// The bodies in flight take all the memory that there is for them.
    #[error("the replies in flight take all the memory that there is for them: try again in {0} s")]
    NoRoom(u64),
    /// A panic.
    #[error("a fault of the proxy itself; its operator finds the place in its log")]
    Internal,
    /// There is no valid key to sign with.
    #[error(
        "the proxy has no valid credentials at the moment; its operator finds the reason in its log"
    )]
    NoCredentials,
    /// PolarDB said nothing in time.
    #[error("PolarDB did not answer within {} s", .0.as_secs_f32())]
    UpstreamTimeout(Duration),
    /// No connection to PolarDB, or one that broke off before the reply was whole.
    #[error("{0}")]
    Disconnected(String),
    /// What came was not an answer of PolarDB's API.
    #[error("{0}")]
    BadGateway(String),
}

impl Refusal {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::SeveralHosts | Self::InvalidParameter { .. } => 400,
            Self::Unauthenticated => 401,
            Self::OriginNotAllowed(_) | Self::ActionNotAllowed => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed(_) => 405,
            Self::BodyNotEmpty => 413,
            Self::HostNotAllowed(_) => 421,
            Self::CallerTooFast(_)
            | Self::UpstreamBusy(_)
            | Self::UpstreamLimited(_)
            | Self::NoRoom(_) => 429,
            Self::Internal => 500,
            Self::Disconnected(_) | Self::BadGateway(_) => 502,
            Self::NoCredentials => 503,
            Self::UpstreamTimeout(_) => 504,
        }
    }

    /// After how many seconds it may be tried again.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::CallerTooFast(seconds)
            | Self::UpstreamBusy(seconds)
            | Self::UpstreamLimited(seconds)
            | Self::NoRoom(seconds) => Some(*seconds),
            _ => None,
        }
    }

    /// `Code` of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::HostNotAllowed(_) | Self::SeveralHosts => "Proxy.HostNotAllowed",
            Self::OriginNotAllowed(_) => "Proxy.OriginNotAllowed",
            Self::ActionNotAllowed => "Proxy.ActionNotAllowed",
            Self::InvalidParameter { .. } => "Proxy.InvalidParameter",
            Self::BodyNotEmpty => "Proxy.BodyNotEmpty",
            Self::NotFound => "Proxy.NotFound",
            Self::MethodNotAllowed(_) => "Proxy.MethodNotAllowed",
            Self::Unauthenticated => "Proxy.Unauthenticated",
            Self::CallerTooFast(_)
            | Self::UpstreamBusy(_)
            | Self::UpstreamLimited(_)
            | Self::NoRoom(_) => "Proxy.RateLimited",
            Self::Internal => "Proxy.InternalError",
            Self::NoCredentials => "Proxy.NoCredentials",
            Self::UpstreamTimeout(_) => "Proxy.UpstreamTimeout",
            Self::Disconnected(_) | Self::BadGateway(_) => "Proxy.BadGateway",
        }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let (status, code) = (refusal.status(), refusal.code());
        let retry_after = refusal.retry_after();
        let answer = Self::error(status, code, &refusal.to_string(), new_request_id());
        Self { retry_after, ..answer }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let header = match self {
            Self::Unauthenticated => Some((WWW_AUTHENTICATE, "Bearer")),
            Self::MethodNotAllowed(allowed) => Some((ALLOW, allowed)),
            _ => None,
        };
        let mut response = Answer::from(self).into_response();
        if let Some((name, value)) = header {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// The option that lets an origin in.
fn for_origin(remedy: &Option<Remedy>) -> String {
    let any = "allow one with --allow-origin, and curl has to send -H 'Origin: …' with the proxy's own address";
    remedy.as_ref().map_or_else(|| any.to_owned(), |remedy| format!("add {remedy}"))
}

/// The option that lets a host in, as it is written in the file and on the command line.
fn public_hosts(host: &Option<String>) -> String {
    let host = host.as_deref().unwrap_or("…");
    format!("public-hosts = [\"{host}\"] to the file, or --public-host {host}")
}
