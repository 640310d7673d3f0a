//! The menu of what the view is copied as.

use leptos::prelude::*;
use model::locale::Locale;
use model::view::share::copy_menu::{CopyAs, CopyItemView, copy_menu_view};
use model::word;

use crate::i18n::{translated, use_locale};
use crate::ui::menu::{Menu, MenuItem};

/// The id of the menu.
pub const COPY_MENU: &str = "copy-menu";

/// The menu of what the view is copied as.
#[component]
pub fn CopyMenu(
    /// Whether there are rows to copy.
    has_rows: Memo<bool>,
    /// Called with what was chosen.
    on_copy: Callback<CopyAs>,
) -> impl IntoView {
    let locale = use_locale();
    let label = word!("Copy this view as");
    view! {
        <Menu id=COPY_MENU class="popover take-menu copy-menu" label=label>
            <p class="menu-head">{translated(label)}</p>
            {move || locale.with(|locale| items(has_rows.get(), locale, on_copy))}
        </Menu>
    }
}

fn items(has_rows: bool, locale: &Locale, on_copy: Callback<CopyAs>) -> impl IntoView + use<> {
    let item = move |item: CopyItemView| {
        let on_choose = Callback::new(move |()| on_copy.run(item.copies));
        view! {
            <MenuItem
                menu=COPY_MENU
                key=item.key
                icon=item.icon
                label=item.label
                is_disabled=item.is_disabled
                on_choose=on_choose
            />
        }
    };
    let group = |items: Vec<CopyItemView>| items.into_iter().map(item).collect_view();
    let [commands, links] = copy_menu_view(has_rows, locale).map(group);
    view! {
        {commands}
        <hr />
        {links}
    }
}
