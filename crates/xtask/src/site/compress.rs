//! Brotli and gzip at their strongest: the site is compressed once and sent many times.

use std::io::Write;
use std::path::Path;

use anyhow::Result;

use crate::files;

/// Kinds that shrink. Pictures and fonts are compressed in themselves.
const EXTENSIONS: [&str; 9] =
    ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest"];
/// Whoever deploys the site edits this one, so that it has no digest, no name of its content and no compressed copy, which
/// would be served in its place.
pub(super) const EDITED_IN_PLACE: &str = "config.json";

/// Writes `.br` and `.gz` beside the file, if it is of a kind that shrinks.
///
/// # Errors
/// When a file cannot be read or written.
pub(crate) fn write_beside(file: &Path) -> Result<()> {
    if !shrinks(file) {
        return Ok(());
    }
    let bytes = files::read(file)?;
    for (suffix, compressed) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
        files::write(format!("{}.{suffix}", file.display()), compressed)?;
    }
    Ok(())
}

/// Whether compressed copies of the file belong beside it.
pub(crate) fn shrinks(file: &Path) -> bool {
    let extension = file.extension().unwrap_or_default();
    let is_edited = file.file_name().is_some_and(|name| name == EDITED_IN_PLACE);
    !is_edited && EXTENSIONS.iter().any(|known| extension == *known)
}

/// Quality 11 with the largest window every browser accepts, 4 MiB.
///
/// # Errors
/// Never in practice: it writes to memory.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;

    #[test]
    fn both_kinds_come_back_whole() {
        let text = "the same line again\n".repeat(500);
        let mut back = String::new();
        let packed = brotli(text.as_bytes()).unwrap();
        brotli::Decompressor::new(packed.as_slice(), 4096).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        assert!(packed.len() < 100, "{} bytes", packed.len());

        back.clear();
        let packed = gzip(text.as_bytes()).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        assert!(packed.len() < 200, "{} bytes", packed.len());
    }

    #[test]
    fn only_what_shrinks_and_stays_as_built_is_compressed() {
        let directory = crate::checkout::target().join("tmp/compress-test");
        fs::create_dir_all(&directory).unwrap();
        let table =
            [("app.js", true), ("app.wasm", true), ("a.png", false), ("config.json", false)];
        for (name, expected) in table {
            let file = directory.join(name);
            fs::write(&file, "text").unwrap();
            write_beside(&file).unwrap();
            for suffix in ["br", "gz"] {
                assert_eq!(
                    directory.join(format!("{name}.{suffix}")).is_file(),
                    expected,
                    "{name}"
                );
            }
        }
        fs::remove_dir_all(directory).unwrap();
    }
}
