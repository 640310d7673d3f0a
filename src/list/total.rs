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
    let total =
        move || page.live.known.with(|list| list.answer().and_then(|answer| answer.value.total));
    let text = move || {
        let total = total()?;
        let words = locale.with(|locale| matching_words(locale, total));
        Some(Text::of(words, "{count}", grouped(total)))
    };
    view! {
        <p class="total" hidden=move || total().is_none()>
            {move || text().map(|text| view! { <Emphasis text=text /> })}
            <span class="ends-by">{move || page.ends_by()}</span>
        </p>
    }
}
