//! The end-to-end tests as the gate runs them.

use std::io::{BufRead, BufReader};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, ensure};

use crate::browser::Browser;
use crate::peers::Engine;
use crate::process::{announce, command_line, path_with};
use crate::{bench, fonts, nginx, npm, process, screenshots, trunk};

/// More than these are no accident.
const MOST_UNSTABLE: usize = 3;

/// Tests the site that was just built in a browser. A test that fails runs once more alone: its deadlines are of real time, which
/// a busy machine can miss. Returns the names of those that passed only alone, which are to be reported.
///
/// # Errors
/// When a test fails twice, or too many fail; when the browser's driver or axe-core is missing and cannot be installed.
pub(crate) fn run(
    engine: Engine,
    browser: &Browser,
    nginx: Option<&Path>,
    has_fonts: bool,
) -> Result<Vec<String>> {
    let left_out = [screenshots::TEST, trunk::TEST, bench::console::TEST];
    let of_engine = engine.left_out().flat_map(|entry| entry.tests).copied();
    let of_nginx = nginx.is_none().then_some("under_nginx");
    let of_fonts = fonts::NEEDED_BY.iter().copied().filter(|_| !has_fonts);
    let skipped = left_out.into_iter().chain(of_engine).chain(of_nginx).chain(of_fonts);
    // A test waits now and then for time to pass, but with two of them for each core they took longer than with this many.
    let threads = 1 + thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads.to_string();
    let mut arguments = vec!["--test-threads", &threads];
    arguments.extend(skipped.flat_map(|test| ["--skip", test]));
    let mut tests = command(engine, browser, nginx, &arguments)?;
    let failed = failed_tests(&mut tests)?;
    ensure!(failed.len() <= MOST_UNSTABLE, "{} tests failed: {}", failed.len(), failed.join(", "));
    if !failed.is_empty() {
        announce(&format!("once more, alone: {}", failed.join(", ")));
        let mut arguments = vec!["--test-threads", "1", "--exact"];
        arguments.extend(failed.iter().map(String::as_str));
        process::run(&mut command(engine, browser, nginx, &arguments)?)?;
    }
    Ok(failed)
}

fn command(
    engine: Engine,
    browser: &Browser,
    nginx: Option<&Path>,
    arguments: &[&str],
) -> Result<Command> {
    let mut tests = browser.end_to_end_tests(arguments);
    tests.env(ENGINE, engine.name());
    tests.env("PATH", path_with(engine.path_of_driver()?.as_slice())?);
    tests.env("AXE", axe()?);
    tests.envs(nginx.map(|nginx| (nginx::VARIABLE, nginx)));
    Ok(tests)
}

/// Runs tests with their output shown. Returns the names of those that failed.
fn failed_tests(tests: &mut Command) -> Result<Vec<String>> {
    let line = command_line(tests);
    let mut child = tests
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{line}` cannot be started"))?;
    let output = child.stdout.take().context("the output of the tests is not piped")?;
    let mut failed = Vec::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        failed.extend(failed_test(&line).map(str::to_owned));
    }
    let status = child.wait()?;
    ensure!(status.success() || !failed.is_empty(), "`{line}` failed ({status})");
    Ok(failed)
}

/// The test of a line such as `test module::name ... FAILED`.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// Tells the end-to-end tests which browser to start.
const ENGINE: &str = "E2E_BROWSER";

/// What judges the accessibility of the page.
fn axe() -> Result<PathBuf> {
    npm::find_or_install("axe-core", "4.14.1", "axe.min.js").context(
        "axe-core, which judges the accessibility of the page, comes from npm, and there is no npm or it could not \
         install it; install Node.js from https://nodejs.org",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_known_and_the_end_of_other_programs_is_an_error() {
        let says = |text: &str| {
            let mut shell = Command::new("sh");
            shell.args(["-c", text]);
            shell
        };
        let mixed = "echo 'test a::b ... ok'; echo 'test c::d ... FAILED'; echo 'test result: FAILED. 1 passed'; exit 101";
        assert_eq!(failed_tests(&mut says(mixed)).unwrap(), ["c::d"]);
        assert!(failed_tests(&mut says("echo 'test a::b ... ok'")).unwrap().is_empty());
        let error = failed_tests(&mut says("exit 101")).unwrap_err();
        assert_eq!(error.to_string(), "`sh -c exit 101` failed (exit status: 101)");
    }
}
