//! The bell of the header, with the menu of watched batches.

use leptos::prelude::*;
use model::locale::Locale;
use model::view::watch::{WatchMenuView, WatchRowView, watch_menu_view};
use model::{tr, word};

use super::ends::follow_ends;
use super::notifying::{self, Permission};
use super::tab_title::follow_title;
use super::watching::{Surroundings, Watching};
use crate::browser;
use crate::i18n::{translated, use_locale};
use crate::pages::page::Page;
use crate::ui::icon::Icon;
use crate::ui::menu::Menu;

const MENU: &str = "watch-menu";

/// Mounts the menu, tells the watches what the list has received, and asks for what is due.
pub(crate) fn mount_watching(page: Page) -> Watching {
    let Page { config, clock, navigation, copying, locale, location, .. } = page;
    let on_report = follow_ends(page);
    let around = Surroundings { config, clock, navigation, copying, locale, on_report };
    let watching = Watching::of_browser(around);
    let watches = StoredValue::new_local(watching.clone());
    browser::mount(".watching", move || {
        let locale = use_locale();
        let view = Memo::new(move |_| {
            let location = location.get();
            watches.with_value(|watching| {
                let href = |watched: &_| watching.link(watched, &location).href();
                locale.with(|locale| watching.with(|list| watch_menu_view(locale, list, href)))
            })
        });
        // The list changes when somebody has answered.
        let is_denied = Signal::derive(move || {
            watches.with_value(|watching| watching.with(|_| ()));
            notifying::permission() == Permission::Denied
        });
        let remove = move |at| watches.with_value(|watching| watching.remove_at(at));
        view! { <WatchMenu view=view is_denied=is_denied on_remove=Callback::new(remove) /> }
    });
    follow_list(page, watches);
    follow_title(page, watches);
    Effect::new(move |_| {
        page.now.track();
        watches.with_value(|watching| watching.ask(|endpoint| may_ask(page, endpoint)));
    });
    watching
}

/// What the list receives of a watched batch is news of it, too.
fn follow_list(page: Page, watches: StoredValue<Watching, LocalStorage>) {
    Effect::new(move |_| {
        page.live.known.with(|list| {
            let answer = list.answer().filter(|answer| !answer.is_recalled);
            if let Some(answer) = answer.filter(|_| list.failure().is_none()) {
                let endpoint = &answer.key.endpoint.id;
                for task in &answer.value.tasks {
                    watches.with_value(|watching| {
                        watching.seen(endpoint, task, answer.received_at);
                    });
                }
            }
        });
    });
}

/// An endpoint that is known to want no requests, or none before somebody acts, is not asked for a batch either.
fn may_ask(page: Page, endpoint: &str) -> bool {
    let refreshing = page.live.refreshing.get_untracked();
    let is_of_list = page.key.with_untracked(|key| key.endpoint.id == endpoint);
    let is_refused = page
        .live
        .known
        .with_untracked(|list| list.failure().is_some_and(|failure| !failure.kind.is_retried()));
    let is_blocked = refreshing.is_blocked(page.clock.instant()) || is_refused;
    !(refreshing.is_offline || is_of_list && is_blocked)
}

/// The bell, with the menu of watched batches.
#[component]
fn WatchMenu(
    /// What it shows.
    view: Memo<WatchMenuView>,
    /// Whether the system shows no notifications.
    is_denied: Signal<bool>,
    /// Called with the place of a batch that is not to be watched any more.
    on_remove: Callback<usize>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        {move || locale.with(|locale| view.with(|view| button(view, locale)))}
        <Menu id=MENU class="popover watch-menu" label=word!("Watched batches")>
            <p
                class="watch-none"
                hidden=Signal::derive(move || view.with(|view| !view.rows.is_empty()))
            >
                {translated(word!("No batch is watched. Open one and press its bell."))}
            </p>
            <ul>
                {move || {
                    let row = |(at, row)| {
                        view! { <WatchRow row=row on_remove=move || on_remove.run(at) /> }
                    };
                    view.get().rows.into_iter().enumerate().map(row).collect_view()
                }}
            </ul>
            {move || hints(&locale.read(), is_denied.get())}
        </Menu>
    }
}

fn button(view: &WatchMenuView, locale: &Locale) -> impl IntoView + use<> {
    let title = tr!(locale, "Watched batches");
    view! {
        <button type="button" class="button quiet" popovertarget=MENU title=title>
            <span class="unseen">{title}</span>
            <svg class="icon" aria-hidden="true">
                <path d="M4 11V7a4 4 0 0 1 8 0v4l1 1H3ZM6.800 14h2.400"></path>
            </svg>
            <span class="watch-count">
                <span class="watch-word">{view.word.clone()}</span>
                <span class="watch-number">{view.number.clone()}</span>
            </span>
        </button>
    }
}

/// A watched batch. Rows keep their elements by their place, and so the focus is kept when one is removed.
#[component]
fn WatchRow(row: WatchRowView, on_remove: impl Fn() + 'static) -> impl IntoView {
    view! {
        <li>
            <span class="badge" data-tone=row.tone>
                <Icon name=row.icon />
            </span>
            <a dir="auto" href=row.href>
                {row.name}
            </a>
            <span class="watch-state">{row.state}</span>
            <button
                type="button"
                class="icon-button"
                aria-label=row.stop
                on:click=move |_| on_remove()
            >
                <Icon name="i-close" />
            </button>
        </li>
    }
}

fn hints(locale: &Locale, is_denied: bool) -> impl IntoView + use<> {
    let hint = tr!(locale, "You are told when they end, while a tab with this page is open.");
    let denied = tr!(
        locale,
        "Notifications are blocked or not supported here: the title and icon of the tab tell it instead."
    );
    view! {
        <p class="hint">{hint}</p>
        <p class="hint watch-denied" hidden=!is_denied>
            {denied}
        </p>
    }
}
