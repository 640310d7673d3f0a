//! Scripts and style sheets without comments, blanks and long names, by esbuild.

use std::process::Command;

use anyhow::Result;

use crate::npm;
use crate::process::{announce, filtered, find};

/// Held fast, since its output is what we measure and ship.
const RELEASE: &str = "0.25.12";

/// An esbuild that can be run.
pub(super) struct Minifier(std::path::PathBuf);

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Css,
    Js,
    /// For browsers that cannot run the console, too.
    OldJs,
}

/// The one on `PATH`, or npm's. `None`, said plainly, where there is none: the site works, and its download is some kB
/// larger.
pub(super) fn find_or_install() -> Option<Minifier> {
    // npm's packages of the program itself need no script of theirs to be run.
    let installed = || {
        let package = package(std::env::consts::OS, std::env::consts::ARCH);
        let file = if cfg!(windows) { "esbuild.exe" } else { "bin/esbuild" };
        npm::find_or_install(&package, RELEASE, file)
    };
    let found = find("esbuild").or_else(installed);
    if found.is_none() {
        announce("No esbuild: the site works, but its scripts and styles are larger");
    }
    found.map(Minifier)
}

/// The text made smaller, or as it is where there is no minifier.
///
/// # Errors
/// When esbuild refuses the text.
pub(super) fn with(
    minifier: Option<&Minifier>,
    language: Language,
    text: String,
) -> Result<String> {
    let Some(Minifier(program)) = minifier else { return Ok(text) };
    let mut command = Command::new(program);
    command.args(["--minify", "--charset=utf8", "--log-level=warning"]);
    command.args(match language {
        Language::Css => ["--loader=css"].as_slice(),
        Language::Js => &["--loader=js", "--format=esm"],
        Language::OldJs => &["--loader=js", "--format=esm", "--target=es2017"],
    });
    filtered(&mut command, &text)
}

/// The package for an operating system and processor, both named as Rust does.
fn package(system: &str, processor: &str) -> String {
    let system = match system {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match processor {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("@esbuild/{system}-{processor}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_named_after_the_machine() {
        for (system, processor, expected) in [
            ("linux", "x86_64", "@esbuild/linux-x64"),
            ("macos", "aarch64", "@esbuild/darwin-arm64"),
            ("windows", "x86_64", "@esbuild/win32-x64"),
        ] {
            assert_eq!(package(system, processor), expected);
        }
    }
}
