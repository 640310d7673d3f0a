//! `serve`: the proxy and the console for a real account.

use std::future::Future;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use axum::Router;

use super::failure::Failure;
use super::options::{Options, Site};
use super::settings::Settings;
use super::{listen, signals};
use crate::ambient::System;
use crate::app::{self, App};
use crate::config::Target;
use crate::credentials;
use crate::forward::{Forwarder, Timeouts};
use crate::guard::Guard;
use crate::server;
use crate::tls::Tls;
use crate::upstream::Upstream;

pub(super) async fn run(options: &Options) -> Result<ExitCode, Failure> {
    let credentials = credentials::from_environment(|name| std::env::var_os(name))?;
    let settings = Settings::of(options)?;
    let shutdown = signals::end()?;
    proxy(settings, credentials, shutdown).await?;
    Ok(ExitCode::SUCCESS)
}

/// Serves the tasks of a simulated PolarDB at `upstream`.
pub(super) async fn simulated(
    site: &Site,
    upstream: Upstream,
    credentials: Credentials,
    shutdown: impl Future<Output = Duration>,
) -> Result<(), Failure> {
    let target = Target { upstream, label: String::new() };
    proxy(Settings::of_demo(site, target)?, credentials, shutdown).await
}

/// Serves until `shutdown`; prints the address once connections are taken.
async fn proxy(
    settings: Settings,
    credentials: Credentials,
    shutdown: impl Future<Output = Duration>,
) -> Result<(), Failure> {
    let tls = settings.tls.as_ref().map(Tls::load).transpose()?.map(Arc::new);
    let (listener, address) = if settings.callers.are_unknown() {
        listen::bind(settings.listen).await?
    } else {
        listen::bind_anywhere(settings.listen).await?
    };
    let router = router(&settings, address, credentials)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    println!("PolarDB Batch Tasks: {scheme}://{address}/");
    warn_of_open_ends(&settings, address);
    server::serve_and_drain(listener, tls, router, shutdown).await;
    Ok(())
}

/// The proxy that `settings` describe, listening on `address`.
fn router(
    settings: &Settings,
    address: SocketAddr,
    credentials: Credentials,
) -> Result<Router, Failure> {
    let Settings { target, console, entry, .. } = settings;
    let mut guard = Guard::new(address, &settings.public_hosts, &settings.allow_origins)?
        .with_callers(settings.callers.clone());
    if settings.tls.is_some() {
        guard = guard.over_tls();
    }
    tracing::info!(upstream = %target.upstream, ?console, "signing for");
    let (upstream, ambient) = (target.upstream.clone(), Arc::new(System));
    let mut forwarder = Forwarder::new(upstream, credentials, Timeouts::default(), ambient)?;
    if let Some(limits) = &settings.limits {
        forwarder = forwarder.saving(limits.saving(), limits.upstream());
    }
    Ok(app::router(App { guard, forwarder, entry: entry.clone(), console: console.clone() }))
}

/// What is allowed and yet probably not meant.
fn warn_of_open_ends(settings: &Settings, address: SocketAddr) {
    if address.ip().is_loopback() {
        return;
    }
    if settings.tls.is_none() {
        tracing::warn!(
            "tokens and rows pass in the clear: set up TLS here or in a gateway in front"
        );
    }
    if settings.public_hosts.is_empty() {
        tracing::warn!("no --public-host: requests by any other name than {address} get 421");
    }
}
