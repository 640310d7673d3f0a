//! `bench console`: what the console costs the browser beside a page written by hand.

use anyhow::Result;

use crate::browser;
use crate::process::{announce, run};
use crate::site::{self, Kind};

/// The end-to-end test that measures it, and checks nothing.
pub(crate) const TEST: &str = "bench_console::";

/// Builds the site if need be, and prints a table.
///
/// # Errors
/// When the site cannot be built, or there is no browser.
pub(crate) fn measure() -> Result<()> {
    let browser = browser::find_or_install()?;
    site::build(Kind::Release)?;
    announce("Measuring (about 6 minutes)");
    run(&mut browser.end_to_end_tests(&[TEST, "--nocapture"]))
}
