//! The bill of materials, in CycloneDX: each crate that is linked into the program and into the console that it embeds.
//!
//! `cargo tree` says which ones: with the features and the target of the build, and without what only the build needs.

mod crates;

use std::process::Command;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::target::Target;
use crate::process::{cargo, output, printed};
use crate::site::chunks;
use crate::{checkout, files, tools};
use crates::{Checksums, Linked};

/// The root of the program, and that of the console. Both are named so in the workspace.
const PROGRAM: &str = "proxy";
const CONSOLE: &str = "console";

/// The text of the bill for these targets.
///
/// # Errors
/// When Cargo cannot tell what is linked.
pub(super) fn text(version: &str, targets: &[&Target], seconds: u64) -> Result<String> {
    let mut linked = Linked::default();
    for target in targets {
        linked.add(&tree(PROGRAM, target.triple(), "embedded-console")?)?;
    }
    linked.add(&tree(CONSOLE, tools::WASM_TARGET, chunks::FEATURE)?)?;
    linked.join(PROGRAM, CONSOLE);
    let lock = files::read_text(checkout::root().join("Cargo.lock"))?;
    let checksums = Checksums::read(&lock);
    let bill = bill(version, seconds, &rust_version()?, &linked, &checksums);
    Ok(format!("{bill:#}\n"))
}

fn tree(package: &str, target: &str, features: &str) -> Result<String> {
    let mut tree = cargo();
    tree.args(["tree", "--locked", "--package", package]);
    tree.args(["--target", target, "--features", features, "--edges", "normal,no-proc-macro"]);
    printed(tree.args(["--prefix", "depth", "--format", crates::FORMAT]))
}

fn rust_version() -> Result<String> {
    let text = output(Command::new("rustc").arg("--version"));
    let version = text.as_deref().and_then(|text| text.split_whitespace().nth(1));
    Ok(version.context("`rustc --version` prints no version")?.to_owned())
}

/// Specified at <https://cyclonedx.org/docs/1.5/json/>.
fn bill(
    version: &str,
    seconds: u64,
    rust: &str,
    linked: &Linked,
    checksums: &Checksums<'_>,
) -> Value {
    let time = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let (root, mut components) = linked.components(PROGRAM, checksums);
    components.push(json!({
        "type": "library",
        "bom-ref": "rust-std",
        "name": "std",
        "version": rust,
        "description": "The standard library of Rust. That for the program includes musl.",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    }));
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": format!("{:?}", time.unwrap_or(DateTime::<Utc>::UNIX_EPOCH)),
            "tools": { "components": [{ "type": "application", "name": "cargo", "version": rust }] },
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "batch-proxy",
                "version": version,
                "licenses": [{ "expression": "Apache-2.0" }],
            },
        },
        "components": components,
        "dependencies": linked.dependencies(checksums, &[PROGRAM, CONSOLE], "rust-std"),
    })
}
