//! `batch-proxy`: see `proxy::cli`.

use std::process::ExitCode;
use std::time::Duration;

use proxy::cli::{self, Cli};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long the end waits for a thread that reads a file, which may hang.
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let cli = Cli::read();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime {
        Ok(runtime) => {
            let code = runtime.block_on(cli::main(cli));
            runtime.shutdown_timeout(PATIENCE);
            code
        }
        Err(error) => cli::cannot_begin(&error),
    }
}
