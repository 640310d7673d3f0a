//! File names that follow the bytes which are sent.
//!
//! Trunk names the program after what Cargo compiled, before wasm-opt. A host that lets browsers keep such a file
//! for ever would then give two different files one name: the same source, built with and without wasm-opt. Scripts are
//! named before they are made smaller in the same way.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// How the name of what is fetched on demand ends.
pub(crate) const PART: &str = "_part.wasm";

/// The files of the program: the compiled console in two parts, and the script that starts it.
pub(crate) struct Program {
    pub(crate) wasm: PathBuf,
    /// What is fetched on demand. Trunk does not write it.
    pub(crate) part: PathBuf,
    pub(crate) script: PathBuf,
    /// What both names begin with: `console-5f1d…`.
    stem: String,
}

impl Program {
    /// Finds the program among the site's files.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub(crate) fn find(files: &[PathBuf]) -> Result<Self> {
        let mut found = files.iter().filter_map(|path| {
            let stem = path.file_name()?.to_str()?.strip_suffix("_bg.wasm")?;
            let script = path.with_file_name(format!("{stem}.js"));
            let part = path.with_file_name(format!("{stem}{PART}"));
            Some(Program { wasm: path.clone(), part, script, stem: stem.to_owned() })
        });
        let program = found.next().context("the site holds no `…_bg.wasm`")?;
        ensure!(found.next().is_none(), "the site holds more than one `…_bg.wasm`");
        Ok(program)
    }

    /// Renames the files after their bytes, in all pages and scripts that name them.
    ///
    /// # Errors
    /// When a file cannot be read, written or renamed, or no page names the program.
    pub(crate) fn rename(&self, files: &[PathBuf]) -> Result<()> {
        let group = [self.wasm.as_path(), &self.part, &self.script];
        rename(&group, &self.stem, &group, files)
    }
}

/// Finds the script that starts the program: `boot-5f1d….js`.
///
/// # Errors
/// When there is none.
pub(crate) fn boot_script(files: &[PathBuf]) -> Result<&Path> {
    let is_boot = |path: &&PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("boot") && name.ends_with(".js")
    };
    files.iter().find(is_boot).map(PathBuf::as_path).context("the site holds no `boot….js`")
}

/// How the names of files with the words of a language begin.
pub(crate) const WORDS: &str = "words-";

/// Renames a file after its bytes, in all pages and scripts that name it.
///
/// # Errors
/// As [`Program::rename`].
pub(crate) fn rename_one(file: &Path, files: &[PathBuf]) -> Result<()> {
    rename(&[file], &stem_of(file), &[file], files)
}

/// Names the script that starts the program after the whole release: after its own bytes and those of the page, which
/// names all else by then. A page that names another script is of another release.
///
/// # Errors
/// As [`Program::rename`].
pub(crate) fn rename_boot(boot: &Path, page: &Path, files: &[PathBuf]) -> Result<()> {
    rename(&[boot], &stem_of(boot), &[boot, page], files)
}

fn stem_of(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Renames the words of all languages after their bytes.
///
/// # Errors
/// As [`Program::rename`].
pub(crate) fn rename_words(files: &[PathBuf]) -> Result<()> {
    let is_words = |path: &&PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(WORDS))
    };
    files.iter().filter(is_words).try_for_each(|words| rename_one(words, files))
}

/// Gives the files whose names begin with `stem` another one, made of the bytes of `content`.
fn rename(group: &[&Path], stem: &str, content: &[&Path], files: &[PathBuf]) -> Result<()> {
    let new_stem = stem_by_content(content, stem)?;
    let mut mentions = 0;
    for file in files.iter().filter(|file| is_text(file)) {
        let text = fs::read_to_string(file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        if text.contains(stem) {
            // That the script names the second part leads nobody to the script.
            mentions += usize::from(!group.contains(&file.as_path()));
            fs::write(file, text.replace(stem, &new_stem))?;
        }
    }
    ensure!(mentions > 0, "no page of the site names {}", group[0].display());
    for file in group {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        fs::rename(file, file.with_file_name(name.replacen(stem, &new_stem, 1)))?;
    }
    Ok(())
}

fn stem_by_content(group: &[&Path], stem: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in group {
        let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        bytes.hash(&mut hasher);
    }
    let name = stem.split('-').next().unwrap_or(stem);
    Ok(format!("{name}-{:016x}", hasher.finish()))
}

fn is_text(file: &Path) -> bool {
    ["html", "js", "json"].iter().any(|known| file.extension().is_some_and(|it| it == *known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str, wasm: &[u8]) -> Vec<PathBuf> {
        let directory = crate::checkout::target().join("tmp").join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).unwrap();
        let html = r#"<script type="module" src="boot.js" data-js="console-0a1b.js" data-wasm="console-0a1b_bg.wasm">"#;
        let files: [(&str, &[u8]); 4] = [
            ("index.html", html.as_bytes()),
            ("console-0a1b.js", b"fetch('console-0a1b_part.wasm')"),
            ("console-0a1b_part.wasm", b"\0asm"),
            ("console-0a1b_bg.wasm", wasm),
        ];
        for (name, bytes) in files {
            fs::write(directory.join(name), bytes).unwrap();
        }
        files.iter().map(|(name, _)| directory.join(name)).collect()
    }

    fn renamed(name: &str, wasm: &[u8]) -> (String, Vec<String>) {
        let files = site(name, wasm);
        Program::find(&files).unwrap().rename(&files).unwrap();
        let directory = files[0].parent().unwrap();
        let mut names: Vec<_> = fs::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let html = fs::read_to_string(&files[0]).unwrap();
        fs::remove_dir_all(directory).unwrap();
        (html, names)
    }

    #[test]
    fn the_page_names_the_files_as_they_are_called() {
        let (html, names) = renamed("content-name-page", b"\0asm1");
        let [script, wasm, part, page] = names.as_slice() else { panic!("{names:?}") };
        assert_eq!(page, "index.html");
        assert_eq!(
            html,
            format!(
                r#"<script type="module" src="boot.js" data-js="{script}" data-wasm="{wasm}">"#
            )
        );
        assert!(!html.contains("0a1b.js"));
        assert_eq!(*part, wasm.replace("_bg", "_part"));
    }

    #[test]
    fn other_bytes_have_another_name_and_the_same_bytes_the_same() {
        let (_, first) = renamed("content-name-first", b"\0asm1");
        let (_, again) = renamed("content-name-again", b"\0asm1");
        let (_, other) = renamed("content-name-other", b"\0asm2");
        assert_eq!(first, again);
        assert_ne!(first, other);
    }

    #[test]
    fn the_first_script_is_named_after_the_whole_release() {
        let named = |html: &str| {
            let directory = crate::checkout::target().join("tmp/content-name-boot");
            let _ = fs::remove_dir_all(&directory);
            fs::create_dir_all(&directory).unwrap();
            let files = ["index.html", "boot-0a.js"].map(|name| directory.join(name));
            fs::write(&files[0], html).unwrap();
            fs::write(&files[1], "start()").unwrap();
            rename_boot(&files[1], &files[0], &files).unwrap();
            fs::read_to_string(&files[0]).unwrap()
        };
        let first = named("<script src=boot-0a.js></script><p>1");
        assert_eq!(first, named("<script src=boot-0a.js></script><p>1"));
        let script = |html: &str| html.split('>').next().map(str::to_owned);
        assert_ne!(script(&first), script(&named("<script src=boot-0a.js></script><p>2")));
    }

    #[test]
    fn a_program_that_no_page_names_is_an_error() {
        let files = site("content-name-unnamed", b"\0asm1");
        fs::write(&files[0], "<p>nothing here").unwrap();
        let error = Program::find(&files).unwrap().rename(&files).unwrap_err();
        assert!(error.to_string().starts_with("no page of the site names "), "{error}");
        fs::remove_dir_all(files[0].parent().unwrap()).unwrap();
    }
}
