//! What a list without matches offers.

use leptos::prelude::*;

use super::list_state::Outcome;
use super::page::Page;
use crate::browser;
use crate::list::filters::tokens::FilterTokens;

/// Mounts the filters that nothing matches, each a link to the list without it.
pub(crate) fn mount_tokens(page: Page) {
    let unmatched = Memo::new(move |_| match page.outcome() {
        Outcome::NoMatch => Some(page.location.get()),
        _ => None,
    });
    browser::mount(
        ".state .tokens",
        move || view! { <FilterTokens location=unmatched now=page.now /> },
    );
}
