//! `start`: from a fresh clone to the console in a browser.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use anyhow::{Result, bail};

use crate::command_line::StartOptions;
use crate::process::{announce, cargo, cargo_build, run};
use crate::site::{self, Kind};

/// Taken unless the user names another.
pub(crate) const PORT: u16 = 8787;

/// Builds the site and the proxy, and becomes the proxy. The demo is built to answer soon, what meets a real account
/// as it is deployed.
///
/// # Errors
/// When the port asked for is in use, or something cannot be installed or built.
pub(crate) fn start(options: &StartOptions) -> Result<()> {
    let port = choose_port(options.port, is_free)?;
    let (kind, profile, minutes) = match options.region {
        Some(_) => (Kind::Release, "release", 5),
        None => (Kind::Demo, "dev", 2),
    };
    let site = site::build(kind)?;
    announce(&format!("Compiling the proxy (about {minutes} minutes the first time)"));
    let proxy = ["--profile", profile, "--package", "proxy", "--bin", "batch-proxy"];
    run(cargo_build().args(proxy))?;
    let mut program = cargo();
    program.args(["run", "--quiet"]).args(proxy).arg("--");
    program.args(arguments(options.region.as_deref(), port)).arg("--console").arg(site);
    become_program(&mut program)
}

fn arguments(region: Option<&str>, port: u16) -> Vec<String> {
    let (command, region) = match region {
        Some(region) => ("serve", vec!["--region", region]),
        None => ("demo", vec![]),
    };
    let listen = format!("127.0.0.1:{port}");
    [command].into_iter().chain(region).chain(["--listen", &listen]).map(str::to_owned).collect()
}

/// The port asked for, or the usual one, or 0 for any free one.
fn choose_port(asked: Option<u16>, is_free: impl Fn(u16) -> bool) -> Result<u16> {
    match asked {
        Some(port) if is_free(port) => Ok(port),
        Some(port) => bail!("Port {port} is in use. Name another, or none to get a free one."),
        None if is_free(PORT) => Ok(PORT),
        None => {
            announce(&format!("Port {PORT} is in use; another is taken"));
            Ok(0)
        }
    }
}

pub(crate) fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// Cargo on Unix becomes the program it runs, and so do we: Ctrl-C then reaches the proxy alone,
/// and nobody is left to report its end as an error.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    run(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proxy_is_asked_for_the_demo_or_for_a_region() {
        assert_eq!(arguments(None, 8787), ["demo", "--listen", "127.0.0.1:8787"]);
        assert_eq!(
            arguments(Some("cn-hangzhou"), 0),
            ["serve", "--region", "cn-hangzhou", "--listen", "127.0.0.1:0"]
        );
    }

    #[test]
    fn a_port_is_insisted_on_only_when_asked_for() {
        assert_eq!(choose_port(None, |_| true).unwrap(), 8787);
        assert_eq!(choose_port(None, |_| false).unwrap(), 0);
        assert_eq!(choose_port(Some(9000), |_| true).unwrap(), 9000);
        assert_eq!(
            choose_port(Some(9000), |_| false).unwrap_err().to_string(),
            "Port 9000 is in use. Name another, or none to get a free one."
        );
    }

    #[test]
    fn a_port_that_someone_listens_on_is_not_free() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        assert!(!is_free(listener.local_addr().unwrap().port()));
    }
}
