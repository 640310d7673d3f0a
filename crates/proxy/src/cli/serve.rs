//! `serve`: the proxy and the console for a real account.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;

use super::failure::Failure;
use super::limits::Limits;
use super::{Site, Target, listen, signals};
use crate::ambient::System;
use crate::app::{self, App};
use crate::callers::Callers;
use crate::console_config::ConsoleEntry;
use crate::credentials;
use crate::forward::{Forwarder, Timeouts};
use crate::guard::Guard;
use crate::server;
use crate::upstream::Upstream;

pub(super) async fn run(target: &Target, site: Site, limits: &Limits) -> Result<ExitCode, Failure> {
    let credentials = credentials::from_environment(|name| std::env::var_os(name))?;
    let upstream = target.upstream()?;
    let label = target.label(&upstream);
    let entry = ConsoleEntry {
        id: "default".to_owned(),
        label,
        is_demo: false,
        has_status_counts: !site.no_status_counts,
    };
    let shutdown = signals::end()?;
    proxy(site, upstream, credentials, entry, Some(limits), shutdown).await?;
    Ok(ExitCode::SUCCESS)
}

/// Serves until `shutdown`; prints the address once connections are taken.
pub(super) async fn proxy(
    site: Site,
    upstream: Upstream,
    credentials: Credentials,
    entry: ConsoleEntry,
    limits: Option<&Limits>,
    shutdown: impl Future<Output = Duration>,
) -> Result<(), Failure> {
    let console = console(site.console)?;
    let (listener, address) = listen::bind(site.listen).await?;
    let mut guard = Guard::new(address, &site.public_host, &site.allow_origin)?;
    tracing::info!(%upstream, console = ?console, "signing for");
    let mut forwarder =
        Forwarder::new(upstream, credentials, Timeouts::default(), Arc::new(System))?;
    if let Some(limits) = limits {
        guard = guard.with_callers(Callers::paced(limits.caller()));
        forwarder = forwarder.saving(limits.saving(), limits.upstream());
    }
    println!("PolarDB Batch Tasks: http://{address}/");
    let router = app::router(App { guard, forwarder, entry, console });
    server::serve_and_drain(listener, router, shutdown).await;
    Ok(())
}

/// The directory that was named, which must hold the console, or `./dist` if that does.
fn console(named: Option<PathBuf>) -> Result<Option<PathBuf>, Failure> {
    let has_page = |directory: &Path| directory.join("index.html").is_file();
    match named {
        Some(directory) if has_page(&directory) => Ok(Some(directory)),
        Some(directory) => Err(Failure::NoConsole(directory)),
        None => Ok(Some(PathBuf::from("dist")).filter(|directory| has_page(directory))),
    }
}
