//! `index.html`: which files its sources name, and the page as it is deployed.
//!
//! The sources are a page of Trunk's (`data-trunk`), so `trunk serve` shows them as they are.

use std::cell::Cell;

use anyhow::{Context, Result};
use lol_html::html_content::{ContentType, Element, TextChunk, TextType};
use lol_html::{RewriteStrSettings, doc_comments, doc_text, element, rewrite_str, text};

use super::plan::{File, Plan};
use super::tag::tags;

/// The files that the page in the sources names, by their paths in the checkout.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sources {
    /// The style sheets in their order.
    pub(super) styles: Vec<String>,
    /// What is copied as it is.
    pub(super) copies: Vec<String>,
    /// The script that starts the program.
    pub(super) boot: String,
}

impl Sources {
    /// Reads the page.
    ///
    /// # Errors
    /// When it has no style sheet or no script.
    pub(super) fn read(html: &str) -> Result<Self> {
        let tags = tags(html)?;
        let of_trunk = || tags.iter().filter(|tag| tag.attribute("data-trunk").is_some());
        let links = |rel: &str| {
            let links = of_trunk().filter(|tag| tag.attribute("rel") == Some(rel));
            links.filter_map(|tag| tag.attribute("href")).map(str::to_owned).collect::<Vec<_>>()
        };
        let mut scripts = of_trunk().filter_map(|tag| tag.attribute("src"));
        let boot = scripts.next().context("index.html has no <script data-trunk src>")?.to_owned();
        let styles = links("css");
        styles.first().context("index.html links no style sheet")?;
        Ok(Self { styles, copies: links("copy-file"), boot })
    }
}

/// The page as it is deployed: it names the files of the plan with their digests, and has neither comments nor indents.
///
/// Which digests Chromium enforces was tried: that of a script, of a style sheet and of a `modulepreload`, by which an
/// `import` of that module fails; not that of a preload for `fetch`, of which it warns. For what `boot.js` fetches, the
/// link has the digest as `data-integrity`, or as `integrity` where no browser looks at it, and `fetch` enforces it.
///
/// # Errors
/// When the page names a translation that is not in the plan.
pub(super) fn write(html: &str, plan: &Plan) -> Result<String> {
    let has_style = Cell::new(false);
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("link[data-trunk]", |link| {
            match link.get_attribute("rel").as_deref() {
                Some("rust") => link.replace(&program_links(plan), ContentType::Html),
                Some("css") if !has_style.replace(true) => {
                    link.replace(&style_link(&plan.style), ContentType::Html);
                }
                _ => link.remove(),
            }
            Ok(())
        }))
        .append_element_content_handler(element!("script[data-trunk]", |script| {
            script.remove_attribute("data-trunk");
            script.remove_attribute("data-integrity");
            point(script, "src", &plan.boot)
        }))
        .append_element_content_handler(element!("link[hreflang]", |link| {
            let source = link.get_attribute("href").unwrap_or_default();
            point(link, "href", plan.translation(&source)?)
        }))
        .append_element_content_handler(text!("head", |text| {
            // Blanks mean nothing there.
            if text.as_str().trim().is_empty() {
                text.remove();
            }
            Ok(())
        }))
        .append_document_content_handler(doc_comments!(|comment| {
            comment.remove();
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|text| {
            unindent(text);
            Ok(())
        }));
    rewrite_str(html, settings).map_err(|error| anyhow::anyhow!("index.html: {error}"))
}

/// By these two links `boot.js` finds the program; Trunk writes the same (`pattern_preload` in Trunk.toml).
fn program_links(Plan { script, wasm, .. }: &Plan) -> String {
    format!(
        "<link rel=modulepreload href={} integrity=\"{}\">\
         <link rel=preload href={} as=fetch type=application/wasm crossorigin data-integrity=\"{}\">",
        script.name,
        script.digest(),
        wasm.name,
        wasm.digest()
    )
}

fn style_link(style: &File) -> String {
    format!("<link rel=stylesheet href={} integrity=\"{}\">", style.name, style.digest())
}

/// Lets an element name a file of the plan.
fn point(element: &mut Element<'_, '_>, attribute: &str, file: &File) -> lol_html::HandlerResult {
    element.set_attribute(attribute, &format!("./{}", file.name))?;
    element.set_attribute("integrity", &file.digest())?;
    Ok(())
}

/// A line break with the indent of the next line is the same to a browser as without.
fn unindent(text: &mut TextChunk<'_>) {
    if text.text_type() == TextType::Data && !text.removed() {
        let mut lines = text.as_str().split('\n');
        let mut short = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            short.push('\n');
            short += line.trim_start_matches(' ');
        }
        text.replace(&short, ContentType::Html);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a browser shows it, in the development build and deployed.
    const HTML: &str = r#"<!doctype html>
<head>
  <!-- A comment. -->
  <link rel="icon" href="data:image/svg+xml,%3Csvg%3E">
  <link data-trunk rel="rust" data-wasm-opt="0">
  <link data-trunk rel="css" href="style/b.css">
  <link data-trunk rel="css" href="style/a.css">
  <link data-trunk rel="copy-file" href="config.json">
  <link data-trunk rel="copy-file" href="locales/words-zh.json">
  <link rel="alternate" hreflang="zh" href="words-zh.json">
  <link rel="preload" href="config.json" as="fetch" crossorigin>
  <script data-trunk src="boot.js" type="module" data-integrity="none"></script>
</head>
<body>
  <p>Two
    lines &amp; more <b>kept</b> apart</p>
</body>"#;

    fn plan() -> Plan {
        let file = |name: &str| File { name: name.to_owned(), bytes: b"abc".to_vec() };
        Plan {
            boot: file("boot-1.js"),
            script: file("console-2.js"),
            wasm: file("console-3_bg.wasm"),
            chunks: vec![file("console-4_panel.wasm")],
            style: file("style-5.css"),
            translations: vec![("words-zh.json".to_owned(), file("words-zh-6.json"))],
            copies: vec![file("config.json")],
        }
    }

    #[test]
    fn the_page_names_the_files_of_the_plan_with_their_digests() {
        // As `printf abc | openssl dgst -sha256 -binary | base64` prints it.
        let digest = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        let expected = format!(
            r#"<!doctype html>
<head><link rel="icon" href="data:image/svg+xml,%3Csvg%3E"><link rel=modulepreload href=console-2.js integrity="{digest}"><link rel=preload href=console-3_bg.wasm as=fetch type=application/wasm crossorigin data-integrity="{digest}"><link rel=stylesheet href=style-5.css integrity="{digest}"><link rel="alternate" hreflang="zh" href="./words-zh-6.json" integrity="{digest}"><link rel="preload" href="config.json" as="fetch" crossorigin><script src="./boot-1.js" type="module" integrity="{digest}"></script></head>
<body>
<p>Two
lines &amp; more <b>kept</b> apart</p>
</body>"#
        );
        assert_eq!(write(HTML, &plan()).unwrap(), expected);
    }

    #[test]
    fn the_sources_are_read_in_their_order() {
        let expected = Sources {
            styles: vec!["style/b.css".to_owned(), "style/a.css".to_owned()],
            copies: vec!["config.json".to_owned(), "locales/words-zh.json".to_owned()],
            boot: "boot.js".to_owned(),
        };
        assert_eq!(Sources::read(HTML).unwrap(), expected);
    }

    #[test]
    fn a_page_that_lacks_something_is_refused() {
        let error = Sources::read(&HTML.replace("rel=\"css\"", "")).unwrap_err();
        assert_eq!(error.to_string(), "index.html links no style sheet");
        let error = Sources::read("<p>").unwrap_err();
        assert_eq!(error.to_string(), "index.html has no <script data-trunk src>");
        let error = write(
            &HTML.replace("hreflang=\"zh\" href=\"words-zh", "hreflang=fr href=\"words-fr"),
            &plan(),
        );
        let expected = "index.html: the page names words-fr.json, but copies no such file";
        assert_eq!(error.unwrap_err().to_string(), expected);
    }
}
