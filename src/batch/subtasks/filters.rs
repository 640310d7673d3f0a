//! What the list of subtasks is narrowed by: status, text and reason.

use leptos::prelude::*;
use model::subtask_list::{StatusFilter, SubtaskList};
use model::view::batch::subtasks::{ChoiceView, SubtasksView};
use model::{tr, word};

use crate::i18n::{translated, use_locale};

/// A button for each status that there is.
#[component]
pub fn Choices(
    /// Which subtasks are listed.
    list: RwSignal<SubtaskList>,
    /// What the section shows.
    view: Memo<SubtasksView>,
) -> impl IntoView {
    let choose = Callback::new(move |status: StatusFilter| {
        list.update(|list| *list = SubtaskList { status, reason: None, ..list.clone() });
    });
    let choices = move || {
        let choices = view.get().choices.into_iter();
        choices.map(|choice| view! { <Choice choice=choice on_choose=choose /> }).collect_view()
    };
    view! {
        <div class="choices" role="group" aria-label=translated(word!("Status of sub-tasks"))>
            {choices}
        </div>
    }
}

#[component]
fn Choice(choice: ChoiceView, on_choose: Callback<StatusFilter>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="choice"
            aria-pressed=if choice.is_chosen { "true" } else { "false" }
            on:click=move |_| on_choose.run(choice.filter)
        >
            <span>{choice.word}</span>
            " "
            <span class="quiet">{choice.count}</span>
        </button>
    }
}

/// A field for a text that ids or errors contain.
#[component]
pub fn SearchField(
    /// Which subtasks are listed.
    list: RwSignal<SubtaskList>,
) -> impl IntoView {
    view! {
        <input
            type="search"
            class="field"
            aria-label=translated(word!("Find in sub-tasks"))
            placeholder=translated(word!("Find ID or error"))
            spellcheck="false"
            autocomplete="off"
            prop:value=move || list.with(|list| list.text.clone())
            on:input=move |event| list.update(|list| list.text = event_target_value(&event))
        />
    }
}

/// The reason that the list is narrowed to, hidden while there is none.
#[component]
pub fn ReasonFilter(
    /// Which subtasks are listed.
    list: RwSignal<SubtaskList>,
    /// What the section shows.
    view: Memo<SubtasksView>,
) -> impl IntoView {
    let locale = use_locale();
    let clear = move |_| list.update(|list| list.reason = None);
    move || {
        let (locale, reason) = (locale.read(), view.get().reason);
        let is_hidden = reason.is_none();
        view! {
            <p class="reason-filter" hidden=is_hidden>
                {tr!(locale, "Reason:")}
                " "
                <strong>{reason}</strong>
                " "
                <button type="button" class="button quiet" on:click=clear>
                    {tr!(locale, "All reasons")}
                </button>
            </p>
        }
    }
}
