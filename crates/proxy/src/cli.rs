//! The commands of `batch-proxy`: what they are called, what they take, and how they end.

mod check;
mod demo;
mod failure;
mod headers;
mod ignored_proxy;
mod lasting;
mod listen;
mod options;
mod output;
mod probe;
mod reload;
mod router;
mod serve;
mod settings;
mod signals;
mod simulate;
mod token;
mod variables;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use acs3::Credentials;
use axum::Router;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use simulator::{Scenario, Settings, Simulator};

use crate::config::Config;
use crate::ops::log::{self, LogFormat};
use crate::ops::panics;
use crate::outbound::ambient::{Ambient, System};
use failure::Failure;
use options::{Options, Site, TargetOptions};

/// The signing proxy of PolarDB Batch Tasks.
///
/// Credentials come from ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET and, for
/// temporary ones, ALIBABA_CLOUD_SECURITY_TOKEN, or from where all tools of the cloud look: an OIDC
/// role, ~/.aliyun/config.json, ~/.alibabacloud/credentials, the machine's RAM role. RUST_LOG sets
/// what is logged (default: info).
#[derive(Parser)]
#[command(name = "batch-proxy", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

impl Cli {
    /// The command line of this process. What is wrong with it is told, and ends the process.
    pub fn read() -> Self {
        let matches = variables::without_empty(Self::command()).get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

#[derive(Subcommand)]
enum Command {
    /// Serve the console, and sign and forward its requests to PolarDB.
    Serve(Box<Options>),
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
        target: TargetOptions,
    },
    /// Find out with a few read-only calls what no document says about the service; the report holds no ids.
    Probe(probe::Probe),
    /// Read a configuration file and tell all that is wrong with it.
    CheckConfig {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Print the headers that another host of the console's files has to send.
    Headers(headers::Headers),
    /// Tokens with which callers show who they are.
    #[command(subcommand)]
    Token(token::Token),
}

/// What is simulated.
#[derive(Args)]
struct World {
    /// How many batch tasks there are at the start, about 1,000 for each week before it; with 0 there are never any.
    #[arg(long, value_name = "N", default_value_t = 2000)]
    tasks: u32,
    /// Which world it is: the same seed, the same tasks.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Documented values only, no new tasks, and counts that stay.
    #[arg(long)]
    plain: bool,
}

impl World {
    fn settings(&self, credentials: Credentials) -> Settings {
        let settings = Settings {
            tasks: self.tasks,
            seed: self.seed,
            arrivals: self.tasks > 0,
            scenario: Scenario::Fleet,
            ..Settings::new(credentials)
        };
        if self.plain { settings.plain() } else { settings }
    }

    /// The simulated PolarDB with the control of its faults, for an address that is not the
    /// proxy's own.
    fn router(&self, credentials: Credentials) -> Router {
        let simulator = Simulator::new(self.settings(credentials), || System.now());
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

/// Runs a command to its end. Failures are told on standard error and end with 1.
pub async fn main(cli: Cli) -> ExitCode {
    panics::watch();
    let result = run(cli.command).await;
    log::flush();
    match result {
        Ok(code) => code,
        Err(failure) => {
            output::tell(&format!("batch-proxy: {failure}"));
            ExitCode::FAILURE
        }
    }
}

/// Tells that the system gives no threads.
pub fn cannot_begin(error: &io::Error) -> ExitCode {
    output::tell(&format!("batch-proxy: cannot begin: {error}"));
    ExitCode::FAILURE
}

async fn run(command: Command) -> Result<ExitCode, Failure> {
    if !matches!(command, Command::Serve(_)) {
        log::start(LogFormat::Text);
        variables::warn_of_empty();
    }
    match command {
        Command::Serve(options) => serve::run(Arc::from(options)).await,
        Command::Headers(headers) => headers.print(),
        Command::Demo { world, site } => demo::run(&world, &site).await,
        Command::Simulate(simulate) => simulate::run(simulate).await,
        Command::Check { target } => check::run(&target).await,
        Command::Probe(probe) => probe::run(&probe).await,
        Command::CheckConfig { file } => check_config(&file),
        Command::Token(token) => token::run(&token),
    }
}

fn check_config(file: &Path) -> Result<ExitCode, Failure> {
    let config = Config::read(file)?;
    // A configuration may be checked on another machine than the one that has its other files.
    settings::instances(config.instances.as_deref().filter(|path| path.exists()))?;
    output::print(&format!("{} is fine.\n", file.display()))?;
    Ok(ExitCode::SUCCESS)
}
