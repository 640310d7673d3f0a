//! `demo`: `serve` with a simulated PolarDB inside, so that no account is needed.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use acs3::Credentials;
use simulator::{FleetInstance, Settings};
use tokio::sync::oneshot;

use super::failure::Failure;
use super::{Site, World, listen, serve, signals, tell_control};
use crate::inbound::instances::{Instance, Instances};
use crate::inbound::server;
use crate::outbound::upstream::Upstream;

pub(super) async fn run(world: &World, site: &Site) -> Result<ExitCode, Failure> {
    let shutdown = signals::end()?;
    let (listener, address) = listen::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let credentials = throw_away();
    let instances = names(&world.settings(credentials.clone()));
    let router = world.router(credentials.clone());
    let (end, ended) = oneshot::channel::<()>();
    // The simulator goes last: requests in flight still need it.
    let simulator = tokio::spawn(server::serve(listener, router, async {
        let _ = ended.await;
    }));

    // Begun when the proxy serves: a start that fails says why, and nothing else.
    let shutdown = async {
        tell_control(address);
        shutdown.await
    };
    let upstream = Upstream::parse(&format!("http://{address}"))?;
    let served = serve::simulated(site, upstream, credentials, &instances, shutdown).await;
    drop(end);
    if let Err(error) = simulator.await {
        tracing::error!(%error, "the simulator did not end in order");
    }
    served.map(|()| ExitCode::SUCCESS)
}

/// A key that only this process knows, so that nobody else's request is answered.
fn throw_away() -> Credentials {
    let random = || uuid::Uuid::new_v4().simple().to_string();
    Credentials::new(format!("demo{}", random()), random())
}

/// The fleet as its operators would know it.
fn names(settings: &Settings) -> Instances {
    let instance = |instance: FleetInstance| {
        let (name, owner) = (Some(instance.name), Some(instance.owner.to_owned()));
        (instance.id, Instance { name, owner })
    };
    settings.fleet_instances().into_iter().map(instance).collect()
}
