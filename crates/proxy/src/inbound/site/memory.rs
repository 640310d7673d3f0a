//! Files in memory as a backend of tower-http's `ServeDir`: what a directory answers, they answer.

use std::collections::BTreeMap;
use std::fmt;
use std::future::{Ready, ready};
use std::io::{self, Cursor, ErrorKind, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{Backend, File, Metadata};

/// Files by their paths below the site, with `/` between the parts.
#[derive(Clone, Default)]
pub struct MemoryFiles(Arc<BTreeMap<String, MemoryFile>>);

/// A file of [`MemoryFiles`].
#[derive(Clone)]
pub struct MemoryFile {
    bytes: Bytes,
    modified: SystemTime,
}

impl MemoryFile {
    /// A file that changed so many seconds after 1970.
    ///
    /// `ServeDir` makes the `ETag` of the length and the time of change, and all files of a reproducible
    /// build have the same time. So the nanoseconds, which `Last-Modified` leaves out, are taken from
    /// the digest.
    #[must_use]
    pub fn new(bytes: Bytes, modified_seconds: u64) -> Self {
        let digest = Sha256::digest(&bytes);
        let start = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
        let modified = Duration::new(modified_seconds, start % 1_000_000_000);
        Self { bytes, modified: SystemTime::UNIX_EPOCH + modified }
    }
}

impl FromIterator<(String, MemoryFile)> for MemoryFiles {
    fn from_iter<I: IntoIterator<Item = (String, MemoryFile)>>(files: I) -> Self {
        Self(Arc::new(files.into_iter().collect()))
    }
}

impl fmt::Debug for MemoryFiles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

impl MemoryFiles {
    fn file(&self, path: &Path) -> io::Result<MemoryFile> {
        self.0.get(&name(path)?).cloned().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn is_directory(&self, path: &Path) -> bool {
        let is_below = |directory: &str| {
            let start = format!("{directory}/");
            self.0.range(start.clone()..).next().is_some_and(|(name, _)| name.starts_with(&start))
        };
        name(path).is_ok_and(|name| name.is_empty() || is_below(&name))
    }
}

/// `ServeDir` asks for `./a/b`.
fn name(path: &Path) -> io::Result<String> {
    let name = path.strip_prefix(".").unwrap_or(path).to_str().ok_or(ErrorKind::NotFound)?;
    Ok(name.replace(std::path::MAIN_SEPARATOR, "/"))
}

impl Backend for MemoryFiles {
    type File = OpenFile;
    type Metadata = FileMetadata;
    type OpenFuture = Ready<io::Result<OpenFile>>;
    type MetadataFuture = Ready<io::Result<FileMetadata>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(self.file(&path).map(|file| OpenFile {
            metadata: FileMetadata::of(&file),
            content: Cursor::new(file.bytes),
        }))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        if self.is_directory(&path) {
            return ready(Ok(FileMetadata { length: 0, modified: None }));
        }
        ready(self.file(&path).map(|file| FileMetadata::of(&file)))
    }
}

/// What is known of a file, or of a directory, which has no time.
#[derive(Clone, Copy)]
pub struct FileMetadata {
    length: u64,
    modified: Option<SystemTime>,
}

impl FileMetadata {
    fn of(file: &MemoryFile) -> Self {
        Self { length: file.bytes.len() as u64, modified: Some(file.modified) }
    }
}

impl Metadata for FileMetadata {
    fn is_dir(&self) -> bool {
        self.modified.is_none()
    }

    fn modified(&self) -> io::Result<SystemTime> {
        self.modified.ok_or_else(|| ErrorKind::Unsupported.into())
    }

    fn len(&self) -> u64 {
        self.length
    }
}

/// A file that is being sent.
pub struct OpenFile {
    metadata: FileMetadata,
    content: Cursor<Bytes>,
}

impl File for OpenFile {
    type Metadata = FileMetadata;
    type MetadataFuture<'a> = Ready<io::Result<FileMetadata>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.metadata))
    }
}

impl AsyncRead for OpenFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.content).poll_read(context, buffer)
    }
}

impl AsyncSeek for OpenFile {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.content).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.content).poll_complete(context)
    }
}
