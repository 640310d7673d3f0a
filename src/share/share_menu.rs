//! The menu of what the view is shared as.

use leptos::prelude::*;
use model::locale::Locale;
use model::view::share::share_menu::{ShareItemView, Shared, share_menu_view};
use model::word;

use crate::i18n::use_locale;
use crate::ui::menu::{Menu, MenuItem};

/// The id of the menu.
pub const SHARE_MENU: &str = "share-menu";

/// The menu of what the view is shared as.
#[component]
pub fn ShareMenu(
    /// Called with what was chosen.
    on_copy: Callback<Shared>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <svg class="sprite" aria-hidden="true">
            <symbol id="i-link" viewBox="0 0 16 16">
                <path d="M6.500 9.500a2.800 2.800 0 0 0 4 0l2.300-2.300a2.800 2.800 0 0 0-4-4l-1 1M9.500 6.500a2.800 2.800 0 0 0-4 0L3.200 8.800a2.800 2.800 0 0 0 4 4l1-1"></path>
            </symbol>
        </svg>
        <Menu id=SHARE_MENU class="popover take-menu share-menu" label=word!("Share")>
            {move || locale.with(|locale| items(locale, on_copy))}
        </Menu>
    }
}

fn items(locale: &Locale, on_copy: Callback<Shared>) -> impl IntoView + use<> {
    let item = move |item: ShareItemView| {
        let on_choose = Callback::new(move |()| on_copy.run(item.copies));
        view! {
            <MenuItem
                menu=SHARE_MENU
                key=item.key
                icon=item.icon
                label=item.label
                on_choose=on_choose
            />
        }
    };
    let [sliding, pinned, summary, command] = share_menu_view(locale).map(item);
    view! {
        {sliding}
        {pinned}
        {summary}
        <hr />
        {command}
    }
}
