//! The build tools that Cargo does not bring: the wasm target, wasm-bindgen's test runner, and Trunk for who wants it.
//!
//! A tool of the right version in the user's own directories is used as it is. Otherwise it is installed under
//! `target/tools`, one directory per version, so that nobody's own version is ever replaced.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{announce, cargo, find, output, run};
use crate::{checkout, files};

/// The newest Trunk that compiles with Rust 1.95; 0.22 asks for 1.96.
const TRUNK: &str = "0.21.14";
/// The newest one; Debian has no package of it.
const GECKODRIVER: &str = "0.37.1";
/// What a browser runs.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Sees that Trunk is there. Returns the directory to put on `PATH`, if any.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn ensure_trunk() -> Result<Option<PathBuf>> {
    ensure_tool(&Tool {
        package: "trunk",
        programs: &["trunk"],
        version: TRUNK,
        locked: true,
        minutes: 5,
    })
}

/// Sees that Firefox's driver is there. Returns the directory to put on `PATH`, if any.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn ensure_geckodriver() -> Result<Option<PathBuf>> {
    ensure_tool(&Tool {
        package: "geckodriver",
        programs: &["geckodriver"],
        version: GECKODRIVER,
        locked: true,
        minutes: 2,
    })
}

/// Whether Trunk is there in the version that is known to build the site.
pub(crate) fn has_trunk() -> bool {
    find("trunk").is_some_and(|path| is(&path, TRUNK)) || is(&installed_trunk(), TRUNK)
}

/// Sees that wasm-bindgen's programs are there in the version of `Cargo.lock`: any other version refuses
/// what this workspace compiles. Returns the directory to put on `PATH`, if any.
///
/// # Errors
/// When they are missing and cannot be installed.
pub(crate) fn ensure_wasm_bindgen() -> Result<Option<PathBuf>> {
    let lock = files::read_text(checkout::root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock holds no wasm-bindgen: the console is not in the workspace?")?;
    ensure_tool(&Tool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version,
        locked: false,
        minutes: 2,
    })
}

/// Sees that the standard library for wasm is there.
///
/// # Errors
/// When it is missing and rustup cannot add it.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    ensure_target(WASM_TARGET)
}

/// Sees that the standard library for another target is there.
///
/// # Errors
/// When it is missing and rustup cannot add it.
pub(crate) fn ensure_target(target: &str) -> Result<()> {
    let library =
        output(Command::new("rustc").args(["--print", "target-libdir", "--target", target]))
            .context("`rustc` does not run; install Rust from https://rustup.rs")?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    announce(&format!("Adding the target {target} to Rust (about half a minute)"));
    run(Command::new("rustup").args(["target", "add", target])).with_context(|| {
        format!("Rust lacks the target {target}; add it the way your Rust was installed")
    })
}

/// Sees that rustfmt and clippy are there; minimal installations of Rust leave them out.
///
/// # Errors
/// When one is missing and rustup cannot add it.
pub(crate) fn ensure_lint_components() -> Result<()> {
    for (program, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output(cargo().args([program, "--version"])).is_none() {
            announce(&format!("Adding {component} to Rust"));
            run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// A crate whose programs are needed in exactly one version.
struct Tool<'a> {
    package: &'a str,
    programs: &'a [&'a str],
    version: &'a str,
    /// Whether it compiles only with the dependencies it was released with.
    locked: bool,
    /// How long compiling takes on two cores.
    minutes: u32,
}

/// The directory to put on `PATH` for the tool; `None` when it is there already.
fn ensure_tool(tool: &Tool<'_>) -> Result<Option<PathBuf>> {
    let Tool { package, version, .. } = tool;
    if tool.programs.iter().all(|program| find(program).is_some_and(|path| is(&path, version))) {
        return Ok(None);
    }
    let root = root_of(package, version);
    let programs = root.join("bin");
    let installed = || tool.programs.iter().all(|program| is(&programs.join(program), version));
    if !installed() {
        install(tool, &root).with_context(|| {
            format!("{package} {version} could not be installed; to try it by hand: cargo install {package} --version {version}")
        })?;
        ensure!(installed(), "{} does not hold {package} {version}", programs.display());
    }
    Ok(Some(programs))
}

/// Where a tool is installed that belongs to this checkout alone.
fn root_of(package: &str, version: &str) -> PathBuf {
    checkout::tools().join(format!("{package}-{version}"))
}

fn installed_trunk() -> PathBuf {
    root_of("trunk", TRUNK).join("bin/trunk")
}

/// A tool runs for seconds and compiles for minutes: these keep its own release profile from optimising it.
const CHEAP: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

fn install(tool: &Tool<'_>, root: &Path) -> Result<()> {
    let Tool { package, version, minutes, .. } = tool;
    if find("cargo-binstall").is_some() {
        announce(&format!("Installing {package} {version} with cargo-binstall"));
        let mut binstall = cargo();
        binstall.args(["binstall", "-y", "--version", version, "--root"]).arg(root).arg(package);
        if run(&mut binstall).is_ok() {
            return Ok(());
        }
    }
    announce(&format!(
        "Compiling {package} {version}, once (about {minutes} minutes on two cores)"
    ));
    let mut install = cargo();
    // Its own target directory: the tool's dependencies must not fill this workspace's.
    install.env_remove("CARGO_TARGET_DIR").envs(CHEAP);
    install.args(["install", package, "--version", version, "--root"]).arg(root);
    if tool.locked {
        install.arg("--locked");
    }
    run(&mut install)
}

/// Whether the program runs and says that it is of this version.
fn is(program: &Path, version: &str) -> bool {
    output(Command::new(program).arg("--version"))
        .is_some_and(|text| printed_version(&text) == Some(version))
}

/// The version in `name 1.2.3 (more)`, as `--version` prints it.
fn printed_version(text: &str) -> Option<&str> {
    text.split_whitespace().nth(1)
}

/// The version of a package in the text of a `Cargo.lock`.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-macro"
version = "9.9.9"
dependencies = [
 "wasm-bindgen",
]

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry+https://github.com/rust-lang/crates.io-index"
"#;

    #[test]
    fn the_version_in_the_lock_is_that_of_the_very_package() {
        let table = [
            ("wasm-bindgen", Some("0.2.130")),
            ("wasm-bindgen-macro", Some("9.9.9")),
            ("wasm", None),
        ];
        for (package, expected) in table {
            assert_eq!(locked_version(LOCK, package), expected, "{package}");
        }
    }

    #[test]
    fn the_version_is_read_from_what_the_tools_print() {
        let table = [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-bindgen 0.2.130\n", Some("0.2.130")),
            ("wasm-bindgen-test-runner 0.2.130 (1a2b3c4d5)\n", Some("0.2.130")),
            ("trunk\n", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(printed_version(text), expected, "{text}");
        }
    }
}
