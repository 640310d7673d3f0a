//! The chips: which tasks are shown by how they stand, with how many there are of each.

use leptos::prelude::*;
use model::chips::{self, CHIPS, Counts};
use model::find::kind::Kind;
use model::query::ListQuery;
use model::view::chips::{ChipView, chip_look, chip_view};
use model::word;

use crate::i18n::{translated, use_locale};
use crate::ui::icon::Icon;

/// The chips. Each adds its tasks to what is shown, or takes them out.
#[component]
pub fn Chips(
    /// What the list is asked for.
    query: Memo<ListQuery>,
    /// How many tasks each lets through, as far as that is known.
    counts: Signal<Counts>,
    /// Whether there is room for counts that are not known yet.
    has_counts: bool,
    /// What a press costs that only the index can answer, in words; empty where it costs nothing to speak of.
    cost: RwSignal<String>,
    /// Called with what to ask for instead.
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let locale = use_locale();
    let chip = move |(place, which): (usize, Kind)| {
        let chip = Memo::new(move |_| {
            let is_on = chips::chosen(&query.read())[place];
            chip_view(which, is_on, counts.read()[place], &cost.read(), &locale.read())
        });
        let toggle = move |_| on_change.run(chips::toggled(&query.read_untracked(), which));
        view! { <Chip which=which chip=chip on:click=toggle /> }
    };
    let has_no_counts = move || !has_counts && counts.read().iter().all(Option::is_none);
    view! {
        <div
            class="chips"
            role="group"
            aria-label=translated(word!("Status"))
            data-counts=move || has_no_counts().then_some("off")
        >
            {CHIPS.into_iter().enumerate().map(chip).collect_view()}
        </div>
    }
}

#[component]
fn Chip(which: Kind, chip: Memo<ChipView>) -> impl IntoView {
    let (tone, icon) = chip_look(which);
    view! {
        <button
            type="button"
            class="chip"
            data-status=chips::name(which)
            aria-pressed=move || chip.read().is_on.to_string()
            aria-label=move || chip.read().name.clone()
            title=move || chip.read().title.clone()
        >
            <span class="badge" data-tone=tone>
                <Icon name=icon />
            </span>
            <span class="chip-check">
                <Icon name="i-check" />
            </span>
            <span class="word">{move || chip.read().label}</span>
            " "
            <span class="chip-count">{move || chip.read().count.clone()}</span>
        </button>
    }
}
