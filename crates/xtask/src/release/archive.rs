//! A directory as a `.tar.gz` that is the same bytes for the same files.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, Header};

use crate::files;

/// Packs all files of the directory below `root/`, sorted, of root and of one time.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn pack(directory: &Path, root: &str, seconds: u64) -> Result<Vec<u8>> {
    let mut archive = Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for file in files::below(directory, &[])? {
        let bytes = files::read(&file)?;
        let mut header = Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(seconds);
        header.set_uid(0);
        header.set_gid(0);
        let name = Path::new(root).join(file.strip_prefix(directory)?);
        archive.append_data(&mut header, name, bytes.as_slice())?;
    }
    let mut packed = archive.into_inner()?;
    packed.flush()?;
    Ok(packed.finish()?)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_is_sorted_and_of_one_time() {
        let directory = crate::checkout::target().join("tmp/archive-test");
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(directory.join("more")).unwrap();
        for name in ["style.css", "more/page.txt", "index.html"] {
            fs::write(directory.join(name), name).unwrap();
        }
        let packed = pack(&directory, "site-1", 1_700_000_000).unwrap();
        assert_eq!(pack(&directory, "site-1", 1_700_000_000).unwrap(), packed);
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
        let entries = archive.entries().unwrap().map(|entry| {
            let mut entry = entry.unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            let header = entry.header();
            assert_eq!((header.uid().unwrap(), header.mtime().unwrap()), (0, 1_700_000_000));
            assert_eq!(header.mode().unwrap(), 0o644);
            (entry.path().unwrap().display().to_string(), text)
        });
        let expected = ["index.html", "more/page.txt", "style.css"];
        let expected = expected.map(|name| (format!("site-1/{name}"), name.to_owned()));
        assert_eq!(entries.collect::<Vec<_>>(), expected);
        fs::remove_dir_all(directory).unwrap();
    }
}
