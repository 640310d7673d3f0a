//! Why a request was not authenticated, in words and in the cloud's own error codes.

use std::fmt;

use crate::Secret;

/// Why [`verify`](crate::verify) refused a request. [`code`](Self::code) and
/// [`status`](Self::status) are what Alibaba Cloud answers in the same case.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// There is no `Authorization` header.
    MissingAuthorization,
    /// The `Authorization` header is not one of this algorithm; says how.
    MalformedAuthorization(&'static str),
    /// This header, which every signed request bears, is absent or empty.
    MissingHeader(String),
    /// This header came more than once, so it is open which one was signed.
    DuplicateHeader(String),
    /// This header's value is not text.
    MalformedHeader(String),
    /// This header is part of what is asked, but is not among the signed ones.
    UnsignedHeader(String),
    /// `x-acs-date` is not `yyyy-MM-ddTHH:mm:ssZ`.
    MalformedDate(String),
    /// This piece of the query cannot be decoded.
    MalformedQuery(String),
    /// This parameter came more than once.
    DuplicateParameter(String),
    /// `x-acs-content-sha256` is not the hash of the body.
    BodyMismatch,
    /// No secret is known for this access key id.
    UnknownAccessKey(String),
    /// These credentials are temporary, and the request has no `x-acs-security-token`.
    MissingSecurityToken,
    /// The request's token is not the one of these credentials.
    SecurityTokenMismatch,
    /// The signature is another one than the verifier's: a wrong secret or an altered request.
    SignatureMismatch {
        /// The canonical request as the verifier understood it. A secret, since it holds the
        /// security token; a server that echoes it shows the token to the caller.
        canonical_request: Secret,
    },
}

impl VerifyError {
    /// The `Code` of the cloud's error reply.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingAuthorization
            | Self::MalformedAuthorization(_)
            | Self::UnsignedHeader(_)
            | Self::DuplicateHeader(_)
            | Self::MalformedHeader(_) => "IncompleteSignature",
            Self::MissingHeader(_) => "MissingParameter",
            Self::MalformedDate(_) => "InvalidTimeStamp.Format",
            Self::MalformedQuery(_) | Self::DuplicateParameter(_) => "InvalidParameter",
            Self::UnknownAccessKey(_) => "InvalidAccessKeyId.NotFound",
            Self::MissingSecurityToken => "MissingSecurityToken",
            Self::SecurityTokenMismatch => "InvalidSecurityToken.MismatchWithAccessKey",
            Self::BodyMismatch | Self::SignatureMismatch { .. } => "SignatureDoesNotMatch",
        }
    }

    /// The HTTP status of the cloud's error reply.
    pub fn status(&self) -> u16 {
        match self {
            Self::UnknownAccessKey(_) => 404,
            _ => 400,
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingAuthorization => {
                formatter.write_str("the header Authorization is missing")
            }
            Self::MalformedAuthorization(fault) => {
                write!(formatter, "the header Authorization is malformed: {fault}")
            }
            Self::MissingHeader(name) => write!(formatter, "the header {name} is missing"),
            Self::DuplicateHeader(name) => write!(formatter, "the header {name} came twice"),
            Self::MalformedHeader(name) => write!(formatter, "the header {name} is not text"),
            Self::UnsignedHeader(name) => write!(formatter, "the header {name} is not signed"),
            Self::MalformedDate(date) => {
                write!(formatter, "x-acs-date is {date:?}, not like 2026-04-07T00:00:00Z")
            }
            Self::MalformedQuery(text) => write!(formatter, "cannot decode {text:?} in the query"),
            Self::DuplicateParameter(name) => write!(formatter, "the parameter {name} came twice"),
            Self::BodyMismatch => {
                formatter.write_str("x-acs-content-sha256 is not the hash of the body")
            }
            Self::UnknownAccessKey(id) => write!(formatter, "the access key {id} is not known"),
            Self::MissingSecurityToken => {
                formatter.write_str("the access key is a temporary one, and its token is missing")
            }
            Self::SecurityTokenMismatch => {
                formatter.write_str("the security token does not belong to the access key")
            }
            Self::SignatureMismatch { .. } => {
                formatter.write_str("the signature is wrong: another secret, or an altered request")
            }
        }
    }
}

impl std::error::Error for VerifyError {}
