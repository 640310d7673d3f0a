//! The banner over the rows.

use leptos::prelude::*;
use model::view::banner::BannerView;
use model::word;

use crate::attention;
use crate::i18n::{translated, use_locale};

/// One sentence with at most two buttons. It keeps its place in the page, hidden while there is nothing to say; what
/// somebody points at in the rows below stays under the pointer when it comes.
#[component]
pub fn Banner(
    /// What it says.
    banner: Memo<BannerView>,
    /// Called when its main button is pressed.
    on_act: Callback<()>,
    /// Called when the failure is to be copied.
    on_ticket: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let shown = RwSignal::new(BannerView::default());
    Effect::new(move |_| {
        let next = banner.get();
        attention::hold_under_pointer(":is(tbody tr, .span-row)");
        shown.set(next);
    });
    let button = move || shown.read().button(&locale.read());
    let link = move || shown.read().sign_in_url();
    view! {
        <div
            class="banner"
            data-tone=move || shown.read().look.0
            hidden=move || shown.read().title.is_empty()
        >
            <svg class="icon" aria-hidden="true">
                <use_ href=move || ["#", shown.read().look.1].concat()></use_>
            </svg>
            <p title=move || shown.read().sentence()>
                <span class="before">{move || shown.read().before.clone()}</span>
                <strong>{move || shown.read().title.clone()}</strong>
                <span class="after">{move || shown.read().text.clone()}</span>
            </p>
            <button
                type="button"
                class="button quiet ticket"
                hidden=move || !shown.read().has_ticket
                on:click=move |_| on_ticket.run(())
            >
                {translated(word!("Copy for ticket"))}
            </button>
            <button
                type="button"
                class="button act"
                hidden=move || button().is_none()
                on:click=move |_| on_act.run(())
            >
                {button}
            </button>
            <a class="button" hidden=move || link().is_none() href=link>
                {translated(word!("Sign in"))}
            </a>
        </div>
    }
}
