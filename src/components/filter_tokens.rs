//! The filters that nothing matches, each a link to the list without it.

use model::locale::Locale;
use model::tr;

use super::fill::{Fill, Part};
use super::markup::Markup;
use super::stencil::Stencil;
use crate::effect::follow;
use crate::i18n;

const MARKUP: &str = include_str!("filter_tokens.html");

/// A filter in a few words, and the link to the list without it.
pub type Token = (String, String);

/// Binds the place of the tokens in the panel without rows.
pub fn bind_filter_tokens(tokens: impl Fn(&Locale) -> Vec<Token> + 'static) {
    let place = Markup::of_page(".state .tokens").0;
    let Some(stencil) = Stencil::new(MARKUP) else { return };
    let mut shown = Vec::new();
    follow(move || {
        let locale = &i18n::current();
        let tokens = tokens(locale).into_iter();
        let tokens: Vec<_> = tokens.map(|token| fills(locale, token)).collect();
        // What has not changed may be in use.
        if tokens != shown {
            place.set_text_content(None);
            for token in tokens.iter().filter_map(|fills| stencil.print(fills.clone())) {
                let _ = place.append_child(&token.element);
            }
            shown = tokens;
        }
    });
}

fn fills(locale: &Locale, (words, href): Token) -> Vec<Fill> {
    vec![
        ("", Part::Attribute("href"), href),
        ("", Part::Attribute("aria-label"), tr!(locale, "Remove filter: {filter}", filter = words)),
        ("span", Part::Text, words),
    ]
}
