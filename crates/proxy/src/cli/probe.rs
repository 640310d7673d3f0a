//! `probe`: what no document says about the real service, asked with a few read-only calls. The report has no id, name or
//! message of the account, so that it can be handed on.

mod batches;
mod lists;
mod replies;
mod report;
mod steps;
mod wire;

#[cfg(test)]
mod tests;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::TargetOptions;
use super::failure::Failure;
use super::ignored_proxy;
use super::output;
use super::settings::Keys;
use crate::outbound::cloud_clock::CloudClock;
use wire::Wire;

/// How the service is asked.
#[derive(Args)]
pub(super) struct Probe {
    #[command(flatten)]
    target: TargetOptions,
    /// How long to wait before each call.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u64).range(..=60_000))]
    pause: u64,
    /// Ask for pages without a pause as well, 8 at a time and 40 at most, until the service throttles. Other programs of
    /// the account may be throttled for a moment then.
    #[arg(long)]
    throttling: bool,
}

pub(super) async fn run(probe: &Probe) -> Result<ExitCode, Failure> {
    let file = probe.target.file()?;
    let upstream = probe.target.target(&file)?.upstream;
    if let Some(note) = ignored_proxy::note(&upstream, |name| std::env::var_os(name)) {
        output::tell(&format!("Note: {note}."));
    }
    let clock = Arc::new(CloudClock::default());
    let provider = Keys::Looked(file.credentials).provider(&upstream, &clock).await?;
    let held = provider.current().await.map_err(|_| Failure::NoKey)?;
    let pause = Duration::from_millis(probe.pause);
    let wire = Wire::new(upstream, held.credentials.clone(), clock, pause)?;
    let most = steps::most_calls(probe.throttling);
    output::tell(&format!("Asking with at most {most} read-only calls…"));
    let (report, is_whole) = steps::ask(wire, probe.throttling).await;
    output::print(&format!("{report}\n"))?;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
