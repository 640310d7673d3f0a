//! The options of `serve` and their variables. What they leave out is in the configuration file, and
//! what that leaves out is as usual.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use crate::config::{Config, Limits, Target, TlsFiles};
use crate::inbound::base_path::BasePath;
use crate::ops::log::LogFormat;
use crate::outbound::upstream::Upstream;

/// All of `serve`.
#[derive(Args)]
pub(super) struct Options {
    #[command(flatten)]
    pub(super) target: TargetOptions,
    #[command(flatten)]
    pub(super) site: Site,
    #[command(flatten)]
    pub(super) limits: Limits,
    /// The certificate for callers, with those that vouch for it, in PEM.
    #[arg(long, value_name = "FILE", env = "BATCH_PROXY_TLS_CERTIFICATE")]
    tls_certificate: Option<PathBuf>,
    /// Its private key, in PEM.
    #[arg(long, value_name = "FILE", env = "BATCH_PROXY_TLS_KEY")]
    tls_key: Option<PathBuf>,
    /// Tell Prometheus how it goes, at /metrics of this address, loopback only.
    #[arg(long, value_name = "ADDRESS", env = "BATCH_PROXY_METRICS")]
    pub(super) metrics: Option<SocketAddr>,
    /// How the log is written [default: text].
    #[arg(long, value_name = "FORMAT", env = "BATCH_PROXY_LOG_FORMAT")]
    pub(super) log_format: Option<LogFormat>,
}

/// Which PolarDB to talk to.
#[derive(Args)]
#[group(skip)]
pub(super) struct TargetOptions {
    /// The configuration file. What is said here or in a variable goes above it.
    #[arg(long, value_name = "FILE", env = "BATCH_PROXY_CONFIG")]
    config: Option<PathBuf>,
    /// The region whose endpoint is called, e.g. cn-hangzhou.
    #[arg(long, env = "BATCH_PROXY_REGION")]
    #[arg(required_unless_present_any = ["upstream", "config"], conflicts_with = "upstream")]
    region: Option<String>,
    /// Call the endpoint inside the region's VPC.
    #[arg(long, conflicts_with = "upstream", requires = "region")]
    vpc: bool,
    /// An endpoint by its URL: https, or http to this machine.
    #[arg(long, value_name = "URL", env = "BATCH_PROXY_UPSTREAM")]
    upstream: Option<String>,
}

/// Where the console is served, and to whom.
#[derive(Args)]
pub(super) struct Site {
    /// The address to listen on; port 0 takes a free one [default: 127.0.0.1:8787].
    #[arg(long, value_name = "ADDRESS", env = "BATCH_PROXY_LISTEN")]
    pub(super) listen: Option<SocketAddr>,
    /// The directory of the built console [default: the embedded one, or else ./dist, if it is there].
    #[arg(long, value_name = "DIR", env = "BATCH_PROXY_CONSOLE")]
    pub(super) console: Option<PathBuf>,
    /// Serve everything below this path, e.g. /polardb/, for a gateway that cannot rewrite paths [default: /].
    #[arg(long, value_name = "PATH", env = "BATCH_PROXY_BASE_PATH")]
    pub(super) base_path: Option<BasePath>,
    /// An origin whose pages may call the proxy too, e.g. https://tasks.example.com (repeatable).
    #[arg(long, value_name = "ORIGIN", env = "BATCH_PROXY_ALLOW_ORIGIN", value_delimiter = ',')]
    pub(super) allow_origin: Vec<String>,
    /// A host name by which the proxy, or a gateway in front, is called (repeatable).
    #[arg(long, value_name = "HOST", env = "BATCH_PROXY_PUBLIC_HOST", value_delimiter = ',')]
    pub(super) public_host: Vec<String>,
    /// Keep the console from asking how many tasks are in each status: four small calls a minute for each view.
    #[arg(long)]
    pub(super) no_status_counts: bool,
}

impl TargetOptions {
    /// What the configuration file says; nothing where none is named.
    pub(super) fn file(&self) -> Result<Config, Failure> {
        Ok(self.config.as_deref().map(Config::read).transpose()?.unwrap_or_default())
    }

    /// The PolarDB that is named here, or else in the file, by the way that the file names.
    pub(super) fn target(&self, file: &Config) -> Result<Target, Failure> {
        let Target { upstream, region } = if let Some(region) = &self.region {
            let upstream = Upstream::of_region(region, self.vpc)?;
            Target { upstream, region: Some(region.clone()) }
        } else if let Some(url) = &self.upstream {
            Target { upstream: Upstream::parse(url)?, region: None }
        } else {
            file.target.clone().ok_or(Failure::NoTarget)?
        };
        Ok(Target { upstream: upstream.through(file.http_proxy.clone()), region })
    }
}

impl Options {
    /// The certificate that is named here, or else in the file.
    pub(super) fn tls(&self, of_file: Option<TlsFiles>) -> Result<Option<TlsFiles>, Failure> {
        match (&self.tls_certificate, &self.tls_key) {
            (Some(certificate), Some(key)) => {
                Ok(Some(TlsFiles { certificate: certificate.clone(), key: key.clone() }))
            }
            (None, None) => Ok(of_file),
            _ => Err(Failure::HalfTls),
        }
    }
}
