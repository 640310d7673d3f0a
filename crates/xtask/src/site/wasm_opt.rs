//! Binaryen's `wasm-opt`, which makes the compiled console smaller.
//!
//! A network that reaches crates.io need not reach GitHub, so its absence costs bytes and never the build.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::short_names::Renamed;
use crate::process::{announce, find, output, printed, run};
use crate::{checkout, npm};

/// Installed when there is none. Held fast, since its output is what we measure and ship.
const RELEASE: u32 = 132;
/// Older ones, such as Debian's 108, do not know the instructions that today's rustc emits.
const OLDEST: u32 = 123;

/// Of 70 levels and passes tried, the smallest after brotli. `-Oz` is smaller only before it. What is computed twice
/// is shorter than a variable more, and how a place in memory is aligned is a hint that engines ignore. Nothing is in
/// the first 1,024 bytes: they are the far end of the stack.
const PASSES: [&str; 6] = [
    "-Os",
    "--low-memory-unused",
    "--skip-pass=local-cse",
    "--coalesce-locals",
    "--reorder-locals",
    "--dealign",
];
/// Makes it print the names.
const RENAME: &str = "--minify-imports-and-exports-and-modules";
/// What rustc 1.95 emits and every browser of the last three years runs. Without these
/// flags wasm-opt refuses the file; with `--all-features` it could emit more than that.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// Sections that only other build tools read.
const STRIP: [&str; 3] = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/// A `wasm-opt` that runs.
pub(super) struct WasmOpt {
    program: PathBuf,
    /// The script, where the program is Node.
    script: Option<PathBuf>,
}

impl WasmOpt {
    /// Rewrites the file in place, and tells the names that its script has to use from now on.
    ///
    /// # Errors
    /// When wasm-opt refuses the file.
    pub(super) fn optimise(&self, wasm: &Path) -> Result<Renamed> {
        Renamed::read(&printed(self.rewriting(wasm).arg(RENAME))?)
    }

    /// Rewrites a lazy chunk in place. It imports a handful of names, which stay: the script maps them.
    ///
    /// # Errors
    /// When wasm-opt refuses the file.
    pub(super) fn optimise_chunk(&self, wasm: &Path) -> Result<()> {
        run(&mut self.rewriting(wasm))
    }

    fn rewriting(&self, wasm: &Path) -> Command {
        let mut command = self.command();
        command.args(PASSES).args(FEATURES).args(STRIP).arg(wasm).arg("-o").arg(wasm);
        command
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.script);
        command
    }

    fn is_new_enough(&self) -> bool {
        output(self.command().arg("--version"))
            .and_then(|text| release(&text))
            .is_some_and(|release| release >= OLDEST)
    }
}

/// The first that works of: the one on `PATH`; npm's; GitHub's. `None`, said plainly, when all fail.
pub(super) fn find_or_install() -> Option<WasmOpt> {
    let found = on_path().or_else(from_npm).or_else(from_github);
    if found.is_none() {
        announce(
            "No wasm-opt: the site works, but its download is larger. \
             Install binaryen, delete dist/ and build again for the smaller one",
        );
    }
    found
}

fn on_path() -> Option<WasmOpt> {
    Some(WasmOpt { program: find("wasm-opt")?, script: None }).filter(WasmOpt::is_new_enough)
}

fn from_npm() -> Option<WasmOpt> {
    let node = find("node")?;
    let script = npm::find_or_install("binaryen", &format!("{RELEASE}.0.0"), "bin/wasm-opt")?;
    Some(WasmOpt { program: node, script: Some(script) }).filter(WasmOpt::is_new_enough)
}

/// curl and tar belong to Linux, macOS and Windows alike.
fn from_github() -> Option<WasmOpt> {
    let (curl, tar) = (find("curl")?, find("tar")?);
    let directory = checkout::tools().join(format!("binaryen-{RELEASE}"));
    let program = directory.join(format!("binaryen-version_{RELEASE}/bin/wasm-opt"));
    let wasm_opt = WasmOpt { program: program.clone(), script: None };
    if !program.is_file() {
        announce("Downloading wasm-opt from GitHub, once (100 MB)");
        std::fs::create_dir_all(&directory).ok()?;
        let archive = directory.join("binaryen.tar.gz");
        let url = archive_url(std::env::consts::OS, std::env::consts::ARCH);
        let mut download = Command::new(curl);
        download.args(["--fail", "--silent", "--show-error", "--location"]);
        download.args(["--connect-timeout", "10", "--max-time", "300", "--output"]);
        npm::explain(run(download.arg(&archive).arg(url)))?;
        npm::explain(run(Command::new(tar).arg("-xzf").arg(&archive).arg("-C").arg(&directory)))?;
        npm::explain(std::fs::remove_file(&archive).map_err(Into::into))?;
    }
    Some(wasm_opt).filter(WasmOpt::is_new_enough)
}

/// Where GitHub keeps the release for an operating system and processor, both named as Rust does.
fn archive_url(system: &str, processor: &str) -> String {
    let processor = match (system, processor) {
        ("macos", "aarch64") => "arm64",
        (_, other) => other,
    };
    format!(
        "https://github.com/WebAssembly/binaryen/releases/download/version_{RELEASE}/\
         binaryen-version_{RELEASE}-{processor}-{system}.tar.gz"
    )
}

/// The release in `wasm-opt version 132 (version_132)`.
fn release(text: &str) -> Option<u32> {
    text.split_whitespace().nth(2)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_is_read_from_what_wasm_opt_prints() {
        let table = [
            ("wasm-opt version 132 (version_132)\n", Some(132)),
            ("wasm-opt version 108\n", Some(108)),
            ("wasm-opt: command not found", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(release(text), expected, "{text}");
        }
    }

    #[test]
    fn an_archive_is_named_after_the_machine() {
        let table = [
            ("linux", "x86_64", "binaryen-version_132-x86_64-linux.tar.gz"),
            ("linux", "aarch64", "binaryen-version_132-aarch64-linux.tar.gz"),
            ("macos", "aarch64", "binaryen-version_132-arm64-macos.tar.gz"),
            ("windows", "x86_64", "binaryen-version_132-x86_64-windows.tar.gz"),
        ];
        for (system, processor, name) in table {
            let url = archive_url(system, processor);
            let expected = format!(
                "https://github.com/WebAssembly/binaryen/releases/download/version_132/{name}"
            );
            assert_eq!(url, expected);
        }
    }
}
