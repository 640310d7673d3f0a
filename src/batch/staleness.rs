//! Since when what the panel shows is not known to be so any more.

use leptos::prelude::*;

use super::open_batch::OpenBatch;
use super::trouble::TroubleView;
use crate::i18n::use_locale;
use crate::pages::list_state;

/// That what the panel shows is of an earlier instant, and why, where no banner says so.
#[component]
pub fn Staleness(
    /// The batch.
    batch: OpenBatch,
    /// The trouble with it, if there is any.
    trouble: Memo<Option<TroubleView>>,
) -> impl IntoView {
    let locale = use_locale();
    let text = Memo::new(move |_| {
        let (refreshing, now) = (batch.live.refreshing.get(), batch.around.now.get());
        let known = batch.live.known.read();
        let is_told = trouble.with(Option::is_some);
        let staleness = || list_state::staleness(&locale.read(), &known, &refreshing, now);
        let text = |(from, why): (String, String)| from + &why;
        if is_told { String::new() } else { staleness().map(text).unwrap_or_default() }
    });
    view! {
        <p class="panel-age" hidden=move || text.with(String::is_empty)>
            {text}
        </p>
    }
}
