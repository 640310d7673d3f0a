//! The configuration file: TOML, read whole, with all its faults at once.
//!
//! It holds no secret but the password of an HTTP proxy: of a token only the hash, of a key pair only where it is. What the command
//! line and the environment say goes above it, in `cli::options`.

mod limits;
mod sections;
mod table;
mod values;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use credentials::{Asked, HttpProxy};

pub use self::limits::Limits;
use self::table::Document;
pub use self::table::Fault;
pub(crate) use self::values::instant_of;
use crate::inbound::base_path::BasePath;
use crate::inbound::callers::{SignIn, Token};
use crate::ops::log::LogFormat;
use crate::outbound::upstream::Upstream;

/// Which PolarDB is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where its requests go.
    pub upstream: Upstream,
    /// The region that this is the endpoint of, where it was named by that.
    pub region: Option<String>,
}

/// Where the certificate for callers and its key are, in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, followed by those that vouch for it.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// What a file says; whatever it leaves out is decided elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The address to listen on.
    pub listen: Option<SocketAddr>,
    /// The directory of the built console.
    pub console: Option<PathBuf>,
    /// The path below which everything is.
    pub base_path: Option<BasePath>,
    /// Origins whose pages may call the proxy.
    pub allow_origins: Option<Vec<String>>,
    /// Names by which the proxy is called.
    pub public_hosts: Option<Vec<String>>,
    /// Whether the console may count the tasks of each status.
    pub status_counts: Option<bool>,
    /// Which PolarDB is called.
    pub target: Option<Target>,
    /// The HTTP proxy on the way to PolarDB and STS.
    pub http_proxy: Option<HttpProxy>,
    /// How much is asked.
    pub limits: Limits,
    /// Who may call with a token.
    pub tokens: Vec<Token>,
    /// Who may call because a gateway says so.
    pub sign_in: Option<SignIn>,
    /// Callers use TLS.
    pub tls: Option<TlsFiles>,
    /// Where the metrics are.
    pub metrics: Option<SocketAddr>,
    /// How the log is written.
    pub log_format: Option<LogFormat>,
    /// Where the proxy's own credentials are.
    pub credentials: Asked,
    /// The file with names and owners of instances.
    pub instances: Option<PathBuf>,
}

/// Why a file cannot be used.
#[derive(Debug)]
pub struct ConfigError {
    path: PathBuf,
    what: What,
}

#[derive(Debug)]
enum What {
    Unreadable(std::io::Error),
    Faults(Vec<Fault>),
}

impl Config {
    /// Reads the file; a path in it is relative to its own directory.
    ///
    /// # Errors
    /// [`ConfigError`], with every fault of the file and its line.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let error = |what| ConfigError { path: path.to_owned(), what };
        let text = std::fs::read_to_string(path).map_err(|io| error(What::Unreadable(io)))?;
        let directory = path.parent().unwrap_or(Path::new(""));
        Self::parse(&text, directory).map_err(|faults| error(What::Faults(faults)))
    }

    /// Reads the text of a file in `directory`.
    ///
    /// # Errors
    /// Every fault with its line, in their order.
    pub fn parse(text: &str, directory: &Path) -> Result<Self, Vec<Fault>> {
        Document::read(text, |table| sections::root(table, directory))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.what {
            What::Unreadable(error) => write!(formatter, "cannot read {path}: {error}"),
            What::Faults(faults) => {
                let count = faults.len();
                let noun = if count == 1 { "fault" } else { "faults" };
                write!(formatter, "{path} has {count} {noun}:")?;
                faults.iter().try_for_each(|fault| write!(formatter, "\n  {fault}"))
            }
        }
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests;
