//! One style sheet out of several: over HTTP/1.1 a browser fetches six files at a time, and each sheet
//! that is one of them lets the program wait for a place.
//!
//! The sources stay apart, a subject each, and `trunk serve` shows them as they are.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::page_tag::{self, Tag};

/// Joins the style sheets of the site's page in their order, and links the one instead.
///
/// # Errors
/// When a file cannot be read or written, or the page links no style sheet.
pub(crate) fn join(site: &Path) -> Result<()> {
    let page = site.join("index.html");
    let html =
        fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let links = links(&html);
    ensure!(!links.is_empty(), "{} links no style sheet", page.display());
    let mut joined = String::new();
    for link in &links {
        let sheet = site.join(&link.file);
        joined += &fs::read_to_string(&sheet)
            .with_context(|| format!("{} cannot be read", sheet.display()))?;
        fs::remove_file(&sheet)?;
    }
    let mut hasher = DefaultHasher::new();
    joined.hash(&mut hasher);
    let name = format!("style-{:016x}.css", hasher.finish());
    fs::write(site.join(&name), joined)?;
    let mut rewritten = html.clone();
    for link in links.iter().skip(1) {
        rewritten = rewritten.replace(link.text, "");
    }
    let first = &links[0];
    rewritten = rewritten.replace(first.text, &first.text.replace(&first.file, &name));
    fs::write(&page, rewritten).with_context(|| format!("{} cannot be written", page.display()))
}

/// The links of style sheets of the site itself, in their order.
fn links(html: &str) -> Vec<Tag<'_>> {
    let mut links = page_tag::naming_files(html);
    links.retain(|tag| tag.attribute("rel").as_deref() == Some("stylesheet"));
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_style_sheets_are_found() {
        let html = "<link href=./a-1.css rel=stylesheet><link rel=icon href=i.svg>\
                    <link rel=\"stylesheet\" href=\"b.css\" data-integrity=\"none\">";
        let names: Vec<_> = links(html).into_iter().map(|link| link.file).collect();
        assert_eq!(names, ["a-1.css", "b.css"]);
    }

    #[test]
    fn the_page_links_one_sheet_with_the_rules_of_all_in_their_order() {
        let site = crate::checkout::target().join("tmp/stylesheet-test");
        let _ = fs::remove_dir_all(&site);
        fs::create_dir_all(&site).unwrap();
        let html = "<meta><link href=./b.css rel=stylesheet><link href=./a.css rel=stylesheet><p>";
        for (name, text) in [("index.html", html), ("b.css", "p{top:0}"), ("a.css", "p{top:1px}")] {
            fs::write(site.join(name), text).unwrap();
        }
        join(&site).unwrap();
        let html = fs::read_to_string(site.join("index.html")).unwrap();
        let links = links(&html);
        let [Tag { file: name, .. }] = links.as_slice() else { panic!("{html}") };
        assert_eq!(fs::read_to_string(site.join(name)).unwrap(), "p{top:0}p{top:1px}");
        assert_eq!(html, format!("<meta><link href=./{name} rel=stylesheet><p>"));
        assert!(!site.join("a.css").exists() && !site.join("b.css").exists());
        fs::remove_dir_all(site).unwrap();
    }

    #[test]
    fn a_page_without_a_sheet_is_an_error() {
        let site = crate::checkout::target().join("tmp/stylesheet-none");
        fs::create_dir_all(&site).unwrap();
        fs::write(site.join("index.html"), "<p>").unwrap();
        let error = join(&site).unwrap_err();
        assert!(error.to_string().ends_with("links no style sheet"), "{error}");
        fs::remove_dir_all(site).unwrap();
    }
}
