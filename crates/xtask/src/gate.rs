//! `test`: every check, in the order in which a mistake shows soonest.
//!
//! All native steps name the whole workspace and the development profile, and both wasm steps the console: each further
//! choice of packages or profile would compile all dependencies once more.

use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};

use crate::browser::{self, Browser};
use crate::command_line::TestOptions;
use crate::left_out::LeftOut;
use crate::peers::Engine;
use crate::process::{announce, cargo, find, path_with, run};
use crate::site::{self, Kind};
use crate::{checkout, end_to_end, fonts, nginx, size, tools, trunk};

/// Runs the checks and stops at the first that fails.
///
/// # Errors
/// Which check failed, and why.
pub(crate) fn run_all(options: &TestOptions) -> Result<()> {
    if let Some(engine) = options.browser {
        return test_in(engine);
    }
    let mut gate = Gate::default();
    gate.step("rustfmt", "a second", || {
        tools::ensure_lint_components()?;
        run(cargo().args(["fmt", "--all", "--check"]))
    })?;
    gate.step("clippy, native", "2 minutes the first time", || {
        run(&mut clippy_native())?;
        run(&mut clippy_embedded())
    })?;
    if options.quick {
        test_natively(&mut gate, nginx::installed().as_deref())?;
    } else {
        test_with_wasm(&mut gate, options)?;
    }
    eprintln!("\n{}All checks passed.", gate.summary());
    Ok(())
}

/// The end-to-end tests alone, in one browser.
fn test_in(engine: Engine) -> Result<()> {
    ensure!(engine.find_or_install(), "There is no {} to test in.", engine.name());
    let (browser, nginx) = (browser::find_or_install()?, nginx::find_or_install());
    let has_fonts = fonts::ensure_or_leave_out()?;
    site::build(Kind::Release)?;
    let mut gate = Gate::default();
    gate.end_to_end(engine, &browser, nginx.as_deref(), has_fonts)?;
    eprintln!("\n{}", gate.summary());
    Ok(())
}

fn test_with_wasm(gate: &mut Gate, options: &TestOptions) -> Result<()> {
    tools::ensure_wasm_target()?;
    let (browser, nginx) = (browser::find_or_install()?, nginx::find_or_install());
    let has_fonts = fonts::ensure_or_leave_out()?;
    let engines = [Engine::Chromium, Engine::Firefox, Engine::WebKit];
    let (engines, missing): (Vec<_>, Vec<_>) =
        engines.into_iter().partition(|engine| engine.find_or_install());
    // In the background: linking the site and a test runner takes one core for minutes, in which these steps use the others.
    thread::scope(|scope| {
        let site = scope.spawn(|| {
            site::build(Kind::Release)?;
            for engine in &engines {
                engine.path_of_driver()?;
            }
            tools::ensure_wasm_bindgen()
        });
        gate.step("clippy, wasm32", "2 minutes the first time", || {
            // As `trunk serve` builds it, and as the site is built.
            run(&mut clippy_wasm(&[]))?;
            run(&mut clippy_wasm(&["--features", site::chunks::FEATURE]))
        })?;
        test_natively(gate, nginx.as_deref())?;
        gate.step("site", "a second: it was built meanwhile", || {
            site.join().map_err(|_| anyhow!("its build panicked"))?.map(drop)
        })?;
        gate.step("tests in the browser", "2 minutes the first time", || {
            run(&mut browser_tests(&browser)?)
        })
    })?;
    gate.step("size", "a second", size::report)?;
    for engine in engines {
        gate.end_to_end(engine, &browser, nginx.as_deref(), has_fonts)?;
    }
    for engine in missing {
        gate.leave_out(format!("end to end in {}, which is not installed", engine.name()));
    }
    if !has_fonts {
        gate.leave_out("reference pictures and cut names, for which fonts are not installed");
    }
    if nginx.is_none() {
        gate.leave_out("end to end under nginx, which is not installed");
    }
    if options.trunk || tools::has_trunk() {
        gate.step("the site of Trunk", "2 minutes", || trunk::check(&browser))?;
    } else {
        gate.leave_out("the site of Trunk, which is not installed (cargo xtask test --trunk)");
    }
    Ok(())
}

fn test_natively(gate: &mut Gate, nginx: Option<&Path>) -> Result<()> {
    gate.step("native tests", "5 minutes the first time", || run(&mut native_tests(nginx)))?;
    gate.leave_out_tools(nginx.is_some());
    Ok(())
}

fn clippy(arguments: &[&str]) -> Command {
    let mut clippy = cargo();
    clippy.args(["clippy", "--all-targets"]).args(arguments).args(["--", "-D", "warnings"]);
    clippy
}

fn clippy_native() -> Command {
    clippy(&["--workspace"])
}

/// The proxy as it is released, with a console of its tests inside.
fn clippy_embedded() -> Command {
    let mut clippy = clippy(&["--workspace", "--features", "proxy/embedded-console"]);
    clippy.env("BATCH_PROXY_EMBED", checkout::root().join("crates/proxy/tests/site"));
    clippy
}

fn clippy_wasm(features: &[&str]) -> Command {
    clippy(&[&["--package", "console", "--target", tools::WASM_TARGET], features].concat())
}

fn native_tests(nginx: Option<&Path>) -> Command {
    let mut tests = cargo();
    tests.args(["test", "--workspace"]);
    // The slowest wait for time to pass, as those of the proxy's limits.
    let threads = 2 * thread::available_parallelism().map_or(1, NonZero::get);
    tests.env("RUST_TEST_THREADS", threads.to_string());
    if let Some(nginx) = nginx {
        tests.env(nginx::VARIABLE, nginx);
    }
    tests
}

fn browser_tests(browser: &Browser) -> Result<Command> {
    let path = path_with(tools::ensure_wasm_bindgen()?.as_slice())?;
    let mut tests = cargo();
    // `--tests`: documentation examples cannot run in a browser.
    tests.args(["test", "--package", "console", "--tests", "--target", tools::WASM_TARGET]);
    tests.env("PATH", path).env("CHROMEDRIVER", &browser.driver);
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.write_capabilities()?);
    // The runner gives all tests of a file 20 seconds by default; a busy machine needs more.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    Ok(tests)
}

/// The checks that have passed, with the time each took.
#[derive(Default)]
struct Gate {
    passed: Vec<(&'static str, Duration)>,
    left_out: Vec<String>,
    /// Tests that passed only when they ran alone.
    unstable: Vec<String>,
}

impl Gate {
    fn step(
        &mut self,
        name: &'static str,
        usual: &str,
        check: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        announce(&format!("{name} (about {usual})"));
        let start = Instant::now();
        check().with_context(|| format!("{}FAILED: {name}", self.summary()))?;
        self.passed.push((name, start.elapsed()));
        Ok(())
    }

    /// Nobody is to take for checked what was not.
    fn leave_out(&mut self, name: impl Into<String>) {
        self.left_out.push(name.into());
    }

    fn end_to_end(
        &mut self,
        engine: Engine,
        browser: &Browser,
        nginx: Option<&Path>,
        has_fonts: bool,
    ) -> Result<()> {
        let (step, usual) = match engine {
            Engine::Chromium => ("end to end, Chromium", "7 minutes"),
            Engine::Firefox => ("end to end, Firefox", "6 minutes"),
            Engine::WebKit => ("end to end, WebKit", "4 minutes"),
        };
        let mut unstable = Vec::new();
        self.step(step, usual, || {
            unstable = end_to_end::run(engine, browser, nginx, has_fonts)?;
            Ok(())
        })?;
        self.unstable.extend(unstable.iter().map(|test| format!("{test} in {}", engine.name())));
        for LeftOut { tests, reason, .. } in engine.left_out() {
            self.leave_out(format!("in {}: {}. {reason}", engine.name(), tests.join(", ")));
        }
        Ok(())
    }

    /// Native tests try what is in `deploy/` and `docs/` with tools that need not be here.
    fn leave_out_tools(&mut self, has_nginx: bool) {
        if !has_nginx {
            self.leave_out("nginx in front of the proxy, which is not installed");
        }
        if find("caddy").is_none() {
            self.leave_out("Caddy in front of the proxy, which is not installed");
        }
        if find("systemd-analyze").is_none() {
            self.leave_out("the unit of systemd, which is not installed");
        }
    }

    fn summary(&self) -> String {
        let line = |(name, time): &(&str, Duration)| format!("{:>6} s  {name}\n", time.as_secs());
        let left_out = self.left_out.iter().map(|name| format!("LEFT OUT: {name}\n"));
        let unstable = self.unstable.iter().map(|name| format!("UNSTABLE, passed alone: {name}\n"));
        self.passed.iter().map(line).chain(left_out).chain(unstable).collect()
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn a_failure_ends_the_list_of_what_passed() {
        let mut gate = Gate {
            passed: vec![
                ("rustfmt", Duration::from_millis(900)),
                ("clippy", Duration::from_secs(75)),
            ],
            ..Gate::default()
        };
        let error = gate.step("size", "a second", || bail!("too large")).unwrap_err();
        let expected = "     0 s  rustfmt
    75 s  clippy
FAILED: size: too large";
        assert_eq!(format!("{error:#}"), expected);
        assert_eq!(gate.passed.len(), 2);
    }

    #[test]
    fn what_passes_joins_the_list() {
        let mut gate = Gate::default();
        gate.step("size", "a second", || Ok(())).unwrap();
        assert_eq!(gate.summary(), "     0 s  size\n");
        gate.leave_out("end to end under nginx");
        gate.unstable.push("watch::one in firefox".to_owned());
        let expected = "     0 s  size
LEFT OUT: end to end under nginx
UNSTABLE, passed alone: watch::one in firefox
";
        assert_eq!(gate.summary(), expected);
    }
}
