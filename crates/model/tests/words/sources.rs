//! Words in Rust sources: the literals of `tr!` and `word!`.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

/// The English words that a source says. Its tests, which come last, are no part of it.
pub(crate) fn words(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    collect(source.parse().unwrap(), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        if group.delimiter() == Delimiter::Parenthesis && says(&tokens[..at]) {
            found.extend(said(group.stream()));
        }
        collect(group.stream(), found);
    }
}

/// Whether what comes before parentheses is `tr!` or `word!`.
fn says(before: &[TokenTree]) -> bool {
    let [.., TokenTree::Ident(name), TokenTree::Punct(mark)] = before else { return false };
    mark.as_char() == '!' && (name == "tr" || name == "word")
}

/// `word!("one")`, `tr!(locale, "one")`, or `tr!(locale, count => "one" | "several")`, before the values.
fn said(arguments: TokenStream) -> Vec<String> {
    let tokens: Vec<_> = arguments.into_iter().collect();
    let is =
        |token: &TokenTree, sign| matches!(token, TokenTree::Punct(it) if it.as_char() == sign);
    let text = |token: &TokenTree| match token {
        TokenTree::Literal(literal) => text_of(literal),
        _ => None,
    };
    let arguments: Vec<_> = tokens.split(|token| is(token, ',')).collect();
    // The locale comes first, unless the text is all there is. The macros themselves have no text.
    let pattern = arguments.get(1).or(arguments.first()).copied().unwrap_or_default();
    match pattern {
        [only] => text(only).into_iter().collect(),
        [.., one, bar, several] if is(bar, '|') => {
            [one, several].into_iter().filter_map(text).collect()
        }
        _ => Vec::new(),
    }
}

fn text_of(literal: &Literal) -> Option<String> {
    serde_json::from_str(&literal.to_string()).ok()
}

#[test]
fn words_are_found_wherever_they_are_said() {
    let source = r#"
        fn f() { vec![(".a", tr!(locale, "One")), (".b", &tr!(&a.locale, "{n} of {m}", n = 1, m = g("x")))]; }
        const TABLE: [&str; 1] = [word!("In a table")];
        fn g() { tr!(locale, count => "{count} task" | "{count} tasks", count = count | 1); h("not said"); }
        #[cfg(test)]
mod tests { fn t() { tr!("Of a test"); } }
    "#;
    let expected = ["One", "{n} of {m}", "In a table", "{count} task", "{count} tasks"];
    assert_eq!(words(source), expected);
}
