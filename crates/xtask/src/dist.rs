//! `dist`: the static site, ready for any web server.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::content_name::{self, Program};
use crate::process::{announce, output, path_with, run};
use crate::{
    audit, checkout, compress, fingerprint, integrity, minify, split, stylesheet, tools, wasm_opt,
};

/// All else in the checkout may become part of the site.
const NO_PART_OF_THE_SITE: [&str; 15] = [
    ".ci",
    ".git",
    ".github",
    "crates/acs3",
    "crates/e2e",
    "crates/proxy",
    "crates/simulator",
    "crates/xtask",
    "deploy",
    "dist",
    "docs",
    "fuzz",
    "target",
    "tests",
    "README.md",
];

/// Builds the site into `dist/`, unless what is there comes from the same sources. Returns its files.
///
/// # Errors
/// When a tool is missing and cannot be installed, or the build fails.
pub(crate) fn build() -> Result<Vec<PathBuf>> {
    let sources = sources()?;
    if is_built_from(sources) {
        return site();
    }
    let path = path_with(&tools::ensure_site_tools()?)?;
    let wasm_opt = wasm_opt::find_or_install();
    announce("Building the site (about 3 minutes the first time, then about 40 seconds)");
    run(&mut trunk(&path))?;
    stylesheet::join(&checkout::dist())?;
    let files = site()?;
    let program = Program::find(&files)?;
    let boot = content_name::boot_script(&files)?;
    split::divide(&program, &path)?;
    if let Some(wasm_opt) = wasm_opt {
        announce("Making the program smaller with wasm-opt (about 10 seconds)");
        wasm_opt.optimise(&program.wasm)?.apply(&program.script)?;
        wasm_opt.optimise_part(&program.part)?;
    }
    split::seal(&program)?;
    minify::scripts([program.script.as_path(), boot].into_iter())?;
    program.rename(&files)?;
    content_name::rename_words(&site()?)?;
    let page = checkout::dist().join("index.html");
    content_name::rename_boot(boot, &page, &site()?)?;
    integrity::write(&page)?;
    announce("Compressing with brotli and gzip (a few seconds)");
    for file in site()? {
        compress::write_beside(&file)?;
    }
    audit::check(&checkout::dist())?;
    remember(sources)?;
    site()
}

fn trunk(path: &std::ffi::OsStr) -> Command {
    let mut trunk = Command::new("trunk");
    trunk.args(["build", "--release", "--quiet", "--skip-version-check"]);
    trunk.args(["--features", split::FEATURE]);
    trunk.arg("--dist").arg(checkout::dist()).current_dir(checkout::root()).env("PATH", path);
    // Trunk 0.21 takes `NO_COLOR=1` for a mistake and `RUST_LOG` for the opposite of `--quiet`.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("TRUNK_COLOR", "never");
    }
    trunk.env_remove("NO_COLOR").env_remove("RUST_LOG");
    trunk
}

/// The files of the site, compressed copies included.
fn site() -> Result<Vec<PathBuf>> {
    fingerprint::files_below(&checkout::dist(), &[])
}

/// What the site is made of, compiler and flags included.
fn sources() -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    let files = fingerprint::files_below(&checkout::root(), &NO_PART_OF_THE_SITE)?;
    fingerprint::of(&files)?.hash(&mut hasher);
    output(Command::new("rustc").arg("-vV")).hash(&mut hasher);
    std::env::var_os("RUSTFLAGS").hash(&mut hasher);
    Ok(hasher.finish())
}

/// Where the last build left its sources' fingerprint and the site's. The site's own is
/// there because `trunk serve` writes an unoptimised site into the same directory.
fn stamp() -> PathBuf {
    checkout::target().join("xtask-dist.stamp")
}

fn stamp_text(sources: u64) -> Result<String> {
    Ok(format!("{sources:016x} {:016x}\n", fingerprint::of(&site()?)?))
}

fn is_built_from(sources: u64) -> bool {
    let Ok(last) = fs::read_to_string(stamp()) else { return false };
    checkout::dist().is_dir() && stamp_text(sources).is_ok_and(|now| now == last)
}

fn remember(sources: u64) -> Result<()> {
    fs::create_dir_all(checkout::target())?;
    fs::write(stamp(), stamp_text(sources)?)
        .with_context(|| format!("{} cannot be written", stamp().display()))
}
