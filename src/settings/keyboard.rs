//! Keyboard shortcuts: what keys do, and the dialog that lists them.

use leptos::prelude::*;
use model::locale::Locale;
use model::preferences::Preferences;
use model::tr;
use model::view::preferences::{BoxView, shortcuts};

use crate::browser::keys;
use crate::i18n::use_locale;
use crate::preferences::use_preferences;
use crate::ui::dialog::Dialog;

/// What keys press. A control that is not there or is disabled is not pressed.
const PRESSED: [(&str, &str); 7] = [
    ("l", ".pages [rel=next]"),
    ("h", ".pages [rel=prev]"),
    ("r", ".refresh .square"),
    ("n", ".pill-button:not([hidden])"),
    ("t", ".views [aria-pressed=false]"),
    ("0", ".reset:not([hidden])"),
    ("y", "tbody .row:focus-within .copy, .panel-id .icon-button"),
];

/// The links that `j` and `k` move along: those of the rows, in the table and in the timeline.
const ROW_LINKS: &str = ":is(tbody, .span-rows) a.name[href]";
const ROW: &str = ":is(tr, .span-row)";

/// The heads that sort, that of the order in force, and the one that has the focus.
const SORTS: &str = "thead .sort";
const SORTED: &str = "thead [aria-sort] .sort";
const SORTED_FOCUS: &str = "thead .sort:focus";

/// Acts on keys from now on. `is_on` returns whether single keys do anything, and `other` is called with those that press
/// nothing; it returns whether it has used the key.
pub fn follow_keys(is_on: impl Fn() -> bool + 'static, other: impl Fn(&str) -> bool + 'static) {
    keys::on_key(move |key| is_on() && (press(key) || walk(key) || sort(key) || other(key)));
}

/// The dialog that says what keys do.
#[component]
pub fn KeyboardDialog(
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// Called when single keys are switched on or off.
    on_switch: Callback<bool>,
) -> impl IntoView {
    let (locale, chosen) = (use_locale(), use_preferences());
    view! {
        <Dialog
            class="dialog keyboard"
            title_id="keyboard-title"
            title=Signal::derive(move || tr!(locale.read(), "Keyboard").to_owned())
            is_open=is_open
        >
            <dl class="keys">{move || locale.with(key_list)}</dl>
            <label class="tick" on:change=move |event| on_switch.run(event_target_checked(&event))>
                {move || locale.with(|locale| switch(&chosen.read(), locale))}
            </label>
        </Dialog>
    }
}

fn switch(chosen: &Preferences, locale: &Locale) -> impl IntoView + use<> {
    let BoxView { name, label, is_ticked } = shortcuts(chosen, locale);
    view! {
        <input type="checkbox" name=name prop:checked=is_ticked />
        {label}
    }
}

/// Each key with what it does.
fn key_list(locale: &Locale) -> impl IntoView + use<> {
    let keys: [(&[&str], &str); 17] = [
        (
            &["j", "k"],
            tr!(locale, "Next row, previous row; beside the panel: next batch, previous batch"),
        ),
        (&["Enter"], tr!(locale, "Open the row's batch")),
        (&["Esc"], tr!(locale, "Close")),
        (&["/"], tr!(locale, "Search names and batch IDs, or open a batch by its ID")),
        (&["l", "h"], tr!(locale, "Next page, previous page")),
        (&["r"], tr!(locale, "Refresh now")),
        (&["n"], tr!(locale, "Show new tasks")),
        (&["p"], tr!(locale, "Stop or start the automatic refresh")),
        (&["t"], tr!(locale, "Table or timeline")),
        (&["g"], tr!(locale, "Group the rows")),
        (&["s", "←", "→"], tr!(locale, "Choose a column to sort by, with Enter")),
        (&["f"], tr!(locale, "Failed batches only, or all")),
        (&["0"], tr!(locale, "Reset the filters")),
        (&["u"], tr!(locale, "Times in UTC, or in the browser's zone")),
        (&["y"], tr!(locale, "Copy the batch ID")),
        (&["c"], tr!(locale, "Copy the view as aliyun CLI")),
        (&["?"], tr!(locale, "These keys")),
    ];
    let entry = |(keys, what): (&'static [&'static str], &'static str)| {
        let key = |(at, key): (usize, &'static &'static str)| {
            let gap = if at == 0 { "" } else { " " };
            view! {
                {gap}
                <kbd translate="no">{*key}</kbd>
            }
        };
        let keys = keys.iter().enumerate().map(key).collect_view();
        view! {
            <div>
                <dt>{keys}</dt>
                <dd>{what}</dd>
            </div>
        }
    };
    keys.into_iter().map(entry).collect_view()
}

fn press(key: &str) -> bool {
    let pressed = PRESSED.into_iter().find(|(known, _)| *known == key);
    if let Some((_, selector)) = pressed {
        keys::press(selector);
    }
    pressed.is_some()
}

/// Focuses the link of the next row or of the previous one, at first that of the open batch. While the panel is open, it steps to
/// the next batch or to the previous one.
fn walk(key: &str) -> bool {
    let (step, neighbour) = match key {
        "j" => (1, ".beside:not([hidden]) .next"),
        "k" => (-1, ".beside:not([hidden]) .previous"),
        _ => return false,
    };
    if !keys::press(neighbour) {
        walk_rows(step);
    }
    true
}

/// Focuses the link of a row: so many rows on from the one that has the focus, else that of the open batch or the first one.
pub(crate) fn walk_rows(step: isize) {
    keys::walk(ROW_LINKS, ROW, step);
}

/// Leads to the head of the column that rows are sorted by, or else to the first one. From there arrows lead to the others, and Enter
/// presses it. Returns whether the key is one of these.
fn sort(key: &str) -> bool {
    let step = match key {
        "s" => 0,
        "ArrowRight" if keys::is_there(SORTED_FOCUS) => 1,
        "ArrowLeft" if keys::is_there(SORTED_FOCUS) => -1,
        _ => return false,
    };
    let of_order = keys::is_there(SORTED) && !keys::is_there(SORTED_FOCUS);
    keys::walk(if of_order { SORTED } else { SORTS }, "th", step);
    true
}
