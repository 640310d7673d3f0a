//! The commands of `batch-proxy`: what they are called, what they take, and how they end.

mod check;
mod demo;
mod failure;
mod limits;
mod listen;
mod serve;
mod signals;
mod simulate;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use acs3::Credentials;
use axum::Router;
use clap::{Args, Parser, Subcommand};
use simulator::{Settings, Simulator};

use crate::ambient::{Ambient, System};
use crate::log;
use crate::upstream::{Upstream, UpstreamError};
use failure::Failure;
use limits::Limits;

/// The signing proxy of PolarDB Batch Tasks.
///
/// Credentials come from ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET and, for
/// temporary ones, ALIBABA_CLOUD_SECURITY_TOKEN. RUST_LOG sets what is logged (default: info).
#[derive(Parser)]
#[command(name = "batch-proxy", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the console, and sign and forward its requests to PolarDB.
    Serve {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        site: Site,
        #[command(flatten)]
        limits: Limits,
    },
    /// Serve the console with simulated tasks; needs no account.
    Demo {
        #[command(flatten)]
        world: World,
        #[command(flatten)]
        site: Site,
    },
    /// Serve a simulated PolarDB alone, for SDKs and other proxies to talk to.
    Simulate(simulate::Simulate),
    /// Make one signed call with the configured credentials and say what works and what does not.
    Check {
        #[command(flatten)]
        target: Target,
    },
}

/// Which PolarDB to talk to.
#[derive(Args)]
#[group(skip)]
struct Target {
    /// The region whose endpoint is called, e.g. cn-hangzhou.
    #[arg(long, required_unless_present = "upstream", conflicts_with = "upstream")]
    region: Option<String>,
    /// Call the endpoint inside the region's VPC.
    #[arg(long, conflicts_with = "upstream")]
    vpc: bool,
    /// An endpoint by its URL: https, or http to this machine.
    #[arg(long, value_name = "URL")]
    upstream: Option<String>,
}

/// Where the console is served, and to whom.
#[derive(Args)]
struct Site {
    /// The address to listen on, loopback only; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// The directory of the built console [default: ./dist, if it is there].
    #[arg(long, value_name = "DIR")]
    console: Option<PathBuf>,
    /// An origin whose pages may call the proxy too, e.g. https://tasks.example.com (repeatable).
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
    /// A host name by which a gateway in front calls the proxy (repeatable).
    #[arg(long, value_name = "HOST")]
    public_host: Vec<String>,
    /// Keep the console from asking how many tasks are in each status: four small calls a minute for each view.
    #[arg(long)]
    no_status_counts: bool,
}

/// What is simulated.
#[derive(Args)]
struct World {
    /// How many batch tasks there are at the start.
    #[arg(long, value_name = "N", default_value_t = 128)]
    tasks: u32,
    /// Which world it is: the same seed, the same tasks.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

impl World {
    /// The simulated PolarDB with the control of its faults, for an address that is not the
    /// proxy's own.
    fn router(&self, credentials: Credentials) -> Router {
        let settings =
            Settings { tasks: self.tasks, seed: self.seed, ..Settings::new(credentials) };
        let simulator = Simulator::new(settings, || System.now());
        simulator.router().merge(simulator.fault_router())
    }
}

/// Says how to make things go wrong with the simulated PolarDB at `address`.
fn tell_control(address: SocketAddr) {
    tracing::info!(
        "faults to try: curl http://{address}/__fault lists them, \
         curl -X POST 'http://{address}/__fault?kind=throttled&times=3' sets one"
    );
}

impl Target {
    fn upstream(&self) -> Result<Upstream, UpstreamError> {
        match (&self.region, &self.upstream) {
            (Some(region), _) => Upstream::of_region(region, self.vpc),
            (None, url) => Upstream::parse(url.as_deref().unwrap_or_default()),
        }
    }

    /// What the user reads: the region, or the host.
    fn label(&self, upstream: &Upstream) -> String {
        self.region.clone().unwrap_or_else(|| upstream.authority().to_owned())
    }
}

/// Runs a command to its end. Failures are told on standard error and end with 1.
pub async fn main(cli: Cli) -> ExitCode {
    log::start();
    match run(cli.command).await {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("batch-proxy: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve { target, site, limits } => serve::run(&target, site, &limits).await,
        Command::Demo { world, site } => demo::run(&world, site).await,
        Command::Simulate(simulate) => simulate::run(simulate).await,
        Command::Check { target } => check::run(&target).await,
    }
}
