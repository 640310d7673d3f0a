//! Why there is no key.

/// Why no key was fetched. No text of a reply is repeated but an error's code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No connection, or a connection that broke.
    #[error("{who} cannot be reached: {cause}")]
    Unreachable {
        /// STS, the metadata service or a URI.
        who: &'static str,
        /// The system's reason.
        cause: String,
    },
    /// No reply in time.
    #[error("{who} did not answer within {seconds} s")]
    Silent {
        /// STS, the metadata service or a URI.
        who: &'static str,
        /// How long it had.
        seconds: u64,
    },
    /// The reply is an error.
    #[error("{who} refuses: status {status}, {code}")]
    Refused {
        /// STS, the metadata service or a URI.
        who: &'static str,
        /// The HTTP status.
        status: u16,
        /// The error's code.
        code: String,
    },
    /// The reply contains no key that is valid for a while.
    #[error("{0} gave no valid key")]
    NotAKey(&'static str),
    /// The key in the reply has expired already.
    #[error("{0} gave a key that has expired")]
    ExpiredKey(&'static str),
    /// The metadata service gives no key.
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    /// The file with the OIDC token.
    #[error("cannot read the OIDC token's file: {0}")]
    TokenFile(String),
    /// A file with a key cannot be read again.
    #[error("{0}")]
    File(String),
    /// The key in a file has expired.
    #[error("{0}")]
    Expired(String),
    /// The program of a profile of the mode `External`.
    #[error("the program of process_command {0}")]
    Program(String),
    /// The certificates to check STS with.
    #[error("cannot prepare TLS: are the system's CA certificates installed?")]
    Tls,
    /// The HTTP proxy cannot be used.
    #[error("cannot use the HTTP proxy")]
    HttpProxy,
}

/// Why the metadata service of a machine gives no key, and what to look at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MetadataError {
    /// No route, a closed port, or a connection that broke.
    #[error(
        "the metadata service cannot be reached ({0}): check that this is an ECS or ECI instance, and that no firewall, \
         network policy or container network keeps it from 100.100.100.200"
    )]
    Unreachable(String),
    /// No answer in time.
    #[error(
        "the metadata service did not answer within {0} s: probably this is no ECS or ECI instance, or a firewall drops what \
         goes to 100.100.100.200"
    )]
    Silent(u64),
    /// Status 403.
    #[error(
        "the metadata service refuses (status 403): access to metadata is switched off for this instance, or a proxy on the \
         node guards it (in Kubernetes, use an OIDC role)"
    )]
    Forbidden,
    /// Status 404 for the token.
    #[error(
        "the metadata service knows no tokens (status 404): something else answers in its place, or it is too old"
    )]
    NoTokens,
    /// No role.
    #[error("no RAM role is attached to this instance: attach one, or configure a key")]
    NoRole,
    /// Not this role.
    #[error("the RAM role {0:?} is not attached to this instance: check its name")]
    OtherRole(String),
}
