//! Where things are in this checkout.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(2).take(1).collect()
}

/// The static site that is deployed.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's build outputs.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Tools that belong to this checkout alone, one directory per tool and version.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[workspace]"));
        assert!(!root().to_string_lossy().contains(".."));
    }
}
