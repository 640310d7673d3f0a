//! Whether the site that lies there was built from today's sources.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::{Kind, fingerprint};
use crate::checkout;
use crate::process::output;

/// All else in the checkout may become part of the site.
const NO_PART_OF_THE_SITE: [&str; 15] = [
    ".ci",
    ".git",
    ".github",
    "crates/acs3",
    "crates/e2e",
    "crates/proxy",
    "crates/simulator",
    "deploy",
    "dist",
    "docs",
    "fuzz",
    "target",
    "tests",
    "CHANGELOG.md",
    "README.md",
];

/// What a site of this kind is made of, compiler and flags included. How it is built belongs to it.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn of_sources(kind: Kind) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    let files = fingerprint::files_below(&checkout::root(), &NO_PART_OF_THE_SITE)?;
    fingerprint::of(&files)?.hash(&mut hasher);
    kind.hash(&mut hasher);
    output(Command::new("rustc").arg("-vV")).hash(&mut hasher);
    std::env::var_os("RUSTFLAGS").hash(&mut hasher);
    Ok(hasher.finish())
}

/// Whether the last build of this kind was made of these sources, and nobody has touched its result: `trunk serve`
/// writes another site into `dist/`.
pub(super) fn is_fresh(kind: Kind, sources: u64) -> bool {
    let Ok(last) = fs::read_to_string(file(kind)) else { return false };
    kind.directory().is_dir() && text(kind, sources).is_ok_and(|now| now == last)
}

/// Notes what the site that lies there was made of.
///
/// # Errors
/// When the note cannot be written.
pub(super) fn remember(kind: Kind, sources: u64) -> Result<()> {
    fs::create_dir_all(checkout::target())?;
    let file = file(kind);
    fs::write(&file, text(kind, sources)?)
        .with_context(|| format!("{} cannot be written", file.display()))
}

fn file(kind: Kind) -> PathBuf {
    checkout::target().join(match kind {
        Kind::Release => "xtask-dist.stamp",
        Kind::Demo => "xtask-demo-site.stamp",
    })
}

fn text(kind: Kind, sources: u64) -> Result<String> {
    let site = fingerprint::files_below(&kind.directory(), &[])?;
    Ok(format!("{sources:016x} {:016x}\n", fingerprint::of(&site)?))
}
