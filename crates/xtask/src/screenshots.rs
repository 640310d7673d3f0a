//! `screenshots`: a picture of every state of the console in every look, and those that the README shows.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::process::{announce, run};
use crate::site::{self, Kind};
use crate::{browser, checkout, fonts};

/// What the end-to-end tests that take them are called; they need a folder to put them into, and check nothing.
pub(crate) const TEST: &str = "screenshots::";

/// What a picture in the repository may weigh, in bytes. It has 2880 × 1800 pixels.
const LARGEST: u64 = 250_000;

/// Builds the site if need be, takes all pictures, and copies those of the README.
///
/// # Errors
/// When the site cannot be built, a browser or a font is missing, a state does not come about, or a picture of the README is too large.
pub(crate) fn take() -> Result<()> {
    let browser = browser::find_or_install()?;
    fonts::ensure()?;
    site::build(Kind::Release)?;
    let folder = checkout::target().join("screenshots");
    announce("Taking the pictures (about a minute)");
    run(browser.end_to_end_tests(&[TEST]).env("SCREENSHOTS", &folder))?;
    let pictures = checkout::root().join("docs/pictures");
    for picture in fs::read_dir(folder.join("readme"))? {
        let picture = picture?;
        copy(&picture.path(), &pictures.join(picture.file_name()))?;
    }
    announce(&format!("The pictures are in {}", folder.display()));
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let bytes =
        fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    ensure!(bytes <= LARGEST, "{} has {bytes} bytes, more than {LARGEST}", to.display());
    Ok(())
}
