//! The banner over the rows.

use leptos::prelude::*;
use model::locale::Locale;
use model::tr;
use model::view::banner::BannerView;

use super::icon::Icon;
use crate::i18n::use_locale;

/// One sentence with at most two buttons, hidden while there is nothing to say. It floats, so that it moves nothing.
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
    move || sentence(&banner.read(), &locale.read(), on_act, on_ticket)
}

/// The banner with what it says now.
fn sentence(
    banner: &BannerView,
    locale: &Locale,
    on_act: Callback<()>,
    on_ticket: Callback<()>,
) -> impl IntoView + use<> {
    let (tone, icon) = banner.look;
    let (button, link) = (banner.button(locale), banner.sign_in_url());
    view! {
        <div class="banner" data-tone=tone hidden=banner.title.is_empty()>
            <Icon name=icon />
            <p title=banner.sentence()>
                <strong>{banner.title.clone()}</strong>
                <span class="after">{banner.text.clone()}</span>
            </p>
            <button
                type="button"
                class="button quiet ticket"
                hidden=!banner.has_ticket
                on:click=move |_| on_ticket.run(())
            >
                {tr!(locale, "Copy for ticket")}
            </button>
            <button
                type="button"
                class="button act"
                hidden=button.is_none()
                on:click=move |_| on_act.run(())
            >
                {button}
            </button>
            <a class="button" hidden=link.is_none() href=link>
                {tr!(locale, "Sign in")}
            </a>
        </div>
    }
}
