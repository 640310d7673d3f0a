//! What `leptosfmt --check src` checks: rustfmt leaves what is in `view!` as it is.

use std::path::{Path, PathBuf};
use std::{fs, io};

use leptosfmt_formatter::{FormatterSettings, format_file};

#[test]
fn all_views_are_formatted() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let settings = fs::read_to_string(root.join("leptosfmt.toml")).unwrap();
    let settings: FormatterSettings = toml::from_str(&settings).unwrap();
    let mut files = Vec::new();
    add_sources(&root.join("src"), &mut files).unwrap();
    assert!(files.len() > 100, "only {} files", files.len());
    files.retain(|file| {
        let formatted = format_file(file, settings.clone()).unwrap();
        formatted != fs::read_to_string(file).unwrap()
    });
    let names: Vec<_> = files.iter().map(|file| file.strip_prefix(root).unwrap()).collect();
    assert!(
        names.is_empty(),
        "not formatted: {names:#?}\nRun `leptosfmt src`; `cargo install leptosfmt@0.1.33` installs it."
    );
}

fn add_sources(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            add_sources(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
