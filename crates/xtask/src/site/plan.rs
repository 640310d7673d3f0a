//! What the page says of its files: which there are, their names, and their digests.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::minify::{self, Minifier};
use super::page::Sources;
use super::program::Program;

/// A file of the site, under the name it is served by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl File {
    /// A file whose name follows its bytes, so that browsers may keep it for ever: `stem-0123456789abcdef` and `ending`.
    pub(super) fn named_by_content(stem: &str, ending: &str, bytes: Vec<u8>) -> Self {
        Self { name: format!("{stem}-{}{ending}", hash(&[&bytes])), bytes }
    }

    /// The digest by which a browser refuses other bytes.
    pub(super) fn digest(&self) -> String {
        digest(&self.bytes)
    }
}

/// The digest of a file as pages and scripts write it.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// All files of the site but the page.
pub(super) struct Plan {
    /// Starts the program; the only script that the page runs.
    pub(super) boot: File,
    /// What wasm-bindgen writes, and the loader of the chunks.
    pub(super) script: File,
    /// What is compiled for the first rows.
    pub(super) wasm: File,
    /// What is loaded later, by the names in `script`.
    pub(super) chunks: Vec<File>,
    /// All style sheets of the page in their order. Over HTTP/1.1 a browser fetches six files at a time, and each
    /// sheet that is one of them lets the program wait for a place.
    pub(super) style: File,
    /// Translations, each beside its name in the sources.
    pub(super) translations: Vec<(String, File)>,
    /// Files under the names they have in the sources: whoever deploys the site edits them.
    pub(super) copies: Vec<File>,
}

impl Plan {
    /// Makes all files that the page in the sources names. `read` returns a source by its path.
    ///
    /// # Errors
    /// When a source cannot be read, the page lacks something, or a file is refused by what makes it smaller.
    pub(super) fn new(
        html: &str,
        program: Program,
        minifier: Option<&Minifier>,
        read: impl Fn(&str) -> Result<String>,
    ) -> Result<Self> {
        let sources = Sources::read(html)?;
        let styles = sources.styles.iter().map(|path| read(path)).collect::<Result<String>>()?;
        let style = minify::with(minifier, minify::Language::Css, styles)?;
        let boot = minify::with(minifier, minify::Language::OldJs, read(&sources.boot)?)?;
        let mut plan = Self {
            boot: File { name: String::new(), bytes: boot.into() },
            script: File::named_by_content("console", ".js", program.script.into()),
            wasm: File::named_by_content("console", "_bg.wasm", program.wasm),
            chunks: program.chunks,
            style: File::named_by_content("style", ".css", style.into()),
            translations: Vec::new(),
            copies: Vec::new(),
        };
        for path in sources.copies {
            let bytes = read(&path)?.into_bytes();
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            match name.strip_suffix(".json").filter(|stem| stem.starts_with(TRANSLATION)) {
                Some(stem) => {
                    let file = File::named_by_content(stem, ".json", bytes);
                    plan.translations.push((name, file));
                }
                None => plan.copies.push(File { name, bytes }),
            }
        }
        plan.boot.name = format!("boot-{}.js", plan.release(html));
        Ok(plan)
    }

    /// Which release this is: the page, and all files that it names. A page that names another first script is of
    /// another release, by which an open page knows that there is one.
    fn release(&self, html: &str) -> String {
        let names: Vec<_> = self.named().map(|file| file.name.as_bytes()).collect();
        let mut parts = vec![html.as_bytes(), &self.boot.bytes];
        parts.extend(names);
        hash(&parts)
    }

    fn named(&self) -> impl Iterator<Item = &File> {
        let translations = self.translations.iter().map(|(_, file)| file);
        [&self.script, &self.wasm, &self.style].into_iter().chain(&self.chunks).chain(translations)
    }

    /// The name of a translation in the sources, and the file that it became.
    ///
    /// # Errors
    /// When the page names a translation that it does not have copied.
    pub(super) fn translation(&self, source: &str) -> Result<&File> {
        let found = self.translations.iter().find(|(name, _)| name == source);
        let (_, file) =
            found.with_context(|| format!("the page names {source}, but copies no such file"))?;
        Ok(file)
    }

    /// All files.
    pub(super) fn into_files(self) -> impl Iterator<Item = File> {
        let translations = self.translations.into_iter().map(|(_, file)| file);
        [self.boot, self.script, self.wasm, self.style]
            .into_iter()
            .chain(self.chunks)
            .chain(translations)
            .chain(self.copies)
    }
}

/// How the names of files with translations begin.
pub(crate) const TRANSLATION: &str = "words-";

/// 16 hexadecimal digits.
fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // Where one part ends and the next begins belongs to it.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = r#"
<link data-trunk rel="rust">
<link data-trunk rel="css" href="style/b.css">
<link data-trunk rel="css" href="style/a.css">
<link data-trunk rel="copy-file" href="config.json">
<link data-trunk rel="copy-file" href="locales/words-zh.json">
<script data-trunk src="boot.js" type="module"></script>"#;

    fn plan(html: &str, wasm: &str) -> Plan {
        let program = Program { script: "glue()".into(), wasm: wasm.into(), chunks: Vec::new() };
        let read = |path: &str| {
            Ok(match path {
                "style/a.css" => "p{top:1px}",
                "style/b.css" => "p{top:0}",
                "config.json" => "{}",
                "locales/words-zh.json" => "{\"Type\":\"类型\"}",
                "boot.js" => "start()",
                other => panic!("{other}"),
            }
            .to_owned())
        };
        Plan::new(html, program, None, read).unwrap()
    }

    fn names(plan: Plan) -> Vec<String> {
        plan.into_files().map(|file| file.name).collect()
    }

    #[test]
    fn there_is_one_style_sheet_with_the_rules_of_all_in_their_order() {
        assert_eq!(plan(HTML, "1").style.bytes, b"p{top:0}p{top:1px}");
    }

    #[test]
    fn names_follow_the_bytes_but_for_what_is_edited_where_it_is_deployed() {
        // As `printf '\\2\\0\\0\\0\\0\\0\\0\\0ab' | sha256sum` begins.
        let file = File::named_by_content("app", "_bg.wasm", b"ab".to_vec());
        assert_eq!(file.name, "app-5dff2b3fa79721a8_bg.wasm");
        let names = names(plan(HTML, "1"));
        let kinds: Vec<_> = names
            .iter()
            .map(|name| name.replace(|c: char| c.is_ascii_digit() || matches!(c, 'a'..='f'), ""))
            .collect();
        let expected =
            ["oot-.js", "onsol-.js", "onsol-_g.wsm", "styl-.ss", "wors-zh-.json", "onig.json"];
        assert_eq!(kinds, expected, "{names:?}");
        assert!(names.contains(&"config.json".to_owned()));
    }

    #[test]
    fn the_first_script_is_named_after_the_whole_release() {
        let boot = |html: &str, wasm: &str| plan(html, wasm).boot.name;
        let first = boot(HTML, "1");
        assert_eq!(boot(HTML, "1"), first);
        assert_ne!(boot(HTML, "2"), first, "another program");
        assert_ne!(boot(&format!("{HTML}<p>"), "1"), first, "another page");
    }

    #[test]
    fn the_same_bytes_keep_their_name_in_another_release() {
        let (first, second) = (plan(HTML, "1"), plan(HTML, "2"));
        assert_ne!(first.wasm.name, second.wasm.name);
        assert_eq!(first.style.name, second.style.name);
    }
}
