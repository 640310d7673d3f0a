//! One number for many files: whether anything that a build reads has changed since.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The files' names and bytes as one number.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn of(files: &[PathBuf]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        bytes.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// All files below a directory in the order of their names, without the entries to skip: names
/// relative to that directory.
///
/// # Errors
/// When a directory cannot be listed.
pub(crate) fn files_below(directory: &Path, skip: &[&str]) -> Result<Vec<PathBuf>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_shows_and_what_is_skipped_does_not() {
        let directory = crate::checkout::target().join("tmp/fingerprint-test");
        let _ = fs::remove_dir_all(&directory);
        for (name, text) in [("src/a.rs", "a"), ("src/deep/b.rs", "b"), ("dist/out", "1")] {
            let file = directory.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let now = || of(&files_below(&directory, &["dist"]).unwrap()).unwrap();
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
