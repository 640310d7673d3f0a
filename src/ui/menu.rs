//! Menus that a button opens, by the browser's own popovers.

use leptos::html;
use leptos::prelude::*;

use super::icon::Icon;
use super::on_demand::mount_on_demand;
use crate::browser::place_of;
use crate::i18n::translated;

/// A button with a word, which opens a menu.
#[component]
pub fn MenuButton(
    /// Its classes.
    class: &'static str,
    /// The id of the menu.
    menu: &'static str,
    /// The icon before the word.
    icon: &'static str,
    /// What it says.
    label: &'static str,
) -> impl IntoView {
    view! {
        <button type="button" class=class popovertarget=menu aria-label=label>
            <Icon name=icon />
            <span class="word">{label}</span>
            <Icon name="i-down" />
        </button>
    }
}

/// A menu, which a press elsewhere or Escape closes. What is in it is mounted when it is first opened.
#[component]
pub fn Menu<C: IntoView + 'static>(
    /// Its id, which its button and its items name.
    id: &'static str,
    /// Its classes.
    class: &'static str,
    /// Its accessible name in English.
    label: &'static str,
    children: TypedChildren<C>,
) -> impl IntoView {
    let is_wanted = RwSignal::new(false);
    let menu = NodeRef::<html::Div>::new();
    mount_on_demand(menu, is_wanted, children.into_inner());
    view! {
        <div
            id=id
            class=class
            popover="auto"
            node_ref=menu
            role="group"
            aria-label=translated(label)
            on:beforetoggle=move |_: leptos::ev::Event| {
                is_wanted.set(true);
                note_place_of_button(id, menu);
            }
        ></div>
    }
}

/// Tells a menu's style where its button is, as browsers without anchors need it: Firefox before 147, Safari before 26.
fn note_place_of_button(id: &str, menu: NodeRef<html::Div>) {
    // A menu in another one has the place of that.
    let button = place_of(&["[popovertarget=", id, "]:not([popover] *)"].concat());
    let page = document().body().map_or(0, |body| body.client_width());
    let Some((menu, button)) = menu.get_untracked().zip(button) else { return };
    let places = [button.bottom() as i32, button.left() as i32, page - button.right() as i32];
    for (name, pixels) in ["--under", "--from-left", "--from-right"].into_iter().zip(places) {
        drop(menu.style((name, format!("{pixels}px"))));
    }
}

/// Something to choose, which closes the menu.
#[component]
pub fn MenuItem(
    /// The id of the menu.
    menu: &'static str,
    /// What it stands for, in the attribute `data-as`.
    key: &'static str,
    /// The icon before its label.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// What it says.
    label: &'static str,
    /// Whether it cannot be chosen now.
    #[prop(optional)]
    is_disabled: bool,
    /// Called when it is chosen.
    on_choose: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="item"
            data-as=key
            popovertarget=menu
            popovertargetaction="hide"
            disabled=is_disabled
            on:click=move |_| on_choose.run(())
        >
            {icon.map(|icon| view! { <Icon name=icon /> })}
            {label}
        </button>
    }
}

/// One of several choices, of which one is in force. Choosing closes the menu.
#[component]
pub fn MenuChoice(
    /// The id of the menu.
    menu: &'static str,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is in force.
    #[prop(into)]
    is_chosen: Signal<bool>,
    /// Called when it is chosen.
    on_choose: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="item"
            popovertarget=menu
            popovertargetaction="hide"
            aria-pressed=move || is_chosen.get().to_string()
            on:click=move |_| on_choose()
        >
            <span>{label}</span>
            <span class="item-check">
                <Icon name="i-check" />
            </span>
        </button>
    }
}
