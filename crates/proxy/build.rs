//! Says where the console is that the feature `embedded-console` compiles in, and of when it is.

use std::env;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The directory of the built console; without it `dist/` of the checkout.
const VARIABLE: &str = "BATCH_PROXY_EMBED";
/// Seconds since 1970, the same for each build of one commit: <https://reproducible-builds.org/specs/source-date-epoch/>.
const TIME: &str = "SOURCE_DATE_EPOCH";

fn main() -> Result<(), String> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed={VARIABLE}");
    println!("cargo:rerun-if-env-changed={TIME}");
    if env::var_os("CARGO_FEATURE_EMBEDDED_CONSOLE").is_none() {
        return Ok(());
    }
    let dist = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    let console = env::var_os(VARIABLE).map_or_else(dist, PathBuf::from);
    let seconds = seconds(&console.join("index.html"));
    let seconds = seconds.map_err(|error| {
        format!(
            "{} has no index.html ({error}): build the console with `cargo xtask dist`, or name its \
             directory in {VARIABLE}",
            console.display()
        )
    })?;
    let console = console.canonicalize().map_err(|error| error.to_string())?;
    // A file that is added or removed changes its directory; rustc tracks what is in the files.
    println!("cargo:rerun-if-changed={}", console.display());
    println!("cargo:rustc-env={VARIABLE}={}", console.display());
    println!("cargo:rustc-env={VARIABLE}_SECONDS={seconds}");
    Ok(())
}

/// When the console was made.
fn seconds(page: &Path) -> std::io::Result<u64> {
    let modified = std::fs::metadata(page)?.modified()?;
    let named = env::var(TIME).ok().and_then(|text| text.parse().ok());
    let of_page = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    Ok(named.unwrap_or(of_page))
}
