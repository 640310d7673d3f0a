//! `release`: the files that users download, so that they need neither Rust nor Node.js.
//!
//! Of one commit they are the same bytes, wherever the checkout is: names are sorted, times are those of the commit, and
//! the program has no path of the machine. The console still has those of Cargo's home directory.

mod archive;
mod elf;
mod empty_root;
mod sbom;
mod target;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::process::{announce, output};
use crate::site::{self, Kind};
use crate::size::grouped;
use crate::{checkout, files};
use target::Target;

/// One version for the whole workspace, this program included.
const VERSION: &str = env!("CARGO_PKG_VERSION");
const CHECKSUMS: &str = "SHA256SUMS";

/// Makes the files anew in `target/release-files/`, for these targets or for all.
///
/// # Errors
/// When a target is unknown, something cannot be installed or built, or a program does not work from one file.
pub(crate) fn release(triples: &[String]) -> Result<()> {
    let targets = target::chosen(triples)?;
    let site = site::build(Kind::Release)?;
    let (folder, seconds) = (empty_folder()?, source_date());
    for target in &targets {
        release_program(target, &site, &folder, seconds)?;
    }
    announce("Writing the archive of the site, the SBOM and the checksums");
    let console = format!("batch-tasks-console-{VERSION}");
    let archive = archive::pack(&site, &console, seconds)?;
    files::write(folder.join(format!("{console}.tar.gz")), archive)?;
    let sbom = sbom::text(VERSION, &targets, seconds)?;
    files::write(folder.join(format!("batch-proxy-{VERSION}.cdx.json")), sbom)?;
    let checksums = checksums(&files::below(&folder, &[])?)?;
    files::write(folder.join(CHECKSUMS), checksums)?;
    report(&folder)
}

fn release_program(target: &Target, site: &Path, folder: &Path, seconds: u64) -> Result<()> {
    let program = target.build(site, seconds)?;
    let bytes = files::read(&program)?;
    elf::check_static(&bytes, target.machine)
        .with_context(|| format!("{} needs more than itself", program.display()))?;
    let file = folder.join(format!("batch-proxy-{VERSION}-{}-linux", target.processor));
    fs::copy(&program, &file).with_context(|| format!("{} cannot be written", file.display()))?;
    if target.is_of_this_machine() {
        empty_root::try_demo(&file, site)
    } else {
        announce(&format!("NOT TRIED: the program for {}, on another processor", target.processor));
        Ok(())
    }
}

/// Files of an earlier release are not to be taken for those of this one.
fn empty_folder() -> Result<PathBuf> {
    let folder = checkout::target().join("release-files");
    files::empty(&folder)?;
    Ok(folder)
}

/// The time that all files get, in seconds since 1970: of `SOURCE_DATE_EPOCH`, or else of the commit.
fn source_date() -> u64 {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok();
    let mut git = Command::new("git");
    git.args(["log", "-1", "--format=%ct"]).current_dir(checkout::root());
    named.or_else(|| output(&mut git)).and_then(|text| text.trim().parse().ok()).unwrap_or_default()
}

/// As `sha256sum -c` reads them.
fn checksums(files: &[PathBuf]) -> Result<String> {
    let mut text = String::new();
    for file in files {
        let bytes = files::read(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        for byte in Sha256::digest(bytes) {
            write!(text, "{byte:02x}")?;
        }
        writeln!(text, "  {name}")?;
    }
    Ok(text)
}

fn report(folder: &Path) -> Result<()> {
    println!("{}:", folder.display());
    for file in files::below(folder, &[])? {
        let size = usize::try_from(fs::metadata(&file)?.len())?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{:>12}  {name}", grouped(size));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_as_sha256sum_prints_them() {
        let file = checkout::target().join("tmp/release-test.txt");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "abc").unwrap();
        assert_eq!(
            checksums(std::slice::from_ref(&file)).unwrap(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  release-test.txt\n"
        );
        fs::remove_file(file).unwrap();
    }
}
