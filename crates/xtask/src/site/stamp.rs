//! Whether the site that lies there was built from today's sources.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::Kind;
use crate::process::output;
use crate::{checkout, files};

/// All else in the checkout may become part of the site.
const NO_PART_OF_THE_SITE: [&str; 17] = [
    ".ci",
    ".git",
    ".github",
    "crates/acs3",
    "crates/credentials",
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
    "README.zh-CN.md",
];

/// What a site of this kind is made of, compiler and flags included. How it is built belongs to it.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn of_sources(kind: Kind) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    fingerprint(&checkout::root(), &NO_PART_OF_THE_SITE)?.hash(&mut hasher);
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
    files::write(file(kind), text(kind, sources)?)
}

fn file(kind: Kind) -> PathBuf {
    checkout::target().join(match kind {
        Kind::Release => "xtask-dist.stamp",
        Kind::Demo => "xtask-demo-site.stamp",
    })
}

fn text(kind: Kind, sources: u64) -> Result<String> {
    Ok(format!("{sources:016x} {:016x}\n", fingerprint(&kind.directory(), &[])?))
}

/// The names and bytes of all files below a directory as one number, without the entries to skip.
fn fingerprint(directory: &Path, skip: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files::below(directory, skip)? {
        file.hash(&mut hasher);
        files::read(file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_change_shows_and_what_is_skipped_does_not() {
        let directory = crate::checkout::target().join("tmp/stamp-test");
        let _ = fs::remove_dir_all(&directory);
        for (name, text) in [("src/a.rs", "a"), ("src/deep/b.rs", "b"), ("dist/out", "1")] {
            let file = directory.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let now = || fingerprint(&directory, &["dist"]).unwrap();
        let before = now();

        fs::write(directory.join("dist/out"), "2").unwrap();
        assert_eq!(now(), before, "an output is skipped");
        fs::write(directory.join("src/deep/b.rs"), "c").unwrap();
        assert_ne!(now(), before, "an input changed");
        fs::write(directory.join("src/deep/b.rs"), "b").unwrap();
        assert_eq!(now(), before, "the input is as it was");
        fs::rename(directory.join("src/a.rs"), directory.join("src/z.rs")).unwrap();
        assert_ne!(now(), before, "an input has another name");
        fs::remove_dir_all(directory).unwrap();
    }
}
