//! The end-to-end tests as the gate runs them.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::peers::Engine;
use crate::process::path_with;
use crate::{bench, fonts, nginx, npm, screenshots, trunk};

/// The tests of the site that was just built, in a browser.
///
/// # Errors
/// When the browser's driver or axe-core is missing and cannot be installed.
pub(crate) fn tests(
    engine: Engine,
    browser: &Browser,
    nginx: Option<&Path>,
    has_fonts: bool,
) -> Result<Command> {
    let left_out = [screenshots::TEST, trunk::TEST, bench::console::TEST];
    let of_engine = engine.left_out().flat_map(|entry| entry.tests).copied();
    let skip: Vec<_> =
        left_out.into_iter().chain(of_engine).flat_map(|test| ["--skip", test]).collect();
    let mut tests = browser.end_to_end_tests(&skip);
    tests.env(ENGINE, engine.name());
    tests.env("PATH", path_with(engine.path_of_driver()?.as_slice())?);
    // Half the time of a test is waiting, for a page or for time to pass.
    let threads = 2 * thread::available_parallelism().map_or(1, NonZero::get);
    tests.args(["--test-threads", &threads.to_string()]);
    tests.env("AXE", axe()?);
    match nginx {
        Some(nginx) => tests.env(nginx::VARIABLE, nginx),
        None => tests.args(["--skip", "under_nginx"]),
    };
    if !has_fonts {
        tests.args(fonts::NEEDED_BY.iter().flat_map(|test| ["--skip", test]));
    }
    Ok(tests)
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
