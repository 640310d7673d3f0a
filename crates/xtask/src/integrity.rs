//! Digests by which a browser refuses a file that is not whole, or not ours.
//!
//! Which of them Chromium enforces was tried: that of a script, of a style sheet and of a `modulepreload`, by which an
//! `import` of that module fails; not that of a preload for `fetch`, of which it warns. For what `boot.js` fetches, the
//! link bears the digest as `data-integrity`, or as `integrity` where no browser looks at it, and `fetch` enforces it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::page_tag::{self, Tag};

/// Whoever deploys the site edits this one.
const EDITED_IN_PLACE: &str = "config.json";

/// The digest of a file as pages and scripts write it.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn of(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes))))
}

/// Writes the digests of all files that the page names into the page. Nothing may change them afterwards.
///
/// # Errors
/// When a file cannot be read or the page not written.
pub(crate) fn write(page: &Path) -> Result<()> {
    let html =
        fs::read_to_string(page).with_context(|| format!("{} cannot be read", page.display()))?;
    let mut sealed = html.clone();
    for tag in sealed_tags(&html) {
        let digest = of(&page.with_file_name(&tag.file))?;
        sealed = sealed.replace(tag.text, &with_digest(&tag, &digest));
    }
    fs::write(page, sealed).with_context(|| format!("{} cannot be written", page.display()))
}

/// The tags that have to bear a digest.
pub(crate) fn sealed_tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = page_tag::naming_files(html);
    tags.retain(|tag| tag.file != EDITED_IN_PLACE);
    tags
}

/// The attribute that bears it.
pub(crate) fn attribute_of(tag: &Tag<'_>) -> &'static str {
    let is_fetched = tag.attribute("as").as_deref() == Some("fetch");
    if is_fetched { "data-integrity" } else { "integrity" }
}

/// Trunk leaves a `data-integrity=none` of the sources in the page.
fn with_digest(tag: &Tag<'_>, digest: &str) -> String {
    let text = tag.text.replace(" data-integrity=none", "");
    let text = text.replace(" data-integrity=\"none\"", "");
    let end = text.len() - text.len().min(1);
    format!("{} {}=\"{digest}\">", text[..end].trim_end(), attribute_of(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_but_the_edited_one_gets_its_digest() {
        let directory = crate::checkout::target().join("tmp/integrity-test");
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).unwrap();
        for name in ["boot.js", "app.wasm"] {
            fs::write(directory.join(name), "abc").unwrap();
        }
        let page = directory.join("index.html");
        let html = "<link as=fetch href=config.json rel=preload>\
                    <script data-integrity=none src=./boot.js></script>\
                    <link as=fetch href=\"./app.wasm\" rel=preload><p>";
        fs::write(&page, html).unwrap();
        write(&page).unwrap();
        // As `printf abc | openssl dgst -sha256 -binary | base64` prints it.
        let digest = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        let expected = format!(
            "<link as=fetch href=config.json rel=preload>\
             <script src=./boot.js integrity=\"{digest}\"></script>\
             <link as=fetch href=\"./app.wasm\" rel=preload data-integrity=\"{digest}\"><p>"
        );
        assert_eq!(fs::read_to_string(&page).unwrap(), expected);
        fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error() {
        let directory = crate::checkout::target().join("tmp/integrity-missing");
        fs::create_dir_all(&directory).unwrap();
        let page = directory.join("index.html");
        fs::write(&page, "<script src=boot.js></script>").unwrap();
        assert!(write(&page).unwrap_err().to_string().ends_with("boot.js cannot be read"));
        fs::remove_dir_all(directory).unwrap();
    }
}
