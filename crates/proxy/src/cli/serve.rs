//! `serve`: the proxy and the console for a real account.

use std::future::Future;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use tokio::net::TcpListener;

use super::failure::Failure;
use super::lasting::Lasting;
use super::options::{Options, Site};
use super::reload::Running;
use super::settings::Settings;
use super::{listen, output, router, signals, variables};
use crate::inbound::base_path::BasePath;
use crate::inbound::guard::Guard;
use crate::inbound::instances::Instances;
use crate::inbound::server;
use crate::inbound::tls::Tls;
use crate::ops::{log, metrics};
use crate::outbound::upstream::Upstream;

pub(super) async fn run(options: Arc<Options>) -> Result<ExitCode, Failure> {
    let settings = Settings::of(&options)?;
    log::start(settings.log_format);
    variables::warn_of_empty();
    let (shutdown, mut hangups) = (signals::end()?, signals::Hangups::new()?);
    let (listener, running) = begin(&settings).await?;
    tell_metrics(settings.metrics).await?;
    let reloading = async {
        loop {
            hangups.next().await;
            running.reload(&options).await;
        }
    };
    tokio::select! {
        () = serve(listener, &running, &settings.base_path, shutdown) => {}
        () = reloading => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Serves the tasks of a simulated PolarDB at `upstream`.
pub(super) async fn simulated(
    site: &Site,
    upstream: Upstream,
    credentials: Credentials,
    instances: &Instances,
    shutdown: impl Future<Output = Duration>,
) -> Result<(), Failure> {
    let settings = Settings::of_demo(site, upstream, credentials, instances)?;
    let (listener, running) = begin(&settings).await?;
    serve(listener, &running, &settings.base_path, shutdown).await;
    Ok(())
}

/// Takes the address; nobody is answered yet.
async fn begin(settings: &Settings) -> Result<(TcpListener, Arc<Running>), Failure> {
    let tls = settings.tls.as_ref().map(Tls::load).transpose()?.map(Arc::new);
    let (listener, address) = if settings.callers.are_unknown() {
        listen::bind(settings.listen).await?
    } else {
        listen::bind_anywhere(settings.listen).await?
    };
    let lasting = settings.limits.map(Lasting::new);
    let router = router::router(settings, address, lasting.as_ref()).await?;
    Ok((listener, Running::new(address, tls, router, lasting)))
}

/// Serves until `shutdown`; prints the address first.
async fn serve(
    listener: TcpListener,
    running: &Arc<Running>,
    base_path: &BasePath,
    shutdown: impl Future<Output = Duration>,
) {
    let (address, tls) = (running.address, running.tls.clone());
    let scheme = if tls.is_some() { "https" } else { "http" };
    output::tell_address(&format!("PolarDB Batch Tasks: {scheme}://{address}{base_path}"));
    server::serve_and_drain(listener, tls, running.router(), shutdown).await;
}

/// Tells how it goes at `address`, until the process ends.
async fn tell_metrics(address: Option<SocketAddr>) -> Result<(), Failure> {
    if let Some(address) = address {
        let (listener, address) = listen::bind(address).await?;
        tracing::info!("metrics: http://{address}/metrics");
        let router = metrics::router(Guard::new(address, &[], &[])?);
        tokio::spawn(server::serve(listener, router, std::future::pending()));
    }
    Ok(())
}
