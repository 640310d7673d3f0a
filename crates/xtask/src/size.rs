//! `size`: what a first visit downloads, and what is loaded lazily later, each against a budget.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::files;
use crate::site::{self, Kind, TRANSLATION};

/// The most a first visit may download, in bytes after brotli. A minimal Leptos application is 74 kB.
const BUDGET: usize = 140_000;

/// The most that all lazy chunks of the program may be together, in bytes after brotli.
const BUDGET_OF_LAZY_CHUNKS: usize = 536_000;

/// The most that the translation into another language may be, in bytes after brotli.
const BUDGET_OF_TRANSLATION: usize = 9_500;

/// A file of the site.
#[derive(Debug, PartialEq, Eq)]
struct Download {
    name: String,
    /// As sent: after brotli, where there is a compressed copy.
    bytes: usize,
}

/// Builds the site if need be, prints the tables and judges them.
///
/// # Errors
/// When the site cannot be built or a download is above its budget.
pub(crate) fn report() -> Result<()> {
    let site = site::build(Kind::Release)?;
    let (chunks, translations) = lazy(&site)?.into_iter().partition(|file| is_chunk(&file.name));
    let judged: [(&str, Vec<_>, usize); 3] = [
        ("a first visit", first_visit(&site)?, BUDGET),
        ("all lazy chunks", chunks, BUDGET_OF_LAZY_CHUNKS),
        ("another language", translations, BUDGET_OF_TRANSLATION),
    ];
    for (what, files, budget) in &judged {
        print!("{}", table(&format!("file of {what}"), files, *budget));
    }
    judged.iter().try_for_each(|(what, files, budget)| judge(what, total(files), *budget))
}

/// `index.html`, and every file that a file of the visit names, except for what is loaded lazily.
fn first_visit(site: &Path) -> Result<Vec<Download>> {
    let mut unvisited = names(site)?;
    let mut open = vec!["index.html".to_owned()];
    let mut visit = Vec::new();
    unvisited.retain(|name| !open.contains(name) && !is_lazy(name));
    while let Some(name) = open.pop() {
        let path = site.join(&name);
        if [".html", ".js", ".css"].iter().any(|kind| name.ends_with(kind)) {
            let text = files::read_text(path)?;
            let named = unvisited.extract_if(.., |other| text.contains(other.as_str()));
            open.extend(named);
        }
        visit.push(download(site, name)?);
    }
    visit.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    Ok(visit)
}

/// The lazy chunks of the program, and the translations.
fn lazy(site: &Path) -> Result<Vec<Download>> {
    let later = names(site)?.into_iter().filter(|name| is_lazy(name));
    later.map(|name| download(site, name)).collect()
}

fn is_lazy(name: &str) -> bool {
    is_chunk(name) || name.starts_with(TRANSLATION)
}

/// The first chunk is what wasm-bindgen calls `…_bg.wasm`.
fn is_chunk(name: &str) -> bool {
    name.ends_with(".wasm") && !name.ends_with("_bg.wasm")
}

fn download(site: &Path, name: String) -> Result<Download> {
    let path = site.join(&name);
    let sent = fs::metadata(site.join(format!("{name}.br"))).or_else(|_| fs::metadata(&path));
    let sent = sent.with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Download { name, bytes: sent.len() as usize })
}

/// The site's files relative to its root, compressed copies left out.
fn names(site: &Path) -> Result<Vec<String>> {
    let relative = |path: PathBuf| {
        path.strip_prefix(site).ok().map(|name| name.to_string_lossy().replace('\\', "/"))
    };
    let files = files::below(site, &[])?;
    let names = files.into_iter().filter_map(relative);
    Ok(names.filter(|name| !name.ends_with(".br") && !name.ends_with(".gz")).collect())
}

fn total(downloads: &[Download]) -> usize {
    downloads.iter().map(|download| download.bytes).sum()
}

fn table(what: &str, downloads: &[Download], budget: usize) -> String {
    let lines = downloads
        .iter()
        .map(|Download { name, bytes }| format!("{:>9}  {name}\n", grouped(*bytes)));
    format!(
        "{:>9}  {what} (bytes after brotli)\n{}{:>9}  in all, of at most {}\n",
        "bytes",
        lines.collect::<String>(),
        grouped(total(downloads)),
        grouped(budget)
    )
}

fn judge(what: &str, total: usize, budget: usize) -> Result<()> {
    ensure!(
        total <= budget,
        "What {what} downloads is {} bytes above its budget of {}.",
        grouped(total.saturating_sub(budget)),
        grouped(budget)
    );
    Ok(())
}

/// `1234567` as `1,234,567`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_by_thousands() {
        let table = [(0, "0"), (999, "999"), (1000, "1,000"), (130_000, "130,000")];
        for (number, expected) in table {
            assert_eq!(grouped(number), expected);
        }
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn the_table_lines_up_and_ends_with_the_total() {
        let downloads = [
            Download { name: "console-5f1d_bg.wasm".to_owned(), bytes: 93_204 },
            Download { name: "index.html".to_owned(), bytes: 812 },
        ];
        let expected = "    bytes  file of a first visit (bytes after brotli)
   93,204  console-5f1d_bg.wasm
      812  index.html
   94,016  in all, of at most 113,000
";
        assert_eq!(table("file of a first visit", &downloads, 113_000), expected);
    }

    #[test]
    fn the_budget_may_be_spent_but_not_exceeded() {
        assert!(judge("a first visit", 113_000, 113_000).is_ok());
        assert_eq!(
            judge("a first visit", 114_234, 113_000).unwrap_err().to_string(),
            "What a first visit downloads is 1,234 bytes above its budget of 113,000."
        );
    }

    #[test]
    fn a_first_visit_is_what_the_page_leads_to() {
        let site = crate::checkout::target().join("tmp/size-test");
        let _ = fs::remove_dir_all(&site);
        fs::create_dir_all(&site).unwrap();
        let files = [
            ("index.html", "<script src=boot.js data-js=app.js><link href=style.css>"),
            ("index.html.br", "123456"),
            ("index.html.gz", "1234567"),
            ("boot.js", "fetch('config.json')"),
            ("boot.js.br", "12"),
            ("app.js", "import './snippet.js'; later('app_menu.wasm')"),
            ("app_menu.wasm", "1234567"),
            ("app_menu.wasm.br", "123"),
            ("style.css", "url(icon.svg)"),
            ("icon.svg", "<svg>"),
            ("snippet.js", "export {}"),
            ("config.json", "{}"),
            ("licences.txt", "never fetched by a visit"),
        ];
        for (name, text) in files {
            fs::write(site.join(name), text).unwrap();
        }
        let visit: Vec<_> = first_visit(&site)
            .unwrap()
            .into_iter()
            .map(|Download { name, bytes }| (name, bytes))
            .collect();
        let expected = [
            ("app.js", 45),
            ("style.css", 13),
            ("snippet.js", 9),
            ("index.html", 6),
            ("icon.svg", 5),
            ("boot.js", 2),
            ("config.json", 2),
        ];
        assert_eq!(visit, expected.map(|(name, bytes)| (name.to_owned(), bytes)));
        let later = Download { name: "app_menu.wasm".to_owned(), bytes: 3 };
        assert_eq!(lazy(&site).unwrap(), [later]);
        fs::remove_dir_all(site).unwrap();
    }
}
