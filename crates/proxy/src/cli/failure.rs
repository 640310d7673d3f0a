//! Why a command cannot do its work, in words for whoever typed it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::credentials::CredentialsError;
use crate::guard::GuardError;
use crate::upstream::UpstreamError;

/// What stops a command before it has begun.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    #[error(transparent)]
    Upstream(#[from] UpstreamError),
    #[error(transparent)]
    Guard(#[from] GuardError),
    #[error(
        "will not listen on {0}: whoever reaches the proxy uses its credentials, and this version \
         has no sign-in. Listen on 127.0.0.1 or [::1], and put a gateway with sign-in in front"
    )]
    NotLoopback(SocketAddr),
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    #[error("{} has no index.html: build the console with `cargo xtask dist`", .0.display())]
    NoConsole(PathBuf),
    #[error("cannot prepare TLS ({0}): are the system's CA certificates installed?")]
    Tls(#[from] reqwest::Error),
    #[error("cannot wait for signals: {0}")]
    Signals(io::Error),
}
