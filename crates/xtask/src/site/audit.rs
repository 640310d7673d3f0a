//! What holds for every site that `dist` makes, whatever has changed in between: nothing inline, names that follow the
//! content, digests that fit, and compressed copies that are copies.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::compress::{self, EDITED_IN_PLACE};
use super::plan::digest;
use super::tag::{Tag, tags};
use crate::files;

const PAGE: &str = "index.html";

/// Checks the whole site.
///
/// # Errors
/// What does not hold, and of which file.
pub(super) fn check(site: &Path) -> Result<()> {
    let files = files::below(site, &[])?;
    let is_copy = |file: &&PathBuf| ["br", "gz"].iter().any(|kind| extension(file) == *kind);
    for file in files.iter().filter(|file| !is_copy(file)) {
        check_name(file)?;
        check_copies(file)?;
    }
    let tags = tags(&files::read_text(site.join(PAGE))?)?;
    check_nothing_inline(&tags)?;
    check_digests(site, &tags, &files)
}

/// The policy forbids what is inline; a browser that leaves it out says so only on its console.
fn check_nothing_inline(tags: &[Tag]) -> Result<()> {
    for tag in tags {
        let is_script = tag.name == "script" && tag.attribute("src").is_none();
        ensure!(!is_script, "{PAGE} has an inline script");
        ensure!(tag.name != "style", "{PAGE} has an inline style sheet");
        for (name, _) in &tag.attributes {
            let is_inline = name == "style" || name.starts_with("on");
            ensure!(!is_inline, "{PAGE} has an inline `{name}`: <{}>", tag.name);
        }
    }
    Ok(())
}

/// Hosts let browsers keep for ever what is named so: `-`, 16 digits, and no more of them.
fn check_name(file: &Path) -> Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let is_hashed = name.rsplit_once('-').is_some_and(|(_, after)| {
        let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        digits == 16 && after[16..].starts_with(['.', '_'])
    });
    ensure!(
        is_hashed || [PAGE, EDITED_IN_PLACE].contains(&&*name),
        "{name} bears no hash of its content"
    );
    Ok(())
}

fn check_copies(file: &Path) -> Result<()> {
    if !compress::shrinks(file) {
        return Ok(());
    }
    let bytes = files::read(file)?;
    let copy = |kind: &str| {
        let name = format!("{}.{kind}", file.display());
        fs::read(&name).with_context(|| format!("{name} is missing"))
    };
    let (br, gz) = (copy("br")?, copy("gz")?);
    let mut back = Vec::new();
    brotli::Decompressor::new(br.as_slice(), 4096).read_to_end(&mut back)?;
    ensure!(back == bytes, "{}.br is of another file", file.display());
    back.clear();
    flate2::read::GzDecoder::new(gz.as_slice()).read_to_end(&mut back)?;
    ensure!(back == bytes, "{}.gz is of another file", file.display());
    Ok(())
}

/// The page has the digests of what it names, and the script of the program those of the chunks.
fn check_digests(site: &Path, tags: &[Tag], files: &[PathBuf]) -> Result<()> {
    let mut named = Vec::new();
    for (tag, file) in tags.iter().filter_map(|tag| Some((tag, tag.file()?))) {
        if file == EDITED_IN_PLACE {
            continue;
        }
        let path = site.join(file);
        let digest = digest(&files::read(&path)?);
        let is_fetched = tag.attribute("as") == Some("fetch");
        let written = tag.attribute(if is_fetched { "data-integrity" } else { "integrity" });
        ensure!(written == Some(&digest), "{PAGE} has no digest that fits {file}");
        named.push(path);
    }
    let is_chunk = |file: &&PathBuf| extension(file) == "wasm" && !named.contains(file);
    for chunk in files.iter().filter(is_chunk) {
        let digest = digest(&files::read(chunk)?);
        let is_script = |file: &&PathBuf| extension(file) == "js";
        let mut scripts = files.iter().filter(is_script).map(fs::read_to_string);
        let is_sealed = scripts.any(|script| script.is_ok_and(|script| script.contains(&digest)));
        ensure!(is_sealed, "no script has the digest of {}", chunk.display());
    }
    Ok(())
}

fn extension(file: &Path) -> &OsStr {
    file.extension().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "boot-0123456789abcdef.js";

    /// A site that is as it should be, but for what `spoil` does to it.
    fn judged(name: &str, html: &str, spoil: impl Fn(&Path)) -> String {
        let site = crate::checkout::target().join("tmp").join(name);
        let _ = fs::remove_dir_all(&site);
        fs::create_dir_all(&site).unwrap();
        let page = site.join(PAGE);
        fs::write(site.join(SCRIPT), "start()").unwrap();
        fs::write(site.join("config.json"), "{}").unwrap();
        fs::write(&page, html.replace("DIGEST", &digest(b"start()"))).unwrap();
        for file in [SCRIPT, PAGE] {
            compress::write_beside(&site.join(file)).unwrap();
        }
        spoil(&site);
        let outcome = check(&site);
        fs::remove_dir_all(&site).unwrap();
        outcome.err().map(|error| error.to_string()).unwrap_or_default()
    }

    const HTML: &str = "<meta content=\"a>b\"><link href=config.json>\
                        <script src=boot-0123456789abcdef.js integrity=DIGEST></script><p>";

    #[test]
    fn a_sound_site_passes() {
        assert_eq!(judged("audit-sound", HTML, |_| ()), "");
    }

    #[test]
    fn what_is_inline_is_named() {
        for (added, expected) in [
            ("<script>1</script>", "index.html has an inline script"),
            ("<style>p{}</style>", "index.html has an inline style sheet"),
            ("<p style=top:0>", "index.html has an inline `style`: <p>"),
            ("<p onclick=go()>", "index.html has an inline `onclick`: <p>"),
        ] {
            assert_eq!(judged("audit-inline", &format!("{HTML}{added}"), |_| ()), expected);
        }
    }

    #[test]
    fn a_file_that_is_not_as_it_should_be_is_named() {
        let without_hash = |site: &Path| fs::write(site.join("logo.png"), "1").unwrap();
        assert_eq!(
            judged("audit-name", HTML, without_hash),
            "logo.png bears no hash of its content"
        );
        let changed = |site: &Path| {
            fs::write(site.join(SCRIPT), "other()").unwrap();
            compress::write_beside(&site.join(SCRIPT)).unwrap();
        };
        assert_eq!(
            judged("audit-digest", HTML, changed),
            "index.html has no digest that fits boot-0123456789abcdef.js"
        );
        let chunk = |site: &Path| {
            let file = site.join("console-0123456789abcdef_panel.wasm");
            fs::write(&file, "0").unwrap();
            compress::write_beside(&file).unwrap();
        };
        let error = judged("audit-chunk", HTML, chunk);
        assert!(error.starts_with("no script has the digest of "), "{error}");
        let old_copy = |site: &Path| fs::write(site.join(SCRIPT), "other()").unwrap();
        assert!(judged("audit-copy", HTML, old_copy).ends_with("js.br is of another file"));
        let no_copy = |site: &Path| fs::remove_file(site.join("index.html.gz")).unwrap();
        assert!(judged("audit-missing", HTML, no_copy).ends_with("index.html.gz is missing"));
    }
}
