//! How many tasks there are.

use leptos::prelude::*;
use model::format::grouped;
use model::view::emphasis::Emphasis as Text;

use crate::i18n::use_locale;
use crate::pages::list_news::total_words;
use crate::pages::page::Page;
use crate::ui::emphasis::Emphasis;

/// `128 tasks`, or `21 tasks match` with a filter; hidden until that is known.
#[component]
pub fn Total(
    /// The signals of the page.
    page: Page,
) -> impl IntoView {
    let locale = use_locale();
    move || {
        let text = page.live.known.with(|list| {
            let answer = list.answer()?;
            let (total, is_filtered) = (answer.value.total?, answer.key.query.is_filtered());
            let told = page.told.read();
            let words = locale.with(|locale| total_words(locale, total, is_filtered));
            let words = if told[0].is_empty() { words } else { &told[0] };
            Some(Text::of(words, "{total}", grouped(total)))
        });
        let is_hidden = text.is_none();
        view! {
            <p class="total" hidden=is_hidden>
                <Emphasis text=text.unwrap_or_default() />
                <span class="ends-by">{page.beside_total()}</span>
            </p>
        }
    }
}
