//! The tags of a page.

use anyhow::{Result, anyhow};
use lol_html::{RewriteStrSettings, element, rewrite_str};

/// A tag with its attributes, as a browser reads them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; an attribute without a value has the empty one.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The file of the site itself that a link or script names, relative to the page.
    pub(super) fn file(&self) -> Option<&str> {
        let attribute = match self.name.as_str() {
            "link" => "href",
            "script" => "src",
            _ => return None,
        };
        let file = self.attribute(attribute)?;
        (!file.contains(':')).then(|| file.trim_start_matches("./"))
    }
}

/// All opening tags of a page, in their order.
///
/// # Errors
/// When the page cannot be read as HTML.
pub(super) fn tags(html: &str) -> Result<Vec<Tag>> {
    let mut tags = Vec::new();
    let collect = element!("*", |element| {
        let attributes = element.attributes().iter().map(|it| (it.name(), it.value())).collect();
        tags.push(Tag { name: element.tag_name(), attributes });
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(collect);
    rewrite_str(html, settings).map_err(|error| anyhow!("the page is no HTML: {error}"))?;
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_site_are_found() {
        let html = "<link href=\"data:image/svg+xml,<svg>\" rel=icon><link href=./a.css rel=stylesheet>\
                    <p href=b.css><script type=module src='boot.js'></script><link rel=\"x\" href=\"c/d.js\">";
        let tags = tags(html).unwrap();
        let files: Vec<_> = tags.iter().filter_map(Tag::file).collect();
        assert_eq!(files, ["a.css", "boot.js", "c/d.js"]);
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let tags =
            tags("<script blocking=render defer SRC=\"a b.js\" title='>' data-x=1 />").unwrap();
        let expected = [
            ("blocking", "render"),
            ("defer", ""),
            ("src", "a b.js"),
            ("title", ">"),
            ("data-x", "1"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(tags[0].attributes, expected);
    }
}
