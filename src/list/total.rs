//! How many tasks there are, and when all that runs on the page ends.

use leptos::prelude::*;
use model::format::grouped;
use model::view::emphasis::Emphasis as Text;

use crate::i18n::use_locale;
use crate::pages::list_news::matching_words;
use crate::pages::page::Page;
use crate::ui::emphasis::Emphasis;

/// `128 tasks match`, hidden until that is known.
#[component]
pub fn Total(
    /// The signals of the page.
    page: Page,
) -> impl IntoView {
    let locale = use_locale();
    move || {
        let total =
            page.live.known.with(|list| list.answer().and_then(|answer| answer.value.total));
        let text = total.map(|total| {
            let words = locale.with(|locale| matching_words(locale, total));
            Text::of(words, "{count}", grouped(total))
        });
        let is_hidden = text.is_none();
        view! {
            <p class="total" hidden=is_hidden>
                <Emphasis text=text.unwrap_or_default() />
                <span class="ends-by">{page.ends_by()}</span>
            </p>
        }
    }
}
