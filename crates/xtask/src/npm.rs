//! Build tools that npm brings, each once and in one version, under `target/tools`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::checkout;
use crate::process::{announce, find, run};

/// The file of a package, installed if need be. `None`, said plainly, where there is no Node.js or it cannot be
/// installed.
pub(crate) fn find_or_install(package: &str, version: &str, file: &str) -> Option<PathBuf> {
    let npm = find("npm")?;
    let directory = checkout::tools().join(format!("{}-npm-{version}", package.replace('/', "-")));
    let path = directory.join("node_modules").join(package).join(file);
    if !path.is_file() {
        announce(&format!("Installing {package} from npm, once (a few seconds)"));
        explain(fs::create_dir_all(&directory).map_err(Into::into))?;
        let mut install = Command::new(npm);
        install.args(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
        install.arg(format!("{package}@{version}")).arg("--prefix").arg(&directory);
        explain(run(&mut install))?;
    }
    Some(path).filter(|path| path.is_file())
}

/// Prints why one way did not work, so that the next one may be tried.
pub(crate) fn explain(outcome: Result<()>) -> Option<()> {
    outcome.inspect_err(|error| eprintln!("    {error:#}")).ok()
}
