//! `batch-proxy`: see `proxy::cli`.

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    proxy::cli::main(proxy::cli::Cli::parse()).await
}
