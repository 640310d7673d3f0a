//! The program in chunks: what the first rows need, and what is loaded later.
//!
//! What Cargo linked is divided where `src/lazy.rs` says so. wasm-bindgen does the first chunk alone, and its
//! script learns to load the others, which need no glue.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use super::plan::File;
use crate::files;

/// The feature of the console that marks the boundaries and keeps the relocations.
pub(crate) const FEATURE: &str = "split";
/// It ends wasm-bindgen's script, whose `__wbg_load` refuses a bad status and bears with a wrong MIME type.
const LOADER: &str = include_str!("chunks/loader.js");

/// A program whose chunks are files in a directory.
pub(super) struct Divided {
    /// What is needed first.
    pub(super) main: Vec<u8>,
    /// Which files, without their ending, have to be there before a lazily loaded function is called: by the name in
    /// its `wasm_split`.
    pub(super) needed: BTreeMap<String, Vec<String>>,
    /// What the other chunks import from the first.
    shared: Vec<String>,
}

/// Divides a linked program, and writes all chunks but the first as `NAME.wasm` into the directory.
///
/// # Errors
/// When the program has no boundary, or lacks the relocations.
pub(super) fn divide(linked: &[u8], directory: &Path) -> Result<Divided> {
    let main = directory.join("main.wasm");
    let mut options = Options::new(linked);
    options.output_dir = directory;
    options.main_out_path = &main;
    let split =
        transform(options).map_err(|error| anyhow!("the program is not divided: {error:#}"))?;
    ensure!(!split.split_modules.is_empty(), "the program has no lazy chunk");
    let script = files::read_text(directory.join("__wasm_split.js"))?;
    Ok(Divided {
        main: files::read(&main)?,
        needed: split.prefetch_map.into_iter().collect(),
        shared: shared_names(&script)?,
    })
}

/// The names in the line `const { a, b,  } = initSync(…);` of the loader that comes with the division.
fn shared_names(script: &str) -> Result<Vec<String>> {
    let names = script
        .split_once("} = initSync(")
        .and_then(|(before, _)| before.rsplit_once("const {"))
        .context("the script of the division does not say what the chunks share")?
        .1;
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let names: Vec<_> = names.map(str::to_owned).collect();
    ensure!(names.iter().any(|name| name == "memory"), "the chunks share no memory: {names:?}");
    Ok(names)
}

impl Divided {
    /// The script that loads the chunks. `files` are those of [`needed`](Self::needed), by their names there. It comes
    /// instead of the division's own, which is a file more to fetch, has no digests and waits without end.
    pub(super) fn loader(&self, files: &BTreeMap<String, File>) -> String {
        let entry = |name: &String| {
            let file = &files[name];
            format!("['{}', '{}']", file.name, file.digest())
        };
        let chunk = |(name, needed): (&String, &Vec<String>)| {
            let entries: Vec<_> = needed.iter().map(entry).collect();
            format!("{name}: [{}]", entries.join(", "))
        };
        let chunks: Vec<_> = self.needed.iter().map(chunk).collect();
        // Written so that what `short_names` renames in the rest of the script is renamed here.
        let shared: Vec<_> =
            self.shared.iter().map(|name| format!("{name}: wasm.{name}")).collect();
        LOADER
            .replace("CHUNKS", &format!("{{ {} }}", chunks.join(", ")))
            .replace("SHARED", &shared.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_chunks_share_is_read_from_the_script_of_the_division() {
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
    fn the_loader_names_the_files_of_each_chunk_and_what_they_take() {
        let names =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let divided = Divided {
            main: Vec::new(),
            needed: BTreeMap::from([
                ("controls".to_owned(), names(&["chunk_3", "split_controls"])),
                ("panel".to_owned(), names(&["chunk_3"])),
            ]),
            shared: names(&["__indirect_function_table", "memory"]),
        };
        let file = |name: &str| File { name: name.to_owned(), bytes: b"abc".to_vec() };
        let files = BTreeMap::from([
            ("chunk_3".to_owned(), file("console-0a_chunk_3.wasm")),
            ("split_controls".to_owned(), file("console-1b_controls.wasm")),
        ]);
        let loader = divided.loader(&files);
        let digest = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        let chunks = format!(
            "const chunks = {{ controls: [['console-0a_chunk_3.wasm', '{digest}'], \
             ['console-1b_controls.wasm', '{digest}']], panel: [['console-0a_chunk_3.wasm', '{digest}']] }};"
        );
        assert!(loader.contains(&chunks), "{loader}");
        let imports = "{ __wasm_split: { __indirect_function_table: wasm.__indirect_function_table, memory: wasm.memory } }";
        assert!(loader.contains(imports), "{loader}");
    }
}
