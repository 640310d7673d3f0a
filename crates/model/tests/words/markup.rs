//! Words in markup: texts, and the attributes that people read or hear.

use scraper::{Html, Node, Selector};

const ATTRIBUTES: [&str; 3] = ["aria-label", "title", "placeholder"];

/// The English words that markup says, without the white space around them. What has no letters is no word.
pub(crate) fn words(html: &str) -> Vec<String> {
    let mut said = Vec::new();
    // Rows of a table are markup of their own, which a parser drops outside of one.
    let html = html.replace("<tr ", "<div ").replace("<td ", "<div ").replace("<th ", "<div ");
    let html = html.replace("<noscript>", "<div>").replace("</noscript>", "</div>");
    for node in Html::parse_document(&html).tree.nodes() {
        match node.value() {
            Node::Text(_) if node.ancestors().any(|around| is_in_all_languages(around.value())) => {
            }
            Node::Text(text) => said.push(text.trim().to_owned()),
            Node::Element(element) => {
                let of = |name| element.attr(name).map(str::to_owned);
                said.extend(ATTRIBUTES.into_iter().filter_map(of));
            }
            _ => {}
        }
    }
    said.retain(|text| text.chars().any(char::is_alphabetic));
    said
}

/// What `boot.js` translates of these elements: the label of each that has one, and the text of any other.
pub(crate) fn translated_words(html: &str, selector: &str) -> Vec<String> {
    let (html, selector) = (Html::parse_document(html), Selector::parse(selector).unwrap());
    let elements = html.select(&selector);
    elements
        .map(|it| it.attr("aria-label").map_or_else(|| it.text().collect(), str::to_owned))
        .collect()
}

/// Markup that is shown where no script can run bears all languages at once, and says `translate="no"`.
fn is_in_all_languages(node: &Node) -> bool {
    node.as_element().is_some_and(|element| element.attr("translate") == Some("no"))
}

#[test]
fn texts_and_spoken_attributes_are_words() {
    let html = r#"<tr role="row"><td class="a">Why?</td><td title="A title"> &middot; <i>one</i> </td></tr>
        <p translate="no">English 中文</p><input aria-label="A label" placeholder="1–30" name="none">"#;
    assert_eq!(words(html), ["Why?", "A title", "one", "A label"]);
}
