//! Why a call did not succeed, sorted by what has to be done about it.

use std::time::Duration;

use crate::text::split_at_first;

pub use message::{Excerpt, ForeignReply, Message, Misfit};

mod message;

/// A call that brought no answer to show, with the evidence that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What has to be done about it.
    pub kind: FailureKind,
    /// The HTTP status, where there was a reply.
    pub status: Option<u16>,
    /// `Code` of the error envelope.
    pub code: Option<String>,
    /// `Message` of the error envelope, or what came in its place.
    pub message: Option<Message>,
    /// The id of the call, for support.
    pub request_id: Option<String>,
    /// `AccessDeniedDetail.AuthAction`: the RAM action that is missing.
    pub ram_action: Option<String>,
    /// The pause that the reply asked for.
    pub retry_after: Option<Duration>,
    /// `Recommend`: the cloud's own page about this error, if that is where it leads.
    pub recommend: Option<String>,
}

/// Failures by what the user, or somebody for the user, does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The request got no reply: offline, refused, reset, blocked.
    Unreachable,
    /// No reply within the time allowed.
    TimedOut,
    /// The user has to sign in at whatever stands before the proxy.
    SignInRequired,
    /// The reply is not from this API: HTML, another JSON, an empty body.
    NotTheApi,
    /// The reply was meant as the API's but is cut off or of the wrong shape.
    Undecodable,
    /// The reply answers another question than was asked.
    Misfit,
    /// Too many calls: wait.
    Throttled,
    /// The service is in trouble: try again later.
    Unavailable,
    /// The cloud refuses the proxy's key, signature or token: its operator must act.
    ProxyCredentials,
    /// The proxy's clock is off by more than 15 minutes: its operator must act.
    ProxyClock,
    /// The proxy has no credentials: its operator must act.
    ProxyNotConfigured,
    /// The proxy refuses this page, its host or its action: its operator must act.
    ProxyRefused,
    /// The account may not make this call: an administrator must grant the RAM action.
    NotPermitted,
    /// A parameter is wrong.
    InvalidInput,
    /// The endpoint does not know the operation: wrong endpoint or region.
    WrongEndpoint,
    /// There is no such batch.
    NotFound,
    /// The service refused the request, by a code or a status that has no meaning here.
    Refused,
    /// None of the above.
    Unexpected,
}

impl Failure {
    /// A failure without any evidence but its kind.
    pub fn new(kind: FailureKind) -> Self {
        Self {
            kind,
            status: None,
            code: None,
            message: None,
            request_id: None,
            ram_action: None,
            retry_after: None,
            recommend: None,
        }
    }
}

impl Failure {
    /// Whether there was a reply.
    pub fn is_of_reply(&self) -> bool {
        self.status.is_some() || self.kind == FailureKind::Misfit
    }

    /// Whether the service asked to be left alone for a while.
    pub fn wants_quiet(&self) -> bool {
        self.kind == FailureKind::Throttled || self.retry_after.is_some()
    }
}

impl FailureKind {
    /// The kind for a reply with an error code, or with none, and its HTTP status.
    ///
    /// The code decides, because the cloud sends throttling as 400 and wrong keys as 404; the status
    /// counts only where the code says nothing.
    pub fn classify(code: Option<&str>, status: u16) -> Self {
        match (code.and_then(Self::of_code), code, status) {
            (Some(kind), ..) => kind,
            // Only the API's own errors have a code.
            (None, Some(_), 404 | 405) => Self::Refused,
            (None, ..) => Self::of_status(status),
        }
    }

    /// Whether trying again by itself can help. The rest waits for somebody to act.
    pub fn is_retried(self) -> bool {
        match self {
            Self::Unreachable
            | Self::TimedOut
            | Self::NotTheApi
            | Self::Undecodable
            | Self::Misfit
            | Self::Throttled
            | Self::Unavailable
            | Self::Unexpected => true,
            Self::SignInRequired
            | Self::ProxyCredentials
            | Self::ProxyClock
            | Self::ProxyNotConfigured
            | Self::ProxyRefused
            | Self::NotPermitted
            | Self::InvalidInput
            | Self::WrongEndpoint
            | Self::NotFound
            | Self::Refused => false,
        }
    }

    /// Whether it says that the user may not see the data, at least not now.
    pub fn denies_access(self) -> bool {
        matches!(self, Self::SignInRequired | Self::NotPermitted)
    }

    fn of_code(code: &str) -> Option<Self> {
        let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| code.starts_with(prefix));
        let kind = match code {
            "Proxy.Unauthenticated" => Self::SignInRequired,
            "Proxy.RateLimited" => Self::Throttled,
            "Proxy.NoCredentials" => Self::ProxyNotConfigured,
            "Proxy.InvalidParameter" => Self::InvalidInput,
            "Proxy.UpstreamTimeout" | "Proxy.BadGateway" | "Proxy.InternalError" => {
                Self::Unavailable
            }
            "InvalidBatchId.NotFound" | "ResourceNotFound" => Self::NotFound,
            _ if begins(&["Proxy."]) => Self::ProxyRefused,
            _ if begins(&["Throttling", "Rejected.Throttling"]) => Self::Throttled,
            _ if begins(&["ServiceUnavailable", "InternalError"]) => Self::Unavailable,
            _ if begins(&[
                "InvalidAccessKeyId",
                "SignatureDoesNotMatch",
                "IncompleteSignature",
                "InvalidSecurityToken",
                "MissingSecurityToken",
                "SignatureNonceUsed",
            ]) =>
            {
                Self::ProxyCredentials
            }
            _ if begins(&["InvalidTimeStamp", "IllegalTimestamp"]) => Self::ProxyClock,
            _ if begins(&["Forbidden", "NoPermission"]) => Self::NotPermitted,
            _ if begins(&[
                "InvalidApi",
                "InvalidAction",
                "InvalidVersion",
                "UnsupportedHTTPMethod",
            ]) =>
            {
                Self::WrongEndpoint
            }
            _ if begins(&["Missing", "InvalidParameter"]) => Self::InvalidInput,
            _ if code.ends_with("NotFound") || split_at_first(code, "NotExist").is_some() => {
                Self::NotFound
            }
            _ => return None,
        };
        Some(kind)
    }

    fn of_status(status: u16) -> Self {
        match status {
            401 => Self::SignInRequired,
            403 => Self::NotPermitted,
            404 | 405 => Self::NotTheApi,
            429 => Self::Throttled,
            // The server has waited, not the page.
            408 | 500.. => Self::Unavailable,
            400..500 => Self::Refused,
            _ => Self::Unexpected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_decides_before_the_status() {
        for (code, status, kind) in [
            ("Throttling", 400, FailureKind::Throttled),
            ("Throttling.User", 429, FailureKind::Throttled),
            ("Rejected.Throttling", 503, FailureKind::Throttled),
            ("Proxy.RateLimited", 429, FailureKind::Throttled),
            ("ServiceUnavailable", 403, FailureKind::Unavailable),
            ("InternalError", 500, FailureKind::Unavailable),
            ("Proxy.UpstreamTimeout", 504, FailureKind::Unavailable),
            ("Proxy.BadGateway", 502, FailureKind::Unavailable),
            ("Proxy.InternalError", 500, FailureKind::Unavailable),
            ("InvalidAccessKeyId.NotFound", 404, FailureKind::ProxyCredentials),
            ("InvalidAccessKeyId.Inactive", 502, FailureKind::ProxyCredentials),
            ("SignatureDoesNotMatch", 502, FailureKind::ProxyCredentials),
            ("IncompleteSignature", 400, FailureKind::ProxyCredentials),
            ("InvalidSecurityToken.Expired", 502, FailureKind::ProxyCredentials),
            ("InvalidTimeStamp.Expired", 502, FailureKind::ProxyClock),
            ("IllegalTimestamp", 400, FailureKind::ProxyClock),
            ("Proxy.NoCredentials", 503, FailureKind::ProxyNotConfigured),
            ("Proxy.OriginNotAllowed", 403, FailureKind::ProxyRefused),
            ("Proxy.HostNotAllowed", 421, FailureKind::ProxyRefused),
            ("Proxy.ActionNotAllowed", 403, FailureKind::ProxyRefused),
            ("Proxy.Unauthenticated", 401, FailureKind::SignInRequired),
            ("Forbidden.RAM", 403, FailureKind::NotPermitted),
            ("NoPermission", 400, FailureKind::NotPermitted),
            ("MissingParameter", 400, FailureKind::InvalidInput),
            ("InvalidParameter.Status", 400, FailureKind::InvalidInput),
            ("Proxy.InvalidParameter", 400, FailureKind::InvalidInput),
            ("InvalidAction.NotFound", 404, FailureKind::WrongEndpoint),
            ("InvalidApi.NotFound", 404, FailureKind::WrongEndpoint),
            ("InvalidVersion", 404, FailureKind::WrongEndpoint),
            ("UnsupportedHTTPMethod", 403, FailureKind::WrongEndpoint),
            ("InvalidBatchId.NotFound", 404, FailureKind::NotFound),
        ] {
            assert_eq!(FailureKind::classify(Some(code), status), kind, "{code} with {status}");
        }
    }

    #[test]
    fn the_status_decides_where_the_code_says_nothing() {
        for (code, status, kind) in [
            (None, 401, FailureKind::SignInRequired),
            (None, 429, FailureKind::Throttled),
            (None, 503, FailureKind::Unavailable),
            (None, 404, FailureKind::NotTheApi),
            (Some("Whatever.New"), 403, FailureKind::NotPermitted),
            (Some("Whatever.New"), 400, FailureKind::Refused),
            (Some("Whatever.New"), 404, FailureKind::Refused),
            (Some("Whatever.New"), 405, FailureKind::Refused),
            (Some("Whatever.New"), 503, FailureKind::Unavailable),
            (Some("Whatever.New"), 429, FailureKind::Throttled),
            (None, 400, FailureKind::Refused),
            (None, 402, FailureKind::Refused),
            (None, 406, FailureKind::Refused),
            (None, 409, FailureKind::Refused),
            (None, 410, FailureKind::Refused),
            (None, 418, FailureKind::Refused),
            (None, 422, FailureKind::Refused),
            (Some("EntityNotExist.Batch"), 404, FailureKind::NotFound),
            (Some("InvalidDBCluster.NotFound"), 400, FailureKind::NotFound),
            (Some("Whatever.New"), 200, FailureKind::Unexpected),
        ] {
            assert_eq!(FailureKind::classify(code, status), kind, "{code:?} with {status}");
        }
    }
}
