//! The range of creation times: presets that move with the clock, or a fixed range typed by hand.

use chrono::{DateTime, Utc};
use leptos::html;
use leptos::prelude::*;
use model::query::{Calendar, Created, ListQuery, Span};
use model::view::created::{PresetView, created_label, presets, span_label};
use model::word;

use super::range_form::RangeForm;
use crate::browser::focus::focus;
use crate::i18n::{translated, use_locale};
use crate::preferences::use_preferences;
use crate::ui::icon::Icon;
use crate::ui::menu::Menu;

/// The id of the popover. It closes by itself on Escape, on a click beside it and on a preset; after
/// a typed range whoever handles the change closes it.
pub const CREATED_POPOVER: &str = "created-menu";

/// The button that names the range, and the popover to change it.
#[component]
pub fn CreatedMenu(
    /// What the list is asked for.
    query: Memo<ListQuery>,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
    /// The day by that time in the zone of the page.
    day: Memo<i64>,
    /// When the last visit ended, if there was one.
    last_visit: RwSignal<Option<DateTime<Utc>>>,
    /// Called with what to ask for instead.
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let (locale, chosen) = (use_locale(), use_preferences());
    let created = Memo::new(move |_| query.read().created);
    let evening =
        Memo::new(move |_| chosen.with(|chosen| chosen.evening).unwrap_or(Calendar::EVENING));
    let change = move |created| on_change.run(query.read_untracked().with_created(created));
    let from = NodeRef::<html::Input>::new();
    // "Since Friday" is another day tomorrow.
    let label = move || {
        day.track();
        created_label(created.get(), now.get_untracked(), &locale.read())
    };
    let offered = Memo::new(move |_| {
        day.track();
        presets(last_visit.get(), now.get_untracked(), evening.get(), &locale.read())
    });
    view! {
        <button
            type="button"
            class="field menu-button created-button"
            popovertarget=CREATED_POPOVER
            data-set=move || (created.get() != Created::Any).then_some("true")
        >
            <Icon name="i-calendar" />
            <span class="field-label">{translated(word!("Created"))}</span>
            <span class="created-words">{label}</span>
            <Icon name="i-down" />
        </button>
        <Menu id=CREATED_POPOVER class="popover created" label=word!("Created")>
            <Presets offered=offered created=created from=from on_choose=change />
            <RangeForm
                created=created
                now=now
                evening=evening
                from=from
                on_apply=change
                spans=move || spans(created, change)
            />
        </Menu>
    }
}

/// The ranges that begin with a day or a visit, no range at all, and the way to the fields.
#[component]
fn Presets(
    offered: Memo<Vec<PresetView>>,
    /// The range in force.
    created: Memo<Created>,
    /// The first field of the form.
    from: NodeRef<html::Input>,
    /// Called with the range that was chosen.
    on_choose: impl Fn(Created) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let preset = move |preset: PresetView| {
        let PresetView { name, label, when, created: range } = preset;
        view! {
            <button
                type="button"
                class="item"
                data-created=name
                popovertarget=CREATED_POPOVER
                popovertargetaction="hide"
                aria-pressed=move || (created.get() == range).to_string()
                on:click=move |_| on_choose(range)
            >
                <span>{label}</span>
                <span class="value">{when}</span>
            </button>
        }
    };
    let any = move || PresetView {
        name: "any",
        label: locale.read().text(word!("Any time")).to_owned(),
        when: String::new(),
        created: Created::Any,
    };
    let is_custom = move || {
        let created = created.get();
        let is_offered = offered.with(|offered| offered.iter().any(|it| it.created == created));
        matches!(created, Created::Between { .. }) && !is_offered
    };
    let type_range = move |_| {
        from.get_untracked().iter().for_each(|from| focus(from));
    };
    view! {
        <div class="presets">
            {move || offered.get().into_iter().map(preset).collect_view()} <hr />
            {move || preset(any())}
            <button
                type="button"
                class="item"
                data-created="custom"
                aria-pressed=move || is_custom().to_string()
                on:click=type_range
            >
                <span>{translated(word!("Custom"))}</span>
            </button>
        </div>
    }
}

/// The ranges that end now, by their length.
fn spans(
    created: Memo<Created>,
    on_choose: impl Fn(Created) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let span = move |span: Span| {
        let range = Created::Last(span);
        // Read alone, "1 h" says too little.
        let name = move || created_label(range, DateTime::default(), &locale.read());
        view! {
            <button
                type="button"
                class="button"
                data-created=span.name()
                popovertarget=CREATED_POPOVER
                popovertargetaction="hide"
                aria-label=name
                aria-pressed=move || (created.get() == range).to_string()
                on:click=move |_| on_choose(range)
            >
                {move || span_label(span, &locale.read())}
            </button>
        }
    };
    view! {
        <div class="spans" role="group" aria-label=translated(word!("Last"))>
            {Span::ALL.map(span).into_iter().collect_view()}
        </div>
    }
}
