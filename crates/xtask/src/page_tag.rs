//! The tags of a page that name files of its site.

/// A `<link …>` or `<script …>`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// As it is written.
    pub(crate) text: &'a str,
    /// The file that it names, relative to the page.
    pub(crate) file: String,
}

impl Tag<'_> {
    /// The value of an attribute, written with or without quotes.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        attribute(self.text, name)
    }
}

/// The links and scripts that name a file of the site itself, in their order.
pub(crate) fn naming_files(html: &str) -> Vec<Tag<'_>> {
    let tag = |(start, _)| {
        let text = tag_at(html, start)?;
        let name = if text.starts_with("<link") { "href" } else { "src" };
        let file = attribute(text, name)?.trim_start_matches("./").to_owned();
        (!file.contains(':')).then_some(Tag { text, file })
    };
    let is_kind = |(start, _): &(usize, &str)| {
        ["<link ", "<script "].iter().any(|kind| html[*start..].starts_with(kind))
    };
    html.match_indices('<').filter(is_kind).filter_map(tag).collect()
}

/// The tag that begins at `start`. A `>` inside quotes does not end it.
pub(crate) fn tag_at(html: &str, start: usize) -> Option<&str> {
    let mut quote = None;
    for (at, c) in html[start..].char_indices() {
        match (quote, c) {
            (None, '>') => return Some(&html[start..=start + at]),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    attributes(tag).into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// Names and values of a tag's attributes; one without a value has the empty one.
pub(crate) fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut rest = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    rest = rest.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        let (value, after) = match rest[end..].strip_prefix('=') {
            Some(value) => value_of(value),
            None => ("", &rest[end..]),
        };
        found.push((name, value.to_owned()));
        rest = after.trim_start();
    }
    found
}

/// The value that a text begins with, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_site_are_found() {
        let html = "<link href=\"data:image/svg+xml,<svg>\" rel=icon><link href=./a.css rel=stylesheet>\
                    <p href=b.css><script type=module src='boot.js'></script><link rel=\"x\" href=\"c/d.js\">";
        let files: Vec<_> = naming_files(html).into_iter().map(|tag| tag.file).collect();
        assert_eq!(files, ["a.css", "boot.js", "c/d.js"]);
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let tag = "<script blocking=render defer SRC=\"a b.js\" title='>' data-x=1 />";
        let expected = [
            ("blocking", "render"),
            ("defer", ""),
            ("src", "a b.js"),
            ("title", ">"),
            ("data-x", "1"),
        ];
        assert_eq!(
            attributes(tag),
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
}
