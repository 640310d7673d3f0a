//! The configuration file: TOML, read whole, with all its faults at once.
//!
//! It holds no secret: of a token only the hash, of a key pair only where it is. What the command
//! line and the environment say goes above it, in `cli::options`.

mod limits;
mod table;
mod values;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use toml::de::DeValue;

pub use self::limits::Limits;
pub use self::table::Fault;
use self::table::{Document, Table};
pub(crate) use self::values::instant_of;
use self::values::{instant, number, parsed, switch, text, texts};
use crate::callers::{SignIn, Token};
use crate::guard;
use crate::log::LogFormat;
use crate::upstream::Upstream;

/// Which PolarDB is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where its requests go.
    pub upstream: Upstream,
    /// What the user reads: the region, or the host.
    pub label: String,
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
    /// Origins whose pages may call the proxy.
    pub allow_origins: Option<Vec<String>>,
    /// Names by which the proxy is called.
    pub public_hosts: Option<Vec<String>>,
    /// Whether the console may count the tasks of each status.
    pub status_counts: Option<bool>,
    /// Which PolarDB is called.
    pub target: Option<Target>,
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
        Document::read(text, |table| root(table, directory))
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

fn root(mut table: Table<'_, '_>, directory: &Path) -> Config {
    let path = |value: &DeValue<'_>| Ok(directory.join(text(value)?));
    let checked = |check: fn(&str) -> Result<String, guard::GuardError>| {
        texts(move |text| check(text).map_err(|error| format!("has a fault: {error}")))
    };
    let config = Config {
        listen: table.take("listen", parsed("an address such as 127.0.0.1:8787")),
        metrics: table.take("metrics", loopback),
        log_format: table.take("log-format", log_format),
        console: table.take("console", path),
        allow_origins: table.take("allow-origins", checked(guard::origin)),
        public_hosts: table.take("public-hosts", checked(guard::public_host)),
        status_counts: table.take("status-counts", switch),
        target: table.table("upstream").and_then(target),
        limits: table.table("limits").map(limits).unwrap_or_default(),
        tokens: table.table("tokens").map(tokens).unwrap_or_default(),
        sign_in: table.table("sign-in").and_then(sign_in),
        tls: table.table("tls").and_then(|table| tls(table, directory)),
    };
    table.end();
    config
}

fn loopback(value: &DeValue<'_>) -> Result<SocketAddr, String> {
    let must_be = "an address of this machine such as 127.0.0.1:9464";
    let address: SocketAddr = parsed(must_be)(value)?;
    address.ip().is_loopback().then_some(address).ok_or_else(|| format!("must be {must_be}"))
}

fn log_format(value: &DeValue<'_>) -> Result<LogFormat, String> {
    LogFormat::from_str(&text(value)?, false).map_err(|_| "must be text or json".to_owned())
}

fn target(mut table: Table<'_, '_>) -> Option<Target> {
    let region = table.take("region", text);
    let vpc = table.take("vpc", switch);
    let url = table.take("url", |value| {
        Upstream::parse(&text(value)?).map_err(|error| format!("has a fault: {error}"))
    });
    let target = match (region, url) {
        (Some(region), None) => match Upstream::of_region(&region, vpc.unwrap_or(false)) {
            Ok(upstream) => Some(Target { upstream, label: region }),
            Err(error) => {
                table.fault(&format!("has a fault: {error}"));
                None
            }
        },
        (None, Some(upstream)) if vpc.is_none() => {
            Some(Target { label: upstream.authority().to_owned(), upstream })
        }
        (None, None) => None,
        _ => {
            table.fault("takes a region, with vpc or without, or a url");
            None
        }
    };
    table.end();
    target
}

fn limits(mut table: Table<'_, '_>) -> Limits {
    let limits = Limits {
        cache_seconds: table.take("cache-seconds", number(0..=3600)),
        stale_seconds: table.take("stale-seconds", number(0..=3600)),
        upstream_in_flight: table.take("upstream-in-flight", number(1..=64)),
        upstream_rate: table.take("upstream-rate", number(1..=1_000_000)),
        caller_rate: table.take("caller-rate", number(1..=1_000_000)),
    };
    table.end();
    limits
}

fn tokens(table: Table<'_, '_>) -> Vec<Token> {
    let tokens = table.named_tables().into_iter().filter_map(|(name, mut table)| {
        table.require(&["sha256"]);
        let hash = table.take("sha256", parsed("64 hexadecimal digits"));
        let expires = table.take("expires", instant);
        if !Token::is_name(&name) {
            table.fault("must be named with letters, digits, - and _, at most 64");
        }
        table.end();
        Token::new(name, hash?, expires)
    });
    tokens.collect()
}

fn sign_in(mut table: Table<'_, '_>) -> Option<SignIn> {
    table.require(&["header", "peers"]);
    let header = table.take("header", parsed("the name of a header such as X-Forwarded-User"));
    let peers = table.take("peers", texts(|text| SignIn::network(text).map(|_| text.to_owned())));
    let url = table.take("url", |value| SignIn::url(&text(value)?));
    if peers.as_ref().is_some_and(Vec::is_empty) {
        table.fault("needs one peer at least");
    }
    table.end();
    SignIn::new(header?, &peers?, url)
}

fn tls(mut table: Table<'_, '_>, directory: &Path) -> Option<TlsFiles> {
    table.require(&["certificate", "key"]);
    let certificate = table.take("certificate", text);
    let key = table.take("key", text);
    table.end();
    Some(TlsFiles { certificate: directory.join(certificate?), key: directory.join(key?) })
}

#[cfg(test)]
mod tests;
