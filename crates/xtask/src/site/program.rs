//! The console compiled to wasm, with the script that runs it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::plan::File;
use super::short_names::Renamed;
use super::wasm_opt::WasmOpt;
use super::{Kind, Shrinkers, chunks, minify, order};
use crate::process::{announce, cargo_build, run};
use crate::tools::WASM_TARGET;
use crate::{checkout, files};

/// The program as a browser runs it.
pub(super) struct Program {
    /// What is needed first.
    pub(super) wasm: Vec<u8>,
    /// The script that runs it, and loads the chunks.
    pub(super) script: String,
    /// What is loaded later.
    pub(super) chunks: Vec<File>,
}

/// Compiles the console.
///
/// # Errors
/// When it does not compile, or a later step fails.
pub(super) fn build(kind: Kind, shrinkers: &Shrinkers) -> Result<Program> {
    let linked = files::read(compile(kind)?)?;
    match kind {
        Kind::Release => divided(&linked, shrinkers),
        Kind::Demo => {
            let (wasm, script) = bound(linked, true)?;
            Ok(Program { wasm, script, chunks: Vec::new() })
        }
    }
}

/// Lets Cargo compile and link. Returns the file.
fn compile(kind: Kind) -> Result<PathBuf> {
    let mut build = cargo_build();
    build.args(["--package", "console", "--target", WASM_TARGET]);
    let directory = match kind {
        Kind::Release => {
            announce("Compiling the site (about 3 minutes the first time, then about 40 seconds)");
            build.args(["--profile", "wasm-release", "--features", chunks::FEATURE]);
            "wasm-release"
        }
        Kind::Demo => {
            announce("Compiling the site (about 2 minutes the first time)");
            build.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
            "debug"
        }
    };
    run(&mut build)?;
    Ok(checkout::target().join(WASM_TARGET).join(directory).join("console.wasm"))
}

/// Runs wasm-bindgen. Returns the program and its script.
fn bound(linked: Vec<u8>, without_names: bool) -> Result<(Vec<u8>, String)> {
    let mut bindgen = Bindgen::new();
    // The chunks call each other by the table of functions, which only lld's own exports keep. The program imports from
    // the name given here, so that is none which follows the content.
    bindgen.input_bytes("glue", linked).keep_lld_exports(true).remove_name_section(without_names);
    let mut output = bindgen.web(true)?.generate_output()?;
    // Files of dependencies may be there without being used.
    ensure!(
        !output.js().contains("./snippets/"),
        "a dependency of the console needs a script of its own, which `dist` does not deploy"
    );
    Ok((output.wasm_mut().emit_wasm(), output.js().to_owned()))
}

/// The program in chunks, as small as can be.
fn divided(linked: &[u8], shrinkers: &Shrinkers) -> Result<Program> {
    let directory = checkout::target().join("xtask-chunks");
    // Chunks of an earlier build must not be taken for this one's.
    files::empty(&directory)?;
    let divided = chunks::divide(linked, &directory)?;
    let wasm_opt = shrinkers.wasm_opt.as_ref();
    if wasm_opt.is_some() {
        announce("Making the program smaller with wasm-opt (about 10 seconds)");
    }
    let files = lazy_files(divided.needed.values().flatten(), &directory, wasm_opt)?;
    let (wasm, script) = bound(divided.main.clone(), wasm_opt.is_none())?;
    let mut script = script + &divided.loader(&files);
    let first = directory.join("first.wasm");
    files::write(&first, wasm)?;
    if let Some(wasm_opt) = wasm_opt {
        let renamed: Renamed = wasm_opt.optimise(&first)?;
        script = renamed.rewritten(script)?;
    }
    let script = minify::with(shrinkers.minifier.as_ref(), minify::Language::Js, script)?;
    let wasm = order::ordered(&files::read(first)?)?;
    Ok(Program { wasm, script, chunks: files.into_values().collect() })
}

/// The chunks but the first, by their names in the directory.
fn lazy_files<'a>(
    names: impl Iterator<Item = &'a String>,
    directory: &Path,
    wasm_opt: Option<&WasmOpt>,
) -> Result<BTreeMap<String, File>> {
    let mut files = BTreeMap::new();
    for name in names.filter(|name| !name.is_empty()) {
        if files.contains_key(name) {
            continue;
        }
        let path = directory.join(format!("{name}.wasm"));
        if let Some(wasm_opt) = wasm_opt {
            wasm_opt.optimise_chunk(&path)?;
        }
        let bytes = order::ordered(&files::read(path)?)?;
        let ending = format!("_{}.wasm", name.trim_start_matches("split_"));
        files.insert(name.clone(), File::named_by_content("console", &ending, bytes));
    }
    Ok(files)
}
