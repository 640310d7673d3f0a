//! A fixed range of creation times, typed in the zone of the page and sent in UTC.

use chrono::{DateTime, Utc};
use leptos::ev;
use leptos::prelude::*;
use model::format::Zone;
use model::query::Created;
use model::time::to_api;

/// Two fields, each of which may stay empty.
#[component]
pub fn CreatedRangeForm(
    /// The range in force.
    created: impl Fn() -> Created + 'static,
    /// The zone in which the fields are read.
    zone: Zone,
    /// The clock.
    now: ReadSignal<DateTime<Utc>>,
    /// The id of the popover that Cancel closes.
    popover: &'static str,
    /// Called with the range typed.
    on_apply: impl Fn(Created) + 'static,
) -> impl IntoView {
    let shown = move |side: Instant| side.map(|at| zone.field_value(at)).unwrap_or_default();
    let from_text = RwSignal::new(String::new());
    let to_text = RwSignal::new(String::new());
    // The fields follow the URL until somebody types into them.
    Effect::new(move |_| {
        let (from, to) = sides(created());
        from_text.set(shown(from));
        to_text.set(shown(to));
    });
    let range = move || Created::Between {
        from: zone.read_field(&from_text.get()),
        to: zone.read_field(&to_text.get()),
    };
    let apply = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let range = untrack(range);
        if !range.is_reversed() {
            on_apply(if sides(range) == (None, None) { Created::Any } else { range });
        }
    };
    let set_to_now = move |_| to_text.set(zone.field_value(now.get_untracked()));
    view! {
        <form class="range-form" on:submit=apply>
            <p class="range-title">
                <strong>"Created between"</strong>
                <span class="quiet">{zone.name_at(now.get_untracked())}</span>
            </p>
            {time_field("From", from_text)}
            <div class="range-row">
                {time_field("To", to_text)} <button type="button" class="button" on:click=set_to_now>"Now"</button>
            </div>
            <p class="range-error" role="alert">
                {move || range().is_reversed().then_some("From must be before To.")}
            </p>
            <p class="hint">
                {move || sent_words(range())} <br/> "Compares the creation time, not the end time."
            </p>
            <p class="range-buttons">
                <button
                    type="button"
                    class="button quiet"
                    popovertarget=popover
                    popovertargetaction="hide"
                >
                    "Cancel"
                </button>
                <button type="submit" class="button primary" disabled=move || range().is_reversed()>
                    "Apply"
                </button>
            </p>
        </form>
    }
}

fn time_field(name: &'static str, text: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="range-field">
            <span>{name}</span>
            <input
                class="field"
                type="datetime-local"
                step="1"
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            />
        </label>
    }
}

type Instant = Option<DateTime<Utc>>;

fn sides(created: Created) -> (Instant, Instant) {
    match created {
        Created::Between { from, to } => (from, to),
        Created::Any | Created::Last(_) => (None, None),
    }
}

fn sent_words(range: Created) -> String {
    let words = |instant: Option<_>| instant.map_or("open".to_owned(), to_api);
    match sides(range) {
        (None, None) => "Any time".to_owned(),
        (from, to) => format!("Sent as {} – {}", words(from), words(to)),
    }
}
