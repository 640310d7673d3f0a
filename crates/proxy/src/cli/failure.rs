//! Why a command cannot do its work, in words for whoever typed it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use credentials::{CredentialsError, Warning};

use crate::config::ConfigError;
use crate::inbound::guard::GuardError;
use crate::inbound::instances::InstancesError;
use crate::inbound::tls::TlsError;
use crate::outbound::upstream::UpstreamError;

/// What stops a command before it has begun.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{error}{}{}", other_than(error), notes(warnings))]
    Credentials { error: CredentialsError, warnings: Vec<Warning> },
    #[error(transparent)]
    Upstream(#[from] UpstreamError),
    #[error(transparent)]
    Guard(#[from] GuardError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Instances(#[from] InstancesError),
    #[error(transparent)]
    TlsFiles(#[from] TlsError),
    #[error(
        "no PolarDB to call: name one with --region, with --upstream or in the file's [upstream]"
    )]
    NoTarget,
    #[error("there is no valid key to sign with: run `batch-proxy check`")]
    NoKey,
    #[error("{0} needs a restart")]
    NeedsRestart(&'static str),
    #[error("TLS takes both --tls-certificate and --tls-key")]
    HalfTls,
    #[error(
        "will not listen on {0}: whoever reaches the proxy uses its credentials. Listen on 127.0.0.1 \
         or [::1], or have callers show who they are: with [tokens] or [sign-in] in the configuration \
         file of `serve`"
    )]
    NotLoopback(SocketAddr),
    #[error("a token's name must be letters, digits, - and _, at most 64")]
    TokenName,
    #[error(
        "--expires must be a day or a time to come, such as 2027-01-31 or 2027-01-31T12:00:00Z"
    )]
    Expires,
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    #[error("{} has no index.html: build the console with `cargo xtask dist`", .0.display())]
    NoConsole(PathBuf),
    #[error("cannot prepare TLS ({0}): are the system's CA certificates installed?")]
    Tls(#[from] reqwest::Error),
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
    #[error("the files of the configuration could not be read within {0} s")]
    SilentFiles(u64),
    #[error("cannot wait for signals: {0}")]
    Signals(io::Error),
}

impl From<CredentialsError> for Failure {
    fn from(error: CredentialsError) -> Self {
        Self::Credentials { error, warnings: Vec::new() }
    }
}

/// What may be the cause, such as a variable that is empty.
fn notes(warnings: &[Warning]) -> String {
    warnings.iter().map(|warning| format!("\n  Note: {warning}")).collect()
}

/// What works without credentials.
fn other_than(error: &CredentialsError) -> &'static str {
    match error {
        CredentialsError::Absent | CredentialsError::NoMachineRole(_) => {
            "; or try `batch-proxy demo`, which needs none"
        }
        _ => "",
    }
}
