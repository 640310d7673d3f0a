//! The fonts of the browser tests: widths and pictures are those of the repository in these alone.

use std::env;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::process::{find, output};
use crate::{apt, checkout, npm};

/// The families to which `crates/e2e/fonts.conf` maps the generic ones.
const FAMILIES: [&str; 3] = ["Inter", "Noto Sans CJK SC", "JetBrains Mono"];
/// On Debian and its kin, with the program that tells which there are.
const PACKAGES: [&str; 4] = ["fontconfig", "fonts-inter", "fonts-noto-cjk", "fonts-jetbrains-mono"];
/// The end-to-end tests that fail without them.
pub(crate) const NEEDED_BY: [&str; 3] = ["fonts::", "names::", "reference_pictures::"];

/// Sees that the fonts are there, installed by `apt-get` where there is one.
///
/// # Errors
/// Which are missing, and what to install.
pub(crate) fn ensure() -> Result<()> {
    if missing().is_empty() {
        return Ok(());
    }
    npm::explain(apt::install("the fonts of the tests", &PACKAGES));
    let missing = missing().join(", ");
    ensure!(
        missing.is_empty(),
        "Pictures and widths of the page are tested in fonts that are missing here, or fontconfig's fc-match is: {missing}. \
         Debian, Ubuntu: apt-get install {}. \
         Fedora: dnf install rsms-inter-fonts google-noto-sans-cjk-fonts jetbrains-mono-fonts. \
         Arch: pacman -S inter-font noto-fonts-cjk ttf-jetbrains-mono.",
        PACKAGES.join(" ")
    );
    Ok(())
}

/// The same for a gate that goes on without them on a person's machine, and never where nobody reads what was left out.
/// Returns whether they are there.
///
/// # Errors
/// As [`ensure`], where `CI` is set.
pub(crate) fn ensure_or_leave_out() -> Result<bool> {
    match ensure() {
        Err(error) if env::var_os("CI").is_none() => {
            eprintln!("    {error:#}");
            Ok(false)
        }
        outcome => outcome.map(|()| true),
    }
}

/// The families that fontconfig would replace by others.
fn missing() -> Vec<&'static str> {
    let fonts = checkout::root().join("crates/e2e/fonts.conf");
    let is_missing = |family: &&str| {
        let mut matching = Command::new("fc-match");
        matching.args(["--format", "%{family[0]}", family]).env("FONTCONFIG_FILE", &fonts);
        find("fc-match").is_none() || output(&mut matching).as_deref() != Some(*family)
    };
    FAMILIES.into_iter().filter(is_missing).collect()
}
