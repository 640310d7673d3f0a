//! The menu of what is exported.

use leptos::prelude::*;
use model::locale::Locale;
use model::view::share::export_menu::{
    Export, ExportMenuView, Format, Savable, Scope, export_menu_view,
};
use model::{tr, word};

use crate::i18n::use_locale;
use crate::ui::menu::{Menu, MenuItem};

/// The id of the menu.
pub const EXPORT_MENU: &str = "export-menu";

/// The menu of what is exported.
#[component]
pub fn ExportMenu(
    /// What there is to save.
    savable: Memo<Savable>,
    /// Called with what was chosen.
    on_export: Callback<Export>,
) -> impl IntoView {
    let locale = use_locale();
    let has_subtasks = RwSignal::new(false);
    let on_choose = Callback::new(move |(scope, format)| {
        on_export.run(Export { scope, format, has_subtasks: has_subtasks.get_untracked() });
    });
    let groups = move || {
        locale.with(|locale| {
            savable.with(|savable| groups(export_menu_view(locale, savable), locale, on_choose))
        })
    };
    let words = move || {
        let locale = locale.read();
        let cost = savable.with(|savable| export_menu_view(&locale, savable).subtasks);
        view! {
            {tr!(locale, "Add sub-tasks and failure reasons")}
            <span class="hint">{cost}</span>
        }
    };
    view! {
        <Menu id=EXPORT_MENU class="popover take-menu export-menu" label=word!("Export")>
            {groups}
            <label class="with-subtasks">
                <input
                    type="checkbox"
                    on:change=move |event| has_subtasks.set(event_target_checked(&event))
                />
                <span>{words}</span>
            </label>
        </Menu>
    }
}

/// This page, and all matches.
fn groups(
    view: ExportMenuView,
    locale: &Locale,
    on_choose: Callback<(Scope, Format)>,
) -> impl IntoView + use<> {
    let hint = tr!(locale, "More than 10,000. To export all, narrow the filters.");
    let has_all = view.all.is_some();
    view! {
        <fieldset data-scope="page" disabled=view.is_page_disabled>
            <legend class="menu-head">{view.page}</legend>
            <Formats scope=Scope::Page on_choose=on_choose />
        </fieldset>
        <fieldset data-scope="all" hidden=!has_all disabled=view.is_all_disabled>
            <legend class="menu-head">{view.all.unwrap_or_default()}</legend>
            <Formats scope=Scope::All on_choose=on_choose />
            <p class="hint">{hint}</p>
        </fieldset>
    }
}

/// The formats of files.
#[component]
fn Formats(scope: Scope, on_choose: Callback<(Scope, Format)>) -> impl IntoView {
    let item = move |(key, label, format)| {
        let on_choose = Callback::new(move |()| on_choose.run((scope, format)));
        view! { <MenuItem menu=EXPORT_MENU key=key label=label on_choose=on_choose /> }
    };
    [("csv", "CSV", Format::Csv), ("excel", "Excel", Format::Excel), ("json", "JSON", Format::Json)]
        .map(item)
        .into_iter()
        .collect_view()
}
