//! Packages of Debian and its kin, for what the tests need and Cargo does not bring.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::process::{announce, find, output, run};

/// Installs packages; `what` says for people what they are.
///
/// # Errors
/// When there is no `apt-get`, or it fails.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    ensure!(find("apt-get").is_some(), "There is no apt-get to install {what} with.");
    announce(&format!("Installing {what} with apt-get, once (about a minute)"));
    run(apt_get().arg("update").arg("-qq"))?;
    run(apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// `apt-get` with the rights to install, asking nothing.
fn apt_get() -> Command {
    let is_root = output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let mut command = Command::new(if is_root { "env" } else { "sudo" });
    if !is_root {
        command.args(["-n", "env"]);
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}
