//! The console that was compiled in. `build.rs` says from which directory.

use axum::body::Bytes;
use include_dir::{Dir, include_dir};

use super::memory::{MemoryFile, MemoryFiles};

static FILES: Dir<'static> = include_dir!("$BATCH_PROXY_EMBED");

pub(super) fn files() -> MemoryFiles {
    let seconds = env!("BATCH_PROXY_EMBED_SECONDS").parse().unwrap_or_default();
    let mut open = vec![&FILES];
    let mut files = Vec::new();
    while let Some(directory) = open.pop() {
        open.extend(directory.dirs());
        files.extend(directory.files().filter_map(|file| {
            let name = file.path().to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
            Some((name, MemoryFile::new(Bytes::from_static(file.contents()), seconds)))
        }));
    }
    files.into_iter().collect()
}
