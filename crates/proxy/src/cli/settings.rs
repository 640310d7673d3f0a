//! What a proxy is to do, complete: from the command line, the environment and the file.

use std::cell::RefCell;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use acs3::Credentials;
use credentials::{Asked, Endpoints, Found, Provider, World};

use super::failure::Failure;
use super::options::{Options, Site};
use super::reload::reading;
use crate::config::{Limits, Target, TlsFiles};
use crate::inbound::base_path::BasePath;
use crate::inbound::callers::Callers;
use crate::inbound::console_config::ConsoleEntry;
use crate::inbound::instances::{InstanceTable, Instances};
use crate::inbound::site::Console;
use crate::ops::log::LogFormat;
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::upstream::{Upstream, UpstreamError};

/// Where `serve` and `demo` listen unless they are told.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8787);

/// A whole configuration.
pub(super) struct Settings {
    pub(super) listen: SocketAddr,
    pub(super) console: Option<Console>,
    pub(super) base_path: BasePath,
    pub(super) public_hosts: Vec<String>,
    pub(super) allow_origins: Vec<String>,
    pub(super) target: Target,
    pub(super) credentials: Keys,
    pub(super) entry: ConsoleEntry,
    /// None where nothing is limited or remembered.
    pub(super) limits: Option<Limits>,
    pub(super) callers: Callers,
    pub(super) tls: Option<TlsFiles>,
    pub(super) metrics: Option<SocketAddr>,
    pub(super) log_format: LogFormat,
    pub(super) instances: Option<Arc<InstanceTable>>,
}

/// Where the proxy's own credentials come from.
pub(super) enum Keys {
    /// From whoever starts it.
    Given(Credentials),
    /// From where all tools look.
    Looked(Asked),
}

impl Settings {
    /// Of `serve`. The file is read anew each time.
    pub(super) fn of(options: &Options) -> Result<Self, Failure> {
        let file = options.target.file()?;
        let site = &options.site;
        let has_status_counts = !site.no_status_counts && file.status_counts.unwrap_or(true);
        let target = options.target.target(&file)?;
        let limits = options.limits.above(file.limits);
        let given = |options: &[String], file: Option<Vec<String>>| match options {
            [] => file.unwrap_or_default(),
            options => options.to_vec(),
        };
        Ok(Self {
            listen: site.listen.or(file.listen).unwrap_or(LISTEN),
            console: console(site.console.clone().or(file.console))?,
            base_path: site.base_path.clone().or(file.base_path).unwrap_or_default(),
            public_hosts: given(&site.public_host, file.public_hosts),
            allow_origins: given(&site.allow_origin, file.allow_origins),
            credentials: Keys::Looked(file.credentials),
            entry: entry(&target, has_status_counts),
            callers: Callers::new(file.tokens, file.sign_in),
            limits: Some(limits),
            tls: options.tls(file.tls)?,
            metrics: options.metrics.or(file.metrics),
            log_format: options.log_format.or(file.log_format).unwrap_or_default(),
            instances: instances(file.instances.as_deref())?,
            target,
        })
    }

    /// Of `demo`. Without limits or memory: there is no quota to spare, and faults that are tried are
    /// to be seen.
    pub(super) fn of_demo(
        site: &Site,
        upstream: Upstream,
        credentials: Credentials,
        instances: &Instances,
    ) -> Result<Self, Failure> {
        let entry = ConsoleEntry {
            id: "demo".to_owned(),
            label: "cn-hangzhou".to_owned(),
            region: None,
            is_demo: true,
            has_status_counts: !site.no_status_counts,
            index_auto: None,
        };
        Ok(Self {
            listen: site.listen.unwrap_or(LISTEN),
            console: console(site.console.clone())?,
            base_path: site.base_path.clone().unwrap_or_default(),
            public_hosts: site.public_host.clone(),
            allow_origins: site.allow_origin.clone(),
            target: Target { upstream, region: None },
            credentials: Keys::Given(credentials),
            entry,
            limits: None,
            callers: Callers::default(),
            tls: None,
            metrics: None,
            log_format: LogFormat::Text,
            instances: Some(Arc::new(InstanceTable::fixed(instances))),
        })
    }
}

impl Keys {
    /// The credentials for calls to `upstream`, by its clock, with a first key.
    pub(super) async fn provider(
        &self,
        upstream: &Upstream,
        clock: &Arc<CloudClock>,
    ) -> Result<Provider, Failure> {
        let asked = match self {
            Self::Given(credentials) => return Ok(credentials.clone().into()),
            Self::Looked(asked) => asked,
        };
        let asked = asked.clone();
        let found = reading(move || find(&asked)).await??;
        let endpoints = match upstream.vpc_region() {
            Some(region) => Endpoints::in_vpc(region).map_err(UpstreamError::from)?,
            None => Endpoints::public(),
        };
        let endpoints = endpoints.for_application("batch-proxy");
        let endpoints = endpoints.through(upstream.http_proxy().cloned());
        let clock = Arc::clone(clock);
        let provider = Provider::begin(found, endpoints, clock).await?;
        tracing::info!("credentials: {}", provider.place());
        Ok(provider)
    }
}

/// The table in the file of this name, if there is one.
pub(super) fn instances(path: Option<&Path>) -> Result<Option<Arc<InstanceTable>>, Failure> {
    Ok(path.map(InstanceTable::load).transpose()?.map(Arc::new))
}

/// Looks for credentials. What is strange about them is logged, or belongs to the failure.
fn find(asked: &Asked) -> Result<Found, Failure> {
    let variable = |name: &str| std::env::var_os(name);
    let warnings = RefCell::new(Vec::new());
    let warn = |warning| warnings.borrow_mut().push(warning);
    let found = credentials::find(&World { variable: &variable, warn: &warn }, asked);
    let warnings = warnings.take();
    match found {
        Ok(found) => {
            warnings.iter().for_each(|warning| tracing::warn!("{warning}"));
            Ok(found)
        }
        Err(error) => Err(Failure::Credentials { error, warnings }),
    }
}

fn entry(target: &Target, has_status_counts: bool) -> ConsoleEntry {
    let region = target.region.clone();
    let label = region.clone().unwrap_or_else(|| target.upstream.authority().to_owned());
    let id = "default".to_owned();
    ConsoleEntry { id, label, region, is_demo: false, has_status_counts, index_auto: None }
}

/// The directory that was named, which must hold the console; else the embedded one; else `./dist` if
/// that holds it.
fn console(named: Option<PathBuf>) -> Result<Option<Console>, Failure> {
    let has_page = |directory: &Path| directory.join("index.html").is_file();
    let dist = || Some(PathBuf::from("dist")).filter(|directory| has_page(directory));
    match named {
        Some(directory) if has_page(&directory) => Ok(Some(Console::Directory(directory))),
        Some(directory) => Err(Failure::NoConsole(directory)),
        None => Ok(Console::embedded().or_else(|| dist().map(Console::Directory))),
    }
}
