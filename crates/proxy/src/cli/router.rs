//! The proxy as settings describe it: at the start, and again at a reload.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;

use super::failure::Failure;
use super::ignored_proxy;
use super::lasting::Lasting;
use super::settings::Settings;
use crate::inbound::app::{self, App};
use crate::inbound::guard::Guard;
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::forward::{Forwarder, Timeouts};

/// The routes of the proxy that listens on `address`, with the state of its limits if it has any.
pub(super) async fn router(
    settings: &Settings,
    address: SocketAddr,
    lasting: Option<&Lasting>,
) -> Result<Router, Failure> {
    let Settings { target, console, entry, .. } = settings;
    let mut callers = settings.callers.clone();
    if let Some(Lasting { callers: pace, guesses, .. }) = lasting {
        callers = callers.limited(Arc::clone(pace), Arc::clone(guesses));
    }
    let mut guard =
        Guard::new(address, &settings.public_hosts, &settings.allow_origins)?.with_callers(callers);
    if settings.tls.is_some() {
        guard = guard.over_tls();
    }
    if let Some(note) = ignored_proxy::note(&target.upstream, |name| std::env::var_os(name)) {
        tracing::warn!("{note}");
    }
    let clock = Arc::new(CloudClock::default());
    let credentials = settings.credentials.provider(&target.upstream, &clock).await?;
    let shown = console.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    tracing::info!(upstream = %target.upstream, console = shown, "signing for");
    let upstream = target.upstream.clone();
    let mut forwarder =
        Forwarder::new(upstream, credentials, Timeouts::default(), clock)?.naming_source()?;
    if let Some(lasting) = lasting {
        forwarder = forwarder.saving(lasting.saver.clone());
    }
    warn_of_open_ends(settings, address);
    let (entry, console) = (entry.clone(), console.clone());
    let instances = settings.instances.clone();
    let app = App { guard, forwarder, entry, console, instances };
    Ok(settings.base_path.mount(app::router(app)))
}

/// What is allowed and yet probably not meant.
fn warn_of_open_ends(settings: &Settings, address: SocketAddr) {
    let is_public = !settings.public_hosts.is_empty() && !settings.entry.is_demo;
    if is_public && settings.callers.are_unknown() {
        tracing::warn!(
            "whoever reaches the proxy by its public name uses its credentials, unless a gateway in front \
             keeps others out: set up [tokens] or [sign-in]"
        );
    }
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
