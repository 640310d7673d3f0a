//! The browser that the tests run in, and its driver.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{cargo, find};
use crate::{apt, checkout, files};

/// Names under which Chromium is installed, ours first.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// No window, no sandbox (a container's root has none), and no traffic of the browser's own.
const ARGUMENTS: [&str; 7] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
];

/// A browser with the driver of its version.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Writes what wasm-bindgen's test runner has to ask the driver for. Returns the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write_capabilities(&self) -> Result<PathBuf> {
        let file = checkout::target().join("webdriver.json");
        files::write(&file, self.capabilities())?;
        Ok(file)
    }

    /// The end-to-end tests whose names hold `filter`, of the site in `dist/`. Only they are marked as ignored; to name them
    /// instead (`--test e2e`) would compile their dependencies once more.
    pub(crate) fn end_to_end_tests(&self, filter: &[&str]) -> Command {
        let mut tests = cargo();
        tests.args(["test", "--workspace", "--tests", "--", "--ignored"]).args(filter);
        tests.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.driver);
        tests
    }

    fn capabilities(&self) -> String {
        let arguments = ARGUMENTS.map(|argument| format!("\"{argument}\"")).join(",");
        let chromium = self.chromium.to_string_lossy().replace('\\', "\\\\");
        format!("{{\"goog:chromeOptions\":{{\"binary\":\"{chromium}\",\"args\":[{arguments}]}}}}\n")
    }
}

/// The browser named by `CHROMIUM` and `CHROMEDRIVER`, or on `PATH`; installed by `apt-get` where there is one.
///
/// # Errors
/// When there is none; the text says what to install.
pub(crate) fn find_or_install() -> Result<Browser> {
    if let Some(browser) = installed() {
        return Ok(browser);
    }
    if let Err(error) = install() {
        eprintln!("    {error:#}");
    }
    installed().context(
        "The browser tests need Chromium or Chrome and the chromedriver of the same version, both on PATH \
         (or named by CHROMIUM and CHROMEDRIVER). \
         Fedora: dnf install chromium chromedriver. Arch: pacman -S chromium. \
         macOS: brew install --cask chromium chromedriver. \
         Elsewhere: https://googlechromelabs.github.io/chrome-for-testing/. \
         Without a browser: cargo xtask test --quick",
    )
}

fn installed() -> Option<Browser> {
    let named = |variable: &str| env::var_os(variable).map(PathBuf::from);
    Some(Browser {
        chromium: named("CHROMIUM").or_else(|| BROWSERS.iter().find_map(|name| find(name)))?,
        driver: named("CHROMEDRIVER").or_else(|| find("chromedriver"))?,
    })
}

fn install() -> Result<()> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    apt::install("Chromium and its driver", &packages(&release))
}

/// The packages, by the text of `/etc/os-release`.
fn packages(release: &str) -> [&'static str; 2] {
    if release.lines().any(|line| line == "ID=ubuntu") {
        ["chromium-browser", "chromium-chromedriver"]
    } else {
        ["chromium", "chromium-driver"]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ubuntu_has_names_of_its_own() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n";
        let ubuntu = "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n";
        let mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert_eq!(packages(debian), ["chromium", "chromium-driver"]);
        assert_eq!(packages(ubuntu), ["chromium-browser", "chromium-chromedriver"]);
        assert_eq!(packages(mint), ["chromium", "chromium-driver"]);
    }

    #[test]
    fn the_runner_is_told_which_browser_and_how() {
        let browser = Browser { chromium: "/usr/bin/chromium".into(), driver: "driver".into() };
        assert_eq!(
            browser.capabilities(),
            "{\"goog:chromeOptions\":{\"binary\":\"/usr/bin/chromium\",\"args\":[\"--headless\",\
             \"--no-sandbox\",\"--disable-gpu\",\"--disable-background-networking\",\
             \"--disable-component-update\",\"--disable-sync\",\"--no-first-run\"]}}\n"
        );
    }
}
