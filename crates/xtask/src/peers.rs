//! The browsers beside Chromium in which the end-to-end tests run: Firefox, and WebKit as Debian has it.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::left_out::{LEFT_OUT, LeftOut};
use crate::process::{announce, find};
use crate::{apt, npm, tools};

/// A browser that the end-to-end tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    /// As the tests and the command line call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The browser of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Chromium, Self::Firefox, Self::WebKit]
            .into_iter()
            .find(|engine| engine.name() == name)
    }

    /// The end-to-end tests that do not run in it, by the reasons.
    pub(crate) fn left_out(self) -> impl Iterator<Item = &'static LeftOut> {
        LEFT_OUT.iter().filter(move |entry| entry.browsers.contains(&self.name()))
    }

    /// The programs that it needs, and the packages of Debian that have them. Firefox's driver is in none.
    fn needs(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Chromium => (&[], &[]),
            Self::Firefox => (&["firefox-esr"], &["firefox-esr"]),
            Self::WebKit => (&["WebKitWebDriver", "Xvfb"], &["webkit2gtk-driver", "xvfb"]),
        }
    }

    /// Sees that it is there, installed by `apt-get` where there is one. Whether it is; why not is said plainly.
    pub(crate) fn find_or_install(self) -> bool {
        let (programs, packages) = self.needs();
        let is_there = || programs.iter().all(|program| find(program).is_some());
        // Elsewhere than on Debian the current one, which its driver finds by itself.
        if is_there() || (self == Self::Firefox && find("firefox").is_some()) {
            return true;
        }
        npm::explain(apt::install(packages[0], packages));
        if !is_there() {
            announce(&format!("No {}: its end-to-end tests are left out", self.name()));
        }
        is_there()
    }

    /// Directories to put on `PATH` for its driver, which is compiled if need be.
    ///
    /// # Errors
    /// When it cannot be.
    pub(crate) fn path_of_driver(self) -> Result<Option<PathBuf>> {
        match self {
            Self::Firefox => {
                tools::ensure_geckodriver().context("without its driver Firefox cannot be tested")
            }
            _ => Ok(None),
        }
    }
}
