//! Why there is no key.

/// What came in the place of a key. No text of a reply is repeated but an error's code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No connection, or no reply in time.
    #[error("{0} cannot be reached")]
    Unreachable(&'static str),
    /// The reply is an error.
    #[error("{who} refuses: status {status}, {code}")]
    Refused {
        /// STS or the metadata service.
        who: &'static str,
        /// The HTTP status.
        status: u16,
        /// The error's code.
        code: String,
    },
    /// The reply holds no key that is valid for a while.
    #[error("{0} gave no valid key")]
    NotAKey(&'static str),
    /// The file with the OIDC token.
    #[error("cannot read the OIDC token's file: {0}")]
    TokenFile(std::io::ErrorKind),
    /// The certificates to check STS's with.
    #[error("cannot prepare TLS: are the system's CA certificates installed?")]
    Tls,
}
