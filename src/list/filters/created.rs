//! The range of creation times: presets that slide with the clock, or a fixed range typed by hand.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::query::{Created, ListQuery, Span};
use model::view::created::created_label;
use model::word;

use super::range_form::RangeForm;
use crate::i18n::{translated, use_locale};
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuChoice};

/// The id of the popover. It closes by itself on Escape, on a click beside it and on a preset; after
/// a typed range whoever handles the change closes it.
pub const CREATED_POPOVER: &str = "created-menu";

/// The ranges that slide with the clock, and no range at all.
const PRESETS: [Created; 5] = [
    Created::Last(Span::Hour),
    Created::Last(Span::Day),
    Created::Last(Span::Week),
    Created::Last(Span::Month),
    Created::Any,
];

/// The button that names the range, and the popover to change it.
#[component]
pub fn CreatedMenu(
    /// What the list is asked for.
    query: Memo<ListQuery>,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
    /// Called with what to ask for instead.
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let locale = use_locale();
    let created = Memo::new(move |_| query.read().created);
    let change = move |created| on_change.run(query.read_untracked().with_created(created));
    let preset = move |preset: Created| {
        view! {
            <MenuChoice
                menu=CREATED_POPOVER
                label=Signal::derive(move || created_label(
                    preset,
                    now.get_untracked(),
                    &locale.read(),
                ))
                is_chosen=Signal::derive(move || created.get() == preset)
                on_choose=move || change(preset)
            />
        }
    };
    view! {
        <button
            type="button"
            class="field menu-button created-button"
            popovertarget=CREATED_POPOVER
            data-set=move || (created.get() != Created::Any).then_some("true")
        >
            <Icon name="i-calendar" />
            <span class="field-label">{translated(word!("Created"))}</span>
            <span class="created-words">
                {move || created_label(created.get(), now.get_untracked(), &locale.read())}
            </span>
            <Icon name="i-down" />
        </button>
        <Menu id=CREATED_POPOVER class="popover created" label=word!("Created")>
            <div class="presets">{PRESETS.map(preset).into_iter().collect_view()}</div>
            <RangeForm created=created now=now on_apply=change />
        </Menu>
    }
}
