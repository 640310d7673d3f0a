//! The site as Trunk makes it, for those who use Trunk: `trunk build --release`, and `trunk serve` while working on the
//! page.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::browser::Browser;
use crate::process::{announce, cargo_build, command_line, path_with, run};
use crate::{checkout, start, tools};

/// The end-to-end test that loads the pages; it needs their addresses.
pub(crate) const TEST: &str = "trunk::";

/// Where Trunk.toml has the proxy.
const PROXY: u16 = start::PORT;

/// Builds and serves the site with Trunk, and loads both results in the browser.
///
/// # Errors
/// When Trunk cannot be installed, does not build, or a page does not show its rows.
pub(crate) fn check(browser: &Browser) -> Result<()> {
    let path = path_with(tools::ensure_trunk()?.as_slice())?;
    let trunk = |task: &str| {
        let mut trunk = Command::new("trunk");
        trunk.args([task, "--skip-version-check"]).current_dir(checkout::root()).env("PATH", &path);
        // Trunk 0.21 takes `NO_COLOR=1` for a mistake.
        trunk.env_remove("NO_COLOR");
        trunk
    };
    let built = checkout::target().join("trunk-site");
    announce("trunk build --release");
    run(trunk("build").args(["--release", "--dist"]).arg(&built))?;
    announce("trunk serve, and the browser");
    let development = free_port()?;
    let _proxy = Running::start(&mut demo(&built, development)?)?;
    let mut serve = trunk("serve");
    serve.args(["--no-autoreload", "--dist"]).arg(checkout::target().join("trunk-serve"));
    serve.args(["--address", "127.0.0.1", "--port", &development.to_string()]);
    let mut serve = Running::start(&mut serve)?;
    serve.wait_for(development)?;
    let mut test = browser.end_to_end_tests(&[TEST]);
    test.env("TRUNK_PAGES", format!("http://127.0.0.1:{PROXY}/ http://127.0.0.1:{development}/"));
    run(&mut test)
}

/// The demo with the site that was built, which also answers the page that Trunk serves.
fn demo(site: &Path, page: u16) -> Result<Command> {
    ensure!(start::is_free(PROXY), "Port {PROXY} is in use, where Trunk.toml has the proxy.");
    run(cargo_build().args(["--package", "proxy", "--bin", "batch-proxy"]))?;
    let mut demo = Command::new(checkout::target().join("debug/batch-proxy"));
    demo.args(["demo", "--listen", &format!("127.0.0.1:{PROXY}"), "--public-host", "127.0.0.1"]);
    demo.args(["--allow-origin", &format!("http://127.0.0.1:{page}"), "--console"]).arg(site);
    demo.env("RUST_LOG", "warn");
    Ok(demo)
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// Long enough for a first build.
const PATIENCE: Duration = Duration::from_secs(600);

/// A program in the background, ended with this value.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Result<Self> {
        let line = command_line(command);
        command.spawn().map(Self).with_context(|| format!("`{line}` cannot be started"))
    }

    /// Waits until the program listens, which Trunk does when the site is built.
    fn wait_for(&mut self, port: u16) -> Result<()> {
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = self.0.try_wait()? {
                bail!("`trunk serve` ended ({status})");
            }
            ensure!(start.elapsed() < PATIENCE, "`trunk serve` does not listen");
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
