//! A fixed range of creation times, typed in the zone of the page and sent in UTC.

use chrono::{DateTime, Utc};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use model::query::Created;
use model::view::created::{TypedRange, range_view};
use model::word;

use super::created::CREATED_POPOVER;
use crate::browser::focus::has_focus;
use crate::i18n::{translated, use_locale};

/// The form with its two fields, each of which may stay empty.
#[component]
pub fn RangeForm(
    /// The range in force.
    created: Memo<Created>,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
    /// Called with the range that was typed.
    on_apply: impl Fn(Created) + Copy + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let typed = typed_range(created);
    let range = Memo::new(move |_| {
        let locale = locale.get();
        typed.with(|typed| range_view(typed, now.get_untracked(), &locale))
    });
    let has_error = move || !range.read().error.is_empty();
    let now_pressed = move |_| {
        typed.update(|typed| {
            typed.to = locale.get_untracked().zone.field_value(now.get_untracked());
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(range) =
            typed.with_untracked(|typed| typed.applied(&locale.get_untracked().zone))
        {
            on_apply(range);
        }
    };
    view! {
        <form class="range-form" on:submit=submit>
            <p class="range-title">
                <strong>{translated(word!("Created between"))}</strong>
                <span class="quiet zone">{move || range.read().zone.clone()}</span>
            </p>
            <TimeField
                name="from"
                label=Signal::derive(translated(word!("From")))
                value=Signal::derive(move || typed.read().from.clone())
                on_type=move |text| typed.update(|typed| typed.from = text)
            />
            <div class="range-row">
                <TimeField
                    name="to"
                    label=Signal::derive(translated(word!("To")))
                    value=Signal::derive(move || typed.read().to.clone())
                    on_type=move |text| typed.update(|typed| typed.to = text)
                />
                <button type="button" class="button range-now" on:click=now_pressed>
                    {translated(word!("Now"))}
                </button>
            </div>
            <p class="range-error" role="alert">
                {move || range.read().error}
            </p>
            <p class="hint">
                <span class="range-sent">{move || range.read().sent.clone()}</span>
                <br />
                {translated(word!("Compares the creation time, not the end time."))}
            </p>
            <RangeButtons is_off=Signal::derive(has_error) />
        </form>
    }
}

#[component]
fn RangeButtons(
    /// Whether the range cannot be applied.
    is_off: Signal<bool>,
) -> impl IntoView {
    view! {
        <p class="range-buttons">
            <button
                type="button"
                class="button quiet"
                popovertarget=CREATED_POPOVER
                popovertargetaction="hide"
            >
                {translated(word!("Cancel"))}
            </button>
            <button type="submit" class="button primary" disabled=is_off>
                {translated(word!("Apply"))}
            </button>
        </p>
    }
}

/// What the fields hold: they follow the URL and the zone until somebody types into them. Another language leaves alone
/// what is typed.
fn typed_range(created: Memo<Created>) -> RwSignal<TypedRange> {
    let locale = use_locale();
    let zone = Memo::new(move |_| locale.read().zone);
    let typed = RwSignal::new(TypedRange::default());
    Effect::new(move |_| typed.set(TypedRange::of(created.get(), &zone.get())));
    typed
}

/// Stands for what is typed of a time that is not whole yet.
const HALF: &str = "?";

/// A field that holds only a part of a time has no value, and is not empty either.
fn typed(field: &NodeRef<html::Input>, value: String) -> String {
    let is_whole = field.get_untracked().is_none_or(|field| field.check_validity());
    if value.is_empty() && !is_whole { HALF.to_owned() } else { value }
}

#[component]
fn TimeField(
    name: &'static str,
    label: Signal<&'static str>,
    /// What the field holds, unless somebody is typing into it.
    value: Signal<String>,
    on_type: impl Fn(String) + 'static,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    // Not `prop:value`: a field that is half filled holds no value, and would be emptied.
    Effect::new(move |_| {
        let (Some(field), value) = (field.get(), value.get()) else { return };
        // Nobody's half-typed text is changed.
        if field.value() != value && value != HALF && !has_focus(&field) {
            field.set_value(&value);
        }
    });
    view! {
        <label class="range-field">
            <span>{label}</span>
            <input
                class="field"
                name=name
                type="datetime-local"
                step="1"
                node_ref=field
                on:input=move |event| on_type(typed(&field, event_target_value(&event)))
            />
        </label>
    }
}
