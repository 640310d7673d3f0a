//! `batch-proxy`: see `proxy::cli`.

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    proxy::cli::main(proxy::cli::Cli::parse()).await
}
