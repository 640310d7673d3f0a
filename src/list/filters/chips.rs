//! The chips of the statuses, with how many tasks are in each.

use leptos::prelude::*;
use model::format::grouped;
use model::locale::Locale;
use model::query::ListQuery;
use model::status::BatchStatus;
use model::task::Standing;
use model::{tr, word};

use crate::i18n::{translated, use_locale};
use crate::ui::icon::Icon;
use model::view::status_look::{look, status_word};

/// How many tasks are in each of [`BatchStatus::ALL`], where that is known.
pub type Counts = [Option<u64>; 4];

/// What a chip shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ChipView {
    is_on: bool,
    label: &'static str,
    /// The accessible name, where that is not the label.
    name: Option<String>,
    count: String,
}

/// The chips. Each adds its status to the filter, or takes it out.
#[component]
pub fn Chips(
    /// What the list is asked for.
    query: Memo<ListQuery>,
    /// How many tasks are in each status; `None` where the deployment does without.
    counts: Option<Signal<Counts>>,
    /// Called with what to ask for instead.
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let locale = use_locale();
    let chip = move |(place, status): (usize, BatchStatus)| {
        let chip = Memo::new(move |_| {
            let is_on = query.read().statuses.contains(status);
            let count = counts.and_then(|counts| counts.get()[place]);
            chip_view(status, is_on, count, &locale.read())
        });
        let toggle = move |_| on_change.run(query.read_untracked().with_status_toggled(status));
        view! { <Chip status=status chip=chip on:click=toggle /> }
    };
    view! {
        <div
            class="chips"
            role="group"
            aria-label=translated(word!("Status"))
            data-counts=counts.is_none().then_some("off")
        >
            {BatchStatus::ALL.into_iter().enumerate().map(chip).collect_view()}
        </div>
    }
}

#[component]
fn Chip(status: BatchStatus, chip: Memo<ChipView>) -> impl IntoView {
    let (tone, icon) = look(match status {
        BatchStatus::Dispatching => Standing::Dispatching,
        BatchStatus::Running => Standing::Running,
        BatchStatus::Completed => Standing::Completed,
        BatchStatus::Failed => Standing::Failed,
    });
    view! {
        <button
            type="button"
            class="chip"
            data-status=status.api_name()
            aria-pressed=move || chip.read().is_on.to_string()
            aria-label=move || chip.read().name.clone()
            title=move || chip.read().label
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

fn chip_view(status: BatchStatus, is_on: bool, count: Option<u64>, locale: &Locale) -> ChipView {
    ChipView {
        is_on,
        label: status_word(locale, status),
        name: count.map(|count| name(status, count, locale)),
        count: count.map(grouped).unwrap_or_default(),
    }
}

/// `Failed, 6 tasks`.
fn name(status: BatchStatus, count: u64, locale: &Locale) -> String {
    tr!(locale,
        count => "{status}, {count} task" | "{status}, {count} tasks",
        status = status_word(locale, status),
        count = grouped(count),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_says_how_many() {
        for (status, count, name) in [
            (BatchStatus::Failed, 6, "Failed, 6 tasks"),
            (BatchStatus::Running, 1, "Running, 1 task"),
            (BatchStatus::Completed, 12_345, "Completed, 12,345 tasks"),
            (BatchStatus::Dispatching, 0, "Dispatching, 0 tasks"),
        ] {
            let chip = chip_view(status, false, Some(count), &Locale::default());
            assert_eq!(chip.name.as_deref(), Some(name));
        }
    }

    #[test]
    fn a_chip_without_a_count_has_the_name_of_its_status() {
        let chip = chip_view(BatchStatus::Failed, true, None, &Locale::default());
        assert_eq!((chip.label, chip.name, &*chip.count, chip.is_on), ("Failed", None, "", true));
    }
}
