//! Files, with errors that name them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub(crate) fn read(file: impl AsRef<Path>) -> Result<Vec<u8>> {
    let file = file.as_ref();
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

pub(crate) fn read_text(file: impl AsRef<Path>) -> Result<String> {
    let file = file.as_ref();
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

pub(crate) fn write(file: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Result<()> {
    let file = file.as_ref();
    fs::write(file, bytes).with_context(|| format!("{} cannot be written", file.display()))
}

/// Makes the directory; what was in it is gone.
pub(crate) fn empty(directory: &Path) -> Result<()> {
    let cannot = || format!("{} cannot be emptied", directory.display());
    if directory.exists() {
        fs::remove_dir_all(directory).with_context(cannot)?;
    }
    fs::create_dir_all(directory).with_context(cannot)
}

/// All files below a directory in the order of their names, without the entries to skip: names
/// relative to that directory.
///
/// # Errors
/// When a directory cannot be listed.
pub(crate) fn below(directory: &Path, skip: &[&str]) -> Result<Vec<PathBuf>> {
    let skip: Vec<PathBuf> = skip.iter().map(|name| directory.join(name)).collect();
    let mut files = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(next) = open.pop() {
        let entries =
            fs::read_dir(&next).with_context(|| format!("{} cannot be listed", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if skip.contains(&path) {
                continue;
            }
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}
