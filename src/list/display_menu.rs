//! The menu of how the table is shown: in which groups, with which columns, and how many rows a page has.

use leptos::prelude::*;
use model::find::Group;
use model::preferences::Preferences;
use model::query::PageSize;
use model::view::pager::sizes;
use model::view::preferences::{BoxView, columns};
use model::word;

use crate::i18n::{translated, use_locale};
use crate::ui::menu::{Menu, MenuChoice};

/// The id of the menu.
pub const DISPLAY_MENU: &str = "display-menu";

/// The menu.
#[component]
pub fn DisplayMenu(
    /// How rows are grouped.
    group: Memo<Group>,
    /// Called with the group that was chosen.
    on_group: Callback<Group>,
    /// What is chosen.
    chosen: RwSignal<Preferences>,
    /// The page size that is asked for.
    size: Memo<PageSize>,
    /// Called with the page size that was chosen.
    on_size: Callback<PageSize>,
) -> impl IntoView {
    let locale = use_locale();
    let column = move |BoxView { name, label, is_ticked }: BoxView| {
        let value = if is_ticked { "" } else { "true" };
        view! {
            <MenuChoice
                menu=""
                label=label.to_owned()
                is_chosen=is_ticked
                on_choose=move || chosen.update(|chosen| *chosen = chosen.with_field(name, value))
                attr:data-column=name
            />
        }
    };
    let grouping = move |choice: Group| {
        let label = group_word(choice);
        view! {
            <MenuChoice
                menu=DISPLAY_MENU
                label=Signal::derive(move || locale.read().text(label).to_owned())
                is_chosen=Signal::derive(move || group.get() == choice)
                on_choose=move || on_group.run(choice)
                attr:data-group=choice.name()
            />
        }
    };
    let rows = move |choice: PageSize| {
        view! {
            <MenuChoice
                menu=DISPLAY_MENU
                label=choice.get().to_string()
                is_chosen=Signal::derive(move || size.get() == choice)
                on_choose=move || on_size.run(choice)
            />
        }
    };
    view! {
        <Menu id=DISPLAY_MENU class="popover take-menu display-menu" label=word!("Display")>
            <p class="menu-head">{translated(word!("Group by"))}</p>
            {Group::ALL.map(grouping).into_iter().collect_view()}
            <hr />
            <p class="menu-head">{translated(word!("Columns, where there is room"))}</p>
            {move || {
                let columns = columns(&chosen.read(), &locale.read());
                columns.into_iter().map(column).collect_view()
            }}
            <hr />
            <p class="menu-head">{translated(word!("Rows per page"))}</p>
            {move || sizes(size.get()).into_iter().map(rows).collect_view()}
        </Menu>
    }
}

/// The word of a group in English.
fn group_word(group: Group) -> &'static str {
    match group {
        Group::Day => word!("Day"),
        Group::Rollout => word!("Rollout"),
        Group::Type => word!("Type"),
        Group::None => word!("None"),
    }
}
