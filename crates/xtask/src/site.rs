//! The static site: all its files are made in memory, the page is written once from the [plan](plan::Plan), and then all
//! of them go into one directory.

mod audit;
pub(crate) mod chunks;
mod compress;
mod minify;
mod order;
mod page;
mod plan;
mod program;
mod short_names;
mod stamp;
mod tag;
mod wasm_opt;

use std::path::PathBuf;

use anyhow::Result;

use crate::process::announce;
use crate::{checkout, files, tools};
use minify::Minifier;
pub(crate) use plan::TRANSLATION;
use plan::{File, Plan};
use wasm_opt::WasmOpt;

/// What the site is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// To be deployed: divided into chunks, optimised, compressed and audited. In `dist/`.
    Release,
    /// To be tried on this machine as soon as possible: one program, compiled quickly. In `target/demo-site`.
    Demo,
}

impl Kind {
    /// Where the site of this kind lies.
    pub(crate) fn directory(self) -> PathBuf {
        match self {
            Self::Release => checkout::dist(),
            Self::Demo => checkout::target().join("demo-site"),
        }
    }
}

/// The programs that make files smaller, as far as there are any: what is missing costs bytes and never the build.
#[derive(Default)]
struct Shrinkers {
    wasm_opt: Option<WasmOpt>,
    minifier: Option<Minifier>,
}

/// Builds the site, unless what is in its directory was built from the same sources. Returns the directory.
///
/// # Errors
/// When the build fails, or its result breaks one of the rules in [`audit`].
pub(crate) fn build(kind: Kind) -> Result<PathBuf> {
    let directory = kind.directory();
    let sources = stamp::of_sources(kind)?;
    if stamp::is_fresh(kind, sources) {
        return Ok(directory);
    }
    tools::ensure_wasm_target()?;
    let shrinkers = match kind {
        Kind::Release => {
            Shrinkers { wasm_opt: wasm_opt::find_or_install(), minifier: minify::find_or_install() }
        }
        Kind::Demo => Shrinkers::default(),
    };
    let files = files(kind, &shrinkers)?;
    files::empty(&directory)?;
    files.iter().try_for_each(|file| files::write(directory.join(&file.name), &file.bytes))?;
    if kind == Kind::Release {
        announce("Compressing with brotli and gzip (a few seconds)");
        files.iter().try_for_each(|file| compress::write_beside(&directory.join(&file.name)))?;
        audit::check(&directory)?;
    }
    stamp::remember(kind, sources)?;
    Ok(directory)
}

/// All files of the site, the page last.
fn files(kind: Kind, shrinkers: &Shrinkers) -> Result<Vec<File>> {
    let html = read("index.html")?;
    let program = program::build(kind, shrinkers)?;
    let plan = Plan::new(&html, program, shrinkers.minifier.as_ref(), read)?;
    let page = File { name: "index.html".to_owned(), bytes: page::write(&html, &plan)?.into() };
    Ok(plan.into_files().chain([page]).collect())
}

/// A source of the site as text, by its path in the checkout.
fn read(path: &str) -> Result<String> {
    files::read_text(checkout::root().join(path))
}
