//! `pictures`: the page beside its reference pictures.

use anyhow::Result;

use crate::process::{announce, run};
use crate::site::{self, Kind};
use crate::{browser, fonts};

/// The end-to-end test that compares them, or renews them.
const TEST: &str = "reference_pictures::";

/// Builds the site if need be, and compares the page with the pictures in `crates/e2e/pictures`, or renews these.
///
/// # Errors
/// When the site cannot be built, a browser or a font is missing, or the page looks otherwise.
pub(crate) fn compare(accept: bool) -> Result<()> {
    let browser = browser::find_or_install()?;
    fonts::ensure()?;
    site::build(Kind::Release)?;
    announce("Taking the reference pictures (about half a minute)");
    let mut test = browser.end_to_end_tests(&[TEST]);
    if accept {
        test.env("ACCEPT_PICTURES", "1");
    }
    run(&mut test)
}
