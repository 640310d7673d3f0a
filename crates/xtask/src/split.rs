//! The program in two parts: what the first rows need, and what is fetched on demand.
//!
//! Trunk leaves the program whole. Here what Cargo linked is divided where `src/on_demand.rs` says so, wasm-bindgen
//! does the first part anew under Trunk's names, and its script learns to load the second, which needs no glue.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use crate::checkout;
use crate::content_name::Program;
use crate::integrity;
use crate::process::run;
use crate::tools::WASM_TARGET;

/// The feature of the console that marks the boundary and keeps the relocations.
pub(crate) const FEATURE: &str = "split";
/// It ends wasm-bindgen's script, whose `__wbg_load` refuses a bad status and bears with a wrong MIME type.
const LOADER: &str = include_str!("split/loader.js");
/// Where the loader has the digest of the second part.
const INTEGRITY: &str = "INTEGRITY_OF_PART";

/// Divides the program that Trunk has built from the sources. `path` is where wasm-bindgen is found.
///
/// # Errors
/// When there is no boundary or more than one part behind it, or wasm-bindgen fails.
pub(crate) fn divide(program: &Program, path: &OsStr) -> Result<()> {
    let directory = checkout::target().join("xtask-split");
    // Parts of an earlier build must not be taken for this one's.
    let _ = fs::remove_dir_all(&directory);
    let (part, shared) = transformed(&linked(), &directory)?;
    run(&mut wasm_bindgen(&directory, path))?;
    for (from, to) in [(directory.join("glue_bg.wasm"), &program.wasm), (part, &program.part)] {
        fs::copy(from, to).with_context(|| format!("{} cannot be written", to.display()))?;
    }
    let script = fs::read_to_string(directory.join("glue.js"))
        .context("wasm-bindgen has written no script")?;
    let name = program.part.file_name().unwrap_or_default().to_string_lossy();
    fs::write(&program.script, script + &loader(&name, &shared))?;
    Ok(())
}

/// Lets the program's script refuse a second part of other bytes than these: the last change of the part comes before.
///
/// # Errors
/// When a file cannot be read or written, or the script is without the place for it.
pub(crate) fn seal(program: &Program) -> Result<()> {
    let script = fs::read_to_string(&program.script)
        .with_context(|| format!("{} cannot be read", program.script.display()))?;
    ensure!(script.contains(INTEGRITY), "the script does not load the second part");
    let sealed = script.replace(INTEGRITY, &integrity::of(&program.part)?);
    fs::write(&program.script, sealed)
        .with_context(|| format!("{} cannot be written", program.script.display()))
}

/// What Cargo linked for Trunk.
fn linked() -> PathBuf {
    checkout::target().join(WASM_TARGET).join("wasm-release/console.wasm")
}

/// Writes both parts into the directory. Returns the second, and the names of what it takes from the first.
fn transformed(linked: &Path, directory: &Path) -> Result<(PathBuf, Vec<String>)> {
    let wasm = fs::read(linked).with_context(|| format!("{} cannot be read", linked.display()))?;
    let main = directory.join("main.wasm");
    let mut options = Options::new(&wasm);
    options.output_dir = directory;
    options.main_out_path = &main;
    let split =
        transform(options).map_err(|error| anyhow!("the program is not divided: {error:#}"))?;
    let [part] = split.split_modules.as_slice() else {
        return Err(anyhow!(
            "the program has {} parts beside the first, not one",
            split.split_modules.len()
        ));
    };
    let script = fs::read_to_string(directory.join("__wasm_split.js"))?;
    Ok((part.clone(), shared_names(&script)?))
}

/// The names in the line `const { a, b,  } = initSync(…);` of the loader that comes with the division.
fn shared_names(script: &str) -> Result<Vec<String>> {
    let names = script
        .split_once("} = initSync(")
        .and_then(|(before, _)| before.rsplit_once("const {"))
        .context("the script of the division does not say what the parts share")?
        .1;
    let names: Vec<_> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    ensure!(names.iter().any(|name| name == "memory"), "the parts share no memory: {names:?}");
    Ok(names)
}

/// Our own loader: without a file of its own to be fetched, and with an end to waiting.
fn loader(part: &str, shared: &[String]) -> String {
    // Written so that what `short_names` renames in the rest of the script is renamed here.
    let shared: Vec<_> = shared.iter().map(|name| format!("{name}: wasm.{name}")).collect();
    LOADER.replace("NAME", part).replace("SHARED", &shared.join(", "))
}

/// As Trunk calls it, and it keeps the table of functions, by which the parts call each other. The program imports from
/// the name given here, so that is none which follows the content: a program that wasm-opt does not rewrite keeps it.
fn wasm_bindgen(directory: &Path, path: &OsStr) -> Command {
    let mut command = Command::new("wasm-bindgen");
    command.args(["--target=web", "--no-typescript", "--keep-lld-exports", "--out-name=glue"]);
    command.arg("--out-dir").arg(directory).arg(directory.join("main.wasm")).env("PATH", path);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parts_share_is_read_from_the_script_of_the_division() {
        let script = "\
    sharedImports = { __wasm_split: {  } };
    const { __indirect_function_table, __wasm_split_shared0, memory,  } = initSync(undefined, undefined);
    Object.assign(sharedImports.__wasm_split, { memory,  });";
        let expected = ["__indirect_function_table", "__wasm_split_shared0", "memory"];
        assert_eq!(shared_names(script).unwrap(), expected);
        assert!(shared_names("export const other = 1;").is_err());
        assert!(shared_names("const { table,  } = initSync(undefined);").is_err());
    }

    #[test]
    fn the_loader_names_the_part_and_what_it_takes() {
        let shared = ["__indirect_function_table".to_owned(), "memory".to_owned()];
        let loader = loader("console-0a1b_part.wasm", &shared);
        assert!(loader.contains("new URL('console-0a1b_part.wasm', import.meta.url)"));
        let imports = "{ __wasm_split: { __indirect_function_table: wasm.__indirect_function_table, memory: wasm.memory } }";
        assert!(loader.contains(imports), "{loader}");
    }
}
