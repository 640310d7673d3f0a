//! Modal dialogs.

use leptos::html;
use leptos::prelude::*;
use model::word;

use super::icon::Icon;
use super::on_demand::mount_on_demand;
use crate::browser;
use crate::i18n::translated;

/// A modal dialog with a title and a button to close it. Escape closes it, too. What is in it is mounted when it is first opened.
#[component]
pub fn Dialog<C: IntoView + 'static>(
    /// Its classes.
    class: &'static str,
    /// The id of its title.
    title_id: &'static str,
    /// What its title says.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open, which follows what people do.
    is_open: RwSignal<bool>,
    /// Called each time it was opened, and when it was to be opened again.
    #[prop(optional)]
    on_open: Option<Callback<()>>,
    /// Called however it was closed.
    #[prop(optional)]
    on_close: Option<Callback<()>>,
    children: TypedChildren<C>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let children = children.into_inner();
    mount_on_demand(dialog, is_open, move || {
        view! {
            <form method="dialog">
                <h2 id=title_id>{title}</h2>
                <button class="icon-button" aria-label=translated(word!("Close"))>
                    <Icon name="i-close" />
                </button>
            </form>
            {children()}
        }
    });
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        let is_open = is_open.get();
        browser::set_dialog_open(&dialog, is_open);
        if let Some(on_open) = on_open.filter(|_| is_open) {
            on_open.run(());
        }
    });
    let closed = move |_| {
        is_open.set(false);
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    view! { <dialog class=class node_ref=dialog aria-labelledby=title_id on:close=closed></dialog> }
}
