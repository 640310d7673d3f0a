//! Why subtasks of the batch failed, and what to do next.

pub mod actions;
pub mod group;
pub mod retry_dialog;

use leptos::html;
use leptos::prelude::*;
use model::view::batch::reasons::{ReasonsView, reasons_view};
use model::{tr, word};

use self::actions::{Act, Failures};
use self::group::ReasonGroup;
use crate::i18n::{translated, use_locale};
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuButton, MenuItem};

/// The id of the menu of forms in which the failed instances are copied.
const IDS_MENU: &str = "ids-menu";

/// The reasons, each with its subtasks.
#[component]
pub fn Reasons(
    /// The failures of the batch.
    failures: Failures,
    /// The title, to which "Why?" leads.
    title: NodeRef<html::H3>,
    /// Called with a reason to list its subtasks.
    on_reason: Callback<String>,
) -> impl IntoView {
    let locale = use_locale();
    let view = Memo::new(move |_| {
        let shown = failures.shown.get();
        locale.with(|locale| failures.reasons.with(|all| reasons_view(all, shown, locale)))
    });
    let titles = move || {
        let shown = failures.shown.get();
        failures.reasons.with(|all| {
            all.iter().take(shown).map(|reason| reason.title.clone()).collect::<Vec<_>>()
        })
    };
    let groups = StoredValue::new(0);
    let group = move |title: String| {
        view! { <ReasonGroup failures=failures title=title groups=groups on_reason=on_reason /> }
    };
    view! {
        <section
            class="reasons"
            aria-labelledby="reasons-title"
            hidden=move || !view.get().has_reasons
        >
            <div class="section-head">
                <div class="section-title">
                    <h3 id="reasons-title" tabindex="-1" node_ref=title>
                        {translated(word!("Failure reasons"))}
                    </h3>
                    <span class="quiet failed-count">
                        {move || view.get().failed} " "
                        <span class="noun">{move || view.get().noun}</span>
                    </span>
                </div>
                <Tools failures=failures view=view />
            </div>
            <div class="reason-list">
                <For each=titles key=|title| title.clone() children=group />
            </div>
            {move || {
                let more = view.get().more;
                let is_all = more.is_none();
                view! {
                    <button
                        type="button"
                        class="button quiet more-reasons"
                        hidden=is_all
                        on:click=move |_| failures.show_more()
                    >
                        {more}
                    </button>
                }
            }}
        </section>
    }
}

/// What is done about all failures.
#[component]
fn Tools(failures: Failures, view: Memo<ReasonsView>) -> impl IntoView {
    let locale = use_locale();
    move || {
        let locale = locale.read();
        let is_hidden = !view.get().has_instances;
        view! {
            <span class="section-tools">
                <CopyFailed text=tr!(locale, "Copy instance IDs") is_hidden=is_hidden />
                <RetryButton
                    failures=failures
                    class="button copy-retry"
                    text=tr!(locale, "Copy retry command")
                    is_hidden=is_hidden
                />
            </span>
        }
    }
}

/// Opens the dialog with the command that tries the failed instances again.
#[component]
fn RetryButton(
    failures: Failures,
    class: &'static str,
    text: &'static str,
    is_hidden: bool,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class
            hidden=is_hidden
            on:click=move |_| failures.act(Act::Retry)
        >
            <Icon name="i-retry" />
            {text}
        </button>
    }
}

/// The same buttons at the foot of the panel, on a phone.
#[component]
pub fn ActionBar(
    /// The failures of the batch.
    failures: Failures,
) -> impl IntoView {
    let locale = use_locale();
    let has_instances = Memo::new(move |_| {
        failures.reasons.with(|all| all.iter().any(|reason| !reason.instances().is_empty()))
    });
    move || {
        let locale = locale.read();
        let (copy, retry) = (tr!(locale, "Failed IDs"), tr!(locale, "Retry command"));
        view! {
            <div class="action-bar" hidden=!has_instances.get()>
                <CopyFailed text=copy is_hidden=false />
                <RetryButton
                    failures=failures
                    class="button primary copy-retry"
                    text=retry
                    is_hidden=false
                />
            </div>
        }
    }
}

/// The button of the menu of forms in which the failed instances are copied.
#[component]
fn CopyFailed(
    /// What it says.
    text: &'static str,
    is_hidden: bool,
) -> impl IntoView {
    view! {
        <MenuButton
            class="button copy-failed"
            menu=IDS_MENU
            icon="i-copy"
            label=text
            attr:hidden=is_hidden
        />
    }
}

/// The forms in which the failed instances are copied.
#[component]
pub fn IdsMenu(
    /// The failures of the batch.
    failures: Failures,
) -> impl IntoView {
    let locale = use_locale();
    let items = move || {
        let locale = locale.read();
        [
            ("lines", tr!(locale, "One per line"), Act::Lines),
            ("commas", tr!(locale, "Comma separated"), Act::Commas),
            ("json", tr!(locale, "JSON array"), Act::Json),
        ]
        .map(|(key, label, act)| {
            let choose = Callback::new(move |()| failures.act(act));
            view! { <MenuItem menu=IDS_MENU key=key label=label on_choose=choose /> }
        })
        .into_iter()
        .collect_view()
    };
    view! {
        <Menu id=IDS_MENU class="popover take-menu ids-menu" label=word!("Copy instance IDs")>
            {items}
        </Menu>
    }
}
