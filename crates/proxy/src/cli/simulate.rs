//! `simulate`: the simulated PolarDB alone, for SDKs and other proxies to talk to.

use std::net::SocketAddr;
use std::process::ExitCode;

use acs3::Credentials;
use clap::Args;
use credentials::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, SECURITY_TOKEN};

use super::failure::Failure;
use super::{World, listen, output, signals, tell_control};
use crate::inbound::server;

/// What the simulated cloud knows, and where it listens.
#[derive(Args)]
pub(super) struct Simulate {
    /// The address to listen on, loopback only; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8788")]
    listen: SocketAddr,
    /// The id of the one access key that is known.
    #[arg(long, value_name = "ID", env = ACCESS_KEY_ID, hide_env_values = true)]
    access_key_id: String,
    /// Its secret. Prefer the variable: other users of the machine can read a command line.
    #[arg(long, value_name = "SECRET", env = ACCESS_KEY_SECRET, hide_env_values = true)]
    access_key_secret: String,
    /// The token that belongs to the key, which then is a temporary one: other tokens and none are refused. Prefer the
    /// variable here too.
    #[arg(long, value_name = "TOKEN", env = SECURITY_TOKEN, hide_env_values = true)]
    security_token: Option<String>,
    #[command(flatten)]
    world: World,
}

pub(super) async fn run(simulate: Simulate) -> Result<ExitCode, Failure> {
    let shutdown = signals::end()?;
    let (listener, address) = listen::bind(simulate.listen).await?;
    let mut credentials = Credentials::new(simulate.access_key_id, simulate.access_key_secret);
    // An empty variable counts as unset, as in the official SDKs.
    if let Some(token) = simulate.security_token.filter(|token| !token.is_empty()) {
        credentials = credentials.with_security_token(token);
    }
    let router = simulate.world.router(credentials);
    output::tell_address(&format!("Simulated PolarDB: http://{address}"));
    tell_control(address);
    server::serve_and_drain(listener, None, router, shutdown).await;
    Ok(ExitCode::SUCCESS)
}
