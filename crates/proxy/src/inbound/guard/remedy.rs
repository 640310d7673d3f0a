//! The setting that lets pages of an origin in.

use std::fmt;

use super::{LONGEST_HOST, origin};

/// What an operator adds to the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// The origin is the proxy's own, behind a gateway with TLS, by this name.
    PublicHost(String),
    /// It is another one.
    AllowOrigin(String),
}

impl Remedy {
    /// For a request from pages of `text` to `host`; none where `text` is no origin.
    pub(super) fn of(text: &str, host: &str) -> Option<Self> {
        let origin = origin(text).ok().filter(|_| text.len() <= "https://".len() + LONGEST_HOST)?;
        let is_own = origin.strip_prefix("https://").is_some_and(|authority| authority == host);
        Some(if is_own { Self::PublicHost(host.to_owned()) } else { Self::AllowOrigin(origin) })
    }
}

impl fmt::Display for Remedy {
    /// As it is written in the file and on the command line.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, option, value) = match self {
            Self::PublicHost(host) => ("public-hosts", "--public-host", host),
            Self::AllowOrigin(origin) => ("allow-origins", "--allow-origin", origin),
        };
        write!(formatter, "{key} = [\"{value}\"] to the file, or {option} {value}")
    }
}
