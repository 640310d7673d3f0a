//! A fixed range of creation times, typed as text in the zone of the page and sent in UTC. The fields are not the browser's own, which
//! show AM and PM in its language.

use chrono::{DateTime, Utc};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use model::query::Created;
use model::view::typed_range::{TypedRange, range_view};
use model::word;

use super::created::CREATED_POPOVER;
use crate::i18n::{translated, use_locale};

/// The form with its two fields, each of which may stay empty.
#[component]
pub fn RangeForm<S: IntoView + 'static>(
    /// The range in force.
    created: Memo<Created>,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
    /// The hour at which a working day ends.
    evening: Memo<u8>,
    /// The first field, for who wants to go there.
    from: NodeRef<html::Input>,
    /// Called with the range that was typed.
    on_apply: impl Fn(Created) + Copy + 'static,
    /// The ranges that end now.
    spans: impl FnOnce() -> S,
) -> impl IntoView {
    let locale = use_locale();
    let typing = Typing::follow(created, now, evening);
    let range = Memo::new(move |_| {
        let (typed, is_left, locale) = (typing.typed.read(), typing.is_left.get(), locale.read());
        range_view(&typed, is_left, now.get_untracked(), &locale)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (typed, shown) = (typing.typed.read_untracked(), typing.shown.get_value());
        let applied = typed.applied(&shown, created.get_untracked(), &locale.read_untracked());
        drop(typed);
        applied.into_iter().for_each(on_apply);
    };
    view! {
        <form class="range-form" on:submit=submit>
            <span class="range-label" aria-hidden="true">
                {translated(word!("Last"))}
            </span>
            {spans()}
            <TimeField
                name="from"
                label=word!("From")
                hint=word!("YYYY-MM-DD HH:mm")
                field=from
                value=Signal::derive(move || typing.typed.read().from.clone())
                error=Signal::derive(move || range.read().errors[0])
                on_type=move |text| typing.typed.update(|typed| typed.from = text)
                on_left=move || typing.is_left.update(|is_left| is_left[0] = true)
            />
            <span class="quiet zone">{move || range.read().zone.clone()}</span>
            <Wrong name="from" error=Signal::derive(move || range.read().errors[0]) />
            <TimeField
                name="to"
                label=word!("To")
                hint=word!("now")
                field=NodeRef::new()
                value=Signal::derive(move || typing.typed.read().to.clone())
                error=Signal::derive(move || range.read().errors[1])
                on_type=move |text| typing.typed.update(|typed| typed.to = text)
                on_left=move || typing.is_left.update(|is_left| is_left[1] = true)
            />
            <button
                type="button"
                class="button range-now"
                on:click=move |_| typing.typed.update(|typed| typed.to.clear())
            >
                {translated(word!("Now"))}
            </button>
            <Wrong name="to" error=Signal::derive(move || range.read().errors[1]) />
            <p class="hint">
                <span class="range-sent">{move || range.read().sent.clone()}</span>
                <span>{translated(word!("The hour of Friday is set in Preferences."))}</span>
            </p>
            <RangeButtons
                is_off=Signal::derive(move || !range.read().is_sound)
                on_cancel=move || typing.forget()
            />
        </form>
    }
}

#[component]
fn RangeButtons(
    /// Whether the range cannot be applied.
    is_off: Signal<bool>,
    /// Called when nothing is to be applied.
    on_cancel: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <p class="range-buttons">
            <button
                type="button"
                class="button quiet"
                popovertarget=CREATED_POPOVER
                popovertargetaction="hide"
                on:click=move |_| on_cancel()
            >
                {translated(word!("Cancel"))}
            </button>
            <button type="submit" class="button primary" disabled=is_off>
                {translated(word!("Apply"))}
            </button>
        </p>
    }
}

/// What is wrong with a field.
#[component]
fn Wrong(
    /// The name of the field.
    name: &'static str,
    /// What is wrong; empty where nothing is.
    error: Signal<&'static str>,
) -> impl IntoView {
    view! {
        <p class="range-error" id=["range-error-", name].concat() role="alert">
            {error}
        </p>
    }
}

/// What the fields hold.
#[derive(Clone, Copy)]
struct Typing {
    typed: RwSignal<TypedRange>,
    /// What they hold of the range in force.
    shown: StoredValue<TypedRange>,
    /// Whether each was left with what it holds: before, nothing is called wrong.
    is_left: RwSignal<[bool; 2]>,
}

impl Typing {
    /// The fields follow the URL, the zone and the preferences. Another language leaves alone what is typed.
    fn follow(created: Memo<Created>, now: ReadSignal<DateTime<Utc>>, evening: Memo<u8>) -> Self {
        let locale = use_locale();
        let zone = Memo::new(move |_| locale.read().zone);
        let typing = Self {
            typed: RwSignal::default(),
            shown: StoredValue::default(),
            is_left: RwSignal::new([false; 2]),
        };
        Effect::new(move |_| {
            let now = now.get_untracked();
            typing.shown.set_value(TypedRange::of(created.get(), now, evening.get(), &zone.get()));
            typing.forget();
        });
        typing
    }

    /// Forgets what is typed.
    fn forget(self) {
        self.typed.set(self.shown.get_value());
        self.is_left.set([false; 2]);
    }
}

#[component]
fn TimeField(
    name: &'static str,
    /// Its label in English.
    label: &'static str,
    /// What stands in it while it is empty, in English.
    hint: &'static str,
    field: NodeRef<html::Input>,
    /// What it holds.
    value: Signal<String>,
    /// What is wrong with that; empty where nothing is.
    error: Signal<&'static str>,
    on_type: impl Fn(String) + 'static,
    /// Called when somebody has typed all of it.
    on_left: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <label class="range-field">
            <span class="range-label">{translated(label)}</span>
            <input
                class="field"
                name=name
                type="text"
                autocomplete="off"
                spellcheck="false"
                maxlength="40"
                placeholder=translated(hint)
                node_ref=field
                aria-invalid=move || (!error.get().is_empty()).then_some("true")
                aria-describedby=["range-error-", name].concat()
                prop:value=value
                on:input=move |event| on_type(event_target_value(&event))
                on:change=move |_| on_left()
            />
        </label>
    }
}
