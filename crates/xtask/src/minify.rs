//! Scripts without comments and long names, by esbuild. Trunk's own minifier does not know the language that
//! wasm-bindgen writes.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::npm;
use crate::process::{announce, find, run};

/// Held fast, since its output is what we measure and ship.
const RELEASE: &str = "0.25.12";

/// Rewrites the scripts in place. Where there is no esbuild the site works and its download is 2 kB larger.
///
/// # Errors
/// When esbuild refuses a script.
pub(crate) fn scripts<'a>(scripts: impl Iterator<Item = &'a Path>) -> Result<()> {
    let Some(mut command) = esbuild() else {
        announce("No esbuild: the site works, but its scripts are larger");
        return Ok(());
    };
    command.args([
        "--minify",
        "--format=esm",
        "--log-level=warning",
        "--allow-overwrite",
        "--outdir=.",
    ]);
    let mut directory = None;
    for script in scripts {
        directory = script.parent();
        command.args(script.file_name());
    }
    let Some(directory) = directory else { return Ok(()) };
    run(command.current_dir(directory))
}

/// npm's packages of the program itself need no script of theirs to be run.
fn esbuild() -> Option<Command> {
    let installed = || {
        let package = package(std::env::consts::OS, std::env::consts::ARCH);
        let file = if cfg!(windows) { "esbuild.exe" } else { "bin/esbuild" };
        npm::find_or_install(&package, RELEASE, file)
    };
    find("esbuild").or_else(installed).map(Command::new)
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
